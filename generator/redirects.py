"""Old addresses that lead on: pages of one link, at each address that the settings list under `redirects:`.

A page that is there wins: an address of which the site has a page again leads nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from collections.abc import Set as AbstractSet
from functools import partial

from generator.dossier import Dossier
from generator.patterns import late
from generator.problems import Problem
from generator.settings import SETTINGS_FILE, Redirect

LAYOUT = "redirect.html"

_PAGE = late(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/){0,3}[a-z0-9]+(?:-[a-z0-9]+)*\.html")


def redirect_pages(
    dossier: Dossier, taken: Collection[str], base_url: str = ""
) -> Iterator[tuple[str, Callable[[], dict[str, object]]]]:
    """Each old address that is not `taken` by a page, once, with what makes the closed view of the page that leads on from there.

    `base_url` is where the site will stand, with its last slash, if that is known. The layout is `LAYOUT`.
    """
    done = set(taken)
    for one in dossier.settings.redirects:
        if one.from_ in done or not _PAGE.fullmatch(one.from_) or not dossier.has(one.to):
            continue
        done.add(one.from_)
        yield one.from_, partial(_view, dossier, one, base_url)


def _view(dossier: Dossier, one: Redirect, base_url: str) -> dict[str, object]:
    address = _address(dossier, one.to)
    return {
        "site": {
            "title": dossier.settings.title,
            "lang": dossier.settings.lang,
            "dir": dossier.settings.direction,
        },
        "to": {
            "words": dossier.named(one.to),
            "href": "../" * one.from_.count("/") + address,
            "canonical": base_url + address.partition("#")[0] if base_url else None,
        },
    }


def redirects_lead_on(dossier: Dossier) -> Iterator[Problem]:
    """Every old address is one that a page can have, and has no page of its own again.

    Where it leads is a reference, and looked at as such.
    """
    if not dossier.settings.redirects:
        return
    standing = _standing(dossier, {one.from_ for one in dossier.settings.redirects})
    for index, one in enumerate(dossier.settings.redirects):
        path = ("redirects", index, "from")
        if not _PAGE.fullmatch(one.from_):
            headline = f"'{one.from_}' is no address of a page"
            cure = "write it from the top of the site, such as 'actors/old-name.html'"
            yield Problem("bad-redirect", SETTINGS_FILE, headline, cure, path)
        elif one.from_ in standing:
            headline = f"the address '{one.from_}' is taken already, by {standing[one.from_]}"
            cure = "take this entry out; where there is a page, nothing leads on"
            yield Problem("bad-redirect", SETTINGS_FILE, headline, cure, path)


def _standing(dossier: Dossier, addresses: AbstractSet[str]) -> dict[str, str]:
    """Those of these addresses at which a fact has a page, with its file."""
    dossier.recall.note("addresses")
    parted = ((ref, *dossier.parted(ref)) for ref in dossier.index.told)
    at = ((kind.address_of(name), ref) for ref, kind, name, _ in parted if kind.has_pages)
    return {address: dossier.shelf[ref].file for address, ref in at if address in addresses}


def _address(dossier: Dossier, ref: str) -> str:
    fact, _, entry = ref.partition("#")
    held = dossier.facts[fact]
    return held.kind.address_of(held.id, entry)
