"""Whether readers are shown what was published: asks the site, file by file, and compares."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote

from generator.elsewhere import NotThere, _fetched, _refuse_unsafe
from generator.publish.base import SHOWN, UNSEEN, Difference, Site, Standing, printable

MOST = 200
"""So many files are asked for at most."""

PATIENCE = 120.0
"""Seconds after which no further file is asked for."""

_GONE = (404, 410)
_MISSING = "missing"
_OLD = "still as before (some hosts take minutes, and a cache may keep it)"
_OTHER = "not what was published"
_TOO_MANY = "taken away, and still something there"


def refuse_unsafe(url: str) -> None:
    """Raise `NotThere` for an address that is not asked: https alone, and http to this machine itself."""
    _refuse_unsafe(url)


def verify(url: str, site: Site, files: Difference, before: Standing) -> tuple[int, str]:
    """How many files of the site at `url` were compared with what was just published, and what is wrong, a line for each sort.

    Those that have changed are asked for; where none has, all, as far as there is time. Raises `NotThere` if the site does not
    answer at all, or leads on to an address that is not asked.
    """

    def judged(address: str, shown: bytes | None) -> str:
        wanted = site.content(address) if address in site.addresses else None
        if shown == wanted:
            return ""
        if shown is None:
            return _MISSING
        if before.digest(shown) == before.files.get(address):
            return _OLD
        return _TOO_MANY if wanted is None else _OTHER

    changed = [*files.added, *files.changed, *files.removed]
    return _looked_at(url, changed or site.addresses, judged)


def verify_last(url: str, since: Standing) -> tuple[int, str]:
    """The same of what was published last, all of it as far as there is time; nothing is published for it."""
    published = since.published or since.files

    def judged(address: str, shown: bytes | None) -> str:
        if shown is None:
            return _MISSING
        return "" if since.digest(shown) == published[address] else _OTHER

    return _looked_at(url, sorted(published), judged)


def _looked_at(
    url: str, addresses: Sequence[str], judged: Callable[[str, bytes | None], str]
) -> tuple[int, str]:
    until, count, wrong = time.monotonic() + PATIENCE, 0, dict[str, list[str]]()
    for address in [one for one in addresses if one not in UNSEEN][:MOST]:
        if time.monotonic() > until:
            return count, f"{_told(wrong)}\n  stopped after {PATIENCE:.0f} seconds"
        count += 1
        if what := judged(address, _shown(f"{url.rstrip('/')}/{quote(address)}")):
            wrong.setdefault(what, []).append(printable(address))
    return count, _told(wrong)


def _told(wrong: Mapping[str, Sequence[str]]) -> str:
    return "\n".join(f"  {what}: {_named(addresses)}" for what, addresses in wrong.items())


def _named(addresses: Sequence[str]) -> str:
    more = f" and {len(addresses) - SHOWN} more" if len(addresses) > SHOWN else ""
    return ", ".join(addresses[:SHOWN]) + more


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
