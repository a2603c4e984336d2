"""Why a page was made, in words."""

from __future__ import annotations

from generator.recall import Recall

_TOLD = {
    "fact": "{} came, went or changed",
    "name": "what {} is called changed",
    "called": "what {} is called changed",
    "there": "{} came or went",
    "entries": "what stands in {} came or went",
    "brief": "the date or the standing of {} changed",
    "type": "{} is of another type",
    "cited": "{} rests on other places in sources",
    "into": "other facts name {} than before",
    "corrected": "{} was corrected, or a correction was taken back",
    "fingerprint": "the fingerprint of {} changed",
    "kind": "a fact of the kind '{}' changed",
    "ids": "a fact of the kind '{}' came or went",
    "newest": "the newest {} is of another day",
    "layout": "the layout {} changed",
}
_PLAIN = {
    "facts": "some fact changed",
    "briefs": "the date or the standing of some fact changed",
    "addresses": "an address came or went",
    "fingerprints": "a fingerprint came or went",
    "kinds": "the kinds of facts changed",
    "layouts": "a layout came or went",
    "shares": "what some fact adds to lists changed",
    "published": "what has been published changed",
    "settings": "content/dossier.yaml changed",
    "words": "the words of the site changed",
    "address": "the site is made for another address",
}


def reason(recall: Recall, question: str) -> str:
    """Why an answer has to be given anew: the first thing it rested on that is not as it was, and how many more there are."""
    if recall.before(question) is None:
        return "it was not made before"
    first, *more = sorted(map(_in_words, recall.reasons(question))) or ["it is asked for anew"]
    return f"{first}, and {len(more)} more" if more else first


def _in_words(ground: str) -> str:
    kind, _, what = ground.partition(":")
    return _TOLD[kind].format(what) if kind in _TOLD else _PLAIN[ground]
