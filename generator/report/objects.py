"""Problems for programs, in a form of our own that stays as it is: what is added later is another key."""

from __future__ import annotations

from collections.abc import Sequence

from generator.report.located import Located, as_object


def as_json(found: Sequence[Located]) -> str:
    """A list of objects with `code, severity, file, line, column, path, message, help`; all problems.

    `line` and `column` count from 1, `path` leads to the field by keys and list positions from 0; it is empty where no
    field is meant. `file` is relative to the dossier, with forward slashes. JSON after RFC 8259.
    """
    return as_object([_object(one) for one in found])


def _object(one: Located) -> dict[str, str | int | list[str | int]]:
    return {
        "code": one.problem.code,
        "severity": one.problem.severity.value,
        "file": one.problem.file,
        "line": one.mark.line,
        "column": one.mark.column,
        "path": list(one.problem.path),
        "message": one.problem.headline,
        "help": one.problem.help,
    }
