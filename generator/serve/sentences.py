"""What forms say, as sentences."""

from __future__ import annotations

import re

_BEGINS = re.compile(r"^[a-z](?=[a-z’']*[ ,;:.!?]|$)")


def in_sentences(*said: str) -> str:
    """What is said, as sentences: with a capital letter and a full stop, where they have none."""
    every = [_BEGINS.sub(lambda first: first[0].upper(), one.strip()) for one in said if one.strip()]
    return " ".join(one if one.endswith((".", "!", "?", "…")) else f"{one}." for one in every)
