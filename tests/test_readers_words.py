"""Pages speak to readers in readers' words: those of the facts' own machinery stand nowhere where they are seen."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
import real

OURS = re.compile(r"\b(roots?|chains?|renderings?|stances?|provisions?|fingerprints?)\b", re.IGNORECASE)
"""Words that the facts use among themselves. Readers see: report, taken from, who passed it on, wording, view, point."""

PASSED_OVER = ("script", "style", "template", "q")
"""What readers do not see; and `<q>`, in which a source speaks in words of its own."""


class Seen(HTMLParser):
    """What a reader sees or has read out of a page: its words, and those in attributes that are meant for readers."""

    def __init__(self, html):
        super().__init__()
        self.words, self.open = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.open += [tag] if tag in PASSED_OVER else []
        for name, value in attrs:
            if name in ("alt", "title", "placeholder", "aria-label", "content") and value:
                self.words.append(value)

    def handle_endtag(self, tag):
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data):
        if not self.open:
            self.words.append(data)


def slips(html):
    """Each word of ours that is seen, with the words around it."""
    seen = " ".join(" ".join(Seen(html).words).split())
    return [seen[max(0, one.start() - 40) : one.end() + 40] for one in OURS.finditer(seen)]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Its root is a report.</p>",
        "<p>Two Chains</p>",
        "<title>Stances</title>",
        "<p>two <b>rendering</b>s</p><p>rendering</p>",
        '<img alt="a fingerprint">',
        '<meta name="description" content="What provisions there are">',
        '<nav aria-label="chain">',
        "<style>p {}</style><p>stance</p>",
        "<p><q>words</q> on a stance</p>",
    ],
)
def test_a_word_of_ours_is_found_where_it_is_seen(html):
    assert slips(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>The grassroots changed; provisional, unchained.</p>",
        '<div id="provision" class="stance root" data-chain="x"><a href="root.html">view</a></div>',
        "<style>.chain { color: navy }</style><script>const root = 1</script>",
        '<p>It says <q class="words">a provision</q> of it.</p>',
    ],
)
def test_a_word_of_ours_is_passed_over_where_it_is_not_seen(html):
    assert slips(html) == []


def test_no_page_shows_readers_a_word_of_ours():
    pages = {
        address: content.decode() for address, content in real.site().items() if address.endswith(".html")
    }
    assert pages
    assert {address: found for address, html in pages.items() if (found := slips(html))} == {}
