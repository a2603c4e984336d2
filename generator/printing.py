"""A page as it goes out: rendered, or where only names have changed, what stands in the site with other names in it.

Two questions are asked of a page. Its `form` rests on all that it shows but names; the `page` itself rests on these (`called:`),
and holds only while its form does. It is answered with the digest of its bytes, and how many of these each of its names has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec

from generator.answers import digest
from generator.dossier import Dossier
from generator.naming import Draft, Form, in_markup, packed, stand_in, unpacked
from generator.output.standing import digest_of
from generator.recall import Recall
from generator.siteplan import Page
from generator.workroom import Workroom

FORM = "form"
"""With this begins what is asked when a page is rendered."""

PAGE = "page"
"""With this begins what is asked when its names are filled in."""

_DIGEST = 16
_FORMS = msgspec.msgpack.Decoder(Form)


def form_of(page: Page) -> str:
    """What is asked when a page is rendered."""
    return f"{FORM} {page.address}"


def question_of(page: Page) -> str:
    """What is asked when its names are filled in."""
    return f"{PAGE} {page.address}"


def digest_in(told: bytes) -> bytes:
    """The digest of a page, from what `question_of` it was answered with."""
    return told[:_DIGEST]


def settle_names(dossier: Dossier) -> dict[str, bytes]:
    """Tell what facts are called now, as it stands in markup; those that are called otherwise than before."""
    recall = dossier.recall
    otherwise: dict[str, bytes] = {}
    for ref in recall.open("called", list(dossier.shelf)):
        before = recall.before(f"called {ref}")
        name = recall.ask(f"called {ref}", partial(in_markup, dossier, ref))
        if name != before:
            otherwise[ref] = name
            recall.settle(f"called:{ref}", digest(name), PAGE)
    return otherwise


class _Names(dict[str, bytes]):
    """What facts are called, each looked up once; what is none is left as it is."""

    def __init__(self, recall: Recall) -> None:
        self._recall = recall

    def of(self, refs: Sequence[str]) -> list[bytes]:
        """What these are called."""
        new = [ref for ref in refs if ref not in self]
        for ref, name in zip(new, self._recall.given("called", new), strict=True):
            self[ref] = name or stand_in(ref).encode()
        return [self[ref] for ref in refs]


class Press:
    """Makes the pages of a look at facts, by what stands in a site."""

    def __init__(
        self, room: Workroom, site: Path, stands: Mapping[str, bytes], otherwise: Mapping[str, bytes]
    ) -> None:
        """`stands` has the digest of each file of the site, `otherwise` the names of facts that are not called as before."""
        self._room, self._recall = room, room.recall
        self._site, self._stands = site, stands
        self._otherwise = otherwise
        self._names = _Names(room.recall)

    def printed(self, page: Page) -> bytes | None:
        """A page whose form or whose names hold no longer, or whose file is not as it was written; None if it is as it stands.

        Both questions are answered. Raises `LayoutError`.
        """
        stands = self._stands.get(page.address)
        told = self._recall.before(question_of(page))
        content = self._renamed(page, told) if told and digest_in(told) == stands else None
        if content is None:
            content = self._rendered(page)
        return content if digest_in(self._recall.before(question_of(page)) or b"") != stands else None

    def _renamed(self, page: Page, told: bytes) -> bytes | None:
        """The page that stands in the site, where its form holds, with other names; None where something else stands there."""
        if not self._recall.holds(form_of(page)):
            return None
        # That it is as it was written is known from its state, as of all that is linked and not read.
        form = _FORMS.decode(self._recall.before(form_of(page)) or b"")
        sizes, other = unpacked(told[_DIGEST:]), self._otherwise
        with suppress(OSError):
            old = (self._site / page.address).read_bytes()
            names = {number: other[ref] for number, ref in enumerate(form.refs) if ref in other}
            content = form.renamed(old, sizes, names)
            if content is not None:
                for number, name in names.items():
                    sizes[number] = len(name)
                self._recall.say(question_of(page), _told(content, sizes))
            return content
        return None

    def _rendered(self, page: Page) -> bytes:
        drafts: list[Draft] = []

        def draw() -> bytes:
            drafts.append(page.naming.draft(self._room.renderer.draft(page)))
            return msgspec.msgpack.encode(drafts[0].form())

        self._recall.forget(form_of(page))
        self._recall.ask(form_of(page), draw)
        refs = [ref.decode() for ref in drafts[0].refs]
        names = self._names.of(refs)
        content = drafts.pop().filled(names)

        def told() -> bytes:
            for ref in refs:
                self._recall.note(f"called:{ref}")
            return _told(content, list(map(len, names)))

        self._recall.forget(question_of(page))
        self._recall.ask(question_of(page), told)
        return content


def _told(content: bytes, sizes: Sequence[int]) -> bytes:
    """What is told of a page: its digest, and how many bytes each of its names has."""
    return digest_of(content) + packed(sizes)
