"""A profile's TOML file as a value: found, joined with the one it extends, and checked.

What cannot be is a SettingsError that names file and key.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from lod.errors import SettingsError
from lod.profiles.columns import Columns, PartOf, Rows, StandardColumns, UnitColumns
from lod.profiles.personal import is_personal
from lod.profiles.values import Value, made_of

FOLDER = Path(__file__).resolve().parent
"""Where the shipped profiles are."""


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of a profile."""

    title: str
    inspectorate: str
    rating_scale: str
    programmes: str
    unit_types: str
    extends: str | None = None
    """The profile that says what this one does not: tables are joined key by key, `false` takes away what stands there,
    anything else replaces it."""
    licence: str | None = None
    units: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    areas: str | None = None
    case_categories: str | None = None
    organisations: str | None = None
    drop: tuple[str, ...] = ()
    """Columns of personal data beyond those that every profile refuses (`lod.profiles.personal`)."""
    layout: dict[str, Any] = {}
    """How rows lie in the source: `lod.ingest.tables.Layout`."""
    values: dict[str, str | tuple[str, ...]] = {}
    register: Columns | None = None
    rows: tuple[dict[str, Any], ...] = ()
    """Kinds of rows: the keys of `Rows`, and those of this table that differ for them."""


T = TypeVar("T")

_TABLES = (File, Columns, UnitColumns, PartOf, StandardColumns, Rows)


def names() -> list[str]:
    """The profiles that are shipped."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def find(name: str, folder: Path = Path()) -> Path:
    """The file of a shipped profile, or one of the publisher's own by its path, relative to `folder` or absolute."""
    path = folder / name if name.endswith(".toml") else FOLDER / f"{name}.toml"
    if not path.is_file():
        raise SettingsError("profile", name, f"one of {', '.join(names())}, or the path of a .toml file")
    return path


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of one kind, and the profiles by which they are read."""

    test: Rows
    files: tuple[File, ...]


def read(path: Path) -> tuple[File, tuple[Kind, ...]]:
    """The profile in a file, with what it takes over from others, and its kinds of rows."""
    keys = _keys(path, ())
    file = _converted(path, keys, File)
    alike = {key: value for key, value in keys.items() if key != "rows"}
    kinds = tuple(_kind(path, alike, entry) for entry in file.rows)
    for each in (file, *(each for kind in kinds for each in kind.files)):
        _refuse_personal_data(path, each, [column for kind in kinds for column in kind.test.columns])
    return file, kinds


def _kind(path: Path, alike: dict[str, Any], entry: dict[str, Any]) -> Kind:
    test = _converted(path, {key: value for key, value in entry.items() if key in Rows.__struct_fields__}, Rows)
    keys = _joined(alike, {key: value for key, value in entry.items() if key not in Rows.__struct_fields__})
    return Kind(test, tuple(_converted(path, _joined(keys, way), File) for way in test.reads))


def _converted(path: Path, keys: dict[str, Any], table: type[T]) -> T:
    try:
        return msgspec.convert(keys, table)
    except msgspec.ValidationError as problem:
        raise SettingsError(path.name, str(problem), _accepted(str(problem))) from problem


def values(file: File) -> dict[str, Value]:
    """The values that the profile makes, by name."""
    return {
        name: made_of((templates,) if isinstance(templates, str) else templates)
        for name, templates in file.values.items()
    }


def _keys(path: Path, extending: tuple[Path, ...]) -> dict[str, Any]:
    if path in extending:
        raise SettingsError(f"{path.name}: extends", extending[-1].name, "a profile that does not extend this one")
    try:
        keys = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise SettingsError(path.name, str(problem), "TOML v1.0") from problem
    except UnicodeDecodeError as problem:
        raise SettingsError(path.name, str(problem), "text in UTF-8") from problem
    if not isinstance(keys.get("extends"), str):
        return keys
    return _joined(_keys(find(keys["extends"], path.parent), (*extending, path)), keys)


def _joined(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """One table over another: tables are joined, `false` takes away what is below, anything else replaces it."""
    joined = dict(below)
    for key, value in above.items():
        if value is False:
            joined.pop(key, None)
        else:
            both = isinstance(value, dict) and isinstance(below.get(key), dict)
            joined[key] = _joined(below[key], value) if both else value
    return joined


def _accepted(message: str) -> str:
    unknown = re.search(r"unknown field `(.*?)`", message)
    found = unknown[1] if unknown else ""
    known = sorted({name for table in _TABLES for name in table.__struct_fields__} - {found})
    near = difflib.get_close_matches(found, known, n=3)
    if near:
        return f"{' or '.join(map(repr, near))}, perhaps; docs/how-to/new-register.md has every key"
    return "the keys of docs/how-to/new-register.md"


def _refuse_personal_data(path: Path, file: File, further: list[str]) -> None:
    dropped = {column.casefold() for column in file.drop}
    for column in (*_columns(file), *further):
        if column.casefold() in dropped:
            raise SettingsError(f"{path.name}: drop", column, "a column that the profile does not read")
        if is_personal(column):
            raise SettingsError(f"{path.name}: column of personal data", column, "a column that tells of no person")


def _columns(file: File) -> Iterator[str]:
    """Every column of the source that a profile reads, some perhaps twice."""
    made = values(file)
    yield from (column for column in (file.register.all if file.register else ()) if column not in made)
    yield from (column for name in made for column in made[name].columns)
