"""JSON: arrays of records, documents of one, nested arrays."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from lod.errors import SourceError
from lod.ingest import tables
from lod.ingest.tables import Layout, Row
from lod.model import JsonPointer, Problem

Read = Callable[..., list[Row | Problem]]


@pytest.mark.parametrize(
    ("data", "layout", "pointer"),
    [
        pytest.param(b'[{"id": 7}]', {}, "/0", id="an array"),
        pytest.param(b' \r\n\t[{"id": 7}]', {}, "/0", id="an array after white space"),
        pytest.param(b'\xef\xbb\xbf[{"id": 7}]', {}, "/0", id="an array after a byte order mark"),
        pytest.param(b'{"id": 7}', {}, "", id="one record"),
        pytest.param(b'{"meta": {"n": 1}, "rows": [{"id": 7}]}', {"records": "/rows"}, "/rows/0", id="an array below"),
        pytest.param(b'{"a/b": {"c": [{"id": 7}]}}', {"records": "/a~1b/c"}, "/a~1b/c/0", id="an escaped pointer"),
    ],
)
def test_records_are_found(read: Read, data: bytes, layout: dict[str, str], pointer: str) -> None:
    assert read(data, ".json", "id", needed=("id",), **layout) == [Row(1, {"id": "7"}, JsonPointer(pointer))]


def test_null_is_an_empty_cell_and_a_field_that_is_not_there_none(read: Read) -> None:
    (row,) = read(b'[{"a": null, "b": "", "c": true}]', ".json", "a", "b", "c", "d")
    assert isinstance(row, Row)
    assert row.cells == {"a": "", "b": "", "c": "true"}


@pytest.mark.parametrize("digits", ["53.5460746", "53.50", "-0.222939", "0", "12345678901234567890"])
def test_numbers_keep_their_digits(read: Read, digits: str) -> None:
    assert read(f'[{{"n": {digits}}}]'.encode(), ".json", "n") == [Row(1, {"n": digits}, JsonPointer("/0"))]


def test_members_of_a_nested_array_are_rows_of_their_own_with_the_cells_of_their_record(read: Read) -> None:
    data = b'[{"id": 7, "old": [{"date": "2016"}, {"date": "2022"}]}, {"id": 8}]'
    assert read(data, ".json", "id", "old/date", nested=("old",)) == [
        Row(1, {"id": "7"}, JsonPointer("/0")),
        Row(1, {"id": "7", "old/date": "2016"}, JsonPointer("/0/old/0"), "old"),
        Row(1, {"id": "7", "old/date": "2022"}, JsonPointer("/0/old/1"), "old"),
        Row(2, {"id": "8"}, JsonPointer("/1")),
    ]


def test_a_record_without_a_needed_field_costs_itself_only(read: Read) -> None:
    problem, not_a_record, row = read(b'[{"name": "x"}, 3, {"id": 7}]', ".json", "id", needed=("id",))
    assert problem == Problem("register.json", "the record lacks a needed field", "name", "id", row=1, column="id")
    assert not_a_record == Problem("register.json", "is no record", "3", "names and values", row=2)
    assert row == Row(3, {"id": "7"}, JsonPointer("/2"))


def test_a_group_of_values_where_one_is_asked_for_is_a_problem(read: Read) -> None:
    (problem,) = read(b'[{"scores": {"Hygiene": 5}}]', ".json", "scores")
    assert isinstance(problem, Problem)
    assert (problem.row, problem.column, problem.message) == (1, "scores", "leads to a group of values")


def test_an_empty_array_is_a_register_without_records(read: Read) -> None:
    assert read(b'{"rows": []}', ".json", "id", needed=("id",), records="/rows") == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b'{"rows": [{"id": 7}', "no JSON, or cut short, after record 1", id="cut short"),
        pytest.param(b'{"rows": [{"id": 7}]} x', "no JSON, or cut short, after record 1", id="more after the end"),
        pytest.param(b"<html>", "no JSON, or cut short, after record 0", id="another format"),
        pytest.param(b"", "no JSON, or cut short, after record 0", id="empty"),
        pytest.param(b'{"rows": [{"id": "M\xf4n"}]}', "no JSON, or cut short, after record 0", id="no UTF-8"),
        pytest.param(b'{"data": []}', "no array of records at '/rows'; its arrays are at: '/data'", id="elsewhere"),
        pytest.param(b'{"rows": {"id": 7}}', "no array of records at '/rows'; its arrays are at: none", id="no array"),
        pytest.param(
            b'{"rows": [{"name": 1}, {"name": 2}]}', "no record has 'id'; the first has: 'name'", id="other records"
        ),
    ],
)
def test_what_is_no_such_document_is_refused(read: Read, data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=r"^register\.json: ") as raised:
        read(data, ".json", "id", needed=("id",), records="/rows")
    assert message in str(raised.value)


def test_a_compressed_document_that_is_cut_short_is_refused(read: Read) -> None:
    with pytest.raises(SourceError, match="cut short"):
        read(gzip.compress(b'[{"id": 7}]')[:-8], ".json.gz", "id")


def test_records_come_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    path.write_bytes(b"[" + b'{"id": 7},' * 20_000 + b"oops")
    rows = tables.rows(path, path.name, "application/json", Layout(), ("id",), ())
    assert next(rows) == Row(1, {"id": "7"}, JsonPointer("/0"))


def test_what_a_program_writes_is_what_is_read(read: Read) -> None:
    for text in ("Môn", "\u2028", 'say "x"', "a/b~c", "\U0001f3e0"):
        assert read(json.dumps([{"n": text}]).encode(), ".json", "n") == [
            Row(1, {"n": text.strip()}, JsonPointer("/0"))
        ]
