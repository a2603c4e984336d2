"""The affair of the bridge as somebody would write it who wants to run something in readers' browsers."""

from __future__ import annotations

from html.parser import HTMLParser

from bridge import BRIDGE

EVIL = """"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;"""
"""Text that does so wherever it is not escaped."""

QUOTED = "'" + EVIL.replace("'", "''") + "'"
HOSTILE = BRIDGE | {
    "content/actors/ada-lind.yaml": f"""\
type: person
name: {QUOTED}
summary: {QUOTED}
names: [{{id: x, name: {QUOTED}, script: {QUOTED}, evidence: {{source: harbour-post, at: p5, quote: {QUOTED}}}}}]
roles: [{{id: y, title: {QUOTED}, evidence: {{source: harbour-post, at: p5, reads: {QUOTED}, translation: {QUOTED}}}}}]
same_as: ["https://example.org/'onmouseover='alert(1)"]
described: {QUOTED}
count: {{words: {QUOTED}, why: {QUOTED}}}
note: {QUOTED}
unknown: [{{id: z, question: {QUOTED}, why: {QUOTED}}}]
evidence: {{source: harbour-post, at: p5, via: {{who: actor:ada-lind, words: {QUOTED}, why: {QUOTED}}}}}
""",
    "content/pages/method.md": f"# {EVIL}\n\n{EVIL}\n\n[{EVIL}](actor:ada-lind) [x](javascript:alert(1))\n",
    "seeds/harbour-post.yaml": BRIDGE["seeds/harbour-post.yaml"].replace(
        "Harbour Post, 4 April 2031", QUOTED
    ),
}


class Tags(HTMLParser):
    """The elements and attributes in a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name for name, _ in attrs}))
