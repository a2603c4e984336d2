"""The page of problems: each code with its explanation, as `factsheet explain` gives it."""

from __future__ import annotations

from generator.explained import Explanation, codes, explanation

_INTRO = """\
# Problems

<!-- Made by `make reference` from generator/explained/; write there. -->

What the codes in brackets mean: `error[bad-date]`. `factsheet explain CODE` says the same in the terminal.

An **error** stops a build. A **warning** asks a person to decide: it stops nothing but a publication (`factsheet publish`, and
`factsheet check --strict`, where it is told as an error). A **question** asks a person something that no change to the files could
answer; it stops nothing, and neither does a **hint**.

All problems of a run are told at once, by file and place. Of each code the first five are told in full, five more in a line
each, and the rest is counted, so that a mistake made a thousand times is one screen; the other forms below have all of them,
except GitHub's, which shows ten of a step and has the first five of each code.

`--format` of `factsheet check` and `factsheet build`:

| form | for | where |
| --- | --- | --- |
| `text` | people | the error stream |
| `json` | programs: a list of objects with `code`, `severity` (`error`, `warning`, `question`, `hint`), `file`, `line`, `column` (both from 1), `path` (keys, and positions in lists from 0), `message`, `help`; none of these will go or change its meaning, others may be added | the output stream |
| `sarif` | code hosts and editors: [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), each code a rule with its explanation | the output stream |
| `github` | a run of GitHub Actions: each problem a note beside its line | the output stream |

The first two name files from the dossier's folder, the last two from where the call is made, which is the top of the repository.

## Codes
"""


def problems_page() -> str:
    """All codes: a table, then each with a wrong and a right example. Markdown."""
    every = [one for code in codes() if (one := explanation(code))]
    rows = "\n".join(f"| [{one.code}](#{one.code}) | {one.severity} | {_cell(one)} |" for one in every)
    table = f"| code | | what is wrong |\n| --- | --- | --- |\n{rows}\n"
    return "\n".join([_INTRO, table, *(f"### {one.code}\n\n{one.markdown}" for one in every)])


def _cell(one: Explanation) -> str:
    return one.summary.replace("|", "\\|")
