"""What it means when YAML cannot be read: the parser's complaint in the words of whoever wrote the file.

The parser (libyaml 0.2) says what it expected, in the words of its grammar; what it stumbles over in practice is a short
list: tabs, colons and quotation marks inside text, brackets, indentation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from generator.values import Fixed
from generator.yamlfile.wording import comma_before, rest_of_line, short, spaced, start_of_line

_QUOTES = frozenset("'\"")


class Stumble(Fixed, frozen=True):
    """Where the parser stopped: its complaint `at` a character, and what it was `doing` from `since` on.

    `last` is the span of what it had read before, `bracket` the innermost one still open.
    """

    text: str
    complaint: str
    at: int
    doing: str
    since: int
    last: tuple[int, int]
    bracket: int | None

    @property
    def here(self) -> str:
        """The character it stopped at; at the end of the file nothing."""
        return self.text[self.at : self.at + 1]

    @property
    def too_long(self) -> str:
        """How the value begins that should have ended before this; nothing if that is not the trouble."""
        is_so = re.search("expected (key|'-' indicator|',' or|<document start>)", self.complaint)
        return self.text[self.last[0] : self.last[0] + 1] if is_so else ""

    @property
    def same_line(self) -> bool:
        """Whether what was read last began on the line it stopped in."""
        return self.last[0] >= start_of_line(self.text, self.at)


class Explanation(NamedTuple):
    """What is wrong with the characters `start` to `end`, and the cure."""

    start: int
    end: int
    headline: str
    help: str


def explain(stumble: Stumble) -> Explanation:
    """The first rule that knows the case; failing all, the parser's own words."""
    cure = "look at the quotation marks, colons and indentation in this line and in the one above"
    unknown = _sign(stumble.at, f"this cannot be read as YAML: {stumble.complaint}", cure)
    return next((said for rule in RULES if (said := rule(stumble))), unknown)


def _begins_line(text: str, start: int) -> bool:
    return re.fullmatch(r"[ -]*", text[start_of_line(text, start) : start]) is not None


def _sign(start: int, headline: str, cure: str) -> Explanation:
    return Explanation(start, start + 1, headline, cure)


def _line(stumble: Stumble, start: int, headline: str, cure: str) -> Explanation:
    words = rest_of_line(stumble.text, start)
    return Explanation(start, start + len(words), headline.format(short(words)), cure)


def _quote_it(stumble: Stumble, start: int) -> str:
    words = rest_of_line(stumble.text, start)
    if stumble.bracket is not None or not 0 < len(words) <= 60:
        return "put the whole text in quotation marks"
    if words[0] in _QUOTES and words[-1] == words[0] and words[0] in words[1:-1]:
        words = words[1:-1]
    words = words[1:] if words[0] == '"' and words.count('"') % 2 else words  # it was to begin the whole text
    doubled = words.replace("'", "''")
    marked = f"'{doubled}'" if re.search(r'["\\]', words) else f'"{words}"'
    return f"put the text in quotation marks: {marked}"


def _cannot_begin(stumble: Stumble, start: int) -> Explanation:
    sign = stumble.text[start : start + 1]
    is_entry = stumble.text[start : start + 2] == "* "
    cure = "an entry of a list begins with '- '" if is_entry else _quote_it(stumble, start)
    return _sign(start, f"a text cannot begin with {sign} unless it is in quotation marks", cure)


def _conflict(stumble: Stumble) -> Explanation | None:
    if not re.match("<{7}|={7}|>{7}", rest_of_line(stumble.text, stumble.since)):
        return None
    headline = "two versions of this file were merged, and this conflict between them is not settled"
    return _line(stumble, stumble.since, headline, "keep one of the two versions, and delete the marks")


def _tab(stumble: Stumble) -> Explanation | None:
    if stumble.here != "\t":
        return None
    cure = "indent with spaces: YAML does not take tabs, and most editors can turn them into spaces"
    return _sign(stumble.at, "a tab stands where spaces belong", cure)


def _special_sign(stumble: Stumble) -> Explanation | None:
    if re.search("an alias|an anchor|a tag|directive|parsing a node", stumble.doing):
        return _cannot_begin(stumble, stumble.since)
    if re.search("start any token|mapping keys are not|node content", stumble.complaint) and stumble.here:
        return _cannot_begin(stumble, stumble.at)
    is_alias = stumble.too_long == "*" and stumble.same_line
    return _cannot_begin(stumble, stumble.last[0]) if is_alias else None


def _folded(stumble: Stumble) -> Explanation | None:
    if "block scalar" not in stumble.doing:
        return None
    cure = f"begin the text on the next line, indented; or {_quote_it(stumble, stumble.since)}"
    return _sign(stumble.since, f"nothing can follow {stumble.text[stumble.since]} on its line", cure)


def _dash(stumble: Stumble) -> Explanation | None:
    if "block sequence entries" not in stumble.complaint:
        return None
    cure = f"put each entry on a line of its own, below; or {_quote_it(stumble, stumble.at)}"
    return _sign(stumble.at, "a list cannot begin on the line of its key", cure)


def _open_quote(stumble: Stumble) -> Explanation | None:
    at_end = re.search("end of stream|document indicator", stumble.complaint)
    late = stumble.too_long in _QUOTES and re.search(r"[\r\n]", stumble.text[slice(*stumble.last)])
    if not at_end and not late:
        return None
    start = stumble.since if at_end else stumble.last[0]
    sign = stumble.text[start]
    other = "single" if sign == '"' else "double"
    cure = f"put {sign} where the text ends, or put the whole text in {other} quotation marks"
    return _sign(start, f"the quotation mark {sign} that opens here is not closed", cure)


def _escape(stumble: Stumble) -> Explanation | None:
    if "quoted scalar" not in stumble.doing:
        return None
    start = stumble.text.rfind("\\", 0, stumble.at + 1)
    headline = f"{stumble.text[start : start + 2].strip()} has no meaning between double quotation marks"
    cure = r"write \\ for a backslash, or put the text in single quotation marks"
    return Explanation(start, start + 2, headline, cure)


def _wrong_bracket(stumble: Stumble) -> Explanation | None:
    if stumble.here not in {"]", "}"} or not stumble.too_long:
        return None
    cure = "brackets go in pairs, [ ] and { }; a text that has brackets goes in quotation marks"
    return _sign(stumble.at, f"{stumble.here} closes no bracket that is open here", cure)


def _after_quote(stumble: Stumble) -> Explanation | None:
    if stumble.too_long not in _QUOTES or not stumble.same_line or not stumble.here:
        return None
    headline = "'{}' follows after the closing quotation mark"
    return _line(stumble, stumble.at, headline, _quote_it(stumble, stumble.last[0]))


def _after_bracket(stumble: Stumble) -> Explanation | None:
    if stumble.too_long not in {"[", "{"} or not stumble.same_line:
        return None
    if stumble.bracket is None or stumble.here == "(":
        return _cannot_begin(stumble, stumble.last[0])
    return _sign(stumble.at, "a comma is missing here", "put a comma between two values")


def _no_key(stumble: Stumble) -> Explanation | None:
    start = stumble.since
    if "mapping values" in stumble.complaint and not stumble.same_line:
        start = stumble.last[0]
    elif "not find expected ':'" not in stumble.complaint:
        return None
    if not _begins_line(stumble.text, start):
        return None
    if meant := spaced(rest_of_line(stumble.text, start)):
        return _line(stumble, start, "'{}' has no ': ' after its key", f"write '{short(meant)}'")
    cure = "write 'key: text'; a text that goes on from the line above is indented deeper than its key"
    return _line(stumble, start, "'{}' has no key", cure)


def _colon(stumble: Stumble) -> Explanation | None:
    start = stumble.last[0]
    if stumble.here != ":" or start == stumble.at or _begins_line(stumble.text, start):
        return None
    if stumble.same_line:
        before = short(stumble.text[start : stumble.at])
        cure = (stumble.bracket is not None and comma_before(before)) or _quote_it(stumble, start)
        return _sign(stumble.at, f"a colon and a space follow '{before}' inside a text", cure)
    return _deeper(stumble) if stumble.bracket is None else None


def _deeper(stumble: Stumble) -> Explanation:
    line = stumble.text[start_of_line(stumble.text, stumble.at) : stumble.at + 1].lstrip()
    headline = f"'{short(line)}' is indented deeper than the line above, which has its value already"
    cure = "begin it in the column of its neighbours; a text that goes on and has a colon goes in quotation marks"
    return Explanation(stumble.at + 1 - len(line), stumble.at + 1, headline, cure)


def _open_bracket(stumble: Stumble) -> Explanation | None:
    start = stumble.bracket
    if start is None or (stumble.here and start >= start_of_line(stumble.text, stumble.at)):
        return None
    sign = stumble.text[start]
    cure = f"put {'}' if sign == '{' else ']'} where it ends, and a comma after each value before that"
    return _sign(start, f"the bracket {sign} that opens here is not closed", cure)


def _indentation(stumble: Stumble) -> Explanation | None:
    if not stumble.too_long:
        return None
    cure = "lines that belong together begin in the same column, and each entry of a list begins with '- '"
    return _line(stumble, stumble.at, "'{}' does not fit the lines above it", cure)


RULES: tuple[Callable[[Stumble], Explanation | None], ...] = (
    *(_conflict, _tab, _special_sign, _folded, _dash, _open_quote, _escape, _wrong_bracket),
    *(_after_quote, _after_bracket, _no_key, _colon, _open_bracket, _indentation),
)
"""What is asked in turn; quotation marks and brackets come early, for what they swallow looks like something else."""
