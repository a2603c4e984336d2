"""Problems as GitHub's workflow commands: in a run of Actions each stands as a note beside its line."""

from __future__ import annotations

from collections.abc import Sequence

from generator.problems import Severity
from generator.report.located import Located, and_more, numbered, sentence, summary, visible

TOLD = 5
"""How many problems of a code are told. GitHub shows ten errors and ten warnings of a step: so there is room for several codes."""

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.QUESTION: "notice",
    Severity.HINT: "notice",
}


def as_github(found: Sequence[Located]) -> str:
    """A command for each of the first problems of a code, one that counts its others, and the sum in plain words."""
    commands = [_command(one) for number, one in numbered(found) if number <= TOLD]
    rest = [_note(one, {"title": one.problem.code}, more) for one, more in and_more(found, TOLD)]
    return "\n".join([*commands, *rest, summary(found)])


def _command(one: Located) -> str:
    place = {
        "file": visible(one.problem.file),
        "line": str(one.mark.line),
        "col": str(one.mark.column),
        "endColumn": str(one.mark.column + one.mark.length),
        "title": one.problem.code,
    }
    said = "\n".join(sentence(text) for text in (one.problem.headline, one.problem.help) if text)
    return _note(one, place, said)


def _note(one: Located, properties: dict[str, str], message: str) -> str:
    written = ",".join(f"{key}={_escaped_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[one.problem.severity]} {written}::{_escaped(message)}"


def _escaped(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(value: str) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")
