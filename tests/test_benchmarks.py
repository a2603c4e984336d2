"""The made-up dossier that is measured with: sound, of the size it says, the same each time; and what counts as the same page."""

from __future__ import annotations

import http.server
import shutil
import threading
from pathlib import Path

import pytest

from benchmarks.dossier import write
from benchmarks.preview import waited
from benchmarks.same import content
from generator.build import look

PAGES = 60


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("benchmark") / "dossier"
    write(PAGES, folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_made_up_facts_are_sound(dossier: Path) -> None:
    assert look(dossier, lambda _: None).problems == ()


def test_a_dossier_has_as_many_facts_with_pages_as_were_asked_for(dossier: Path) -> None:
    facts = look(dossier, lambda _: None).dossier.facts.values()
    assert sum(held.kind.has_pages for held in facts) == PAGES
    assert {held.kind.name for held in facts} >= {
        "source",
        "actor",
        "issue",
        "position",
        "plan",
        "meeting",
        "event",
    }


def test_a_quote_that_is_altered_is_found_since_the_made_up_articles_leave_fingerprints(
    dossier: Path, tmp_path: Path
) -> None:
    altered = tmp_path / "altered"
    shutil.copytree(dossier, altered)
    fact = next(path for path in altered.rglob("*.yaml") if "quote: The " in path.read_text(encoding="utf-8"))
    text = fact.read_text(encoding="utf-8").replace("quote: The ", "quote: Seven ", 1)
    fact.write_text(text, encoding="utf-8")
    assert [one.code for one in look(altered, lambda _: None).problems] == ["quote-not-there"]


def test_the_same_size_and_seed_give_the_same_bytes(dossier: Path, tmp_path: Path) -> None:
    write(PAGES, tmp_path / "again")
    assert files(tmp_path / "again") == files(dossier)
    write(PAGES, tmp_path / "other", seed=8)
    assert files(tmp_path / "other") != files(dossier)


def test_pages_are_the_same_whatever_their_markup_and_order() -> None:
    ours = '<main id="a"><p><a href="../actors/ada.html#p1">Ada</a>; <a href="b.html">Bo</a></p></main>'
    other = '<main><div><a class="x" href="/events/b.html">Bo</a>; <a href=/actors/ada.html#p1>Ada</a></div></main>'
    assert content(ours, "events/one.html") == content(other, "events/one.html")


@pytest.mark.parametrize(
    "other",
    [
        "<main><p><a href='/events/c.html'>Bo</a> said so</p></main>",
        "<main><p><a href='/events/b.html'>Bo</a> said</p></main>",
        "<main><p><a href='/events/b.html'>Bo</a> <a href='/events/b.html'>Bo</a> said so</p></main>",
    ],
)
def test_another_target_a_missing_word_and_a_link_too_many_are_differences(other: str) -> None:
    ours = '<main><p><a href="b.html">Bo</a> said so</p></main>'
    assert content(ours, "events/one.html") != content(other, "events/one.html")


def test_what_others_leave_out_is_not_compared() -> None:
    ours = '<main><p>said</p><p class="rests">2 articles, which name no report in common.</p></main>'
    assert content(ours, "events/one.html") == content("<main><p>said</p></main>", "events/one.html")


class _BreaksOffAtFirst(http.server.BaseHTTPRequestHandler):
    """Says a length, and at the first asking gives less."""

    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        self.send_response(200)
        self.send_header("Content-Length", "9")
        self.end_headers()
        self.wfile.write(b"new words" if self.asked > 1 else b"new")

    def log_message(self, *_: object) -> None:
        """Quiet."""


def test_a_page_that_a_preview_breaks_off_is_asked_for_again() -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), _BreaksOffAtFirst) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert waited(f"http://127.0.0.1:{server.server_port}/", b"new words") is not None
        server.shutdown()
    assert _BreaksOffAtFirst.asked == 2
