"""What editors need to help while somebody types: a JSON Schema for each kind, and which files it is for.

An editor reads YAML as YAML 1.2 does, with its numbers and its true and false, and before shorthands are written out; so
what may be typed is said more widely here than for the decoder: whatever `factsheet check` takes is never underlined.
References are the ids that exist. Nothing is written here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from generator.editors.names import MOST_NAMED, Names
from generator.editors.writer import Writer
from generator.kinds import Kind, type_of
from generator.own.declaring import DECLARATIONS, KINDS_FILE
from generator.schema import DIALECT, Schema, written_in
from generator.settings import SETTINGS, SETTINGS_FILE

__all__ = [
    "FOLDER", "MOST_NAMED", "Names", "editor_schema", "file_name", "files_of", "in_yaml", "modeline", "schemas",
    "server_settings", "vscode",
]  # fmt: skip

FOLDER = ".factsheet/schemas"
"""Where the schemas lie in a dossier, if nothing else is said."""


def schemas(kinds: Sequence[Kind], names: Names) -> dict[str, Schema]:
    """The schemas of all kinds that are written in YAML and of the settings, by the name of their file."""
    return {file_name(kind): editor_schema(kind, names) for kind in in_yaml(kinds)}


def in_yaml(kinds: Iterable[Kind]) -> list[Kind]:
    """The kinds whose facts are YAML files; the settings and the declarations of kinds as two more."""
    return [*(kind for kind in kinds if kind.suffix == ".yaml"), SETTINGS, DECLARATIONS]


def file_name(kind: Kind) -> str:
    """What the file of a kind's schema is called."""
    return f"{kind.name}.schema.json"


def files_of(kind: Kind) -> str:
    """The fact files of a kind as a pattern, from the top of the dossier."""
    if kind is SETTINGS:
        return SETTINGS_FILE
    if kind is DECLARATIONS:
        return KINDS_FILE
    return kind.folder + "/*" * max(1, len(kind.id_parts)) + kind.suffix


def editor_schema(kind: Kind, names: Names) -> Schema:
    """The schema of a kind's files for an editor: JSON Schema 2020-12, with what yaml-language-server adds to it."""
    writer = Writer(names)
    schema = written_in(writer.dialect, type_of(kind.record))
    return {"$schema": DIALECT, **schema, "$defs": writer.parts}


def server_settings(kinds: Iterable[Kind]) -> dict[str, object]:
    """The settings of a YAML language server in a dossier: the schemas in `FOLDER`, each with its files, and no others."""
    return {
        "yaml.schemas": {f"./{FOLDER}/{file_name(kind)}": files_of(kind) for kind in in_yaml(kinds)},
        "yaml.schemaStore.enable": False,
    }


def vscode(kinds: Iterable[Kind]) -> dict[str, str]:
    """What sets up VS Code and its kin in a dossier: the texts of files by their path. They are written by whoever begins one."""
    files = {
        ".vscode/settings.json": server_settings(kinds),
        ".vscode/extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
    }
    return {path: json.dumps(content, indent=2) + "\n" for path, content in files.items()}


def modeline(kind: Kind) -> str:
    """A first line for fact files of a kind, by which any editor with a YAML language server finds the schema."""
    up = "../" * files_of(kind).count("/")
    return f"# yaml-language-server: $schema={up}{FOLDER}/{file_name(kind)}"
