"""YAML as the parser reads it, and where in it a field stands, found by the way that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.problems import FieldPath, Part

if TYPE_CHECKING:
    from yaml import Event, NodeEvent

Span = tuple[int, int]
"""The characters from the first number up to the second, counted from 0."""


@dataclass(slots=True)
class Place:
    """Where a value stands, and its key; `inner` are the places of its own fields or entries, by key or position."""

    value: Span
    name: str = ""
    kind: str = "text"
    key: Span | None = None
    inner: dict[str | int, Place] = field(default_factory=dict)
    waiting: Place | None = None
    """While a mapping is being read: the key whose value comes next."""

    def span(self, path: FieldPath, part: Part) -> Span | None:
        """Where that part of a field stands; where there is no such field, its nearest ancestor; of the top, nothing.

        For a missing key it is the key of the mapping that lacks it, for a step into a text that text.
        """
        place = self
        for step in path:
            if step == 0 and place.kind == "mapping":
                continue  # the only entry of a list, written without the list
            if step not in place.inner:
                part = Part.VALUE if place.kind == "text" else Part.KEY
                break
            place = place.inner[step]
        if place is self:
            return None
        return place.key if place.key and part is Part.KEY else place.value

    def add(self, place: Place) -> None:
        """Takes in what comes next: an entry, a key, or the value of the key before."""
        if self.kind == "list":
            self.inner[len(self.inner)] = place
        elif self.waiting is None:
            self.waiting = place
        else:
            place.key = self.waiting.value
            self.inner.setdefault(self.waiting.name, place)
            self.waiting = None


def places(text: str, deepest: int) -> Place:
    """The place of the whole, and in it all others, as far as the text is YAML and no deeper than that."""
    import yaml

    stack = [Place((0, 0), kind="list")]
    try:
        for event in events(text):
            if isinstance(event, yaml.CollectionEndEvent):
                place = stack.pop()
                place.value = (place.value[0], span_of(event)[1])
            elif isinstance(event, yaml.NodeEvent):
                place = _place(event)
                stack[-1].add(place)
                if place.kind != "text":
                    stack.append(place)
            if len(stack) > deepest + 1 or isinstance(event, yaml.DocumentEndEvent):
                break
    except yaml.YAMLError:
        pass  # what stands before the fault can be found all the same
    return stack[0].inner.get(0, stack[0])


def _place(event: NodeEvent) -> Place:
    import yaml

    if isinstance(event, yaml.ScalarEvent):
        return Place(span_of(event), name=event.value)
    if isinstance(event, yaml.MappingStartEvent):
        return Place(span_of(event), kind="mapping")
    return Place(span_of(event), kind="list" if isinstance(event, yaml.SequenceStartEvent) else "text")


def events(text: str) -> Iterator[Event]:
    """What the parser reads, one thing at a time; a `yaml.YAMLError` where it can read no further."""
    from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs hide it

    return iter(CParser(text).get_event, None)


def span_of(event: Event) -> Span:
    """The characters that an event of the parser covers."""
    assert event.start_mark is not None
    assert event.end_mark is not None
    return event.start_mark.index, event.end_mark.index
