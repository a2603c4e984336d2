"""A page as it goes out: rendered, or where only names have changed, what stands in the site with other names in it.

Two questions are asked of a page. Its `form` rests on all that it shows but names; the `page` itself rests on these (`called:`),
and holds only while its form does. It is answered with the digest of its bytes, and how many of these each of its names has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec

from generator.dossier import Dossier
from generator.naming import Draft, Form, in_markup, packed, stand_in, unpacked
from generator.output.standing import digest_of
from generator.recall import Recall, digest
from generator.siteplan import Page
from generator.workroom import Workroom

_DIGEST = 16
_FORMS = msgspec.msgpack.Decoder(Form)


def form_of(page: Page) -> str:
    """What is asked when a page is rendered."""
    return f"form {page.address}"


def question_of(page: Page) -> str:
    """What is asked when its names are filled in."""
    return f"page {page.address}"


def digest_in(told: bytes) -> bytes:
    """The digest of a page, from what `question_of` it was answered with."""
    return told[:_DIGEST]


def settle_names(dossier: Dossier) -> dict[str, bytes]:
    """Tell what facts are called now, as it stands in markup; those that are called otherwise than before."""
    recall = dossier.recall
    otherwise: dict[str, bytes] = {}
    for ref in recall.open("called", dossier.shelf):
        before = recall.before(f"called {ref}")
        name = recall.ask(f"called {ref}", partial(in_markup, dossier, ref))
        if name != before:
            otherwise[ref] = name
            recall.settle(f"called:{ref}", digest(name))
    return otherwise


class _Names(dict[str, bytes]):
    """What facts are called, each looked up once; what is none is left as it is."""

    def __init__(self, recall: Recall) -> None:
        self._recall = recall

    def of(self, refs: Sequence[str]) -> list[bytes]:
        """What these are called."""
        new = [ref for ref in refs if ref not in self]
        for ref, name in zip(new, self._recall.given(f"called {ref}" for ref in new), strict=True):
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
        told = self._recall.before(question_of(page))
        old = self._standing(page) if told and digest_in(told) == self._stands.get(page.address) else None
        self._recall.forget(question_of(page))
        new = self._renamed(page, old, told) if told and old else self._rendered(page)
        return new if digest_of(new) != self._stands.get(page.address) else None

    def _standing(self, page: Page) -> bytes | None:
        """What stands in the site of a page whose form holds; None where that is something else than was made."""
        with suppress(OSError):
            if self._recall.holds(form_of(page)):
                content = (self._site / page.address).read_bytes()
                return content if digest_of(content) == self._stands[page.address] else None
        return None

    def _rendered(self, page: Page) -> bytes:
        drafts: list[Draft] = []

        def draw() -> bytes:
            drafts.append(page.naming.draft(self._room.renderer.draft(page).encode()))
            return msgspec.msgpack.encode(drafts[0].form())

        self._recall.forget(form_of(page))
        self._recall.ask(form_of(page), draw)
        refs = [ref.decode() for ref in drafts[0].refs]
        names = self._names.of(refs)
        content = drafts[0].filled(names)
        self._tell(page, refs, content, list(map(len, names)))
        return content

    def _renamed(self, page: Page, old: bytes, told: bytes) -> bytes:
        form = _FORMS.decode(self._recall.given([form_of(page)])[0] or b"")
        sizes, other = unpacked(told[_DIGEST:]), self._otherwise
        names = {number: other[ref] for number, ref in enumerate(form.refs) if ref in other}
        content = form.renamed(old, sizes, names)
        for number, name in names.items():
            sizes[number] = len(name)
        self._tell(page, form.refs, content, sizes)
        return content

    def _tell(self, page: Page, refs: Iterable[str], content: bytes, sizes: Sequence[int]) -> None:
        def told() -> bytes:
            for ref in refs:
                self._recall.note(f"called:{ref}")
            return digest_of(content) + packed(sizes)

        self._recall.ask(question_of(page), told)
