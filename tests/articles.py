"""An invented article on two towns and a bridge, whose paragraphs and sentences are those of the Harbour Post in `worlds`."""

from __future__ import annotations

from worlds import TWO_TOWNS, World

from generator.fingerprint import choose_salt, make
from generator.fingerprint.storage import dump

ARTICLE = """\
The bridge has a draft. Two towns will read it.
Ada Lind brought it on Wednesday. It caps the toll at two crowns. The office of the county wrote it.
Nobody has seen the second draft.
“The tolls are to be settled by the towns,” Lind said. She spoke for the upper town. The lower towns weren’t asked. They worry about the ferry.
Vada Lindt, as some call her, says they are "settled by the towns". The council will meet on Friday.
"""


def fingerprint_of(text: str, name: str = "harbour-post") -> str:
    """The stored fingerprint of a text."""
    return dump(make(text, choose_salt(text, name)))


def quoting(at: str, quote: str, **world: str) -> World:
    """A sound dossier with the fingerprint of the article, and one more fact that quotes it."""
    fact = f"type: office\nname: the county\nevidence: {{source: harbour-post, at: {at}, quote: {quote!r}}}\n"
    if "'" in quote:
        fact = fact.replace(repr(quote), '"' + quote.replace('"', '\\"') + '"')
    fingerprint = {"seeds/harbour-post.fingerprint": fingerprint_of(ARTICLE)}
    return {**TWO_TOWNS, **fingerprint, "content/actors/county.yaml": fact, **world}
