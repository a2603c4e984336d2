"""The engine with one reason to rebuild ignored: what a test of it has to find out."""

# ruff: noqa: SLF001  to spoil a thing one has to reach into it
from __future__ import annotations

from functools import partial

import msgspec
from desk import Act


def deaf_to(which: str) -> None:
    """No ground of this name is noted, or if that ends in a colon, none that begins so."""
    from generator.recall import Recall

    for name in ("note", "always_note"):
        noted = getattr(Recall, name)

        def note(recall, ground, noted=noted):
            if ground != which and not (which.endswith(":") and ground.startswith(which)):
                noted(recall, ground)

        setattr(Recall, name, note)


GROUNDS = (
    "fact:", "name:", "called:", "brief:", "briefs", "type:", "into:", "corrected:", "fingerprint:", "fingerprints", "kind:", "ids:", "newest:",
    "layout:", "layouts", "addresses", "published", "settings", "words", "kinds", "address",
)  # fmt: skip
"""Not `there:`, `entries:` and `facts`: whatever notes these notes others besides that move with them, so nobody finds out."""


def times_alone() -> None:
    """A file is known by its size and the time of its content: by what anybody can set."""
    from generator import shelf

    stat_of = shelf.stat_of

    def state(path):
        found = stat_of(path)
        return found and (found[0], found[1], 0, 0, 0)

    shelf.stat_of = state


def site_not_looked_at() -> None:
    _with_standing(lambda known, there: {**there, **known})


def site_known_by_times_alone() -> None:
    """A file of the site is known by its size and the time of its content."""
    from generator.output import standing

    folders = standing._folders

    def settable(walk):
        for folder, states in folders(walk):
            lines = (line.split(" ") for line in states.split("/"))
            yield folder, "/".join(" ".join(line[:2]) for line in lines)

    standing._folders = settable


def strays_stay() -> None:
    _with_standing(lambda known, there: {at: one for at, one in there.items() if at in known})


def _with_standing(seen):
    """As if that stood in the site, of what was written and what stands there."""
    from generator import making
    from generator.output.standing import Standing

    standing = making.standing

    def blind(site, written):
        names = {
            folder + line.split("\0")[0]: one for folder in written for line, one in written[folder].each()
        }
        return Standing(seen(names, standing(site, written).files))

    making.standing = blind


def spare_not_looked_at() -> None:
    from generator import making

    making._Making._has_spare = lambda _making: True


def store_believed(*, if_whole: bool) -> None:
    """A store is not looked at for whose it is, if only it is whole; or not for whether it is whole."""
    from contextlib import suppress

    from generator import store

    def load(one):
        with suppress(OSError, ValueError, store.msgspec.MsgspecError):
            content = one.path.read_bytes()
            head = content.index(b"\n", len(store.FORMAT)) + 1
            body = content[head:-32]
            is_whole = store.blake2b(body, digest_size=32).digest() == content[-32:]
            if is_whole if if_whole else content.startswith(one._head()):
                since = store._SINCE.decode(body)
                return since.memory(store.unpacked(memoryview(one.base.read_bytes())[head:]))
        return store.Memory()

    store.Store.load = load


def at_hand_notes_once() -> None:
    """What is at hand is noted for the first that asks alone."""
    from generator.recall import Recall

    at_hand = Recall.at_hand

    def once(recall, key, work):
        if (found := recall._at_hand.get(key)) is not None:
            return found[0]
        return at_hand(recall, key, work)

    Recall.at_hand = once


def answers_note_once() -> None:
    """What an answer rests on is not noted for what asks for it."""
    from generator.recall import Recall

    ask = Recall.ask

    def once(recall, question, work):
        mine = set(recall._noted[-1])
        found = ask(recall, question, work)
        recall._noted[-1].intersection_update(mine)
        return found

    Recall.ask = once


def parts_note_for_nobody() -> None:
    """That a page has a piece is not noted."""
    from generator.recall import Recall

    Recall.part = lambda recall, question, work: recall._answered(question, work).value


def lost_pieces_the_same() -> None:
    """Pieces that are lost are taken to show what they did before."""
    from generator.recall import Recall

    Recall.other = lambda *_: None


def names_as_they_were() -> None:
    """What facts are called now is known, and filled in nowhere."""
    from generator.naming import Form

    Form.renamed = lambda _form, content, _sizes, _names: content


def old_links_stay() -> None:
    from generator.index import Index

    put = Index.put

    def keeping(index, ref, told):
        before = index.told.get(ref)
        if told is not None and before is not None:
            told = msgspec.structs.replace(told, names=(*told.names, *before.names))
        put(index, ref, told)

    Index.put = keeping


def only_the_fact_itself_is_touched() -> None:
    """What a fact names does not learn of it."""
    from generator.index import Index

    put = Index.put

    def alone(index, ref, told):
        before = set(index._touched)
        put(index, ref, told)
        index._touched.intersection_update(before | {ref})

    Index.put = alone


def nobody_is_led_astray() -> None:
    """Facts that name what is gone are not looked for among those that did not change."""
    from generator.index import Index

    def find(index):
        index._astray = {ref for ref in index._touched if ref in index.told and index._names_nothing(ref)}

    Index._find_astray = find


def stale_answers_kept() -> None:
    from generator.recall import Recall

    def rest(recall):
        before(recall)
        recall._moved.clear()

    before, Recall.rest = Recall.rest, rest


def calls_of_layouts_forgotten() -> None:
    from generator import layouts

    def note(used, name, by):
        if by is None:
            used._recall.note(f"layout:{name}")

    layouts._Used.note = note


def stamp_by_times_alone() -> None:
    from generator import stamp

    stamp._state = lambda found: f"{found.st_size} {found.st_mtime_ns}"


def stamp_without_the_site() -> None:
    _with_roots(lambda root: not root.rstrip("/").endswith("/site"))


def stamp_without(part: str) -> None:
    _with_roots(lambda root: part not in root.rsplit("desk/", 1)[-1])


def _with_roots(looked_at) -> None:
    """As if what is not looked at were always the same."""
    from generator import stamp

    state = stamp.Walk.state

    def partly(walk, before=0):
        seen = stamp.Walk([one for one in walk.roots if looked_at(one)], walk.passed_over)
        return state(seen, before)

    stamp.Walk.state = partly


def stamp_taken_at_the_end() -> None:
    """What was changed while a build ran counts as seen by it."""
    from generator.commands import building as build

    leave = build.stamp.leave

    def late(arguments, said, sources, outputs):
        leave(arguments, said, (build.stamp.Walk(sources[1]).state(), sources[1]), outputs)

    build.stamp.leave = late


def files_read_once() -> None:
    """A file that is known is never read again."""
    from generator import shelf

    shelf.unchanged = lambda _project, file, before: file.file in before


def other_files_not_seen() -> None:
    """A file that came or went is not told from one that was written."""
    from generator.laid import Lay, written_in

    Lay.written_since = lambda lay, now: {one for one in written_in(lay.folders, now) if lay.folders}


def nothing_is_written() -> None:
    """Of files that are there still, none is told to have been written."""
    from generator.laid import Lay

    written_since = Lay.written_since

    def none_written(lay, now):
        written = written_since(lay, now)
        return written and set()

    Lay.written_since = none_written


def fingerprints_told_when_they_come_alone() -> None:
    from generator.prints import Fingerprints

    def settle(prints, recall, before):
        old_settle(
            prints, recall, Fingerprints({at: of for at, of in before._contents.items() if at in prints})
        )

    old_settle, Fingerprints.settle = Fingerprints.settle, settle


def old_addresses_looked_up_when_planned() -> None:
    """What a page that leads on says is found out where nobody notes it."""
    from generator import pages

    lead = pages.redirect_pages

    def led(*about):
        for address, view in lead(*about):
            made = view()
            yield address, lambda made=made: dict(made)

    pages.redirect_pages = led


MUTANTS: dict[str, Act] = {
    **{f"no ground {ground}": partial(deaf_to, ground) for ground in GROUNDS},
    "files known by settable times": times_alone,
    "files read once": files_read_once,
    "other files not seen": other_files_not_seen,
    "nothing is written": nothing_is_written,
    "site not looked at": site_not_looked_at,
    "site known by settable times": site_known_by_times_alone,
    "strays stay": strays_stay,
    "spare not looked at": spare_not_looked_at,
    "store not looked at for damage": partial(store_believed, if_whole=False),
    "store of anybody believed": partial(store_believed, if_whole=True),
    "at hand notes for the first alone": at_hand_notes_once,
    "answers note for nobody": answers_note_once,
    "parts note for nobody": parts_note_for_nobody,
    "lost pieces the same": lost_pieces_the_same,
    "names as they were before": names_as_they_were,
    "old links stay": old_links_stay,
    "only the fact itself is touched": only_the_fact_itself_is_touched,
    "nobody is led astray": nobody_is_led_astray,
    "stale answers kept": stale_answers_kept,
    "calls of layouts forgotten": calls_of_layouts_forgotten,
    "gone fingerprints not told": fingerprints_told_when_they_come_alone,
    "old addresses looked up when planned": old_addresses_looked_up_when_planned,
    "stamp by settable times": stamp_by_times_alone,
    "stamp without the site": stamp_without_the_site,
    "stamp without the facts": partial(stamp_without, "content"),
    "stamp without the sources": partial(stamp_without, "seeds"),
    "stamp without what was published": partial(stamp_without, "published"),
    "stamp without the layouts": partial(stamp_without, "layouts"),
    "stamp without the generator": partial(stamp_without, "generator"),
    "stamp taken at the end": stamp_taken_at_the_end,
}
"""By name, what to do in a process before it builds."""

FOUND_OUT_BY: dict[str, str] = {
    "no ground fact:": "a_note:144272509:",
    "no ground name:": "a_name:507069464:",
    "no ground called:": "the_name_of_an_actor:144272509: the_name_of_an_actor:144272509:",
    "no ground brief:": "a_fact_is_held:581337223:and a_date:820017699:during",
    "no ground briefs": "a_source_comes:599325291: a_source_comes:604868019: cure:752283856: a_source_comes:870044452:",
    "no ground type:": "the_type_of_who_tells:144272509:",
    "no ground into:": "a_statement_comes:32845751:after",
    "no ground corrected:": "a_correction:23968184:after",
    "no ground fingerprint:": "a_fingerprint:144272509:",
    "no ground fingerprints": "a_fingerprint:23:",
    "no ground kind:": "a_source_comes:634746160:and a_word_of_a_list:32845751:after",
    "no ground ids:": "a_page:100780963:and a_fact_goes:464680097:",
    "no ground newest:": "a_source_comes:144272509:",
    "no ground layout:": "a_layout:144272509:",
    "no ground layouts": "another_layout:144272509: a_layout_may_call_in_another:507069464: another_layout:100780963:and a_layout_may_call_in_another:464680097:",
    "no ground addresses": "a_way_from_or_to_what_comes_and_goes:19: an_actor_comes:1:",
    "no ground published": "what_is_published:464680097:",
    "no ground settings": "the_settings:507069464:",
    "no ground words": "a_word_of_the_site:144272509:",
    "no ground kinds": "kinds_of_its_own:593628450: a_word_of_its_own_kind:311150634:and a_word_of_its_own_kind:899342503:",
    "no ground address": "the_address_of_the_site:144272509:",
    "files known by settable times": "a_letter_with_the_time_set_back:144272509:",
    "files read once": "a_name:507069464:",
    "other files not seen": "an_actor_comes:9883727:",
    "nothing is written": "a_name:507069464:",
    "site not looked at": "a_file_of_the_site_changes:144272509:",
    "site known by settable times": "a_file_of_the_site_with_the_time_set_back:144272509:",
    "strays stay": "a_stray_file_in_the_site:144272509:",
    "spare not looked at": "a_fact_is_renamed:531377021:and somebody_tells:616352222:before a_folder_of_the_site_is_a_link:440730031:",
    "store not looked at for damage": "an_actor_comes:9883727:and pieces_of_pages_in_the_store:779378296:",
    "store of anybody believed": "the_generator:32845751:after",
    "at hand notes for the first alone": "a_block_of_another_fact:177113153:and a_note:681825997:",
    "answers note for nobody": "an_actor_comes:226248380:before the_prose_of_a_page:441765906:",
    "parts note for nobody": "a_page:770031841:after",
    "lost pieces the same": "a_page:770031841:after",
    "names as they were before": "the_name_of_an_actor:144272509:",
    "old links stay": "a_statement_comes:32845751:after a_statement_comes:737106430:and a_statement_comes:779378296:",
    "only the fact itself is touched": "a_correction:817077201:and a_statement_comes:846885253:during",
    "nobody is led astray": "a_fact_goes_that_may_be_named:32845751:after",
    "calls of layouts forgotten": "a_layout_may_call_in_another:144272509: another_layout:507069464: another_layout:464680097:",
    "gone fingerprints not told": "a_fingerprint:144272509:",
    "old addresses looked up when planned": "a_way_from_an_old_address:747144854: the_name_of_who_is_led_to:899342503:",
    "stamp by settable times": "a_letter_with_the_time_set_back:144272509:",
    "stamp without the site": "a_file_of_the_site_changes:144272509:",
    "stamp without the facts": "a_name:144272509:",
    "stamp without the sources": "when_a_source_is_published:32845751:after",
    "stamp without what was published": "what_is_published:89960476:after",
    "stamp without the layouts": "a_layout:144272509:",
    "stamp without the generator": "the_generator:144272509:",
    "stamp taken at the end": "a_name:9883727:and a_name:632436358:during",
}
"""Few steps that find a mutant out, on the dossier of the bridge; "stale answers kept" shows in a preview alone (`--preview --mutant`)."""
