"""What made-up facts are put together from: lines, prose, entries with what they rest on."""

from __future__ import annotations

from benchmarks.dossier import Affair, Evidence
from benchmarks.words import clause, phrase, sentence
from benchmarks.yamlout import Fields, Value


class Pieces:
    """Says what facts are put together from, about an affair."""

    def __init__(self, affair: Affair) -> None:
        self.affair = affair
        self.rng = affair.rng
        self.evidence = Evidence(affair)

    def line(self) -> str:
        """A line of our own with a link in it."""
        kind, ids = self.rng.choice((("actor", self.affair.actors), ("issue", self.affair.issues)))
        return f"{clause(self.rng).capitalize()}; see [{phrase(self.rng)}]({kind}:{ids.one(self.rng)})."

    def says(self) -> str:
        """A line of our own."""
        return f"{clause(self.rng)}, and {clause(self.rng)}."

    def prose(self) -> str:
        """Two paragraphs with a little Markdown, and sometimes a list."""
        rng = self.rng
        first = f"{sentence(rng)} *{phrase(rng)}* is {rng.choice(('', '**not** '))}meant. {self.line()}"
        if rng.random() < 0.3:
            return f"{first}\n\n- {phrase(rng)}\n- {phrase(rng)}\n"
        return f"{first}\n\n{sentence(rng)} {sentence(rng)}\n"

    def entry(self, name: str) -> Fields:
        """The beginning of an entry."""
        return {"id": name}

    def held(self) -> Fields:
        """What an entry rests on."""
        return {"evidence": [self.evidence.one()]}

    def name_form(self, name: str, words: str) -> Fields:
        """A form of a name that a source uses."""
        form = words if self.rng.random() < 0.5 else words.split()[-2] + " " + words.rsplit(maxsplit=1)[-1]
        return {"id": name, "name": form, "evidence": self.evidence.naming(form)}

    def role(self, place: int) -> Fields:
        """An office, in the words of a source."""
        title = phrase(self.rng).removeprefix("the ")
        return {
            "id": "role",
            "title": title,
            "of": self.other_actor(place),
            "evidence": self.evidence.naming(title),
        }

    def other_actor(self, place: int) -> str:
        """Any actor but that one."""
        drawn = self.affair.actors.one(self.rng)
        return drawn if drawn != self.affair.actors.names[place] else self.affair.actors.names[place - 1]

    def actors(self, least: int, most: int) -> list[Value]:
        """Several actors, by their ids."""
        return list(self.affair.actors.some(self.rng, least, most))

    def issues(self) -> list[Value]:
        """An issue or two."""
        return list(self.affair.issues.some(self.rng, 1, 2))

    def account(self, number: int) -> Fields:
        """What somebody tells."""
        by: list[Value] = [f"actor:{self.affair.actors.one(self.rng)}"]
        return {"id": f"told-{number}", "says": self.says(), "by": by, **self.held()}

    def stance(self, number: int) -> Fields:
        """What somebody holds, and whose word that is."""
        who: list[Value] = [f"actor:{self.affair.actors.one(self.rng)}"]
        basis: Value = self.rng.choice(("own", {"spoken_for": who}, {"ascribed": who}))
        says: Fields = {"id": f"view-{number}", "says": f"holds that {self.says()}", "basis": basis}
        if self.rng.random() < 0.5:
            says["detail"] = self.prose()
        drawn: list[Value] = [self.affair.statements.one(self.rng)]
        return says | {"drawn_from": drawn, **self.held()}

    def rendering(self, name: str) -> Fields:
        """How a source carries a statement."""
        found = self.evidence.one(quoting=1 if self.rng.random() < 0.7 else 0)
        more: Fields = {"marks": "quoted"} if "quote" in found else {"reads": self.says(), "marks": "retold"}
        return self.entry(name) | found | more

    def day(self, day: str) -> Value:
        """A date; one in twenty is given differently by two sources."""
        if self.rng.random() > 0.05:
            return {"value": day, "evidence": [self.evidence.one()]}
        sides: list[Value] = [
            {"id": f"day-{n}", "value": one, **self.held()} for n, one in enumerate((day, f"{day[:8]}28"))
        ]
        return (
            {"contested": sides}
            if not day.endswith("28")
            else {"value": day, "evidence": [self.evidence.one()]}
        )

    def finished(self, says: Fields, unknown: float = 0.1, note: float = 0.15) -> Fields:
        """A fact with what it rests on, and sometimes an open question or a note."""
        if self.rng.random() < unknown:
            says["unknown"] = [
                self.entry("open") | {"question": f"Is it known that {clause(self.rng)}?", **self.held()}
            ]
        if self.rng.random() < note:
            says["note"] = self.prose()
        return {key: value for key, value in says.items() if value != []} | {
            "evidence": self.evidence.some(1, 3)
        }
