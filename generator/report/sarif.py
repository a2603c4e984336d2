"""Problems as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from generator import __version__
from generator.problems import Severity
from generator.report.located import Located, as_object

if TYPE_CHECKING:
    from generator.explained import Explanation

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.QUESTION: "note",
    Severity.HINT: "note",
}

Object = dict[str, object]


def as_sarif(found: Sequence[Located]) -> str:
    """One run with all problems as results, and a rule with its explanation for each code among them.

    Columns count characters from 1, the end is the column after the last. Files are relative to the dossier.
    """
    codes = sorted({one.problem.code for one in found})
    driver = {
        "name": "factsheet",
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, codes.index(one.problem.code)) for one in found],
    }
    return as_object({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> Object:
    from generator.explained import explanation

    known = explanation(code)
    return {"id": code, **(_explained(known) if known else {})}


def _explained(known: Explanation) -> Object:
    return {
        "shortDescription": {"text": known.summary},
        "fullDescription": {"text": known.meaning},
        "help": {"text": known.as_text(), "markdown": known.markdown},
        "defaultConfiguration": {"level": _LEVELS[Severity(known.severity)]},
    }


def _result(one: Located, rule: int) -> Object:
    problem = one.problem
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": "\n".join(filter(None, [problem.headline, problem.help]))},
        "locations": [{"physicalLocation": _place(one)}],
    }


def _place(one: Located) -> Object:
    region: Object = {
        "startLine": one.mark.line,
        "startColumn": one.mark.column,
        "endColumn": one.mark.column + one.mark.length,
    }
    if one.written is not None:
        region["snippet"] = {"text": one.written}
    # A file's name may hold anything, also what is no UTF-8.
    uri = quote(one.problem.file.encode("utf-8", "surrogatepass"))
    return {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}, "region": region}
