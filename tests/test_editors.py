"""Help while somebody types: what the schemas take and refuse, and what the real language server makes of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from language_server import LanguageServer
from worlds import TWO_TOWNS, build_world

from generator.commands.schema import names_of
from generator.editors import (
    FOLDER,
    MOST_NAMED,
    Names,
    editor_schema,
    file_name,
    files_of,
    in_yaml,
    modeline,
    schemas,
    server_settings,
    vscode,
)
from generator.editors.words import about
from generator.facts import BUILT_IN
from generator.facts.actor import ACTOR
from generator.facts.issue import POSITION
from generator.facts.plan import PLAN
from generator.facts.source import SOURCE
from generator.facts.statement import STATEMENT
from generator.kinds import Many, Record, type_of
from generator.own.kinds import kinds_of
from generator.settings import SETTINGS

ROOT = Path(__file__).parents[1]
WHOLE = {path.name: path for path in [ROOT, *sorted((ROOT / "tests/sites").iterdir())]}
KIND_OF = {kind.name: kind for kind in in_yaml(BUILT_IN)}


class Yaml12(yaml.CSafeLoader):
    """YAML as editors read it: by the core schema of YAML 1.2, where `NO` is a word and a date a text."""


Yaml12.yaml_implicit_resolvers = {}
for tag, form in {
    "bool": "true|True|TRUE|false|False|FALSE",
    "null": "~|null|Null|NULL|",
    "int": "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
}.items():
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), None)


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    return build_world(tmp_path_factory.mktemp("towns"), TWO_TOWNS)


@pytest.fixture(scope="module")
def validators(towns):
    names = names_of(towns)
    return {
        kind.name: jsonschema_rs.Draft202012Validator(editor_schema(kind, names)) for kind in KIND_OF.values()
    }


def underlined(validator, text):
    """The places in a file that an editor would underline."""
    data = yaml.load(text, Yaml12)
    return [".".join(map(str, error.instance_path)) for error in validator.iter_errors(data)]


@pytest.mark.parametrize("site", WHOLE)
def test_what_stands_in_sound_facts_is_never_underlined(site):
    names = names_of(WHOLE[site])
    for kind in in_yaml(kinds_of(WHOLE[site], BUILT_IN)):
        validator = jsonschema_rs.Draft202012Validator(editor_schema(kind, names))
        for file in WHOLE[site].glob(files_of(kind)):
            assert underlined(validator, file.read_text(encoding="utf-8")) == [], file


MAY_BE_TYPED = {
    "a bare value": (PLAN, "title: X\ntext: held\nmade: 2031-04-02\n"),
    "a year, which is a number to an editor": (PLAN, "title: X\ntext: held\nmade: 2031\n"),
    "a title that is a number": (PLAN, "title: 2031\ntext: held\n"),
    "a title that is true": (PLAN, "title: true\ntext: held\n"),
    "Norway": (PLAN, "title: NO\ntext: held\n"),
    "a group for a value": (PLAN, "title: X\ntext: held\nmade: {value: 2031-04, note: y}\n"),
    "no value": (PLAN, "title: X\ntext: held\nmade: {nothing: undisclosed}\n"),
    "a number in quotation marks": (PLAN, "title: X\ntext: held\nclauses: '28'\n"),
    "one of a list": (PLAN, "title: X\ntext: held\nauthors: ada-lind\n"),
    "a list": (PLAN, "title: X\ntext: held\nauthors: [ada-lind, actor:two-town-officials]\n"),
    "a list for a value": (PLAN, "title: X\ntext: held\nauthors: {value: [ada-lind]}\n"),
    "a bare point": (PLAN, "title: X\ntext: held\nprovisions: {id: a, provision: toll#cap, state: none}\n"),
    "a point with its kind": (
        PLAN,
        "title: X\ntext: held\nprovisions: [{id: a, provision: 'issue:toll#cap', state: none}]\n",
    ),
    "a doubted link": (
        ACTOR,
        "type: state\nname: X\nevidence: {source: valley-wire, at: p1, via: source:coast-review?}\n",
    ),
    "yes or no": (ACTOR, "type: state\nname: X\ndraft: true\n"),
    "an entry with a number for an id": (
        ACTOR,
        "type: state\nname: X\nroles: {id: 7, title: y}\n",
    ),
    "an entry of another fact": (ACTOR, "type: state\nname: X\npart_of: 'actor:ada-lind#vada'\n"),
    "own": (POSITION, "stances: {id: a, says: x, basis: own}\n"),
    "the format as a number": (SETTINGS, "format: 1\ntitle: X\nlang: en\nsummary: x\n"),
    "the format as a text": (SETTINGS, "format: '1'\ntitle: X\nlang: no\nsummary: x\n"),
}


@pytest.mark.parametrize("what", MAY_BE_TYPED)
def test_what_may_be_typed_is_not_underlined(what, validators):
    kind, text = MAY_BE_TYPED[what]
    assert underlined(validators[kind.name], text) == []


WRONG = {
    "a wrong key": (ACTOR, "type: state\nname: X\nsumary: y\n", ""),
    "a wrong key inside": (ACTOR, "type: state\nname: X\nevidence: {source: valley-wire, at: p1, att: p2}\n", "evidence"),
    "a missing key": (ACTOR, "name: X\n", ""),
    "a wrong choice": (ACTOR, "type: State\nname: X\n", "type"),
    "a wrong id": (ACTOR, "type: state\nname: X\npart_of: ada-lindt\n", "part_of"),
    "a wrong id with its kind": (ACTOR, "type: state\nname: X\npart_of: actor:nobody\n", "part_of"),
    "the id of another kind": (ACTOR, "type: state\nname: X\npart_of: issue:toll\n", "part_of"),
    "an entry that is not there": (PLAN, "title: X\ntext: held\nprovisions: [{id: a, provision: toll#cup, state: none}]\n",
                                   "provisions.0.provision"),
    "an id where its kind is wanted": (STATEMENT, "speaker: ada-lind\ngist: x\nrenderings: []\nabout: ada-lind\n", "about"),
    "a doubted id that is not there": (
        ACTOR, "type: state\nname: X\nevidence: {source: valley-wire, at: p1, via: source:coast?}\n", "evidence.via"),
    "a date in words": (PLAN, "title: X\ntext: held\nmade: 2 April 2031\n", "made"),
    "a wrong place": (ACTOR, "type: state\nname: X\nevidence: {source: valley-wire, at: page 2}\n", "evidence.at"),
    "two of one": (PLAN, "title: X\ntext: held\nmade: {value: 2031, nothing: none}\n", "made"),
    "a list for a text": (ACTOR, "type: state\nname: [X]\n", "name"),
    "yes": (ACTOR, "type: state\nname: X\ndraft: yes\n", "draft"),
    "no address": (SOURCE, "name: X\nread: full\nurl: post.example\n", "url"),
    "nothing after a key": (ACTOR, "type: state\nname:\n", "name"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_underlined(what, validators):
    kind, text, place = WRONG[what]
    assert place in underlined(validators[kind.name], text)


def test_references_are_the_ids_that_are_there_with_their_names(towns):
    names = names_of(towns)
    parts = schemas(BUILT_IN, names)["plan.schema.json"]["$defs"]
    assert parts["actor"]["anyOf"][0]["enum"] == ["ada-lind", "two-town-officials"]
    assert parts["actor"]["anyOf"][0]["enumDescriptions"] == ["Ada Lind", "two-town officials"]
    assert parts["issue"]["anyOf"][0]["enum"] == ["toll", "toll#cap"]
    assert "page:method" in parts["fact"]["anyOf"][0]["enum"]


def test_drafts_and_files_with_problems_have_ids_too(tmp_path):
    world = TWO_TOWNS | {
        "content/actors/per-holm.yaml": "type: person\nname: Per Holm\ndraft: true\n",
        "content/actors/iris-dahl.yaml": "type: person\nnaem: [\n",
    }
    actors = names_of(build_world(tmp_path, world)).facts["actor"]
    assert list(actors) == ["ada-lind", "iris-dahl", "per-holm", "two-town-officials"]


def test_of_too_many_ids_a_few_are_offered_and_any_is_taken():
    many = Names({"actor": {f"a{number}": "" for number in range(MOST_NAMED + 1)}}, {})
    actor = editor_schema(PLAN, many)["$defs"]["actor"]
    assert (len(actor["examples"]), "anyOf" in actor) == (50, False)
    validator = jsonschema_rs.Draft202012Validator(actor)
    assert all(validator.is_valid(typed) for typed in ("a1", "actor:a2", "zz", "a1#role"))
    assert not any(validator.is_valid(typed) for typed in ("Ada Lind", "issue:a1", "a--b"))


def test_every_field_is_described():
    def fields(record: Record):
        for field in record.fields:
            yield field
            inner = field.type.item if isinstance(field.type, Many) else field.type
            if isinstance(inner, Record):
                yield from fields(inner)

    every = [field for kind in in_yaml(BUILT_IN) for field in fields(type_of(kind.record))]
    assert {field.key for field in every if len(about(field).split()) < 2} == set()


def test_an_editor_is_told_which_schema_is_for_which_files():
    settings = server_settings(BUILT_IN)["yaml.schemas"]
    assert settings[f"./{FOLDER}/meeting.schema.json"] == "content/meetings/*.yaml"
    assert settings[f"./{FOLDER}/position.schema.json"] == "content/positions/*/*.yaml"
    assert settings[f"./{FOLDER}/source.schema.json"] == "seeds/*.yaml"
    assert settings[f"./{FOLDER}/dossier.schema.json"] == "content/dossier.yaml"
    assert json.loads(vscode(BUILT_IN)[".vscode/settings.json"])["yaml.schemas"] == settings
    assert "page.schema.json" not in str(settings)


def test_a_first_line_leads_to_the_schema(towns):
    for kind, file in (
        (POSITION, "content/positions/toll/ada-lind.yaml"),
        (SOURCE, "seeds/valley-wire.yaml"),
    ):
        path = modeline(kind).removeprefix("# yaml-language-server: $schema=")
        assert (towns / file).parent.joinpath(path).resolve() == towns / FOLDER / file_name(kind)


# The real language server, one for all that follows.

pytestmark = pytest.mark.xdist_group("language server")


@pytest.fixture(scope="module")
def server(towns):
    for name, schema in schemas(BUILT_IN, names_of(towns)).items():
        (towns / FOLDER).mkdir(parents=True, exist_ok=True)
        (towns / FOLDER / name).write_text(json.dumps(schema), encoding="utf-8")
    flat = server_settings(BUILT_IN)
    settings = {"schemas": flat["yaml.schemas"], "schemaStore": {"enable": False}}
    running = LanguageServer(
        towns, {"yaml": settings | {"validate": True, "hover": True, "completion": True}}
    )
    yield running
    running.close()


SAID = "speaker: \ngist: x\nrenderings:\n  - id: post\n    source: \n    at: p1\n    via: \n"


def test_ids_are_offered(server):
    file = "content/statements/2031-04-05-new.yaml"
    server.open(file, SAID)
    assert server.complete(file, 0, 9) == ["ada-lind", "two-town-officials"]
    assert server.complete(file, 4, 12) == ["coast-review", "harbour-post", "valley-wire"]
    via = server.complete(file, 6, 9)
    assert {"source:coast-review", "actor:two-town-officials"} <= set(via)


def test_keys_and_words_are_offered(server):
    file = "content/plans/new.yaml"
    server.open(file, "title: x\ntext: \nprovisions:\n  - id: a\n    provision: \n    state: none\n    \n")
    assert server.complete(file, 1, 6) == ["held", "reported"]
    assert server.complete(file, 4, 15) == ["toll", "toll#cap"]
    assert {"conditions", "says", "evidence"} <= set(server.complete(file, 6, 4))
    assert "state" not in server.complete(file, 6, 4)


def test_what_a_field_is_for_is_shown(server):
    file = "content/statements/2031-04-06-new.yaml"
    server.open(file, "speaker: ada-lind\ngist: x\nrenderings: {id: post, source: valley-wire, at: p1}\n")
    assert "What was said, in our words" in server.hover(file, 1, 2)
    assert "The source that was read" in server.hover(file, 2, 25)
    assert "`ada-lind`: Ada Lind" in server.hover(file, 0, 12)
    assert "Statements, and" not in server.hover(file, 0, 2)


def test_what_is_wrong_is_underlined_where_it_stands(server):
    text = "type: Person\nname: Per Holm\nsumary: x\npart_of: ada-lindt\nevidence: {source: valley-wire, at: p1, att: p2}\n"
    told = server.open("content/actors/per-holm.yaml", text)
    places = {one["range"]["start"]["line"]: one["message"] for one in told}
    assert sorted(places) == [0, 2, 3, 4]
    assert "summary" in places[2] or "sumary" in places[2]
    assert places[3] == "this is not an actor that is there; for a new one write its file first"
    assert "att" in places[4]


def test_the_server_has_nothing_against_sound_facts_nor_what_may_be_typed(server):
    sound = {file: text for file, text in TWO_TOWNS.items() if file.endswith(".yaml")}
    typed = {
        files_of(kind).replace("*", f"typed-{number}"): text
        for number, (kind, text) in enumerate(MAY_BE_TYPED.values())
    }
    assert {file: told for file, told in server.open_all(sound | typed).items() if told} == {}


def test_what_the_documentation_says_of_editors_is_so():
    page = (ROOT / "docs/editors.md").read_text(encoding="utf-8")
    [settings] = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    assert json.loads(settings) == server_settings(BUILT_IN)
    assert modeline(ACTOR) in page
