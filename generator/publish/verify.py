"""Whether readers are shown what was published: asks the site, file by file, and compares."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote

from generator.elsewhere import NotThere, _fetched, _refuse_unsafe
from generator.publish.base import UNSEEN, Difference, Site, Standing, printable

MOST = 200
"""So many files are asked for at most."""

PATIENCE = 120.0
"""Seconds after which no further file is asked for."""

_GONE = (404, 410)


def refuse_unsafe(url: str) -> None:
    """Raise `NotThere` for an address that is not asked: https alone, and http to this machine itself."""
    _refuse_unsafe(url)


def verify(url: str, site: Site, files: Difference, before: Standing) -> tuple[int, list[str]]:
    """How many files of the site at `url` were compared, and what is wrong, a line each.

    Those that have changed are asked for; where none has, all, as far as there is time. Raises `NotThere` if the site does not
    answer at all, or leads on to an address that is not asked.
    """
    until, wanted = time.monotonic() + PATIENCE, _wanted(site, files)
    wrong: list[str] = []
    for count, address in enumerate(wanted[:MOST]):
        if time.monotonic() > until:
            return count, [*wrong, f"stopped after {PATIENCE:.0f} seconds"]
        wrong += _compared(url, address, site, before)
    return min(len(wanted), MOST), wrong


def _wanted(site: Site, files: Difference) -> Sequence[str]:
    changed = [*files.added, *files.changed, *files.removed] or site.addresses
    return [address for address in changed if address not in UNSEEN]


def _compared(url: str, address: str, site: Site, before: Standing) -> Iterator[str]:
    shown = _shown(f"{url.rstrip('/')}/{quote(address)}")
    wanted = site.content(address) if address in site.addresses else None
    if shown == wanted:
        return
    if shown is None:
        yield f"{address} is missing"
    elif before.digest(shown) == before.files.get(address):
        yield f"{printable(address)} is still the old one; some hosts take minutes, and a cache may keep it"
    elif wanted is None:
        yield f"{printable(address)} should be gone, and another file is shown"
    else:
        yield f"{address} differs"


def _shown(address: str) -> bytes | None:
    """What is shown at an address; None where the site says that there is nothing."""
    try:
        return _fetched(address)
    except HTTPError as error:
        error.close()
        if error.code in _GONE:
            return None
        raise NotThere(f"{address} answers {error.code}") from None
    except (HTTPException, OSError, ValueError) as error:
        raise NotThere(f"{address} cannot be fetched: {getattr(error, 'reason', None) or error}") from None
