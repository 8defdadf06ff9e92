"""The tables and keys of publication.toml: their types, defaults and meanings, and the errors that name them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, inspect

from lod.errors import SettingsError
from lod.namespaces import OGL

KeyPath = tuple[str | int, ...]
"""Where a value stands: names of tables and keys, and the indices of tables that repeat."""

_KINDS = {"str": "a string", "int": "a whole number", "float": "a number", "array": "a list", "object": "a table"}


class PublisherTable(msgspec.Struct, frozen=True):
    name: Annotated[str, Meta(description="Name of the body that publishes.")]
    iri: Annotated[str, Meta(description="Its IRI, `http` or `https`.")]
    homepage: Annotated[str | None, Meta(description="Address of its home page.")] = None


class PublicationTable(msgspec.Struct, frozen=True):
    title: Annotated[str, Meta(description="Title of the dataset, for people.")]
    description: Annotated[str, Meta(description="What it holds, in a sentence or two.")]
    base_iri: Annotated[str, Meta(description="What every IRI in the data begins with; ends with `/`.")]
    publisher: Annotated[PublisherTable, Meta(description="Who publishes.")]
    contact: Annotated[str, Meta(description="E-mail address or page for questions.")]
    name: Annotated[str | None, Meta(description="Name of the dataset in IRIs; without one, made of the title.")] = None
    languages: Annotated[tuple[str, ...], Meta(description="Languages of its texts (BCP 47).")] = ("en",)
    output: Annotated[str, Meta(description="Folder in which releases are kept.")] = "public"


class LicenceTable(msgspec.Struct, frozen=True):
    iri: Annotated[str, Meta(description="Licence of the publication and, where they say no other, its sources.")] = OGL
    attribution: Annotated[
        str | None,
        Meta(description="What to write when using the data; needed for a licence that is not the OGL v3.0."),
    ] = None


class SourceTable(msgspec.Struct, frozen=True):
    kind: Annotated[str, Meta(description="`press-release` (text, HTML) or `register` (CSV).")]
    path: Annotated[str, Meta(description="The files, as a pattern: `sources/*.txt`.")]
    profile: Annotated[str, Meta(description="Name of a shipped profile, or path of one ending in `.toml`.")]
    licence: Annotated[str | None, Meta(description="IRI of their licence, where it is another.")] = None


class StoreTable(msgspec.Struct, frozen=True):
    kind: Annotated[str, Meta(description="Where releases are queried: `embedded`.")] = "embedded"


class ServeTable(msgspec.Struct, frozen=True):
    query_timeout: Annotated[float, Meta(gt=0, description="Seconds after which a query is stopped.")] = 10
    query_memory: Annotated[int, Meta(ge=64, description="MiB that a query may use.")] = 1024
    query_wait: Annotated[float, Meta(ge=0, description="Seconds that a query waits when all processes are busy.")] = 5
    result_rows: Annotated[int, Meta(ge=1, description="Solutions or triples that a query may give.")] = 1_000_000
    result_size: Annotated[int, Meta(ge=1, description="MiB that they may take.")] = 64
    workers: Annotated[int, Meta(ge=1, description="Processes that answer queries.")] = 2
    host: Annotated[str, Meta(description="Address to listen on; this one is reached from the same machine only.")] = (
        "127.0.0.1"
    )
    port: Annotated[int, Meta(ge=0, le=65535, description="Port to listen on; 0 takes a free one.")] = 8000


class File(msgspec.Struct, frozen=True):
    publication: Annotated[PublicationTable, Meta(description="What is published, and who publishes it.")]
    source: Annotated[tuple[SourceTable, ...], Meta(description="What is read; a table for each kind of file.")]
    licence: Annotated[LicenceTable, Meta(description="What users may do with it.")] = LicenceTable()
    store: Annotated[StoreTable, Meta(description="Where it is queried.")] = StoreTable()
    serve: Annotated[ServeTable, Meta(description="How it is served, and the limits of a query.")] = ServeTable()


@dataclass(frozen=True, slots=True)
class Key:
    """A key as docs/settings.md lists it; `default` is None where a value is needed, and empty where there is none."""

    name: str
    default: str | None
    meaning: str


def keys() -> Iterator[Key]:
    """Every key there is, dotted, in the order of docs/settings.md."""
    return _keys(inspect.type_info(File), "")


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns the TOML of one file, by its path in messages, into typed tables."""

    path: Path

    def file(self, raw: dict[str, Any]) -> File:
        """Raises SettingsError for an unknown key, a missing one, or a value of another type."""
        self._check_keys(raw, inspect.type_info(File), ())
        try:
            return msgspec.convert(raw, File)
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
