"""The data of a file in which nothing has to be told of: read at once by the parser, without regard to places."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from generator.patterns import late

if TYPE_CHECKING:
    from yaml import Event, ScalarEvent

    Read = Callable[[], Event | None]

Data = str | list["Data"] | dict[str, "Data"]
"""What a file says. An empty text is a hole that has been reported (`empty-value`, `yaml-alias`)."""

DEEPEST = 24
"""How many mappings and lists may stand in each other."""

LONGEST_KEY = 500

BLANK = late(r"(?:\s|#[^\r\n]*)*")
"""Nothing but blanks and comments."""


class _Remarkable(Exception):
    """Something that has to be looked at closely."""


def plain(text: str, deepest: int) -> Data | None:
    """The mapping that a text says; None where anything in it is a mistake, or may be one.

    `deepest` is how many mappings and lists may stand in each other.
    """
    from yaml import YAMLError
    from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs hide it

    read: Read = CParser(text).get_event
    try:
        read(), read()  # the stream begins, and the document
        data = _values(read)(read(), deepest)
        return data if isinstance(data, dict) and _at_end(text, read()) else None
    except (YAMLError, _Remarkable):
        return None


def _values(read: Read) -> Callable[[Event | None, int], Data]:
    """What reads the value that an event begins, with no more in each other than there is room for."""
    import yaml

    def value(event: Event | None, room: int) -> Data:
        if isinstance(event, yaml.ScalarEvent):
            return _text(event)
        if not isinstance(event, yaml.CollectionStartEvent) or event.anchor or event.tag or not room:
            raise _Remarkable
        return mapping(room - 1) if isinstance(event, yaml.MappingStartEvent) else sequence(room - 1)

    def mapping(room: int) -> Data:
        found: dict[str, Data] = {}
        while isinstance(event := read(), yaml.ScalarEvent):
            key = _text(event)
            if key in found or key == "<<" or len(key) > LONGEST_KEY:
                raise _Remarkable
            found[key] = value(read(), room)
        if not isinstance(event, yaml.MappingEndEvent):
            raise _Remarkable
        return found

    def sequence(room: int) -> Data:
        found: list[Data] = []
        while not isinstance(event := read(), yaml.SequenceEndEvent):
            found.append(value(event, room))
        return found

    return value


def _text(event: ScalarEvent) -> str:
    said = event.value
    if not said or event.anchor or event.tag:
        raise _Remarkable
    return said


def _at_end(text: str, event: Event | None) -> bool:
    """Whether nothing follows where the document ends."""
    rest = BLANK.match(text, event.end_mark.index) if event and event.end_mark else None
    return rest is not None and rest.end() == len(text)
