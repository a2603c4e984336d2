"""Changes put into words: for the terminal, for a pull request, for programs. Each takes what `changes.compare` found.

What comes from a fact cannot act where it is shown: signs that steer a terminal are shown by their number, and in Markdown
it stands in code, where nothing is markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import groupby

from generator.history import Change, Changed, Published
from generator.values import Fixed

NOTHING = "No fact has changed."

LOOKS = {
    "the words": "the words of the site (content/words.yaml)",
    "the kinds": "kinds and fields of its own (content/kinds.yaml)",
    "the layouts": "layouts of its own (layouts/)",
    "the style": "style and whatever else lies in layouts/",
}
"""What gives a site its look, of which no more than a digest is known, by the key that it has in `Published.about`."""

_BESIDES = "Changed besides the facts"
_NO_WORDS = "(nothing)"
_HEADINGS = {
    Changed.CHANGED: "Changed in substance",
    Changed.EVIDENCE_LOST: "Evidence lost",
    Changed.REMOVED: "Gone",
    Changed.WITHDRAWN: "Withdrawn",
    Changed.HELD: "Being checked",
    Changed.RELEASED: "No longer being checked",
    Changed.RENAMED: "Renamed",
    Changed.ADDED: "Added",
    Changed.EVIDENCE_ADDED: "Evidence added",
    Changed.REWORDED: "Only worded anew",
}


class Setting(Fixed, frozen=True):
    """Something that differs for the whole site: its `name`, and what it was and is; None where no more than a digest is known."""

    name: str
    was: str | None
    now: str | None


def settings(after: Published, before: Published) -> tuple[Setting, ...]:
    """What differs between two publications that is no fact, setting by setting; nothing if that is not known of both."""
    was, now = _about(before), _about(after)
    keys = [key for key in dict.fromkeys([*was, *now]) if was.get(key) != now.get(key)] if was and now else []
    return tuple(
        Setting(LOOKS[key], None, None)
        if key in LOOKS
        else Setting(key.replace("_", " "), was.get(key, ""), now.get(key, ""))
        for key in keys
    )


def as_text(changes: Sequence[Change], also: Sequence[Setting] = ()) -> str:
    """For people: the changes by what happened, gravest first, and how many there are; then the settings that differ."""
    return "\n\n".join([*as_blocks(changes), summary(changes), *filter(None, [_besides(also)])])


def as_blocks(changes: Sequence[Change]) -> list[str]:
    """The same without how many there are: a block for each sort of change."""
    blocks = []
    for what, some in _by_what(changes):
        lines = (_visible(line) for one in some for line in _lines(one))
        blocks.append("\n".join([_HEADINGS[what], *lines]))
    return blocks


def besides(after: Published, before: Published) -> str:
    """The settings that differ between two publications, in a block; nothing where none does."""
    return _besides(settings(after, before))


def _besides(differing: Sequence[Setting]) -> str:
    lines = (line for one in differing for line in (f"  {one.name}", *_said_of(one)))
    return "\n".join([_BESIDES, *map(_visible, lines)]) if differing else ""


def _said_of(setting: Setting) -> list[str]:
    return [f"    {word:<4}{words}" for word, words in _both(setting)]


def _both(setting: Setting) -> list[tuple[str, str]]:
    told = (("was", setting.was), ("is", setting.now))
    return [(word, words or _NO_WORDS) for word, words in told if words is not None]


def _about(published: Published) -> dict[str, str]:
    return {key: words for key, _, words in (line.partition(": ") for line in published.about)}


def as_markdown(changes: Sequence[Change], also: Sequence[Setting] = ()) -> str:
    """The same for a pull request, as CommonMark."""
    blocks = [f"**{summary(changes)}**"]
    for what, some in _by_what(changes):
        blocks.append(f"### {_HEADINGS[what]}")
        blocks.append("\n".join(line for one in some for line in _items(one)))
    if also:
        blocks.append(f"### {_BESIDES}")
        blocks.append("\n".join(line for one in also for line in _setting_items(one)))
    return "\n\n".join(blocks)


def as_json(changes: Sequence[Change], also: Sequence[Setting] = ()) -> str:
    """The same for programs: a list of objects with `change`, `address`, `name`, and lists of lines `was` and `is`.

    A setting that differs is a `change` of the sort `setting`; it has a `name` and no `address`.
    """
    told: list[dict[str, str | Sequence[str]]] = [
        {"change": one.what.value, "address": one.address, "name": one.name, "was": one.was, "is": one.now}
        for one in changes
    ]
    for one in also:
        was, now = ([words] if words else [] for words in (one.was, one.now))
        told.append({"change": "setting", "address": "", "name": one.name, "was": was, "is": now})
    return json.dumps(told, ensure_ascii=False, indent=2)


def summary(changes: Sequence[Change]) -> str:
    """How many changes there are of each sort, in a sentence."""
    counts = [f"{_HEADINGS[what].lower()}: {len(some)}" for what, some in _by_what(changes)]
    return f"Since then: {', '.join(counts)}." if counts else NOTHING


def _by_what(changes: Sequence[Change]) -> list[tuple[Changed, list[Change]]]:
    order = list(Changed)
    in_order = sorted(changes, key=lambda one: (order.index(one.what), one.address))
    return [(what, list(some)) for what, some in groupby(in_order, key=lambda one: one.what)]


def _lines(change: Change) -> list[str]:
    return [f"  {change.address}", *(f"    {word:<4}{line}" for word, line in _was_and_is(change))]


def _items(change: Change) -> list[str]:
    return [
        f"- {_code(change.address)}",
        *(f"  - {word} {_code(line)}" for word, line in _was_and_is(change)),
    ]


def _setting_items(setting: Setting) -> list[str]:
    return [f"- {setting.name}", *(f"  - {word} {_code(words)}" for word, words in _both(setting))]


def _was_and_is(change: Change) -> list[tuple[str, str]]:
    told = [*(("was", line) for line in change.was), *(("is", line) for line in change.now)]
    if not told and change.what in (Changed.CHANGED, Changed.REWORDED):
        return [("in", "words beyond those that are kept to compare")]
    return told


def _code(text: str) -> str:
    """The text as inline code, fenced with more backticks than stand anywhere in it (CommonMark 0.31, 6.1)."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, space = "`" * (longest + 1), " " * (longest > 0)
    return f"{fence}{space}{_visible(text)}{space}{fence}"


def _visible(text: str) -> str:
    return "".join(one if one.isprintable() else f"<U+{ord(one):04X}>" for one in text)
