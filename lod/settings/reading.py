"""The TOML of one file as typed tables, and the errors that name its keys."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from lod.errors import SettingsError
from lod.settings.tables import PublicationFile

KeyPath = tuple[str | int, ...]
"""Where a value stands: names of tables and keys, and the indices of tables that repeat."""

File = TypeVar("File", bound=msgspec.Struct)

_KINDS = {"str": "a string", "int": "a whole number", "float": "a number", "array": "a list", "object": "a table"}


@dataclass(frozen=True, slots=True)
class Key:
    """A key as docs/settings.md lists it; `default` is None where a value is needed, and empty where there is none."""

    name: str
    default: str | None
    meaning: str


def keys(file: type[msgspec.Struct] = PublicationFile) -> Iterator[Key]:
    """Every key that a file has, dotted, in the order of docs/settings.md."""
    return _keys(inspect.type_info(file), "")


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns the TOML of one file, by its path in messages, into typed tables."""

    path: Path

    @property
    def folder(self) -> Path:
        """What the file's paths are relative to."""
        return self.path.parent.resolve()

    def file(self, raw: dict[str, Any], kind: type[File]) -> File:
        """Raises SettingsError for an unknown key, a missing one, or a value of another type."""
        self._check_keys(raw, inspect.type_info(kind), ())
        try:
            return msgspec.convert(raw, kind)
        except msgspec.ValidationError as problem:
            expected, _, path = str(problem).partition(" - at ")
            at = tuple(key or int(index) for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", path))
            missing = re.search(r"missing required field `(\w+)`", expected)
            if missing:
                raise self.error((*at, missing[1]), None, "a value, for it has no default") from problem
            raise self.error(at, _value(raw, at), _accepted(expected)) from problem

    def error(self, key: KeyPath, found: object, accepted: str) -> SettingsError:
        return SettingsError(f"{self.path}: {_written(key)}", found, accepted)

    def _check_keys(self, value: object, described: inspect.Type, at: KeyPath) -> None:
        """Refuses keys that no table has, with the nearest that it has."""
        described = _bare(described)
        if isinstance(described, inspect.VarTupleType) and isinstance(value, list):
            for index, item in enumerate(value):
                self._check_keys(item, described.item_type, (*at, index))
        if isinstance(described, inspect.StructType) and isinstance(value, dict):
            fields = {field.encode_name: field.type for field in described.fields}
            for key, item in value.items():
                if key not in fields:
                    near = difflib.get_close_matches(key, fields, n=1)
                    accepted = f"did you mean {near[0]}? Keys here are " if near else "one of "
                    raise self.error((*at, key), "an unknown key", accepted + ", ".join(fields))
                self._check_keys(item, fields[key], (*at, key))


def _written(key: KeyPath) -> str:
    """A key as its reader finds it in the file: `[publication] publisher.name`, `[[source]] 2: path`."""
    table, *rest = key
    if rest and isinstance(rest[0], int):
        return f"[[{table}]] {rest[0] + 1}" + (f": {'.'.join(map(str, rest[1:]))}" if rest[1:] else "")
    return f"[{table}] {'.'.join(map(str, rest))}".rstrip()


def _value(raw: Any, key: KeyPath) -> object:
    for each in key:
        raw = raw[each]
    return raw


def _accepted(expected: str) -> str:
    """msgspec's "Expected `int` >= 1" in words: "a whole number >= 1"."""
    match = re.match(r"Expected `(\w+)[^`]*`([^,]*)", expected)
    return _KINDS.get(match[1], match[1]) + match[2] if match else expected


def _bare(described: inspect.Type) -> inspect.Type:
    return described.type if isinstance(described, inspect.Metadata) else described


def _keys(described: inspect.Type, prefix: str) -> Iterator[Key]:
    table = _bare(described)
    if isinstance(table, inspect.VarTupleType):
        table = _bare(table.item_type)
    if not isinstance(table, inspect.StructType):
        return
    for field in table.fields:
        nested = list(_keys(field.type, f"{prefix}{field.encode_name}."))
        if nested:
            yield from nested
        else:
            yield Key(prefix + field.encode_name, _default(field), _meaning(field))


def _default(field: inspect.Field) -> str | None:
    if field.required:
        return None
    return "" if field.default is None else msgspec.json.encode(field.default).decode()


def _meaning(field: inspect.Field) -> str:
    schema = field.type.extra_json_schema if isinstance(field.type, inspect.Metadata) else None
    return str((schema or {}).get("description", ""))
