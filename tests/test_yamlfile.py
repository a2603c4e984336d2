from __future__ import annotations

import re
import time

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from worlds import TWO_TOWNS

from generator.problems import Mark, Part
from generator.report import as_text, located
from generator.yamlfile import DEEPEST, LARGEST, Places, lines, locate, parse
from generator.yamlfile.careful import Reader
from generator.yamlfile.characters import Text
from generator.yamlfile.plain import plain
from generator.yamlfile.simple import simple

BRIEFING = """\
# The first time the envoy spoke of it
title: First briefing on the bridge draft
date: 2031-04-02
participants:
  - {id: envoy, actor: ada-lind, evidence: [{source: harbour-post, at: p5}]}
  - id: mayor
    actor: per-holm
accounts:
  - by: two-town-officials
    says: It was the first time
      the envoy spoke officially.
    detail: |
      Two lines
      of prose.
evidence: harbour-post
"""

MISTAKES = """
== a tab for indentation
title: First briefing
participants:
\t- ada-lind
~~
briefing.yaml:3:1: error[yaml-syntax]
  a tab stands where spaces belong
  3 | →- ada-lind
      ^
  indent with spaces: YAML does not take tabs, and most editors can turn them into spaces

== tabs after some spaces
evidence:
  - source: harbour-post
  \t  at: p5
~~
briefing.yaml:3:3: error[yaml-syntax]
  a tab stands where spaces belong
  3 |   →  at: p5
        ^
  indent with spaces: YAML does not take tabs, and most editors can turn them into spaces

== a colon inside a text
title: The bridge: a first briefing
date: 2031-04-02
~~
briefing.yaml:1:18: error[yaml-syntax]
  a colon and a space follow 'The bridge' inside a text
  1 | title: The bridge: a first briefing
                       ^
  put the text in quotation marks: "The bridge: a first briefing"

== a colon inside a text between braces
accounts:
  - {id: officials, says: a promise: no tolls}
~~
briefing.yaml:2:36: error[yaml-syntax]
  a colon and a space follow 'a promise' inside a text
  2 |   - {id: officials, says: a promise: no tolls}
                                         ^
  if 'promise' is a key, put a comma before it: 'a, promise:'; if it is part of the text, put all of that in quotation marks

== a comma is missing before a key between braces
not_content:
  - {at: p11 why: no content}
~~
briefing.yaml:2:17: error[yaml-syntax]
  a colon and a space follow 'p11 why' inside a text
  2 |   - {at: p11 why: no content}
                      ^
  if 'why' is a key, put a comma before it: 'p11, why:'; if it is part of the text, put all of that in quotation marks

== a semicolon between two keys
evidence: {source: harbour-post; at: p4s1}
~~
briefing.yaml:1:36: error[yaml-syntax]
  a colon and a space follow 'harbour-post; at' inside a text
  1 | evidence: {source: harbour-post; at: p4s1}
                                         ^
  write a comma for the semicolon: 'harbour-post, at:'

== a text of two lines with a colon
says: The envoy spoke of the draft
  officially: for the first time
~~
briefing.yaml:2:3: error[yaml-syntax]
  'officially:' is indented deeper than the line above, which has its value already
  2 |   officially: for the first time
        ^^^^^^^^^^^
  begin it in the column of its neighbours; a text that goes on and has a colon goes in quotation marks

== no space after the colon
title: First briefing
date:2031-04-02
format: briefing
~~
briefing.yaml:2:1: error[yaml-syntax]
  'date:2031-04-02' has no ': ' after its key
  2 | date:2031-04-02
      ^^^^^^^^^^^^^^^
  write 'date: 2031-04-02'

== no space after the first colon
title:First briefing
date: 2031-04-02
~~
briefing.yaml:1:1: error[yaml-syntax]
  'title:First briefing' has no ': ' after its key
  1 | title:First briefing
      ^^^^^^^^^^^^^^^^^^^^
  write 'title: First briefing'

== no space after the colon between braces
participants:
  - {id:envoy, actor: ada-lind}
~~
briefing.yaml:2:6: error[empty-value]
  'id:envoy' has no value
  2 |   - {id:envoy, actor: ada-lind}
           ^^^^^^^^
  put a space after the colon: 'id: envoy'

== a colon of another script
title： First briefing
date: 2031-04-02
~~
briefing.yaml:1:1: error[yaml-syntax]
  'title： First briefing' has no ': ' after its key
  1 | title： First briefing
      ^^^^^^^^^^^^^^^^^^^^^^
  write 'title: First briefing'

== a quotation mark that is not closed
title: "First briefing
date: 2031-04-02
format: briefing
~~
briefing.yaml:1:8: error[yaml-syntax]
  the quotation mark " that opens here is not closed
  1 | title: "First briefing
             ^
  put " where the text ends, or put the whole text in single quotation marks

== a quotation mark that the next one closes
title: "First briefing
place: "Upper Town"
~~
briefing.yaml:1:8: error[yaml-syntax]
  the quotation mark " that opens here is not closed
  1 | title: "First briefing
             ^
  put " where the text ends, or put the whole text in single quotation marks

== an apostrophe at the beginning of a text
title: 's Gravendijk speaks
~~
briefing.yaml:1:8: error[yaml-syntax]
  the quotation mark ' that opens here is not closed
  1 | title: 's Gravendijk speaks
             ^
  put ' where the text ends, or put the whole text in double quotation marks

== an apostrophe between apostrophes
title: 'The envoy's briefing'
~~
briefing.yaml:1:19: error[yaml-syntax]
  's briefing'' follows after the closing quotation mark
  1 | title: 'The envoy's briefing'
                        ^^^^^^^^^^^
  put the text in quotation marks: "The envoy's briefing"

== quoted words at the beginning of a text
says: "struck out" was the word
~~
briefing.yaml:1:20: error[yaml-syntax]
  'was the word' follows after the closing quotation mark
  1 | says: "struck out" was the word
                         ^^^^^^^^^^^^
  put the text in quotation marks: '"struck out" was the word'

== quoted words inside a quoted text that does not end with its mark
says: "She said "no".
~~
briefing.yaml:1:18: error[yaml-syntax]
  'no".' follows after the closing quotation mark
  1 | says: "She said "no".
                       ^^^^
  put the text in quotation marks: 'She said "no".'

== a backslash
says: "see C:\\Maps"
~~
briefing.yaml:1:14: error[yaml-syntax]
  \\M has no meaning between double quotation marks
  1 | says: "see C:\\Maps"
                   ^^
  write \\\\ for a backslash, or put the text in single quotation marks

== Markdown emphasis at the beginning
says: *officially* for the first time
~~
briefing.yaml:1:7: error[yaml-syntax]
  a text cannot begin with * unless it is in quotation marks
  1 | says: *officially* for the first time
            ^
  put the text in quotation marks: "*officially* for the first time"

== stars for a list
participants:
  * ada-lind
  * per-holm
~~
briefing.yaml:2:3: error[yaml-syntax]
  a text cannot begin with * unless it is in quotation marks
  2 |   * ada-lind
        ^
  an entry of a list begins with '- '

== a Markdown link at the beginning
says: [Lind](actor:ada-lind) spoke
~~
briefing.yaml:1:7: error[yaml-syntax]
  a text cannot begin with [ unless it is in quotation marks
  1 | says: [Lind](actor:ada-lind) spoke
            ^
  put the text in quotation marks: "[Lind](actor:ada-lind) spoke"

== an at sign at the beginning
says: @adalind wrote it
~~
briefing.yaml:1:7: error[yaml-syntax]
  a text cannot begin with @ unless it is in quotation marks
  1 | says: @adalind wrote it
            ^
  put the text in quotation marks: "@adalind wrote it"

== a percent sign in front of the line
title: First briefing
%5 of the tolls
~~
briefing.yaml:2:1: error[yaml-syntax]
  a text cannot begin with % unless it is in quotation marks
  2 | %5 of the tolls
      ^
  put the text in quotation marks: "%5 of the tolls"

== a greater-than sign at the beginning
says: > 50 people came
~~
briefing.yaml:1:7: error[yaml-syntax]
  nothing can follow > on its line
  1 | says: > 50 people came
            ^
  begin the text on the next line, indented; or put the text in quotation marks: "> 50 people came"

== a list on the line of its key
participants: - ada-lind
~~
briefing.yaml:1:15: error[yaml-syntax]
  a list cannot begin on the line of its key
  1 | participants: - ada-lind
                    ^
  put each entry on a line of its own, below; or put the text in quotation marks: "- ada-lind"

== a bracket that is not closed
participants: [ada-lind, per-holm
date: 2031-04-02
format: briefing
~~
briefing.yaml:1:15: error[yaml-syntax]
  the bracket [ that opens here is not closed
  1 | participants: [ada-lind, per-holm
                    ^
  put ] where it ends, and a comma after each value before that

== the wrong bracket
evidence: [{source: harbour-post, at: p5]]
~~
briefing.yaml:1:41: error[yaml-syntax]
  ] closes no bracket that is open here
  1 | evidence: [{source: harbour-post, at: p5]]
                                              ^
  brackets go in pairs, [ ] and { }; a text that has brackets goes in quotation marks

== a comma is missing
evidence: {via: [actor:ada-lind] at: p5}
~~
briefing.yaml:1:34: error[yaml-syntax]
  a comma is missing here
  1 | evidence: {via: [actor:ada-lind] at: p5}
                                       ^
  put a comma between two values

== a comma ends a text between braces
accounts:
  - {id: officials, says: Yes, but not now}
~~
briefing.yaml:2:32: error[empty-value]
  'but not now' has no value
  2 |   - {id: officials, says: Yes, but not now}
                                     ^^^^^^^^^^^
  between { } a comma ends the text before it: put a text that has a comma in quotation marks

== names in braces
actors: {brook}
part_of: {upper-town, lower-town}
~~
briefing.yaml:1:10: error[empty-value]
  'brook' has no value
  1 | actors: {brook}
               ^^^^^
  braces hold keys with their values: leave them out, and write brook, or [brook] for several

briefing.yaml:2:11: error[empty-value]
  'upper-town' has no value
  2 | part_of: {upper-town, lower-town}
                ^^^^^^^^^^
  braces hold keys with their values: leave them out, and write [upper-town, lower-town]

== quotation marks that are none for the file
evidence: {source: post, quote: “I don't carry, nor drive, a cart”, at: p2}
~~
briefing.yaml:1:49: error[empty-value]
  'nor drive' has no value
  1 | evidence: {source: post, quote: “I don't carry, nor drive, a cart”, at: p2}
                                                      ^^^^^^^^^
  “ and ” are no quotation marks for this file: put '…' around the text, so that its comma does not end it: '“I don''t carry, nor drive, a cart”'

== a line too far to the right
title: First briefing
  date: 2031-04-02
~~
briefing.yaml:2:3: error[yaml-syntax]
  'date:' is indented deeper than the line above, which has its value already
  2 |   date: 2031-04-02
        ^^^^^
  begin it in the column of its neighbours; a text that goes on and has a colon goes in quotation marks

== a line too far to the left
evidence:
    source: harbour-post
  at: p5
~~
briefing.yaml:3:3: error[yaml-syntax]
  'at: p5' does not fit the lines above it
  3 |   at: p5
        ^^^^^^
  lines that belong together begin in the same column, and each entry of a list begins with '- '

== a text without a key
title: First briefing
in the harbour
date: 2031-04-02
~~
briefing.yaml:2:1: error[yaml-syntax]
  'in the harbour' has no key
  2 | in the harbour
      ^^^^^^^^^^^^^^
  write 'key: text'; a text that goes on from the line above is indented deeper than its key

== a conflict
title: First briefing
<<<<<<< HEAD
date: 2031-04-02
~~
briefing.yaml:2:1: error[yaml-syntax]
  two versions of this file were merged, and this conflict between them is not settled
  2 | <<<<<<< HEAD
      ^^^^^^^^^^^^
  keep one of the two versions, and delete the marks

== a repeated key
title: First briefing
date: 2031-04-02
title: Second briefing
~~
briefing.yaml:3:1: error[repeated-key]
  'title' stands here a second time; the first is in line 1
  3 | title: Second briefing
      ^^^^^
  keep one of them; if they belong to two entries of a list, begin each entry with '- '

== a key without a value
title: First briefing
date:
place: ''
~~
briefing.yaml:2:1: error[empty-value]
  'date' has no value
  2 | date:
      ^^^^
  write its value behind the colon; where no source tells it, take the line out, unless the fact cannot do without it

briefing.yaml:3:1: error[empty-value]
  'place' has no value
  3 | place: ''
      ^^^^^
  write its value behind the colon; where no source tells it, take the line out, unless the fact cannot do without it

== a text that begins with a number sign
title: #bridge
~~
briefing.yaml:1:1: error[empty-value]
  'title' has no value
  1 | title: #bridge
      ^^^^^
  what follows # is a comment: write the value before it, or put a text that begins with # in quotation marks

== an empty entry
participants:
  - ada-lind
  -
~~
briefing.yaml:3:4: error[empty-value]
  this entry of the list is empty
  3 |   -
         ^
  write the entry, or delete it

== an anchor, an alias and a merge key
officials: &both [ada-lind, per-holm]
participants: *both
<<: *both
~~
briefing.yaml:1:12: error[yaml-anchor]
  '&both' names a value for use elsewhere, which fact files do not do
  1 | officials: &both [ada-lind, per-holm]
                 ^^^^^
  delete it; a text that begins with & goes in quotation marks

briefing.yaml:2:15: error[yaml-alias]
  '*both' repeats a value from elsewhere, which fact files do not do
  2 | participants: *both
                    ^^^^^
  write the value itself; a text that begins with * goes in quotation marks

briefing.yaml:3:1: error[yaml-merge-key]
  '<<' takes in another group of keys, which fact files do not do
  3 | <<: *both
      ^^
  write its keys and values out here

briefing.yaml:3:5: error[yaml-alias]
  '*both' repeats a value from elsewhere, which fact files do not do
  3 | <<: *both
          ^^^^^
  write the value itself; a text that begins with * goes in quotation marks

== tags
title: !important First briefing
count: !!int 3
~~
briefing.yaml:1:8: error[yaml-tag]
  '!important' says of what type a value is, which fact files do not do
  1 | title: !important First briefing
             ^^^^^^^^^^
  delete it; a text that begins with ! goes in quotation marks

briefing.yaml:2:8: error[yaml-tag]
  '!!int' says of what type a value is, which fact files do not do
  2 | count: !!int 3
             ^^^^^
  delete it; a text that begins with ! goes in quotation marks

== a key that is no text
[ada-lind, per-holm]: mayors
~~
briefing.yaml:1:1: error[key-not-text]
  a list or a group stands where a key is expected
  1 | [ada-lind, per-holm]: mayors
      ^
  write a key, a colon and a space; a text that has brackets or braces goes in quotation marks

== a value without a key
'': First briefing
~~
briefing.yaml:1:1: error[key-not-text]
  the key before the colon is missing
  1 | '': First briefing
      ^^
  write the key, a colon, a space and the value, such as 'name: Ada Lind'

== a list at the top
- ada-lind
- per-holm
~~
briefing.yaml:1:1: error[not-a-mapping]
  the file is a list, not keys with values
  1 | - ada-lind
      ^
  write each line as 'key: value'

== a text at the top
The first briefing
~~
briefing.yaml:1:1: error[not-a-mapping]
  the file is one text, not keys with values
  1 | The first briefing
      ^^^^^^^^^^^^^^^^^^
  write each line as 'key: value'

== keys and values without spaces
title:First
date:2031-04-02
~~
briefing.yaml:1:1: error[not-a-mapping]
  the file is one text, not keys with values
  1 | title:First
      ^^^^^^^^^^^
  put a space after each colon: 'title: First'

== two documents
title: First briefing
---
title: Second briefing
~~
briefing.yaml:2:1: error[several-documents]
  a second document begins here
  2 | ---
      ^^^
  a file holds one fact: delete this line, or put what follows it in a file of its own

== a directive
%YAML 1.2
---
title: First briefing
~~
briefing.yaml:1:1: error[yaml-directive]
  '%YAML 1.2' is an instruction to YAML, which fact files do not have
  1 | %YAML 1.2
      ^^^^^^^^^
  delete the line

== an invisible character
title: First\b briefing
place: Upper\u2028Town
~~
briefing.yaml:1:13: error[control-character]
  an invisible character (U+0008) stands here
  1 | title: First<U+0008> briefing
                  ^^^^^^^^
  delete it: put the cursor behind it and press backspace, or type the text again

briefing.yaml:2:13: error[control-character]
  an invisible character (U+2028) stands here
  2 | place: Upper<U+2028>Town
                  ^^^^^^^^
  delete it: put the cursor behind it and press backspace, or type the text again

== too deep
via: [[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]
~~
briefing.yaml:1:29: error[too-deep]
  more than 24 lists and groups of keys stand inside each other here
  1 | via: [[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]
                                  ^
  no fact is that deep: look for brackets that are not closed

== an empty file
~~
briefing.yaml:1:1: error[empty-file]
  the file says nothing
  write the fact, or delete the file

== a file of comments
# to be written
~~
briefing.yaml:1:1: error[empty-file]
  the file says nothing
  1 | # to be written
      ^
  write the fact, or delete the file

== a file of three dashes
---
~~
briefing.yaml:2:1: error[empty-file]
  the file says nothing
  write the fact, or delete the file
"""
"""A title, a file with a mistake in it, and after the wave the whole report."""


def cases():
    for case in MISTAKES.strip("\n").split("\n\n== "):
        title, _, rest = case.removeprefix("== ").partition("\n")
        text, _, report = rest.partition("~~\n")
        yield pytest.param(text, report.strip("\n"), id=title)


def told(content):
    """What the writer of a file is told, without the sum."""
    _, problems = parse(content, "briefing.yaml")
    return as_text(located(problems, lambda _: content)).rpartition("\n\n")[0]


def codes(text):
    return [problem.code for problem in parse(text.encode(), "briefing.yaml")[1]]


def data(text):
    return parse(text.encode(), "briefing.yaml")[0]


@pytest.mark.parametrize(("text", "report"), list(cases()))
def test_a_mistake_is_told_with_its_place_and_its_cure(text, report):
    assert told(text.encode()) == report


def test_text_stays_text_whatever_it_looks_like():
    text = "answer: NO\nmonth: 2025-11\nnumber: 010\nnothing: ~\nshare: 1e3\ntime: 12:30\nyes: on\n"
    expected = {
        "answer": "NO",
        "month": "2025-11",
        "number": "010",
        "nothing": "~",
        "share": "1e3",
        "time": "12:30",
        "yes": "on",
    }
    assert data(text) == expected


def test_a_fact_becomes_mappings_lists_and_text():
    assert parse(BRIEFING.encode(), "briefing.yaml") == (
        {
            "title": "First briefing on the bridge draft",
            "date": "2031-04-02",
            "participants": [
                {"id": "envoy", "actor": "ada-lind", "evidence": [{"source": "harbour-post", "at": "p5"}]},
                {"id": "mayor", "actor": "per-holm"},
            ],
            "accounts": [
                {
                    "by": "two-town-officials",
                    "says": "It was the first time the envoy spoke officially.",
                    "detail": "Two lines\nof prose.\n",
                }
            ],
            "evidence": "harbour-post",
        },
        [],
    )


def test_empty_lists_and_mappings_are_values():
    assert parse(b"via: []\nnames: {}\n", "f.yaml") == ({"via": [], "names": {}}, [])


def test_three_dashes_before_and_dots_after_the_fact_do_no_harm():
    assert parse(b"# ours\n---\ntitle: Bridge\n...\n# the end\n", "f.yaml") == ({"title": "Bridge"}, [])


def test_a_mistake_that_leaves_the_rest_readable_leaves_the_data():
    text = "title: Bridge\ndate:\ntitle: Ferry\nby: !name Ada\nvia: *chain\nnames: &all [Lind]\n"
    assert data(text) == {"title": "Bridge", "date": "", "by": "Ada", "via": "", "names": ["Lind"]}


@pytest.mark.parametrize(
    "text", ["- ada-lind\n", "a: b\n--- \nc: d\n", "a: \a\n", "<<: a\n", "[a]: b\n", "a: b: c\n", "# only\n"]
)
def test_a_mistake_that_leaves_it_in_doubt_leaves_no_data(text):
    assert data(text) is None
    assert codes(text)


def test_reading_goes_on_at_the_next_key_so_that_one_mistake_does_not_hide_the_next():
    text = """\
title: The bridge: a briefing
participants:
\t- ada-lind
\t- per-holm
says: "struck out" was the word
place: *quay
format: [press, briefing
evidence:
  source: harbour-post
title: Once more
"""
    assert told(text.encode()).count("error[yaml-syntax]") == 4
    assert codes(text) == ["yaml-syntax"] * 3 + ["yaml-alias", "yaml-syntax", "repeated-key"]


@pytest.mark.parametrize("after", ["", "evidence: {source: post, at: p1}\n"])
def test_a_key_without_its_blank_is_told_behind_another_mistake(after):
    report = told(f"name: Ada: Lind\nsummary:some words\nnote:more\n{after}".encode())
    assert "a.yaml:1:10: error[yaml-syntax]" in report.replace("briefing.yaml", "a.yaml")
    assert "write 'summary: some words'" in report


def test_an_address_at_the_margin_is_no_key():
    assert codes("name: Ada: Lind\nhttps://quay.example\n") == ["yaml-syntax"]


def test_what_an_open_bracket_swallows_is_not_called_a_mistake():
    assert codes("via: [ada-lind,\ndate:,\nnames: {a, b\nplace: Upper Town\n") == ["yaml-syntax"] * 2


def test_each_of_many_aliases_is_told():
    assert codes("names:\n" + "  - *lind\n" * 300) == ["yaml-alias"] * 300


def test_an_anchor_and_a_tag_on_one_value_are_two_mistakes():
    found = parse(b"a: b\nnames: &lind  !list\n  - Lind\n", "f.yaml")[1]
    assert [(one.code, one.mark) for one in found] == [
        ("yaml-anchor", Mark(2, 8, 5)),
        ("yaml-tag", Mark(2, 15, 5)),
    ]


@pytest.mark.parametrize(
    ("content", "report"),
    [
        (
            "title: Café\nplace: Théâtre\n".encode("latin-1"),
            """\
f.yaml:1:11: error[not-utf8]
  byte E9 (byte 11 of the file) is not UTF-8
  1 | title: Caf�
                ^
  save the file as UTF-8; as Latin-1 this byte would be 'é'""",
        ),
        (
            "title: Brücke\n".encode("utf-16"),
            """\
f.yaml:1:1: error[not-utf8]
  the file is saved as UTF-16 or UTF-32
  save it as UTF-8""",
        ),
        (
            "title: Bridge\n".encode("utf-16-le"),
            """\
f.yaml:1:1: error[not-utf8]
  byte 2 of the file is zero: this is not a text file, or it is UTF-16
  save it as plain text in UTF-8""",
        ),
        (
            b"PK\x03\x04docx",
            """\
f.yaml:1:1: error[not-utf8]
  this is a Word, Excel, PDF or zip file, not a text file
  copy its text into a plain text file and save that as UTF-8""",
        ),
    ],
    ids=["Latin-1", "UTF-16", "UTF-16 without a mark", "a Word file"],
)
def test_a_file_that_is_not_utf8_is_told_what_it_is(content, report):
    _, problems = parse(content, "f.yaml")
    assert as_text(located(problems, lambda _: content)).rpartition("\n\n")[0] == report


def test_a_latin1_file_is_told_its_other_mistakes_too():
    found = parse("title: Café\ndate:\nplace: Théâtre\n".encode("latin-1"), "f.yaml")[1]
    assert [one.code for one in found] == ["not-utf8", "empty-value"]


def test_the_mark_that_windows_editors_put_first_is_no_character():
    content = b"\xef\xbb\xbftitle: Bridge\ndate:\n"
    assert locate(content, ("title",), Part.KEY) == Mark(1, 1, 5)
    assert lines(content)[0] == "title: Bridge"
    assert parse(b"\xef\xbb\xbftitle: Bridge\n", "f.yaml") == ({"title": "Bridge"}, [])


def test_columns_count_characters():
    text = "title: {Brücke 橋 🌉: a, b: }\n".encode()
    assert [one.mark for one in parse(text, "f.yaml")[1]] == [Mark(1, 24, 1)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_any_editor(end):
    content = f"title: Bridge{end}{end}date: 2031{end}place:{end}".encode()
    assert lines(content) == ["title: Bridge", "", "date: 2031", "place:", ""]
    assert locate(content, ("date",), Part.VALUE) == Mark(3, 7, 4)
    assert parse(content, "f.yaml")[1][0].mark == Mark(4, 1, 5)


def test_a_file_of_a_mebibyte_is_read_and_no_larger_one():
    largest = b"title: Bridge\n#".ljust(LARGEST, b"x")
    assert parse(largest, "f.yaml") == ({"title": "Bridge"}, [])
    content, [problem] = parse(largest + b"x", "f.yaml")
    assert content is None
    assert problem.code == "too-large"
    assert problem.headline == "the file has more than 1,048,576 bytes, and no more are read"


def test_twenty_four_levels_are_deep_enough():
    assert codes("via: " + "[" * 23 + "]" * 23) == []
    assert codes("via: " + "[" * 24 + "]" * 24) == ["too-deep"]
    assert codes("".join(" " * level + "via:\n" for level in range(30))) == ["too-deep"]


def hostile():
    """Files that would take minutes, or crash the process, if they were read in good faith."""
    tags = "".join(f"%TAG !{number}! x\n" for number in range(60_000))
    yield "brackets", "[" * 100_000
    yield "pairs of brackets", "[" * 100_000 + "]" * 100_000
    yield "mappings", "{a: " * 100_000
    yield "lists", "- " * 100_000
    yield "questions", "? " * 100_000
    yield "tag directives", tags + "---\na: b\n"
    yield "tag directives after dots", "...\n" + tags + "---\na: b\n"
    yield "tag directives behind", "a: b\n" + tags + "---\na: b\n"
    yield "tag directives behind dots", "a: b\n...\n" + tags + "---\na: b\n"
    yield "quotation marks", 'a: "x\n' * 100_000
    yield "colons", "a: b: c\n" * 100_000
    yield "open brackets and commas", "a: [\n" * 20 + "b: c,\n" * 100_000
    yield "blanks", "a: b" + " " * 900_000 + "\n  c\n"
    yield "comments", "a: &b " + "#\n" * 200_000


@pytest.mark.parametrize("text", [pytest.param(text, id=title) for title, text in hostile()])
def test_a_hostile_file_takes_no_time(text):
    begun = time.process_time()
    content = text.encode()
    parse(content, "f.yaml")
    Places(content).mark(("a", 0), Part.VALUE)
    assert time.process_time() - begun < 2


def test_ten_times_as_many_repeated_keys_take_ten_times_as_long():
    def seconds(number):
        begun = time.process_time()
        assert len(parse(b"title: Bridge\n" * number, "f.yaml")[1]) == number - 1
        return time.process_time() - begun

    few = min(seconds(2_000) for _ in range(3))
    assert seconds(20_000) < 40 * few


@pytest.mark.parametrize(
    ("path", "part", "text"),
    [
        (("title",), Part.KEY, "title"),
        (("title",), Part.VALUE, "First briefing on the bridge draft"),
        (("participants",), Part.KEY, "participants"),
        (
            ("participants",),
            Part.VALUE,
            "- {id: envoy, actor: ada-lind, evidence: [{source: harbour-post, at: p5}]}",
        ),
        (("participants", 0, "actor"), Part.VALUE, "ada-lind"),
        (("participants", 0, "actor"), Part.KEY, "actor"),
        (("participants", 0, "evidence"), Part.VALUE, "[{source: harbour-post, at: p5}]"),
        (("participants", 0, "evidence", 0, "at"), Part.VALUE, "p5"),
        (("participants", 1), Part.VALUE, "id: mayor"),
        (("participants", 1), Part.KEY, "id: mayor"),
        (("accounts", 0, "says"), Part.VALUE, "It was the first time"),
        (("accounts", 0, "detail"), Part.VALUE, "|"),
        # a key that is missing: the key of the mapping that lacks it, or the entry where that has no key
        (("participants", 0, "evidence", 0, "quote"), Part.VALUE, "{source: harbour-post, at: p5}"),
        (("participants", 1, "mode"), Part.KEY, "id: mayor"),
        (("participants", 7), Part.VALUE, "participants"),
        (("participants", 7, "actor", "name"), Part.VALUE, "participants"),
        # shorthands that were written out: the place is what was written
        (("evidence", 0, "source"), Part.VALUE, "harbour-post"),
        (("participants", 0, "evidence", 0, "source", "id"), Part.KEY, "harbour-post"),
        (("accounts", 0, "by", 0), Part.VALUE, "two-town-officials"),
    ],
)
def test_a_field_is_found_by_its_path(path, part, text):
    mark = locate(BRIEFING.encode(), path, part)
    written = BRIEFING.split("\n")[mark.line - 1]
    assert written[mark.column - 1 : mark.column - 1 + mark.length] == text


def test_a_single_entry_without_its_list_is_found_all_the_same():
    content = b"evidence: {source: harbour-post, at: p5}\n"
    assert locate(content, ("evidence", 0, "at"), Part.VALUE) == Mark(1, 38, 2)
    assert locate(content, ("evidence", 1, "at"), Part.VALUE) == Mark(1, 1, 8)


def test_the_top_of_a_file_is_its_first_line():
    assert locate(BRIEFING.encode(), (), Part.VALUE) == Mark(1, 1)
    assert locate(BRIEFING.encode(), ("place",), Part.VALUE) == Mark(1, 1)
    assert locate(b"", ("place",), Part.VALUE) == Mark(1, 1)


def test_the_first_of_two_equal_keys_is_meant():
    assert locate(b"title: Bridge\ntitle: Ferry\n", ("title",), Part.VALUE) == Mark(1, 8, 6)


def test_fields_before_a_place_that_is_not_yaml_are_found():
    assert locate(b"title: Bridge\nplace: a: b\n", ("title",), Part.VALUE) == Mark(1, 8, 6)


class PlainDumper(yaml.SafeDumper):
    """Writes a value out again rather than pointing at it with an alias."""

    def ignore_aliases(self, _):
        return True


letters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
texts = st.text(letters | st.sampled_from("\n :#-'\"&*!|>%@`[]{},?"), min_size=1, max_size=40)
keys = texts.filter(lambda key: key != "<<")


def documents(leaves, names):
    inner = st.recursive(
        leaves,
        lambda below: st.lists(below, max_size=4) | st.dictionaries(names, below, max_size=4),
        max_leaves=15,
    )
    return st.dictionaries(names, inner, min_size=1, max_size=4)


@given(documents(texts, keys), st.booleans(), st.sampled_from([True, False, None]))
def test_what_was_written_is_what_is_read(document, allow_unicode, flow):
    text = yaml.dump(document, Dumper=PlainDumper, allow_unicode=allow_unicode, default_flow_style=flow)
    assert parse(text.encode(), "f.yaml") == (document, [])


def fields(value, path=()):
    yield path, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in pairs:
        yield from fields(inner, (*path, step))


words = st.text("abnoyé橋🌉", min_size=1, max_size=6)


@given(documents(words, words), st.sampled_from([True, False, None]))
def test_every_field_is_found_where_it_was_written(document, flow):
    text = yaml.dump(document, Dumper=PlainDumper, allow_unicode=True, default_flow_style=flow, width=10**6)
    places = Places(text.encode())

    def written(path, part):
        mark = places.mark(path, part)
        return text.split("\n")[mark.line - 1][mark.column - 1 : mark.column - 1 + mark.length]

    for path, value in list(fields(document))[1:]:
        if isinstance(value, str):
            assert yaml.load(written(path, Part.VALUE), yaml.BaseLoader) == value
        if isinstance(path[-1], str):
            assert yaml.load(written(path, Part.KEY), yaml.BaseLoader) == path[-1]


SCRAPS = """
title: |date: |- |'|"|[|]|{|}|,|&a |*a|!t |>|# |:|::|? |<<: |@|`|é|橋|\\|-|''|key:value|%TAG !a! b|---|...
"""
scraps = st.lists(
    st.sampled_from([*SCRAPS.strip().split("|"), "|", "\n", "\n", "\n  ", "\n    ", "\t", " ", "\r"])
    | st.sampled_from("\0\a\x85\u2028\ufeff"),
    max_size=30,
).map("".join)


@given(st.binary(max_size=200) | scraps.map(str.encode))
def test_whatever_the_bytes_something_sensible_is_said(content):
    found, problems = parse(content, "f.yaml")
    assert found is not None or problems
    written = lines(content) or [""]  # none if it is no text
    for problem in problems:
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)+", problem.code)
        assert problem.headline
        assert problem.help
        assert 1 <= problem.mark.line <= len(written)
        line = written[problem.mark.line - 1]
        assert 1 <= problem.mark.column <= len(line) + 1
        assert problem.mark.length == 1 or problem.mark.column + problem.mark.length <= len(line) + 1
    for path, _ in fields(found or {}):
        assert Places(content).mark((*path, "lang"), Part.VALUE).line <= len(written)


@given(scraps | documents(texts, keys).map(lambda document: yaml.dump(document, Dumper=PlainDumper)), scraps)
@example("a: b\n...\n", "...")
@example("a: b\n", "\u00a0")
@example("a: b\n", "# c")
@example("a: {b: c}\n", "a: d")
@example("a: &b c\n", "")
@example("a: ! c\n", "")
@example("{[a]: b}", "")
@example("[a, b]", "")
@example("", "")
@example("[" * 30, "")
@example("a: " + "[" * (DEEPEST - 1) + "b" + "]" * (DEEPEST - 1), "")
@example("a: " + "[" * DEEPEST + "b" + "]" * DEEPEST, "")
@example("a" * 200 + ": b\n", "")
@example("a" * 201 + ": b\n", "")
def test_a_file_without_mistakes_is_read_at_once_as_with_all_care(text, more):
    reader = Reader(Text((text + more).encode()))
    careful = reader.read()
    assert plain(Text((text + more).encode()).readable, DEEPEST) == (None if reader.faults else careful)


PLAINEST = """
a: b|a:|b:|- c|- d: e|- {h: i}|{h: i}|a: [x, 'y', "z"]|a: {b: [c, {d: e}]}|a: [a:b, c:d?]|a: ("x") y, z|# c|é: a
a: b # c|a: b: c|a: b:|a:b|a: b |a: 'b c'|a: ''|a: 'b''c'|a: "b\\c"|a: -|- - a|-|a: *x|<<: x|a: [|a: [x,y]|a: [x, ]|a: {x}
a: [ b , c ]|a: [b #c]|a: [b: c]|a: [x:, y]|a: {x:y}|a: [a? b]|a: {b: c, b: d}|a: [x] y|a: 'x' y|a: [\u00a0x]|a: x\u00a0|---|...|%A
a: \N{VERTICAL LINE}|a: \N{VERTICAL LINE}-|a: >|a: >-|a: >+|words|  words
a: [x,|a: {b: c,|- [x,|- {d: e,|y, z]|y: z}|'y''z', "t,|# c,|t"]|[u], v]|a: ['x'', y']|a: '''x'''|- 'x''y'|a: [x,,|], y]
"""
plainest = st.lists(
    st.tuples(
        st.sampled_from(["", "", "", "  ", "  ", "    ", " "]),
        st.sampled_from(
            ["", *(one.replace("\N{VERTICAL LINE}", "|") for one in re.split(r"[|\n]", PLAINEST.strip()))]
        ),
    ).map("".join),
    max_size=8,
).map("\n".join)


@settings(max_examples=1000)
@given(plainest, st.sampled_from(["\n", "\n\n", ""]), st.sampled_from([2, DEEPEST]))
@example("a: >-\n  b\n  c\n\n\n  d\n\n# e\nf:\n- g: |\n    h\n\n- i\n", "", DEEPEST)
@example("a: |\n    \n  b\n", "", DEEPEST)
@example("a: |\n  b\n c: d\n", "", DEEPEST)
@example("a: >\n   \n", "", DEEPEST)
@example("a: [b,\n  c]\nd:\n  - {e: f,\n     g: 'h''i'}\n", "", DEEPEST)
@example("a: ['b,\n\n  c']\n", "", DEEPEST)
@example("a: [b,\n  # c,\n  d]\n", "", DEEPEST)
@example("- a: [b,\n  c]\n", "", DEEPEST)
def test_the_plainest_yaml_is_read_as_the_parser_would(text, end, deepest):
    found = simple(Text((text + end).encode()).readable, deepest)
    assert found is None or found == plain(Text((text + end).encode()).readable, deepest)


def test_facts_as_they_are_written_do_not_need_the_parser():
    facts = [text for file, text in TWO_TOWNS.items() if file.endswith(".yaml")]
    assert len(facts) > 8
    more = ["says: 'He said ''no''.'\n", "at: [p1, p2,\n     p3]\nvia: ['a ''b''', {c: d,\n  e: f}]\n"]
    for fact in [*facts, *more]:
        assert simple(fact, DEEPEST) == plain(fact, DEEPEST) is not None


def test_what_was_meant_is_read_on_where_braces_took_it_apart():
    data, told = parse("to: {ada, per}\nevidence: {quote: “Carts, and cars,”, at: p2}\n".encode(), "f.yaml")
    assert data == {"to": ["ada", "per"], "evidence": {"quote": "“Carts, and cars,”", "at": "p2"}}
    assert [one.code for one in told] == ["empty-value"] * 2
