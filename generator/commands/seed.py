"""`factsheet seed`: from an article to its record and fingerprint, and what the facts make of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from generator.articles import (
    TEXTS,
    CannotUse,
    addition,
    find_in,
    keeping,
    read_article,
)
from generator.build import gather, look
from generator.commands.adding import added_told, changes_told, id_of, kept_text, left_to_do, uses
from generator.commands.common import project_option, read_day, say_when_slow, tell, wrong_usage
from generator.coverage import Coverage, Sentence
from generator.dates import Date
from generator.dossier import Dossier
from generator.edit import CannotEdit, apply, checked
from generator.edit.written import in_brackets
from generator.facts.source import Source
from generator.fingerprint import make, paragraphs, sentences
from generator.fingerprint.changes import changed
from generator.fingerprint.places import spans_of, together
from generator.quotes import covered, place_text


@click.group()
def seed() -> None:
    """Add articles as sources, and see what the facts make of them."""


@seed.command(short_help="Write the record and the fingerprint of an article.")
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--id",
    "source_id",
    help="The id of the source, such as harbour-post-2031-04-04. Otherwise the name of the file, without its ending.",
)
@click.option("--name", default="", help="What the source is called, if it has no record yet.")
@click.option(
    "--retrieved",
    callback=read_day,
    help="The day on which the text was read, such as 2031-04-05.",
)
@click.option(
    "--keep", is_flag=True, help="Also put the text into seeds/texts/, where 'seed show' finds its words."
)
@project_option
def add(
    text: Path, source_id: str | None, name: str, retrieved: Date | None, project: Path, *, keep: bool
) -> None:
    """Read TEXT, an article as plain text, and write its record and its fingerprint.

    Paragraphs are lines. The text itself is copied only with --keep. Where the source had another text before, its fingerprint is
    kept as that of an earlier version, and what has changed is told.
    """
    source_id = id_of(source_id, text)
    day = retrieved.text if retrieved else ""
    given = {key: value for key, value in (("name", name), ("retrieved", day)) if value}
    try:
        article = read_article(project, text)
        added = addition(project, source_id, article, given)
        outcome = (
            checked(project, added.edits, lambda at: look(at, lambda _: None).problems)
            if added.edits
            else None
        )
        kept = keeping(project, source_id, article) if keep else []
        apply(project, [*added.edits, *kept])
    except (CannotUse, CannotEdit) as refusal:
        wrong_usage(str(refusal))
    _print(added_told(source_id, added, kept))
    _print(left_to_do(project, source_id, added, article))
    if added.changes:
        dossier, _ = gather(project, lambda _: None)
        before = dossier.fingerprints[f"source:{source_id}#{added.version}"]
        _print(changes_told(added.changes, uses(dossier, f"source:{source_id}", before)))
    if outcome and outcome.new:
        click.echo("What is written brings these problems with it:", err=True)
        tell(project, outcome.new)
        sys.exit(1)


@seed.command(short_help="Compare records, fingerprints and texts.")
@project_option
def check(project: Path) -> None:
    """Compare the record, the fingerprint and the text of each source that was read.

    Texts are looked for in seeds/texts/ID.txt; without them record and fingerprint are compared. Ends with 0 if all that is
    there agrees, 1 if not.
    """
    planned = look(project, say_when_slow())
    wrong = [one for one in planned.problems if one.code in ("bad-fingerprint", "fingerprint-misfit")]
    tell(project, wrong)
    agree = [
        _agrees(project, planned.dossier, held.ref)
        for held, source in planned.dossier.records("source", Source)
        if source.read != "unread"
    ]
    sys.exit(0 if not wrong and all(agree) else 1)


def _agrees(project: Path, dossier: Dossier, ref: str) -> bool:
    source_id, kept = ref.partition(":")[2], dossier.fingerprints.get(ref)
    text = kept_text(project, source_id)
    if kept is None:
        click.echo(f"{source_id}: no fingerprint, so no quote from it can be verified")
        return True
    if text is None:
        click.echo(f"{source_id}: fingerprint kept; no text in {TEXTS}/{source_id}.txt to compare it with")
        return True
    now = make(text, kept.salt)
    if now == kept:
        click.echo(f"{source_id}: text and fingerprint agree")
        return True
    click.echo(f"{source_id}: the text is another than that of the fingerprint")
    _print(changes_told(changed(kept, now), uses(dossier, ref, kept)))
    return False


@seed.command(short_help="Print a source with the facts that use it.")
@click.argument("source_id", metavar="ID")
@project_option
def show(source_id: str, project: Path) -> None:
    """Print the paragraphs and sentences of a source with the facts that use each.

    The words are printed too if the text is in seeds/texts/ID.txt.
    """
    dossier, _ = gather(project, say_when_slow())
    ref = f"source:{source_id}"
    source = dossier.facts[ref].record if ref in dossier.facts else None
    if not isinstance(source, Source):
        there = ", ".join(_ids(dossier))
        cure = f"the sources are {there}" if there else "there is none yet: 'factsheet seed add'"
        wrong_usage(f"there is no source '{source_id}'; {cure}")
    text = kept_text(project, source_id)
    said = [sentences(line) for line in paragraphs(text)] if text else []
    if text is None:
        click.echo(
            f"The words are not shown: the text of the article is not at hand. Put it into {TEXTS}/{source_id}.txt, or say "
            f"where it is: factsheet seed add TEXT --id {source_id} --keep",
            err=True,
        )
    if text and tuple(map(len, said)) != source.sentences:
        click.echo(
            f"Mind: {TEXTS}/{source_id}.txt has other sentences than the record (see: seed check).", err=True
        )
        said = []
    coverage = covered(dossier)[ref]
    for paragraph, count in enumerate(source.sentences, 1):
        for number in range(1, count + 1):
            words = said[paragraph - 1][number - 1].strip() if said else ""
            _print(_sentence_told((paragraph, number), words, coverage))


def _sentence_told(place: Sentence, words: str, coverage: Coverage) -> Iterator[str]:
    head = f"p{place[0]}s{place[1]}"
    yield f"{head}  {words}" if words else head
    for ref in coverage.used.get(place, ()):
        yield f"      {ref}"
    if place in coverage.not_content:
        yield f"      (carries nothing: {coverage.not_content[place]})"
    if place in coverage.unused:
        yield "      not used"


@seed.command(short_help="Find where words stand in sources.")
@click.argument("words")
@project_option
def find(words: str, project: Path) -> None:
    """Find where WORDS stand one after another, and print each place as evidence to paste.

    In texts in seeds/texts/ any words are found; by fingerprint two words or more, with their quotation marks. Ends with 0 if they
    are found, 1 if not.
    """
    dossier, _ = gather(project, say_when_slow())
    hits = [
        hit
        for held, _ in dossier.records("source", Source)
        for hit in _hits(project, dossier, held.id, words)
    ]
    _print(f"- {in_brackets(dict(hit))}" for hit in hits)
    if not hits:
        click.echo("These words stand nowhere, as far as can be told from texts and fingerprints.", err=True)
    sys.exit(0 if hits else 1)


def _hits(project: Path, dossier: Dossier, source_id: str, words: str) -> Iterator[Mapping[str, str]]:
    text, kept = kept_text(project, source_id), dossier.fingerprints.get(f"source:{source_id}")
    if text is not None:
        for found in find_in(text, words):
            yield {"source": source_id, "at": place_text(found.place), "quote": found.quote}
    elif kept:
        for place in together(list(spans_of(words, kept.salt)), kept):
            yield {"source": source_id, "at": place_text(place), "quote": words}


def _ids(dossier: Dossier) -> list[str]:
    return [held.id for held in dossier.of_kind("source")]


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
