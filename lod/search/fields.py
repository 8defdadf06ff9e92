"""The fields of the index, and the table of the values of its facets.

What a document is of, its type, rating, inspectorate and programme are one number in the index, its group: there are
few groups, and one number is written and counted sooner than five. `values.json` in the folder of the index says what
the numbers mean.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import tantivy

from lod.errors import ReleaseDamaged

VALUES = "values.json"

SHOWN, NAME, KEY, TEXT, GROUP, AREA, YEAR = "shown", "name", "key", "text", "group", "area", "year"
KIND, RATING, TYPE, INSPECTORATE, PROGRAMME = "kind", "rating", "type", "inspectorate", "programme"
GROUPED = (KIND, RATING, TYPE, INSPECTORATE, PROGRAMME)
"""The facets that a group has a value of, in the order of its values."""
FACETS = (KIND, RATING, TYPE, AREA, YEAR, INSPECTORATE, PROGRAMME)
"""What a search is narrowed by, in the order in which it is offered."""

Group = tuple[str, str, str, str, str]
"""A kind and four IRIs, as `GROUPED`; empty where there is none."""


class Name(msgspec.Struct, frozen=True):
    """What a value is called, and the scheme that it is of."""

    label: str
    scheme: str = ""


class Values(msgspec.Struct, frozen=True):
    """Groups and areas by number, and the names of the IRIs in them."""

    groups: tuple[Group, ...]
    areas: tuple[str, ...]
    names: dict[str, Name]


class Shown(msgspec.Struct, frozen=True, array_like=True):
    """What a document is shown with, beside its group and its area."""

    iri: str
    title: str
    language: str
    date: str
    issued: bool


def schema() -> tantivy.Schema:
    """Names and text by words, names also whole; facets as numbers."""
    builder = tantivy.SchemaBuilder()
    builder.add_bytes_field(SHOWN, stored=True)
    # Both are words parted by spaces already (`lod.search.words`).
    builder.add_text_field(NAME, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(TEXT, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(KEY, tokenizer_name="raw", index_option="basic")
    for number in (GROUP, AREA, YEAR):
        builder.add_unsigned_field(number, indexed=True, fast=True)
    return builder.build()


def write_values(folder: Path, values: Values) -> None:
    """Puts the table beside the index."""
    (folder / VALUES).write_bytes(msgspec.json.format(msgspec.json.encode(values), indent=1) + b"\n")


def read_values(folder: Path) -> Values:
    """Raises ReleaseDamaged when it cannot be read."""
    try:
        return msgspec.json.decode((folder / VALUES).read_bytes(), type=Values)
    except (OSError, msgspec.DecodeError) as problem:
        raise ReleaseDamaged(f"search index {folder}: {VALUES}: {problem}") from problem
