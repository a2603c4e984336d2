"""What people do to what a dossier declares for itself: kinds and fields of its own, words, ways from old addresses."""

from __future__ import annotations

import re
from random import Random

from desk import Desk, words
from edits import Pass, change, found, ids, often, one_of, put, sources_read


def kinds_file(chance: Random) -> str:
    """A kind of its own, with a field more or less; a further field of actors."""
    berths = "      - {key: berths, form: number}\n" * chance.choice((0, 1))
    return f"""\
kinds:
  - name: boat
    singular: Boat
    plural: {chance.choice(("Boats", "Ferries", "Ships"))}
    folder: boats
    title: "{{name}}"
    intro: {words(chance)}
    date: launched
    fields:
      - {{key: name, required: true, help: what it is called}}
      - {{key: launched, form: date, sourced: true, label: {chance.choice(("First sailed", "Launched"))}}}
      - {{key: owner, form: ref, kinds: actor, back: Boats owned}}
{berths}fields:
  - {{of: actor, key: party, form: line, label: {chance.choice(("Party", "Political party"))}}}
"""


@often(3)
def kinds_of_its_own(desk: Desk, chance: Random) -> None:
    path = desk.project / "content/kinds.yaml"
    if path.exists() and chance.random() < 0.3:
        path.unlink()
    else:
        put(path, kinds_file(chance), chance)


@often(2)
def a_word_of_its_own_kind(desk: Desk, chance: Random) -> None:
    files = [path for path in [desk.project / "content/kinds.yaml"] if path.exists()]
    change(files, r"(plural|intro|label): [A-Za-z0-9 ]+", lambda at: f"{at[1]}: {words(chance)}", chance)


@often(3)
def a_fact_of_its_own_kind(desk: Desk, chance: Random) -> None:
    path = desk.project / f"content/boats/{chance.choice('ab')}-boat.yaml"
    if not (desk.project / "content/kinds.yaml").exists():
        raise Pass
    if path.exists() and chance.random() < 0.3:
        path.unlink()
        return
    day = f"2031-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    owner, source = one_of(chance, ids(desk, "actor")), one_of(chance, sources_read(desk))
    text = f"name: {words(chance)}\nlaunched: {day}\nowner: {owner}\nevidence: {{source: {source}, at: p1}}\n"
    put(path, text, chance)


@often(2)
def a_further_field(desk: Desk, chance: Random) -> None:
    if not (desk.project / "content/kinds.yaml").exists():
        raise Pass
    path = found(desk, chance, "content/actors")[0]
    text = re.sub(r"^party:.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    put(path, f"{text}party: {words(chance)}\n", chance)


@often(3)
def a_way_from_an_old_address(desk: Desk, chance: Random) -> None:
    if chance.random() < 0.8:
        kind = chance.choice(("actor", "actor", "issue", "meeting"))
        to = f'"{kind}:{one_of(chance, ids(desk, kind))}"'
        lead_on(desk, chance, f"{{from: {chance.choice(('actors/old', 'old', 'b/c'))}.html, to: {to}}}")
    else:
        lead_on(desk, chance, "")


@often(2)
def a_way_from_or_to_what_comes_and_goes(desk: Desk, chance: Random) -> None:
    """Actors and provisions that other edits bring and take away; sound or not, by whether they are there."""
    who = f"{chance.choice('abcdef')}-somebody"
    there = f"actor:{one_of(chance, ids(desk, 'actor'))}"
    provision = f"issue:{one_of(chance, ids(desk, 'issue'))}#e{chance.randrange(9)}"
    ways = (f"actors/{who}", there), ("old", f"actor:{who}"), ("old", provision)
    from_, to = chance.choice(ways)
    lead_on(desk, chance, f'{{from: {from_}.html, to: "{to}"}}')


def lead_on(desk: Desk, chance: Random, way: str) -> None:
    """Have this one old address lead on, or none."""
    path = desk.project / "content/dossier.yaml"
    text = re.sub(r"^redirects:.*\n(?:[ -].*\n)*", "", path.read_text("utf-8"), flags=re.MULTILINE)
    put(path, text + (f"redirects: [{way}]\n" if way else ""), chance)


@often(2)
def the_name_of_who_is_led_to(desk: Desk, chance: Random) -> None:
    text = (desk.project / "content/dossier.yaml").read_text("utf-8")
    led = re.findall(r"to: \"?actor:([a-z0-9-]+)", text)
    path = desk.project / f"content/actors/{one_of(chance, led)}.yaml"
    change([path], r"^name: .*$", lambda _: f"name: {words(chance)}", chance)
