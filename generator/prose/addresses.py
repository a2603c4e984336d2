"""Where a link may lead: which addresses are taken, and what is wrong with any other.

An address is looked at as it was typed, before anything is made of it, and is taken only if it has one of three known
shapes. So it does not matter what else a browser might see in it.
"""

from __future__ import annotations

import re

from generator.patterns import late

SCHEMES = tuple("about blob data file ftp http https javascript mailto tel urn vbscript ws wss".split())
"""Words that begin an address of another sort, so that no kind of fact can bear them."""

_ID = "[a-z0-9]+(?:-[a-z0-9]+)*"
_HOST = (
    r"[^\s!-,/:-@\[-^`{-~]+"  # no ASCII punctuation but hyphen, dot and underscore: no sign-in name either
)
_REST = r'[^\s"<>\\]*'
_SCHEME = rf"(?:{'|'.join(SCHEMES)}):"
FACT = rf"(?!{_SCHEME})[a-z][a-z-]*:{_ID}(?:/{_ID})?(?:#{_ID})?"
"""The address of a fact: `kind:id` or `kind:id#entry`, where the id may have one slash."""

_FACT = late(FACT)
_WEB = late(rf"(?i:https?)://{_HOST}(?::\d+)?(?:[/?#]{_REST})?")
_MAIL = late(rf'(?i:mailto):[^\s"<>\\@?]+@{_HOST}(?:\?{_REST})?')

_REFUSALS = (
    (r"\s*$", "write where it leads: '[words](actor:ada-lind)' for a fact, '[words](https://…)' for the web"),
    ("//", "the address lacks its beginning: write 'https:' before it"),
    (
        "https?:",
        "this is no whole web address: copy it from the browser, from https:// on, without spaces and quotation marks",
    ),
    ("mailto:", "this is no whole mail address: write it as 'mailto:desk@example.org'"),
    (
        _SCHEME,
        "write a fact, such as 'actor:ada-lind', a web address (https://…) or a mail address (mailto:…)",
    ),
    (
        "[a-z-]+:",
        "this is no address of a fact: write its kind and its id in small letters, such as 'actor:ada-lind'",
    ),
    ("", "this is no whole address: write 'actor:ada-lind' for a fact, 'https://…' for the web"),
)
"""How a refused address begins, capitals or not, and what to tell its writer; the first that fits."""


def is_fact(address: str) -> bool:
    """Whether it is that of a fact."""
    return _FACT.fullmatch(address) is not None


def refusal(address: str) -> str | None:
    """What is wrong with an address and what to write instead; None for that of a fact, of the web and of mail."""
    if any(shape.fullmatch(address) for shape in (_FACT, _WEB, _MAIL)):
        return None
    return next(why for beginning, why in _REFUSALS if re.match(beginning, address, re.IGNORECASE))


def encoded(address: str) -> str:
    """As typed, but with percent-encoding wherever the URL standard (WHATWG) allows a character in no part of it."""
    return re.sub(r"[\[\]^`{|}]|%(?![0-9A-Fa-f]{2})", lambda odd: f"%{ord(odd[0]):02X}", address)
