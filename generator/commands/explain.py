"""`factsheet explain`: what the code of a problem means."""

from __future__ import annotations

import click

from generator.commands.common import wrong_usage
from generator.explained import codes, explanation
from generator.problems import did_you_mean


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what the CODE of a problem means, with a wrong and a right example; without CODE name them all.

    The code is what stands in brackets: error[bad-date]. Ends with 0 if there is such a code, 2 if not.
    """
    told = explanation(code) if code else None
    if code and told is None:
        hint = did_you_mean(code, codes()) or "'factsheet explain' names all codes"
        wrong_usage(f"there is no code '{code}'; {hint}")
    # As bytes: the examples are UTF-8 also where the terminal is not.
    click.echo((told.as_text() if told else _all()).encode())


def _all() -> str:
    every = [one for code in codes() if (one := explanation(code))]
    width = max(len(one.code) for one in every)
    return "\n".join(f"{one.code:{width}}  {one.summary}" for one in every)
