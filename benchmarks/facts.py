"""What a synthetic dossier says: a file for each fact, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.dossier import OTHERS, POSITIONS, Affair
from benchmarks.pieces import Pieces
from benchmarks.words import clause, phrase, title
from benchmarks.yamlout import Fields, Value
from generator.fingerprint import paragraphs, sentences

File = tuple[str, Fields]
"""The path of a fact within its dossier, and what it says."""

MODES = ("attended",) * 6 + ("expected", "invited", "absent", "expected-absent")
FORMATS = ("talks", "ministerial", "briefing", "call", "visit", "summit", "press")
CHANNELS = ("interview", "press remarks", "briefing", "private")
PARTINGS = ("meaning", "attribution", "wording", "time", "place", "number", "omission", "framing")


def files(affair: Affair) -> Iterator[File]:
    """Every fact of a dossier. The records of the sources come last: names are written into their articles until then."""
    say = Sayings(affair)
    yield from (
        (f"content/actors/{one}.yaml", say.actor(affair.names[place], place))
        for place, one in enumerate(affair.actors.names)
    )
    yield from (
        (f"content/issues/{one}.yaml", say.issue(place)) for place, one in enumerate(affair.issues.names)
    )
    yield from (
        (f"content/plans/{one}.yaml", say.plan(place)) for place, one in enumerate(affair.plans.names)
    )
    for folder, ids, tell in (
        ("meetings", affair.meetings, say.meeting),
        ("events", affair.events, say.event),
        ("statements", affair.statements, say.statement),
    ):
        yield from ((f"content/{folder}/{one}.yaml", tell(one[:10])) for one in ids.names)
    yield from ((f"content/divergences/{one}.yaml", say.divergence()) for one in affair.divergences)
    yield from say.positions(round(POSITIONS * len(affair.statements.names) / 0.27))
    yield from ((f"seeds/{one}.yaml", say.source(place)) for place, one in enumerate(affair.every_source))


class Sayings(Pieces):
    """Says something of each fact of an affair."""

    def actor(self, name: str, place: int) -> Fields:
        """An actor: a person, a body, a state, or people who are not named."""
        rng = self.rng
        kind = "person" if not name[-1].isdigit() else rng.choice(OTHERS)
        says: Fields = {"type": kind, "name": name, "summary": self.line()}
        says["names"] = [self.name_form(f"form-{n}", name) for n in range(rng.randint(0, 2))]
        if kind == "person" and rng.random() < 0.5:
            says["roles"] = [self.role(place)]
        if rng.random() < 0.3:
            says["memberships"] = [self.entry("member") | {"in": self.other_actor(place)} | self.held()]
        if kind == "unnamed":
            least = rng.randint(1, 3)
            says["count"] = {"min": least, "max": least + rng.randint(0, 4)}
        return self.finished(says, note=0.3)

    def issue(self, place: int) -> Fields:
        """An issue; the first few have points that plans may contain."""
        says: Fields = {
            "title": title(self.rng),
            "question": f"Does {clause(self.rng)}?",
            "summary": self.prose(),
        }
        if place < 8:
            says["provisions"] = [{"id": f"point-{n}", "title": title(self.rng)} for n in range(3)]
        return says

    def plan(self, place: int) -> Fields:
        """A version of the plan, each revising the one before."""
        rng, names = self.rng, self.affair.plans.names
        says: Fields = {"title": f"Draft {place + 1}", "text": "reported", "known": f"2031-0{place + 1}-15"}
        says["authors"] = {"value": self.affair.actors.some(rng, 1, 3), "evidence": self.evidence.some()}
        if place:
            says["follows"] = [{"plan": names[place - 1], "how": "revises", "evidence": self.evidence.some()}]
        issues = self.affair.issues.names[:8]
        says["provisions"] = [
            {"id": f"point-{n}", "provision": f"issue:{issue}#point-{n % 3}"}
            | {
                "state": rng.choice(("included", "changed", "undisclosed")),
                "says": self.says(),
                **self.held(),
            }
            for n, issue in enumerate(issues)
        ]
        return self.finished(says)

    def meeting(self, day: str) -> Fields:
        """A meeting with who was there and what is told of it."""
        rng = self.rng
        says: Fields = {
            "title": title(rng),
            "date": self.day(day),
            "place": phrase(rng).removeprefix("the ").title(),
        }
        says |= {"format": rng.choice(FORMATS), "summary": self.line()}
        says["participants"] = [
            {"id": f"p{n}", "actor": actor, "mode": rng.choice(MODES), "capacity": phrase(rng), **self.held()}
            for n, actor in enumerate(self.affair.actors.some(rng, 3, 6))
        ]
        says |= {"issues": self.issues(), "plans": [self.affair.plans.one(rng)]}
        says["accounts"] = [self.account(n) for n in range(rng.randint(0, 2))]
        return self.finished(says, unknown=0.2)

    def event(self, day: str) -> Fields:
        """An event."""
        says: Fields = {"title": title(self.rng), "date": self.day(day), "summary": self.line()}
        says |= {
            "actors": self.actors(1, 3),
            "issues": self.issues(),
            "plans": [self.affair.plans.one(self.rng)],
        }
        says["meetings"] = [f"meeting:{self.affair.meetings.one(self.rng)}"]
        says["accounts"] = [self.account(0)]
        return self.finished(says, unknown=0.1)

    def statement(self, day: str) -> Fields:
        """A statement and how one source or two carry it."""
        rng = self.rng
        says: Fields = {"speaker": self.affair.actors.one(rng), "gist": self.says(), "date": day}
        says |= {"channel": rng.choice(CHANNELS), "to": self.affair.actors.some(rng, 0, 1)}
        says |= {
            "about": [f"actor:{one}" for one in self.affair.actors.some(rng, 0, 2)],
            "issues": self.issues(),
        }
        if rng.random() < 0.4:
            says["meeting"] = f"meeting:{self.affair.meetings.one(rng)}"
        says["renderings"] = [self.rendering(f"r{n}") for n in range(rng.choice((1, 1, 2)))]
        return self.finished(says, unknown=0.1)

    def divergence(self) -> Fields:
        """A place where sources part, about one or two facts."""
        rng = self.rng
        about: list[Value] = [f"statement:{self.affair.statements.one(rng)}"]
        if rng.random() < 0.5:
            about.append(f"meeting:{self.affair.meetings.one(rng)}")
        readings: list[Value] = [
            self.entry(f"side-{n}") | {"says": self.says(), **self.held()} for n in range(2)
        ]
        apart = rng.choice(("opposite", "different", "slight"))
        says: Fields = {
            "kind": rng.choice(PARTINGS),
            "apart": apart,
            "headline": f"Is it that {clause(rng)}?",
        }
        return says | {"about": about, "readings": readings, "status": "open"}

    def positions(self, count: int) -> Iterator[File]:
        """Views of actors on issues, each pair once."""
        pairs = [(self.affair.issues.one(self.rng), self.affair.actors.one(self.rng)) for _ in range(count)]
        for issue, actor in sorted(set(pairs)):
            stances: list[Value] = [self.stance(n) for n in range(self.rng.choice((1, 1, 2)))]
            yield f"content/positions/{issue}/{actor}.yaml", {"stances": stances}

    def source(self, place: int) -> Fields:
        """The record of an article, as long as its text has become."""
        rng, one = self.rng, self.affair.every_source[place]
        day, held = self.affair.days[place], self.affair.articles.get(one)
        says: Fields = {"name": self.affair.source_names[place], "read": "full" if held else "unread"}
        says |= {
            "title": title(rng),
            "outlet": self.affair.actors.one(rng),
            "published": str(day),
            "lang": "en",
        }
        if held:
            says |= {"url": f"https://{one}.example/{place}", "retrieved": str(day)}
            says["sentences"] = [len(list(sentences(line))) for line in paragraphs(held.text)]
            if rng.random() < 0.2 and self.affair.unread.one(rng) != one:
                says["derived_from"] = [self.affair.unread.one(rng)]
        return says
