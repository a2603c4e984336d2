"""Where files name facts: every reference with the characters that spell it, so that it can be told, and spelt otherwise.

Files are read as they are written and not as facts, so drafts are looked at too, and files that have problems. A name is
found in fields that refer to facts (with its kind, without it, doubted with `?`), in links of prose, in the path of a file
whose id has several parts, and where a file names its own entries or the version of a source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from generator.edit.files import CannotEdit
from generator.edit.values import Text, data_of, text_of, texts
from generator.kinds import type_of
from generator.problems import FieldPath
from generator.prose import block_links, inline_links
from generator.read import FactFile
from generator.values import altered
from generator.yamlfile import DEEPEST
from generator.yamlfile.places import Place, Span, places

Naming = Callable[[str], str]
"""From the address of a fact or an entry, `kind:id` or `kind:id#entry`, to what it is called from now on."""

_NOBODY = "nobody:nobody"
_WORD = re.compile(r"[\w:/#-]+")
_MOST_TRIED, _MOST_READ = 50, 200_000
"""So many places in one text that look like a link are tried one by one, and so many characters read for that."""


class Spelling(Enum):
    """What of an address is written where a fact is named."""

    WHOLE = "kind:id"
    ID = "id"
    ENTRY = "entry"
    OWN = "the id of an entry itself"
    LINK = "a link in prose"
    PATH = "the path of the file"


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact or an entry (`target`, its whole address) being named in a field of a file.

    `span` are the characters that spell it; none where it stands in the path of the file, or where it is written so that they
    cannot be told (half of it as an escape).
    """

    file: str
    path: FieldPath
    target: str
    spelling: Spelling
    span: Span | None
    line: int = 1


def mentions(file: FactFile) -> list[Mention]:
    """Everything that a file names, in the order of the file. Raises `CannotEdit` for one that cannot be read."""
    text, data = text_of(file), data_of(file)
    own = f"{file.kind.name}:{file.id}"
    parts = zip(file.kind.id_parts, file.id.split("/"), strict=False)
    found = [Mention(file.file, (), f"{kind}:{part}", Spelling.PATH, None) for (kind, _), part in parts]
    top = places(text, DEEPEST) if file.kind.suffix == ".yaml" else Place((0, len(text)))
    for one in texts(data, type_of(file.kind.record), (), own):
        found += _mentions(file, one, text, _span(top, one.path))
    breaks = [found.start() for found in re.finditer("\n", text)]
    lined = (replace(one, line=bisect_left(breaks, one.span[0]) + 1) if one.span else one for one in found)
    return sorted(lined, key=lambda one: (one.span or (0, 0), one.target))


def renamed(file: FactFile, naming: Naming) -> bytes:
    """The file with every name in it as it is from now on; all else stays. Raises `CannotEdit`."""
    text, parts, last = text_of(file), list[str](), 0
    named = mentions(file)
    for one in named:
        old, new = spelt(one.target, one.spelling), spelt(naming(one.target), one.spelling)
        if old == new or one.spelling is Spelling.PATH:
            continue
        if one.span is None:
            raise CannotEdit(_by_hand(one, old, new))
        parts += [text[last : one.span[0]], new]
        last = one.span[1]
    if not parts:
        return file.content
    bom = file.content[:3] if file.content.startswith(b"\xef\xbb\xbf") else b""
    content = bom + "".join([*parts, text[last:]]).encode()
    _hold_against(altered(file, content=content), named, naming)
    return content


def _by_hand(one: Mention, old: str, new: str) -> str:
    field = ".".join(map(str, one.path))
    return f"{one.file}: '{old}' in '{field}' is written so that it cannot be changed safely; write '{new}' by hand"


def spelt(address: str, spelling: Spelling) -> str:
    """What of an address is written in such a place."""
    if spelling is Spelling.ID:
        return address.partition(":")[2]
    return address.partition("#")[2] if spelling in (Spelling.ENTRY, Spelling.OWN) else address


def _hold_against(after: FactFile, named: Sequence[Mention], naming: Naming) -> None:
    """See that a changed file names what it should, where it named those."""
    address = f"{after.kind.name}:{after.id}"
    own = (address, naming(address))
    meant = [naming(one.target) for one in named if one.spelling is not Spelling.PATH]
    have = [one.target for one in mentions(after) if one.spelling is not Spelling.PATH]
    if sorted(_without(own, meant)) != sorted(_without(own, have)):
        raise CannotEdit(f"the names in {after.file} are written so that they are not changed safely")


def _without(own: Sequence[str], targets: Iterable[str]) -> Iterator[str]:
    """Targets, with a file's own entries under one name: while it is being renamed it has two."""
    return (f"#{one.partition('#')[2]}" if one.partition("#")[0] in own else one for one in targets)


def _span(top: Place, path: FieldPath) -> Span:
    place = top
    for step in path:
        place = place.inner.get(step, place)
    return place.value


def _mentions(file: FactFile, one: Text, text: str, span: Span) -> Iterator[Mention]:
    if one.type.form in ("line", "prose"):
        yield from _links(file, one, text, span)
        return
    spelling = _spelling(one)
    if spelling and one.text:
        whole = one.whole or (f"{one.type.only_kind}:{one.text}" if spelling is Spelling.ID else one.text)
        start = text.find(one.text, *span)
        there = (start, start + len(one.text)) if start >= 0 else None
        yield Mention(file.file, one.path, whole, spelling, there)


def _spelling(one: Text) -> Spelling | None:
    if one.whole:
        return Spelling.OWN if one.path[-1] == "id" else Spelling.ENTRY
    if one.type.form != "ref":
        return None
    return Spelling.ID if one.type.only_kind and ":" not in one.text else Spelling.WHOLE


def _links(file: FactFile, one: Text, text: str, span: Span) -> Iterator[Mention]:
    """The links to facts in a text, each with the characters that are its address."""
    targets = Counter(_linked(one, one.text))
    if not targets:
        return
    written, read = _words(text, span), _words(one.text, (0, len(one.text)))
    for target, links in targets.items():
        there, inside = written.get(target, []), read.get(target, [])
        chosen = range(links) if len(inside) == links else _which_are_links(one, inside, target)
        known = len(there) == len(inside) and len(chosen) == links
        for span_ in [there[number] for number in chosen] if known else [None] * links:
            yield Mention(file.file, one.path, target, Spelling.LINK, span_)


def _linked(one: Text, text: str) -> list[str]:
    read = block_links if one.type.form == "prose" else inline_links
    return [link.target for link in read(text).facts]


def _words(text: str, span: Span) -> dict[str, list[Span]]:
    """Everything that may be an address, whole and not the beginning or the end of another, and where it stands."""
    found: dict[str, list[Span]] = {}
    for word in _WORD.finditer(text, *span):
        if ":" in word[0]:
            found.setdefault(word[0], []).append(word.span())
    return found


def _which_are_links(one: Text, spans: Sequence[Span], target: str) -> Sequence[int]:
    """Which of the places where an address stands in a text are links: each is tried."""
    links = _linked(one, one.text).count(target)
    tried = min(_MOST_TRIED, _MOST_READ // len(one.text))
    without = (f"{one.text[:start]}{_NOBODY}{one.text[end:]}" for start, end in spans[:tried])
    return [number for number, text in enumerate(without) if _linked(one, text).count(target) < links]
