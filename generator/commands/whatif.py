"""`factsheet what-if`: what would fall with a source."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from generator.build import look
from generator.commands.common import project_option, say_when_slow, tell, wrong_usage
from generator.dossier import Dossier
from generator.evidence import Evidence, Sourced
from generator.markup import Link
from generator.problems import did_you_mean
from generator.siteplan import Page
from generator.standing import Loss, Sure, address_of, in_force, losses
from generator.views.standing import entry_words

_HREF = re.compile(r'href="([^"]*)"')


@click.command("what-if")
@click.argument("source")
@project_option
def what_if(source: str, project: Path) -> None:
    """Tell what would fall with SOURCE, such as harbour-post-2031-04-04; change nothing.

    It names the facts that would lose everything they rest on, those that something else would still carry, and the pages
    that would change. Places with 'stance: contradicts' carry nothing: they are named apart. Ends with 0 if it could tell, 1 if there are problems in the facts, 2 if the call was wrong or there is
    no such source.
    """
    planned = look(project, say_when_slow())
    if not planned.sound:
        tell(project, planned.problems)
        sys.exit(1)
    ref = _source(planned.dossier, source)
    found = list(losses(planned.dossier, ref))
    gone = {one.ref for one in found if one.all_falls and not isinstance(one.group.value, Sourced)}
    pages = changed_pages(planned.dossier, planned.pages, {ref, *gone})
    head = f"If '{planned.dossier.named(ref)}' fell"
    told = [head, *_told(planned.dossier, found), *_against(planned.dossier, ref), _paged(pages)]
    click.echo("\n\n".join(told))


def changed_pages(dossier: Dossier, pages: Iterable[Page], refs: Iterable[str]) -> list[str]:
    """The addresses of the pages that would change if these fell: a source, and the facts that nothing else carries for sure.

    They are found on the pages as they are planned: a page changes if anything on it leads to one of these (each leads
    to itself on its own): a place in that source, the chain behind a place, an entry in a list, a backlink, a mention in prose.
    So a page is counted too whose only change would be a mark beside such a link.
    """
    facts = ((dossier.facts[ref.partition("#")[0]], ref.partition("#")[2]) for ref in refs)
    addresses = {held.kind.address_of(held.id, entry) for held, entry in facts}
    return [page.address for page in pages if _leads_to(page, addresses)]


def _leads_to(page: Page, addresses: set[str]) -> bool:
    top = "../" * page.address.count("/")
    return _has_link(page.view, {top + address for address in addresses})


def _has_link(value: object, hrefs: set[str]) -> bool:
    if isinstance(value, Link):
        return value.href in hrefs
    if isinstance(value, str):
        return not hrefs.isdisjoint(_HREF.findall(value))
    if isinstance(value, dict):
        return any(_has_link(inner, hrefs) for inner in value.values())
    return isinstance(value, list) and any(_has_link(inner, hrefs) for inner in value)


def _source(dossier: Dossier, typed: str) -> str:
    """The reference to the source that was typed, with or without its kind."""
    name = typed.removeprefix("source:")
    if f"source:{name}" not in dossier.facts or "#" in name:
        hint = did_you_mean(name, [held.id for held in dossier.of_kind("source")])
        wrong_usage(f"no source is called '{name}'" + (f"; {hint}" if hint else ""))
    return f"source:{name}"


def _told(dossier: Dossier, found: Sequence[Loss]) -> list[str]:
    heads = {
        Sure.YES: "would lose everything that carries it",
        Sure.PERHAPS: "would lose it too, if we conclude rightly where the articles have it from",
        Sure.NO: "would still be carried by another article",
    }
    return [
        _counted(lines, heads[sure])
        for sure in heads
        if (lines := _lines(dossier, [one for one in found if one.all_falls is sure]))
    ] or ["no fact would lose anything"]


def _lines(dossier: Dossier, some: Sequence[Loss]) -> list[str]:
    """A line for each; what stands in a fact that is told of itself is told with it."""
    facts = {one.ref for one in some if not one.group.path}
    return [_line(dossier, one) for one in some if not one.group.path or one.held.ref not in facts]


def _line(dossier: Dossier, one: Loss) -> str:
    name = dossier.named(one.held.ref)
    said = entry_words(dossier, one.group)
    field = str(one.group.path[-1]) if isinstance(one.group.value, Sourced) else ""
    left = " and ".join(dossier.named(ref) for ref in one.left)
    what = ": ".join(part for part in (one.ref, name, field, said) if part)
    return what + (f" (left: {left})" if left else "")


def _counted(lines: Sequence[str], what: str) -> str:
    return "\n".join([f"{len(lines)} {what}" + ":" * bool(lines), *(f"  {line}" for line in lines)])


def _against(dossier: Dossier, source: str) -> list[str]:
    """What this source speaks against: that carries nothing, and nothing falls with it."""
    refs = {
        address_of(held, group): None
        for held in dossier.facts.values()
        for group in in_force(held)
        if isinstance(group.value, Evidence)
        and (group.value.source, group.value.stance) == (source, "contradicts")
    }
    lines = [f"{ref}: {dossier.named(ref)}" for ref in refs]
    return [_counted(lines, "would no longer be contradicted by it")] if lines else []


def _paged(pages: Sequence[str]) -> str:
    return _counted(pages, "page would change" if len(pages) == 1 else "pages would change")
