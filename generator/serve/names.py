"""What facts are called where they are chosen by name."""

from __future__ import annotations

import unicodedata

from generator.dossier import Dossier


def called(dossier: Dossier) -> dict[str, str]:
    """Every fact by its address with its name, and every entry that goes by a name of its own."""
    return {ref: name for ref, name in with_entries(dossier).items() if "#" not in ref or "›" not in name}


def with_entries(dossier: Dossier) -> dict[str, str]:
    """Every fact and every entry with what tells it from all others: an entry without a name of its own goes by its id."""
    names: dict[str, str] = {}
    for ref, told in dossier.index.told.items():
        names[ref] = name = dossier.named(ref)
        for entry in told.entries:
            own = dossier.named(f"{ref}#{entry}")
            names[f"{ref}#{entry}"] = f"{name} › {entry}" if own == name else f"{own} ({name})"
    return names


def folded(text: str) -> str:
    """A name without its accents and capitals, by which it is found however it is typed."""
    plain = unicodedata.normalize("NFKD", text.strip())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
