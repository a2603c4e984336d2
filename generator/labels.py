"""What fields and their choices are called in forms and corrections: in the words that readers of the site see, as far as it names them."""

from __future__ import annotations

import re

from generator.kinds import Field, Many, Record, Scalar, Type

_FIELDS = {
    "about": "About",
    "accounts": "What is told of it, and by whom",
    "actors": "Who",
    "answered_by": "Answered since by",
    "archived": "Archived copy",
    "ascribed": "Who ascribes it",
    "at": "Where in the source",
    "basis": "Whose word it is",
    "by": "Who tells it",
    "called": "What the sources call it",
    "capacity": "In what office",
    "changes": "What was changed",
    "channel": "How it was said",
    "clauses": "Points in all",
    "contested": "The sources differ",
    "count": "How many",
    "dated": "How the source dates it",
    "dates": "When",
    "described": "Described as",
    "derived_from": "Draws on",
    "disclosed": "How much was made known",
    "draft": "Only a draft",
    "drawn_from": "Drawn from what was said",
    "duration": "How long",
    "evidence": "Evidence",
    "follows": "Comes after",
    "for": "In the name of",
    "format": "Kind of meeting",
    "gist": "In our words",
    "hold": "Being checked",
    "id": "Short name",
    "identity": "Is it the same?",
    "in_place_of": "In place of",
    "known": "Became known",
    "lang": "Language",
    "made": "Made",
    "marks": "How it is printed",
    "max": "At most",
    "meeting": "Said at",
    "memberships": "Belongs to",
    "min": "At least",
    "mode": "Did they come?",
    "names": "What the sources call it",
    "not_content": "Carries nothing to state",
    "note": "Editor’s note",
    "nothing": "There is none, or not made known",
    "not_same_as": "Not the same as",
    "of": "Of",
    "outlet": "Outlet",
    "part_of": "Part of",
    "participants": "Who was there, and who was not",
    "perhaps_same_as": "Perhaps the same as",
    "published_how": "How that is known",
    "read": "How much was read",
    "readings": "What each side says",
    "reads": "As we read it",
    "remarks": "What is said of it as a whole, or without naming a point",
    "renderings": "The wording of each source",
    "retrieved": "Read on",
    "roles": "Offices",
    "same_as": "The same elsewhere",
    "same_as_here": "Names taken to mean one actor",
    "says": "What is said, in our words",
    "spoken_for": "Who says it in their name",
    "spoken_in": "Language spoken",
    "stances": "Views",
    "stance": "For it or against it",
    "state": "How it stands in this version",
    "status": "Standing",
    "title": "Title",
    "to": "To whom",
    "translated_from": "Translated from",
    "unknown": "What is not known",
    "url": "Address",
    "value": "Value",
    "versions": "Earlier states",
    "via": "According to",
    "why": "Because",
    "within": "Part of",
    "words": "In the source’s words",
}

_OF = {
    "Actor.names": "What the sources call this actor",
    "Actor.overlap": "The same people, or not?",
    "Actor.type": "What it is",
    "Correction.fact": "What is corrected",
    "Correction.is": "It is",
    "Correction.kind": "What sort of correction",
    "Correction.was": "It was",
    "Correction.when": "Date",
    "Dated.of": "Of what it gives the date",
    "Dated.since": "Counted from",
    "Divergence.apart": "How far apart",
    "Divergence.kind": "In what they part",
    "Divergence.resolution": "How it was explained or resolved",
    "Issue.provisions": "The points of the plan that belong here",
    "Membership.in": "Belongs to",
    "NameForm.name": "The name as printed",
    "Overlap.known": "Are they the same?",
    "Overlap.with": "The other people",
    "Plan.disclosed": "Made public",
    "Plan.provisions": "What is reported of its points",
    "Plan.text": "Text",
    "PlanLink.how": "What it does with it",
    "PlanLink.known": "Who says so",
    "PlanLink.plan": "The version before",
    "Provision.provision": "Point",
    "Resolution.by": "Who explained or settled it",
    "Resolution.on": "Date",
    "Role.title": "Office",
    "SameHere.names": "Which of the names",
    "Source.read": "How much was read",
    "Source.sentences": "Sentences of each paragraph",
    "Source.title": "Its own title",
    "Stance.before": "Against the view before it",
    "Stance.says": "What is held, in our words",
    "Via.known": "Does the source say so?",
    "Via.who": "From whom",
}

_WORDS = {
    "type": {
        "person": "Person", "state": "State", "organisation": "Body", "group": "Group", "office": "Office",
        "outlet": "News outlet", "unnamed": "People not named",
    },
    "mode": {
        "attended": "Took part", "unnumbered": "Took part, not counted", "delegation": "Sent representatives",
        "expected": "Announced or expected", "invited": "Invited", "expected-absent": "Announced as not coming",
        "absent": "Not there",
    },
    "state": {
        "included": "In it", "changed": "Changed", "removed": "No longer in it", "undisclosed": "Not made known",
        "none": "Not in it, as a source says",
    },
    "text": {"held": "Its text is at hand", "reported": "Known only from what is reported of it"},
    "disclosed": {"full": "In full", "part": "In part"},
    "how": {"revises": "It revises", "counters": "It counters"},
    "format": {
        "talks": "Talks", "ministerial": "Meeting of ministers", "briefing": "Briefing", "call": "Call", "visit": "Visit",
        "summit": "Summit", "press": "Press appearance",
    },
    "channel": {
        "interview": "Interview", "press remarks": "Remarks to the press", "briefing": "Briefing",
        "private": "In private", "article": "The outlet’s own words",
    },
    "marks": {
        "quoted": "Printed as the speaker’s words", "partly-quoted": "Printed in part as the speaker’s words",
        "retold": "Retold",
    },
    "translated_by": {
        "source": "translated by the source", "editor": "translated by the editor", "machine": "translated by machine",
    },
    "stance": {"supports": "It carries it", "contradicts": "Against this", "qualifies": "With a reservation"},
    "apart": {"opposite": "Far apart", "different": "Clearly different", "slight": "Only the wording differs"},
    "kind": {
        "meaning": "Meaning", "attribution": "Attribution", "wording": "Wording", "name": "Name", "time": "Time",
        "place": "Place", "number": "Number", "omission": "Left out by one", "framing": "How it is put",
        "error": "Error", "update": "Update", "clarification": "Clarification", "withdrawal": "Withdrawal",
    },
    "status": {
        "open": "Not settled", "explained": "Explained", "resolved": "Resolved", "current": "As published",
        "corrected": "Corrected by its publisher", "retracted": "Retracted by its publisher",
        "removed": "Removed by its publisher",
    },
    "read": {"full": "Read in full", "headline": "Only its headline was read", "unread": "Cited, not read"},
    "nothing": {"undisclosed": "Not made known", "none": "None, as a source says"},
    "known": {
        "stated": "A source says so", "inferred": "Our conclusion", "not-stated": "Nobody says from whom",
        "same": "The same people", "distinct": "Other people", "unknown": "It is not known",
    },
    "identity": {"stated": "A source says so", "inferred": "Our conclusion"},
}  # fmt: skip

_YES_OR_NO = {"true": "Yes", "false": "No"}

_ROWS = {
    "evidence": ("Evidence", "evidence"), "renderings": ("Wording", "a wording"),
    "via": ("According to", "whom it comes from"), "dated": ("Time words", "time words"),
    "participants": ("Participant", "a participant"), "accounts": ("Account", "an account"),
    "unknown": ("Question", "an open question"), "names": ("Name", "a name"), "called": ("Name", "a name"),
    "roles": ("Office", "an office"), "memberships": ("Membership", "a membership"),
    "contested": ("One side", "what a source gives"), "provisions": ("Point", "a point"), "stances": ("View", "a view"),
    "readings": ("Side", "a side"), "follows": ("Version", "a version"), "versions": ("State", "an earlier state"),
    "derived_from": ("Source", "a source"), "not_content": ("Place", "a place"), "remarks": ("Remark", "a remark"),
}  # fmt: skip
"""What a row of a list is called, and what is added to it."""


def label(field: Field, record: Record) -> str:
    """What a field of a group is called."""
    own = record.struct.labels.get(field.key)
    return (
        own or _OF.get(f"{record.struct.__name__}.{field.key}") or _FIELDS.get(field.key) or plain(field.key)
    )


def plain(key: str) -> str:
    """A key in words."""
    return key.replace("_", " ").capitalize()


def choice(key: str, value: str) -> str:
    """What one of the words that a field takes is called."""
    return _WORDS.get(key, _YES_OR_NO).get(value, value)


def row(field: Field, record: Record) -> tuple[str, str]:
    """What an entry of a list of groups is called, and one that is added."""
    return _ROWS.get(field.key) or (label(field, record), "another")


def about(field: Field) -> str:
    """What a field is for, for somebody who fills in a form: without examples in YAML, and without what the form shows itself."""
    said = re.sub(r":? `[\[{][^`]*`", "", field.help)
    said = re.sub(r"`([^`]*)`", r"“\1”", said.removeprefix("`true`: ").replace(", or a list of these", ""))
    return "; ".join(filter(None, [said, _how(_scalar(field.type))]))


def _how(kind: Scalar | None) -> str:
    if kind is None:
        return ""
    if kind.form == "date":
        return "a date, such as 2031-04-02, or 2031-04 where no day is known"
    if kind.form == "place":
        return "with commas between several"
    return "choose by name" if kind.kinds else ""


def _scalar(kind: Type) -> Scalar | None:
    """What is typed in a field: of a value that sources may give differently, the value."""
    if isinstance(kind, Many):
        return _scalar(kind.item) if isinstance(kind.item, Scalar) else None
    if isinstance(kind, Record):
        short = kind.struct.shorthand
        return _scalar(kind.by_key[short].type) if short else None
    return kind
