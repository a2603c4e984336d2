"""How many articles carry a thing, and how many reports stand behind them, in readers' words."""

from __future__ import annotations

from collections.abc import Callable

from generator.chains import Roots
from generator.values import Fixed

Words = Callable[[str], str]
"""The words of the site: from English to the language of the dossier."""


class Shared(Fixed, frozen=True):
    """What several articles may all have a thing from: `what` it is in a phrase, and its name."""

    what: str
    name: str


def rests_words(found: Roots, shared: Shared, words: Words) -> str:
    """A sentence on what several articles rest on; empty where there is only one."""
    many = len(found.articles)
    if many < 2:
        return ""
    if found.shared:
        return words(_shared(found, many)).format(n=many, what=words(shared.what), name=shared.name)
    if found.apart and found.least == found.most == many:
        return words("{n} articles, which name no report in common.").format(n=many)
    if found.least == found.most:
        return words("{n} articles, resting on {m} reports in all.").format(n=many, m=found.most)
    told = "{n} articles, resting on {least} to {most} reports; what they say does not settle how many."
    return words(told).format(n=many, least=found.least, most=found.most)


def _shared(found: Roots, many: int) -> str:
    if found.most == 1:
        told = (
            "Both articles take this from {what}: {name}.",
            "All {n} articles take this from {what}: {name}.",
        )
    else:
        told = (
            "Both articles may rest on {what}, {name}: our conclusion, since they do not both say so.",
            "All {n} articles may rest on {what}, {name}: our conclusion, since they do not all say so.",
        )
    return told[many > 2]
