"""A file in which something is remarkable: its data, as far as they can be told, and every fault in it with its place.

Where YAML itself cannot be read, reading goes on at the next key at the left margin, so that one mistake does not hide the
others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.yamlfile import mistakes
from generator.yamlfile.braces import curly_text, in_quotes, listed
from generator.yamlfile.characters import Fault, Text
from generator.yamlfile.mistakes import Mistake
from generator.yamlfile.places import Span, events, span_of
from generator.yamlfile.plain import BLANK, DEEPEST, LONGEST_KEY, Data
from generator.yamlfile.syntax import Stumble, explain
from generator.yamlfile.wording import rest_of_line, short, spaced

if TYPE_CHECKING:
    from yaml import CollectionStartEvent, DocumentEndEvent, Event, MarkedYAMLError, NodeEvent, ScalarEvent

_MOST_RESTARTS = 20
_KEY_AT_MARGIN = re.compile(r"(?<=[\r\n])(?:[A-Za-z_][\w-]*:(?=\s)|[a-z_]+:(?=[\w'\"]))")
_COMMENT = re.compile(r"[ \t]+#")
_PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*")


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read; in a mapping also the key whose value comes next, and all keys so far.

    `is_list`: its keys were to be a list. What looks like keys before `text_ends` belongs to a text that was taken apart.
    """

    node: list[Data] | dict[str, Data]
    start: int = 0
    in_brackets: bool = False
    key: NodeEvent | None = None
    name: str = ""
    firsts: dict[str, NodeEvent] = field(default_factory=dict)
    is_list: bool = False
    text_ends: int = 0


class Reader:
    """Reads one file's events; `faults` gathers what is wrong."""

    def __init__(self, text: Text) -> None:
        self.faults: list[Fault] = []
        self._text = text
        self._documents: list[Data] = []
        self._firsts: dict[str, NodeEvent] = {}
        self._stack: list[_Open] = []
        self._closed = 0

    def read(self) -> Data | None:
        """The first document's data; None where there is none."""
        restart = self._events(self._text.readable)
        for _ in range(_MOST_RESTARTS):
            if restart is not None:
                restart = self._events("\n" * restart + self._text.readable[restart:])
        if not self._documents and not self.faults:
            self._fault(mistakes.EMPTY_FILE, (0, 1))
        return self._documents[0] if self._documents else None

    def _events(self, text: str) -> int | None:
        """Reads to the end, or to the first thing that is not YAML: then where to go on, if anywhere."""
        import yaml

        self._stack = [_Open(self._documents)]
        event: Event | None = None
        try:
            for event in events(text):
                if isinstance(event, yaml.ScalarEvent):
                    self._scalar(event)
                elif isinstance(event, yaml.CollectionStartEvent):
                    if len(self._stack) > DEEPEST:
                        self._fault(mistakes.TOO_DEEP, span_of(event), DEEPEST)
                        return None
                    self._open(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
                elif isinstance(event, yaml.CollectionEndEvent):
                    self._close(self._stack.pop())
                elif isinstance(event, yaml.AliasEvent):
                    self._fault(mistakes.ALIAS, span_of(event), f"*{event.anchor}")
                    self._put(event, "")
                elif isinstance(event, yaml.DocumentEndEvent) and self._at_end(event):
                    return None
        except yaml.MarkedYAMLError as error:
            return self._stumbled(text, error, event)
        return None

    def _fault(self, mistake: Mistake, span: Span, *quoted: str | int) -> None:
        words = [short(str(word)) for word in quoted]
        headline, cure = mistake.headline.format(*words), mistake.help.format(*words)
        self.faults.append(Fault(mistake.code, *span, headline, cure))

    def _scalar(self, event: ScalarEvent) -> None:
        if event.anchor or event.tag:
            self._properties(event)
        if event.value == "":
            self._empty(event)
        self._put(event, event.value)

    def _open(self, event: CollectionStartEvent, node: list[Data] | dict[str, Data]) -> None:
        if event.anchor or event.tag:
            self._properties(event)
        self._put(event, node)
        opened = _Open(node, span_of(event)[0], bool(event.flow_style))
        if len(self._stack) == 1:
            opened.firsts = self._firsts  # a key before a restart is a first all the same
        self._stack.append(opened)

    def _close(self, closed: _Open) -> None:
        self._closed = closed.start
        into, meant = self._stack[-1], list[Data](closed.firsts)
        if closed.is_list and isinstance(into.node, list):
            into.node[-1] = meant
        elif closed.is_list and isinstance(into.node, dict) and into.node.get(into.name) is closed.node:
            into.node[into.name] = meant

    def _put(self, event: NodeEvent, value: Data) -> None:
        into = self._stack[-1]
        if isinstance(into.node, list):
            into.node.append(value)
            if into.node is self._documents:
                self._top(event, value)
        elif into.key is None:
            self._key(into, event, value)
        else:
            if span_of(into.key)[0] >= into.text_ends:
                into.node.setdefault(into.name, value)
            into.key = None

    def _top(self, event: NodeEvent, value: Data) -> None:
        if isinstance(value, list):
            self._fault(mistakes.A_LIST, span_of(event))
        elif isinstance(value, str) and value:
            start, line = span_of(event)[0], rest_of_line(self._text.written, span_of(event)[0])
            meant = spaced(line)
            if meant and len(self._documents) > 1:  # reading went on here
                self._fault(mistakes.KEY_WITHOUT_SPACE, (start, start + len(line)), line, meant)
            else:
                self._fault(mistakes.A_TEXT_WITH_COLON if meant else mistakes.A_TEXT, span_of(event), meant)

    def _key(self, into: _Open, event: NodeEvent, value: Data) -> None:
        name = value if isinstance(value, str) else ""
        into.key, into.name = event, name
        first = into.firsts.setdefault(name, event)
        if not isinstance(value, str):
            self._fault(mistakes.NESTED_KEY, span_of(event))
        elif len(name) > LONGEST_KEY:
            self._fault(mistakes.LONG_KEY, span_of(event), name)
        elif name == "<<":
            self._fault(mistakes.MERGE_KEY, span_of(event))
        elif name and span_of(first) < span_of(event):
            self._fault(mistakes.REPEATED_KEY, span_of(event), name, self._text.mark(*span_of(first)).line)

    def _empty(self, event: ScalarEvent) -> None:
        into = self._stack[-1]
        if into.node is self._documents:
            self._fault(mistakes.EMPTY_FILE, span_of(event))
        elif isinstance(into.node, list):
            self._fault(mistakes.EMPTY_ENTRY, span_of(event))
        elif into.key is None:
            self._fault(mistakes.NO_KEY, span_of(event))
        elif not into.is_list and span_of(into.key)[0] >= into.text_ends:
            mistake, meant = self._why_empty(into, event)
            self._fault(mistake, span_of(into.key), into.name, meant)

    def _why_empty(self, into: _Open, event: ScalarEvent) -> tuple[Mistake, str]:
        """Why a key has no value, and how it was probably meant."""
        assert into.key is not None
        if meant := spaced(into.name):
            return mistakes.NO_SPACE, meant
        if into.in_brackets and span_of(into.key)[1] == span_of(event)[0]:
            return self._why_cut(into, into.key)
        comment = _COMMENT.match(self._text.written, span_of(event)[0])
        return (mistakes.COMMENTED_OUT if comment else mistakes.EMPTY_VALUE), ""

    def _why_cut(self, into: _Open, key: NodeEvent) -> tuple[Mistake, str]:
        written, start = self._text.written, span_of(key)[0]
        if len(into.firsts) == 1 and (meant := listed(written, into.start)):
            into.is_list = True
            return mistakes.BRACES, meant
        curly = curly_text(written, start)
        if curly and curly[0] > into.start and isinstance(into.node, dict) and into.node:
            text = written[slice(*curly)]
            into.text_ends = curly[1]
            into.node[next(reversed(into.node))] = text
            return mistakes.CURLY, in_quotes(text)
        return mistakes.CUT_AT_COMMA, ""

    def _properties(self, event: NodeEvent) -> None:
        place = span_of(event)[0]
        while found := _PROPERTY.match(self._text.readable, place):
            self._fault(mistakes.ANCHOR if found[0][0] == "&" else mistakes.TAG, found.span(), found[0])
            rest = BLANK.match(self._text.readable, found.end())
            place = rest.end() if rest else found.end()

    def _at_end(self, event: DocumentEndEvent) -> bool:
        """Is the file over, or is the rest none of the fact's? It is not read: see `_without_directives`."""
        text, end = self._text.readable, span_of(event)[1]
        blank = BLANK.match(text, end)
        begins = blank.end() if blank else end
        if begins < len(text) and not event.explicit and not text.startswith(("---", "%"), end):
            return False  # the parser has more to say of it
        if begins < len(text):
            self._fault(mistakes.SECOND_DOCUMENT, (begins, begins + 3))
        return True

    def _stumbled(self, text: str, error: MarkedYAMLError, event: Event | None) -> int | None:
        at = error.problem_mark.index if error.problem_mark else len(text)
        since = error.context_mark.index if error.context_mark else at
        bracket = self._stack[-1].start if self._stack[-1].in_brackets else None
        last = span_of(event) if event else (0, 0)
        if text[slice(*last)] in {"]", "}"}:
            last = (self._closed, last[1])
        stumble = Stumble(text, error.problem or "", at, error.context or "", since, last, bracket)
        found = explain(stumble)
        self.faults = [fault for fault in self.faults if fault.start < found.start]  # the rest was read askew
        self.faults.append(Fault("yaml-syntax", *found))
        following = _KEY_AT_MARGIN.search(text, found.start + 1)
        return following.start() if following else None
