"""JSON (RFC 8259) → records, read as a stream: a register of a whole country is never in memory at once."""

from __future__ import annotations

import codecs
import io
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import ijson  # type: ignore[import-untyped]

from lod.errors import SourceError
from lod.ingest import sources
from lod.ingest.tables.paths import Place
from lod.ingest.tables.records import Locate, Records
from lod.ingest.tables.row import Layout, Row
from lod.model import JsonPointer, Problem


def rows(
    path: sources.Location, name: str, layout: Layout, columns: Sequence[str], needed: Collection[str]
) -> Iterator[Row | Problem]:
    """The rows of the JSON document at `path`; see `lod.ingest.tables.rows`."""
    records = Records(name, layout, columns, needed)
    with sources.open_content(path, name) as file:
        if file.peek(3).startswith(codecs.BOM_UTF8):
            file.read(3)
        one = not layout.records and not _begins_with_array(file)
        number = 0
        for number, record in enumerate(_values(file, _prefix(layout.records, one), name), start=1):
            yield from records.rows(record, number, _locate("" if one else f"{layout.records}/{number - 1}"))
    if not one:
        records.check()
        if number == 0:
            _check_array(path, name, layout.records)


def _begins_with_array(file: io.BufferedReader[Any]) -> bool:
    while (byte := file.peek(1)[:1]) in (b" ", b"\t", b"\r", b"\n"):
        file.read(1)
    return byte == b"["


def _prefix(pointer: str, one: bool) -> str:
    """A JSON Pointer to an array, as ijson names its members."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    return ".".join(steps if one else (*steps, "item"))


def _values(file: io.BufferedReader[Any], prefix: str, name: str) -> Iterator[object]:
    number = 0
    try:
        for value in ijson.items(file, prefix):
            yield value
            number += 1
    except (ijson.JSONError, ValueError) as problem:
        detail = " ".join(str(problem).split("\n")[0].split())
        raise SourceError(f"{name}: no JSON, or cut short, after record {number}: {detail}") from problem


def _check_array(path: sources.Location, name: str, pointer: str) -> None:
    """That a document without records has the array at least."""
    arrays: dict[str, None] = {}
    with sources.open_content(path, name) as file:
        for prefix, event, _ in ijson.parse(file):
            if event == "start_array" and "item" not in prefix.split("."):
                arrays["".join(f"/{step}" for step in prefix.split(".") if step)] = None
    if pointer not in arrays:
        there = ", ".join(map(repr, arrays)) or "none"
        raise SourceError(f"{name}: there is no array of records at {pointer!r}; its arrays are at: {there}")


def _locate(record: str) -> Locate:
    def locate(place: Place) -> JsonPointer:
        steps = (str(step) for name, index in place for step in (_escaped(name), index) if step is not None)
        return JsonPointer("/".join((record, *steps)))

    return locate


def _escaped(name: str) -> str:
    """A name as RFC 6901, 3 writes it."""
    return name.replace("~", "~0").replace("/", "~1")
