"""The program that runs, as a wheel again: file for file what was installed, or none at all."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from importlib.metadata import PathDistribution

import pytest

from generator.packed import wheel_of

WRITTEN = {
    "bridge/__init__.py": b"",
    "bridge/tolls, and more.txt": b"none\n",
    "bridge-1.0.dist-info/METADATA": b"Metadata-Version: 2.4\nName: bridge\nVersion: 1.0\n",
    "bridge-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}
OF_THE_INSTALLER = {
    "bridge-1.0.dist-info/INSTALLER": b"pip\n",
    "bridge-1.0.dist-info/direct_url.json": b'{"url": "file:///home/iva/bridge"}',
}


def digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


@pytest.fixture
def installed(tmp_path):
    """A program as an installer leaves it, with what is made of it on this machine."""
    place = tmp_path / "lib/python/site-packages"
    lines = ["bridge/__pycache__/__init__.pyc,,", "bridge-1.0.dist-info/RECORD,,"]
    for path, content in (WRITTEN | OF_THE_INSTALLER | {"../../../bin/bridge": b"#!python\n"}).items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(content)
        named = f'"{path}"' if "," in path else path
        lines.append(f"{named},sha256={digest(content)},{len(content)}")
    (place / "bridge-1.0.dist-info/RECORD").write_text("\n".join(lines) + "\n")
    return PathDistribution(place / "bridge-1.0.dist-info")


def test_a_wheel_has_what_was_installed_and_nothing_of_this_machine(installed):
    name, content = wheel_of(installed)
    assert name == "bridge-1.0-py3-none-any.whl"
    with zipfile.ZipFile(io.BytesIO(content)) as wheel:
        held = {one: wheel.read(one) for one in wheel.namelist()}
    record = held.pop("bridge-1.0.dist-info/RECORD").decode()
    assert held == WRITTEN
    for path, text in WRITTEN.items():
        assert f"sha256={digest(text)},{len(text)}\n" in record, path
    assert '"bridge/tolls, and more.txt",' in record


def test_the_same_program_makes_the_same_wheel(installed):
    assert wheel_of(installed) == wheel_of(installed)


def test_what_was_changed_after_it_was_installed_is_not_handed_on(installed):
    installed.locate_file("bridge/__init__.py").write_text("import os")
    assert wheel_of(installed) is None


def test_what_is_gone_is_no_reason_to_break_off(installed):
    installed.locate_file("bridge/__init__.py").unlink()
    assert wheel_of(installed) is None


def test_of_a_checkout_that_is_only_pointed_to_there_is_none(tmp_path):
    about = tmp_path / "bridge-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_bytes(b"Name: bridge\n")
    (about / "RECORD").write_text(
        f"bridge-1.0.dist-info/METADATA,sha256={digest(b'Name: bridge' + bytes([10]))},13\n"
    )
    assert wheel_of(PathDistribution(about)) is None
