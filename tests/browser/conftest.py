"""A real browser, and a preview of a dossier of two towns, as a writer has them."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from chromium import there
from playwright.sync_api import Page, expect, sync_playwright
from worlds import TWO_TOWNS, build_world

PATIENCE = 15_000
"""Milliseconds after which what does not come is taken not to come."""

expect.set_options(timeout=PATIENCE)


@dataclass
class Newsroom:
    """A dossier in a folder, a preview of it at an address, and a page of a browser."""

    folder: Path
    address: str
    page: Page

    def write(self, path, text):
        (self.folder / path).write_text(text, encoding="utf-8")

    def read(self, path):
        return (self.folder / path).read_text(encoding="utf-8")

    def go(self, path):
        """Open a page, and wait until it is marked and will be told of changes."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("body[data-preview-marked]")
        self.connected()

    def edit(self, place):
        """Open the form of what is shown at a place in the page, and wait until its script listens."""
        place.get_by_role("link", name="Edit").click()
        self.page.wait_for_selector("html[data-ready=form]")

    def desk(self, source):
        """Open the reading desk with an article, and wait until its script listens."""
        self.page.goto(f"{self.address}_preview/desk/{source}")
        self.page.wait_for_selector("html[data-ready=desk]")

    def open_slowly(self, path, script):
        """Open a page whose script is late; what is returned lets it come."""
        late = []
        self.page.route(f"**/{script}", lambda route: late.append(route))  # noqa: PLW0108  no method of a list is taken
        self.page.goto(self.address + path, wait_until="commit")

        def come():
            for _ in range(PATIENCE // 20):
                if late:
                    break
                self.page.wait_for_timeout(20)
            late[0].continue_()
            self.page.unroute(f"**/{script}")

        return come

    def connected(self):
        """Wait until the page that is open will be told of changes."""
        self.until("Boolean(window.LiveReload?.connector?.protocolParser.protocol)")

    def until(self, condition):
        """Wait for a condition in the page; Playwright's own way would need `eval`, which pages of the preview refuse."""
        for _ in range(PATIENCE // 20):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(20)
        pytest.fail(f"never came true: {condition}")


@pytest.fixture(scope="module")  # while it is there, no test can run a loop of its own
def browser():
    program = there()
    assert program, "no Chromium is there; 'make test' installs one"
    with sync_playwright() as playwright:
        # Without a sandbox where there can be none: for root in a container. Only pages of our own are opened.
        browser = playwright.chromium.launch(executable_path=program, chromium_sandbox=False)
        yield browser
        browser.close()


@contextmanager
def previewing(folder, **environment):
    command = [sys.executable, "-m", "generator", "serve", "--project", str(folder), "--port", "0"]
    bare = {key: text for key, text in os.environ.items() if key not in {"VISUAL", "EDITOR"}}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=bare | environment
    ) as running:
        try:
            yield running.stdout.readline().removeprefix("Preview at ").partition(" ")[0]
        finally:
            running.terminate()


@pytest.fixture
def opened(browser, tmp_path):
    """Opens newsrooms: `opened(world)`, with what the environment says besides."""
    previews, contexts = [], []

    def open_newsroom(world=TWO_TOWNS, **environment):
        preview = previewing(build_world(tmp_path, world), **environment)
        previews.append(preview)
        address = preview.__enter__()
        context = browser.new_context()
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        return Newsroom(tmp_path, address, context.new_page())

    yield open_newsroom
    for context in contexts:
        context.close()
    for preview in previews:
        preview.__exit__(None, None, None)
