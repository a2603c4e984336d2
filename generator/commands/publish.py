"""`factsheet publish`: checks, makes the site anew, tells what changes, and brings it to where readers are."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click

from generator.build import Planned, has_errors, look, read_settings
from generator.commands.common import day_option, project_option, say_when_slow, tell, today, wrong_usage
from generator.dates import Date
from generator.elsewhere import NotThere, is_address
from generator.history.guard import taken_back
from generator.layouts import LayoutError
from generator.problems import Problem, for_publishing
from generator.publish import chosen, only_looked_at, target_of
from generator.publish.base import SHOWN, Difference, Refused, Site, Standing, Target, difference
from generator.publish.edition import (
    Edition,
    about_of,
    clean_site,
    edition,
    keep_record,
    own_record,
    record,
    weigh,
)
from generator.publish.verify import refuse_unsafe, verify_last
from generator.publish.verify import verify as verify_at
from generator.publish.words import changes_told, message
from generator.settings import PublishTarget

_OWN = "its own"


@dataclass(frozen=True, slots=True)
class _Call:
    project: Path
    declared: PublishTarget
    on: Date
    verify: str
    take_back: tuple[str, ...]
    most: int
    say: Callable[[str], None]


@click.command()
@click.argument("name", default="", metavar="[TARGET]")
@project_option
@day_option
@click.option("--dry-run", is_flag=True, help="Tell what would change, and write nothing anywhere.")
@click.option(
    "--verify",
    "url",
    is_flag=False,
    flag_value=_OWN,
    default="",
    metavar="[URL]",
    help="Then fetch what was published and compare it. Without an address, at the target's own. With --dry-run nothing is published "
    "first.",
)
@click.option(
    "--take-back",
    multiple=True,
    metavar="SETTING",
    help="Publish this as it is here, though somebody else has published another since: title. May be repeated.",
)
@click.option("--files", is_flag=True, help="Name every file that changes, and not only the first of them.")
def publish(
    name: str,
    project: Path,
    on: Date | None,
    url: str,
    take_back: tuple[str, ...],
    *,
    dry_run: bool,
    files: bool,
) -> None:
    """Publish the site to a target that dossier.yaml names.

    Checks as `check --strict` does, makes the site anew, tells what changes in the facts and in the files, and brings over what
    has changed. Then published.json says what readers are shown. Ends with 0 if readers have what is here, 1 if there are problems
    in the facts or readers are shown something else, 2 if the call was wrong or the target cannot be published to.
    """
    try:
        declared = _declared(project, name)
        most = sys.maxsize if files else SHOWN
        address, day = _address(url, declared), on or today()
        call = _Call(project, declared, day, address, take_back, most, say_when_slow())
        if dry_run:
            with only_looked_at(declared, project) as target:
                _look_only(call, target) if call.verify else _rehearse(call, target)
        else:
            _publish(call, target_of(declared, project))
    except (Refused, NotThere) as refusal:
        wrong_usage(str(refusal))
    except LayoutError as error:
        _stop(f"{error}\nNothing was published.")


def _declared(project: Path, name: str) -> PublishTarget:
    settings, problems = read_settings(project)
    if has_errors(problems):
        tell(project, problems)
        _stop("Nothing was published.")
    return chosen(settings.publish, name)


def _address(url: str, declared: PublishTarget) -> str:
    if url == _OWN and not declared.url:
        raise Refused(
            f"the target '{declared.name}' has no 'url:' to look at; name an address after --verify"
        )
    address = declared.url or "" if url == _OWN else url
    if address and not is_address(address):
        raise Refused(f"--verify '{address}' is no web address; it begins with https://")
    if address:
        refuse_unsafe(address)
    return address


def _rehearse(call: _Call, target: Target) -> None:
    planned, since = _looked_at(call), target.standing()
    out = _weighed(call, planned, target, since)
    with clean_site(call.project, out.dossier, _base(call, planned), call.say) as site:
        click.echo(changes_told(out, since, _difference(site, since), call.most).encode())
    click.echo("Nothing was written: this was a rehearsal.")


def _publish(call: _Call, target: Target) -> None:
    was = own_record(call.project)
    planned, since = _looked_at(call), target.standing()
    out = _weighed(call, planned, target, since)
    with clean_site(call.project, out.dossier, _base(call, planned), call.say) as site:
        files = _difference(site, since)
        if files:
            click.echo(changes_told(out, since, files, call.most).encode())
            call.say(f"publishing to {target.where}")
            target.put(site, since, message(out, since, call.on))
        _remember(call, was, out)  # before anything is said: whoever listens may have gone
        if files:
            click.echo(f"Published to {target.where}.")
        else:
            click.echo(f"Nothing has changed: readers of {target.where} have what is here.")
        _verify(call, site, files, since)


def _looked_at(call: _Call) -> Planned:
    planned = look(call.project, call.say, base_url=call.declared.url or "")
    if not planned.sound:
        tell(call.project, planned.problems)
        _stop("Nothing was published.")
    return planned


def _weighed(call: _Call, planned: Planned, target: Target, since: Standing) -> Edition:
    if since.by_hand:
        raise Refused(
            f"{target.where} was changed by hand since it was published ({since.by_hand}); bring what is right in it into the "
            f"facts, take it back with 'factsheet rollback {call.declared.name}', which keeps it in the history, and try again"
        )
    online = record(since.record, target.where)
    dossier, silent = weigh(planned.dossier, online)
    about = about_of(call.project, dossier)
    back = taken_back(about, planned.dossier.published, online)
    silent += [one for key, one in back.items() if key not in call.take_back]
    problems = [for_publishing(one) for one in (*planned.problems, *silent)]
    tell(call.project, problems)
    if has_errors(problems):
        _stop(f"{_last_shown(problems, target, since)}Nothing was published.")
    last = dossier.published.editions[-1].on if dossier.published.editions else None
    if last and call.on.sort_key < last.sort_key:
        raise Refused(
            f"{call.on.text} is before {last.text}, when this was last published; give a later day with --on"
        )
    return edition(dossier, online, call.on, about)


def _last_shown(problems: Sequence[Problem], target: Target, since: Standing) -> str:
    """When readers were shown what is not known here, and by whom."""
    if not since.when or not any(one.code == "behind-published" for one in problems):
        return ""
    by = f" by {since.who}" if since.who else ""
    return f"What readers of {target.where} are shown was published on {since.when}{by}.\n"


def _base(call: _Call, planned: Planned) -> str:
    return call.declared.url or planned.dossier.settings.base_url or ""


def _difference(site: Site, since: Standing) -> Difference:
    return difference({one: since.digest(site.content(one)) for one in site.addresses}, since.files)


def _remember(call: _Call, was: bytes, out: Edition) -> None:
    try:
        keep_record(call.project, was, out.dossier.published.as_json())
    except Refused as refusal:
        _stop(
            f"Readers have it, but published.json could not be written: {refusal}\nPublish again to mend this."
        )


def _verify(call: _Call, site: Site, files: Difference, since: Standing) -> None:
    if not call.verify:
        return
    call.say(f"looking at {call.verify}")
    _tell_looked(call, *verify_at(call.verify, site, files, since))


def _look_only(call: _Call, target: Target) -> None:
    since = target.standing()
    if not since.files:
        raise Refused(f"nothing was published to {target.where} yet, so there is nothing to look at")
    call.say(f"looking at {call.verify}")
    _tell_looked(call, *verify_last(call.verify, since))


def _tell_looked(call: _Call, count: int, wrong: str) -> None:
    if wrong:
        _stop(f"Of {count} files at {call.verify}, not all are what was published:\n{wrong}")
    click.echo(f"{count} files at {call.verify} are what was published.")


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
