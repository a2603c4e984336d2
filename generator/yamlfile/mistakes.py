"""What can be wrong in a file that YAML can read: each mistake with its code, what is said of it, and its cure.

`{0}` and `{1}` stand for what the writer wrote; the file itself is too large, or is no text, in `characters`.
"""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """A code, and the words of its headline and help."""

    code: str
    headline: str
    help: str


EMPTY_FILE = Mistake("empty-file", "the file says nothing", "write the fact, or delete the file")
A_LIST = Mistake(
    "not-a-mapping", "the file is a list, not keys with values", "write each line as 'key: value'"
)
A_TEXT = Mistake(
    "not-a-mapping", "the file is one text, not keys with values", "write each line as 'key: value'"
)
A_TEXT_WITH_COLON = A_TEXT._replace(help="put a space after each colon: '{0}'")
KEY_WITHOUT_SPACE = Mistake("yaml-syntax", "'{0}' has no ': ' after its key", "write '{1}'")
SECOND_DOCUMENT = Mistake(
    "several-documents",
    "a second document begins here",
    "a file holds one fact: delete this line, or put what follows it in a file of its own",
)
TOO_DEEP = Mistake(
    "too-deep",
    "more than {0} lists and groups of keys stand inside each other here",
    "no fact is that deep: look for brackets that are not closed",
)

REPEATED_KEY = Mistake(
    "repeated-key",
    "'{0}' stands here a second time; the first is in line {1}",
    "keep one of them; if they belong to two entries of a list, begin each entry with '- '",
)
NESTED_KEY = Mistake(
    "key-not-text",
    "a list or a group stands where a key is expected",
    "write a key, a colon and a space; a text that has brackets or braces goes in quotation marks",
)
NO_KEY = Mistake(
    "key-not-text",
    "the key before the colon is missing",
    "write the key, a colon, a space and the value, such as 'name: Ada Lind'",
)
LONG_KEY = Mistake(
    "key-not-text",
    "'{0}' is too long for a key",
    "write 'key: value'; a text that has a colon goes in quotation marks",
)

EMPTY_VALUE = Mistake(
    "empty-value",
    "'{0}' has no value",
    "write its value behind the colon; where no source tells it, take the line out, unless the fact cannot do without it",
)
EMPTY_ENTRY = Mistake("empty-value", "this entry of the list is empty", "write the entry, or delete it")
CUT_AT_COMMA = EMPTY_VALUE._replace(
    help="between {{ }} a comma ends the text before it: put a text that has a comma in quotation marks"
)
CURLY = EMPTY_VALUE._replace(
    help="“ and ” are no quotation marks for this file: put '…' around the text, so that its comma does not end it: {1}"
)
BRACES = EMPTY_VALUE._replace(help="braces hold keys with their values: leave them out, and write {1}")
COMMENTED_OUT = EMPTY_VALUE._replace(
    help="what follows # is a comment: write the value before it, or put a text that begins with # in quotation marks"
)
NO_SPACE = EMPTY_VALUE._replace(help="put a space after the colon: '{1}'")

ALIAS = Mistake(
    "yaml-alias",
    "'{0}' repeats a value from elsewhere, which fact files do not do",
    "write the value itself; a text that begins with * goes in quotation marks",
)
ANCHOR = Mistake(
    "yaml-anchor",
    "'{0}' names a value for use elsewhere, which fact files do not do",
    "delete it; a text that begins with & goes in quotation marks",
)
TAG = Mistake(
    "yaml-tag",
    "'{0}' says of what type a value is, which fact files do not do",
    "delete it; a text that begins with ! goes in quotation marks",
)
MERGE_KEY = Mistake(
    "yaml-merge-key",
    "'<<' takes in another group of keys, which fact files do not do",
    "write its keys and values out here",
)
