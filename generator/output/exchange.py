"""Puts a new folder in the place of an old one."""

from __future__ import annotations

import os

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def put_in_place(new: str, site: str, old: str) -> None:
    """Put `new` in the place of `site`, which then stands where `new` stood or, where one call cannot do it, at `old`.

    Raises OSError. Where that or a kill comes between two renames, there is no `site` until `old` is renamed back.
    """
    if not os.path.lexists(site):
        os.rename(new, site)
    elif not exchanged_at_once(new, site):
        exchange_by_renames(new, site, old)


def exchanged_at_once(one: str, other: str) -> bool:
    """Exchange two folders by Linux' renameat2(2); False where the system or its file system has no such call."""
    import ctypes

    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    if renameat2 is None:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return bool(renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)


def exchange_by_renames(new: str, site: str, old: str) -> None:
    """Exchange two folders by renaming `site` to `old` and `new` to `site`."""
    os.rename(site, old)
    os.rename(new, site)
