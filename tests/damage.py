"""What befalls a dossier otherwise between two builds: layouts and the generator change, times lie, the store and the site are damaged."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from random import Random

from desk import Desk, words
from edits import FACTS, Pass, change, found, often, put


def layouts(desk: Desk, chance: Random) -> list[Path]:
    files = sorted(desk.layouts.glob("*.html"))
    chance.shuffle(files)
    return files


@often(4)
def a_layout(desk: Desk, chance: Random) -> None:
    new = f"<!-- {words(chance)} -->"
    change(layouts(desk, chance), r"\{%-? ?(macro|block) [^%]*%\}", lambda at: at[0] + new, chance)


@often(2)
def the_parts_of_layouts(desk: Desk, chance: Random) -> None:
    new = f"<!-- {words(chance)} -->"
    change([desk.layouts / "parts.html"], r"\{%-? ?macro [^%]*%\}", lambda at: at[0] + new, chance)


EVERYTHING = (
    "against actors alone answered as_table asked backlinks behind comparisons contests corrections count counts days "
    "divergences fact facts first forms here intro issues kind link names newest not_there one open page placed plans policies "
    "plural quotes raised_by row rows section sections sides silent single site sources strip summary top undisclosed unknown "
    "unnamed unread unreported values ways wordings"
).split()
"""What the views of pages and of their pieces consist of."""


@often(3)
def a_layout_shows_all_it_is_given(desk: Desk, chance: Random) -> None:
    path = layouts(desk, chance)[0]
    every = ", ".join(f'{name}|default("")' for name in EVERYTHING)
    text, shown = path.read_text("utf-8"), f"<!-- {words(chance)} {{{{ [{every}]|string }}}} -->"
    if "{% block main %}" in text:
        put(path, text.replace("{% block main %}", "{% block main %}" + shown), chance)
    elif "{% macro" in text or "{% block" in text:
        raise Pass
    else:
        put(path, text + shown, chance)


@often(1)
def a_layout_breaks(desk: Desk, chance: Random) -> None:
    path = layouts(desk, chance)[0]
    put(
        path,
        path.read_text("utf-8") + chance.choice(("{% if %}", "{{ nobody }}", "{% include 'none.html' %}")),
        chance,
    )


EXTRA = "{% include 'extra.html' ignore missing %}"


@often(2)
def a_layout_may_call_in_another(desk: Desk, chance: Random) -> None:
    change(layouts(desk, chance), r"\{%-? ?block [^%]*%\}", lambda at: at[0] + EXTRA, chance)


@often(3)
def another_layout(desk: Desk, chance: Random) -> None:
    path = desk.layouts / "extra.html"
    if path.exists() and chance.random() < 0.5:
        path.unlink()
    else:
        put(path, f"<!-- {words(chance)} -->", chance)


@often(3)
def a_layout_of_the_dossier(desk: Desk, chance: Random) -> None:
    own = sorted((desk.project / "layouts").glob("*.html"))
    if own and chance.random() < 0.4:
        chance.choice(own).unlink()
        return
    path = layouts(desk, chance)[0]
    put(desk.project / "layouts" / path.name, path.read_text("utf-8"), chance)
    new = f"<!-- {words(chance)} -->"
    change(
        [desk.project / "layouts" / path.name],
        r"\{%-? ?(macro|block) [^%]*%\}",
        lambda at: at[0] + new,
        chance,
    )


@often(2)
def a_word_of_the_site(desk: Desk, chance: Random) -> None:
    path = desk.project / "content/words.yaml"
    if path.exists() and chance.random() < 0.3:
        path.unlink()
    else:
        put(
            path,
            f"{chance.choice(('Sources', 'Timeline', 'Corrections', 'Actors'))}: {words(chance)}\n",
            chance,
        )


@often(2)
def an_asset(desk: Desk, chance: Random) -> None:
    assets = sorted(path for path in (desk.layouts / "assets").rglob("*") if path.is_file())
    path = chance.choice(assets)
    what = chance.random()
    if what < 0.5:
        path.write_bytes(path.read_bytes() + b"\n/* %d */" % chance.randrange(1000))
    elif what < 0.7:
        path.unlink()
    else:
        put(desk.layouts / f"assets/new-{chance.choice('ab')}.css", f"/* {words(chance)} */", chance)


@often(1)
def the_generator(desk: Desk, chance: Random) -> None:
    pages = desk.tools / "generator/pages.py"
    if chance.random() < 0.3:
        path = desk.tools / "generator/markdown.py"
        path.write_text(path.read_text("utf-8") + f"# {words(chance)}\n", "utf-8")
    else:
        words_of_timeline = r"Everything that has a date[^\"]*"
        change([pages], words_of_timeline, lambda at: f"{at[0]} {words(chance)}", chance)


@often(9)
def the_generator_is_as_before(desk: Desk, _chance: Random) -> None:
    own = desk.tools / "generator"
    changed = [path for path, content in desk.sound.items() if path.is_relative_to(own)]
    if desk.is_own_generator:
        raise Pass
    for path in changed:
        path.write_bytes((Path(__file__).parents[1] / "generator" / path.relative_to(own)).read_bytes())


@often(2)
def only_touched(desk: Desk, chance: Random) -> None:
    os.utime(found(desk, chance, *FACTS)[0])


@often(2)
def written_again(desk: Desk, chance: Random) -> None:
    path = found(desk, chance, *FACTS)[0]
    put(path, path.read_text("utf-8"), chance)


@often(2)
def a_comment(desk: Desk, chance: Random) -> None:
    path = found(desk, chance, *FACTS)[0]
    put(path, path.read_text("utf-8") + f"# {words(chance)}\n", chance)


def one_letter(chance: Random, files: list[Path]) -> Path:
    """A letter changed, so that a file is as long as before."""

    def new(at: re.Match[str]) -> str:
        return at[0][:-1] + chance.choice("bcdfghklmnprst")

    for path in files:
        text = path.read_text("utf-8")
        places = list(re.finditer(r"(?<=name: |gist: |says: |itle: |line: )[A-Za-z ]*[a-z]", text))
        if places:
            place = chance.choice(places)
            path.write_text(text[: place.start()] + new(place) + text[place.end() :], "utf-8")
            return path
    raise Pass


@often(4)
def a_letter(desk: Desk, chance: Random) -> None:
    one_letter(chance, found(desk, chance, *FACTS))


@often(4)
def a_letter_with_the_time_set_back(desk: Desk, chance: Random) -> None:
    files = found(desk, chance, *FACTS)
    times = {path: path.stat() for path in files}
    path = one_letter(chance, files)
    os.utime(path, ns=(times[path].st_atime_ns, times[path].st_mtime_ns))


@often(1)
def a_layout_with_the_time_set_back(desk: Desk, chance: Random) -> None:
    path = layouts(desk, chance)[0]
    time = path.stat().st_mtime_ns
    a_layout(desk, chance)
    os.utime(path, ns=(time, time))


@often(1)
def a_folder_of_facts_goes_and_comes(desk: Desk, chance: Random) -> None:
    folder = desk.project / "content" / chance.choice(("actors", "statements", "issues"))
    shutil.copytree(folder, desk.folder / "beside")
    shutil.rmtree(folder)
    (desk.folder / "beside").rename(folder)


@often(1)
def a_stray_file(desk: Desk, chance: Random) -> None:
    path = desk.project / chance.choice(
        ("content/actors/what.txt", "seeds/what.txt", "content/nothing/x.yaml")
    )
    put(path, "what: this\n", chance)


def store_of(desk: Desk) -> Path:
    if not desk.store.exists():
        raise Pass
    return desk.store


def half_of_the_store(desk: Desk, chance: Random) -> Path:
    """One of the two files of the store: what has changed, or the base."""
    return chance.choice([path for path in (store_of(desk), base_of(desk)) if path.exists()])


def base_of(desk: Desk) -> Path:
    return desk.store.with_suffix(".base")


@often(1)
def the_store_is_cut(desk: Desk, chance: Random) -> None:
    path = half_of_the_store(desk, chance)
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))])


@often(3)
def a_byte_of_the_store(desk: Desk, chance: Random) -> None:
    path = half_of_the_store(desk, chance)
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


@often(2)
def pieces_of_pages_in_the_store(desk: Desk, chance: Random) -> None:
    path = half_of_the_store(desk, chance)
    parts = path.read_bytes().split(b"</a>")
    ends = [b"</a>" if chance.random() < 0.5 else b"</b>" for _ in parts[1:]]
    path.write_bytes(b"".join(one for both in zip(parts, [*ends, b""], strict=True) for one in both))


@often(1)
def more_in_the_store(desk: Desk, chance: Random) -> None:
    path = half_of_the_store(desk, chance)
    path.write_bytes(path.read_bytes() + b"more")


@often(1)
def the_store_goes(desk: Desk, chance: Random) -> None:
    half_of_the_store(desk, chance).unlink()


@often(1)
def the_store_goes_with_its_folder(desk: Desk, chance: Random) -> None:
    shutil.rmtree(desk.store.parent)
    if chance.random() < 0.3:
        desk.store.parent.write_text("no folder")


@often(1)
def the_folder_of_the_store_is_free_again(desk: Desk, _chance: Random) -> None:
    if not desk.store.parent.is_file():
        raise Pass
    desk.store.parent.unlink()


@often(2)
def the_store_of_another_dossier(desk: Desk, _chance: Random) -> None:
    store_of(desk).write_bytes(desk.foreign)


@often(2)
def the_store_of_another_site(desk: Desk, _chance: Random) -> None:
    store = store_of(desk)
    others = [path for path in store.parent.glob("*.store") if path != store]
    if not others:
        raise Pass
    store.write_bytes(others[0].read_bytes())


@often(2)
def an_older_base(desk: Desk, chance: Random) -> None:
    base = base_of(desk)
    if not base.exists():
        raise Pass
    desk.older_bases.append(base.read_bytes())
    base.write_bytes(chance.choice(desk.older_bases))
    del desk.older_bases[:-3]


@often(2)
def an_older_store(desk: Desk, chance: Random) -> None:
    store = store_of(desk)
    desk.older.append(store.read_bytes())
    store.write_bytes(chance.choice(desk.older))
    del desk.older[:-5]


@often(1)
def a_store_of_another_format(desk: Desk, _chance: Random) -> None:
    store = store_of(desk)
    head, line, rest = store.read_bytes().partition(b"\n")
    store.write_bytes(head[:-1] + b"0" + line + rest)


@often(1)
def the_anchor(desk: Desk, chance: Random) -> None:
    anchor = desk.store.parent / "anchor"
    if not anchor.exists():
        raise Pass
    anchor.unlink() if chance.random() < 0.5 else os.utime(anchor)


@often(1)
def the_stamps(desk: Desk, chance: Random) -> None:
    for stamp in desk.store.parent.glob("*.stamp"):
        content = bytearray(stamp.read_bytes())
        content[chance.randrange(len(content))] ^= 1
        stamp.write_bytes(content)


def a_file_of_the_site(desk: Desk, chance: Random) -> Path:
    files = sorted(path for path in desk.site.rglob("*") if path.is_file() and path.name != ".factsheet")
    if not files:
        raise Pass
    return chance.choice(files)


@often(2)
def a_file_of_the_site_changes(desk: Desk, chance: Random) -> None:
    path = a_file_of_the_site(desk, chance)
    path.write_bytes(path.read_bytes() + b"more")


@often(3)
def a_file_of_the_site_with_the_time_set_back(desk: Desk, chance: Random) -> None:
    path = a_file_of_the_site(desk, chance)
    time = path.stat().st_mtime_ns
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(time, time))


@often(2)
def a_file_of_the_site_goes(desk: Desk, chance: Random) -> None:
    a_file_of_the_site(desk, chance).unlink()


@often(2)
def a_stray_file_in_the_site(desk: Desk, chance: Random) -> None:
    put(
        desk.site / chance.choice(("stray.html", "actors/stray.html", "deep/er/stray", "actors.html/x")),
        "stray",
        chance,
    )


@often(1)
def a_stray_folder_in_the_site(desk: Desk, chance: Random) -> None:
    (desk.site / chance.choice(("stray", "actors/stray"))).mkdir(parents=True, exist_ok=True)


@often(2)
def a_file_of_the_site_is_a_link(desk: Desk, chance: Random) -> None:
    path = a_file_of_the_site(desk, chance)
    shutil.copy(path, desk.folder / "copy")
    path.unlink()
    path.symlink_to(desk.folder / "copy")


@often(1)
def a_file_of_the_site_is_a_folder(desk: Desk, chance: Random) -> None:
    path = a_file_of_the_site(desk, chance)
    path.unlink()
    path.mkdir()


@often(1)
def a_file_of_the_site_is_another(desk: Desk, chance: Random) -> None:
    one, other = a_file_of_the_site(desk, chance), a_file_of_the_site(desk, chance)
    if one == other:
        raise Pass
    one.rename(other)


@often(1)
def two_files_of_the_site_are_one(desk: Desk, chance: Random) -> None:
    one, other = a_file_of_the_site(desk, chance), a_file_of_the_site(desk, chance)
    if one == other:
        raise Pass
    other.unlink()
    os.link(one, other)


def a_folder_of_the_site(desk: Desk, chance: Random) -> Path:
    folders = sorted(path for path in desk.site.iterdir() if path.is_dir() and not path.is_symlink())
    if not folders:
        raise Pass
    return chance.choice(folders)


@often(1)
def a_folder_of_the_site_goes(desk: Desk, chance: Random) -> None:
    shutil.rmtree(a_folder_of_the_site(desk, chance))


@often(1)
def a_folder_of_the_site_is_a_link(desk: Desk, chance: Random) -> None:
    folder = a_folder_of_the_site(desk, chance)
    shutil.rmtree(desk.folder / "elsewhere", ignore_errors=True)
    folder.rename(desk.folder / "elsewhere")
    folder.symlink_to(desk.folder / "elsewhere")


@often(1)
def a_folder_of_the_site_is_a_file(desk: Desk, chance: Random) -> None:
    folder = a_folder_of_the_site(desk, chance)
    shutil.rmtree(folder)
    folder.write_text("no folder")


@often(1)
def the_site_goes(desk: Desk, _chance: Random) -> None:
    shutil.rmtree(desk.site)


@often(1)
def the_site_was_moved_and_comes_back(desk: Desk, _chance: Random) -> None:
    shutil.copytree(desk.site, desk.folder / "moved", symlinks=True)
    shutil.rmtree(desk.site)
    (desk.folder / "moved").rename(desk.site)


@often(2)
def the_spare(desk: Desk, chance: Random) -> None:
    """Something is done to the tree that is to be the next site."""
    spare = desk.store.with_suffix(".tree")
    if not spare.is_dir():
        raise Pass
    path = chance.choice(sorted(one for one in spare.rglob("*") if one.is_file()))
    match chance.choice(("changed", "gone", "another", "stray", "moved", "closed")):
        case "changed":
            path.write_text("something else")
        case "gone":
            path.unlink()
        case "another":
            path.unlink()
            path.write_text("another")
        case "stray":
            path.with_name("stray").write_text("stray")
        case "moved":
            path.rename(path.with_name("moved"))
        case "closed":
            path.parent.chmod(0o700)


@often(1)
def the_mark_of_the_site(desk: Desk, _chance: Random) -> None:
    (desk.site / ".factsheet").write_text("something else\n")


@often(2)
def nothing_happens(_desk: Desk, _chance: Random) -> None:
    pass
