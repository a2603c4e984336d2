"""Small pieces of pages that stand on them again and again: links and dates."""

from __future__ import annotations

from functools import cached_property, lru_cache

from markupsafe import Markup, escape

from generator.values import Fixed


class Link(Fixed, frozen=True, dict=True):
    """A link to a fact, as it stands on a page: printed, it is the whole anchor."""

    name: str
    href: str
    kind: str
    ref: str

    def __html__(self) -> Markup:
        """The anchor."""
        return self._anchor

    @cached_property
    def _anchor(self) -> Markup:  # most links stand on many pages
        return Markup(f'<a href="{escape(self.href)}">{escape(self.name)}</a>')


def their_words(text: str) -> Markup:
    """Words of a source, told from ours."""
    return Markup(f'<q class="words">{escape(text)}</q>')


def escaped(text: str) -> str:
    """A text as it stands in markup."""
    return str(escape(text))


@lru_cache(10_000)
def dated(iso: str, words: str) -> Markup:
    """EDTF knows more dates than HTML: only what its `datetime` allows becomes a <time>."""
    has_time = "T" in iso and iso[-3:-2] in ("+", "-")
    is_season = len(iso) == 7 and iso[5:] > "12"
    if "/" in iso or "X" in iso or iso[-1:] in ("~", "?", "%") or is_season or has_time:
        return Markup(f'<span class="date">{escape(words)}</span>')
    return Markup(f'<time datetime="{escape(iso)}">{escape(words)}</time>')
