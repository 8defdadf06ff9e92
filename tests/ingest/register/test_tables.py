"""CSV as offices write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod.errors import SourceError
from lod.ingest.tables import Row, rows
from lod.model import Problem

COLUMNS = ("unit", "overall rating", "published")


def read(tmp_path: Path, data: bytes) -> list[Row | Problem]:
    path = tmp_path / "register.csv"
    path.write_bytes(data)
    return list(rows(path, "register.csv", COLUMNS, needed=("unit",)))


LEEDS = {"unit": "Leeds", "overall rating": "Good"}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"unit,overall rating\nLeeds,Good\n", id="plain"),
        pytest.param(b"\xef\xbb\xbfunit,overall rating\nLeeds,Good\n", id="byte order mark"),
        pytest.param(b"unit,overall rating\r\nLeeds,Good\r\n", id="CRLF, as RFC 4180 has it"),
        pytest.param(b"unit,overall rating\nLeeds,Good", id="no line feed at the end"),
        pytest.param(b" Unit ,OVERALL  Rating\n  Leeds  , Good \n", id="spaces and case"),
        pytest.param(b'"unit", "overall rating"\n"Leeds", "Good"\n', id="space before quotation marks"),
        pytest.param(b"size,overall rating,unit,notes\n7,Good,Leeds,x\n", id="other columns, other order"),
        pytest.param(b"unit,overall rating,,\nLeeds,Good,,\n", id="empty columns at the end"),
        pytest.param(b"unit,overall rating\nLeeds,Good,,\n", id="empty cells after the last column"),
    ],
)
def test_rows_are_read_alike(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data) == [Row(2, LEEDS)]


def test_a_row_has_its_number_in_the_table_not_in_the_file(tmp_path: Path) -> None:
    data = b'unit,overall rating\n"Lee\nds",Good\n,\n\nYork,Good\n'
    assert [(row.number, row.cells["unit"]) for row in read(tmp_path, data) if isinstance(row, Row)] == [
        (2, "Lee\nds"),
        (5, "York"),
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        pytest.param(b"Barking, Dagenham and Havering,Good", "3 cells", id="comma outside quotation marks"),
        pytest.param(b"Leeds", "1 cells", id="too few cells"),
    ],
)
def test_a_row_of_another_length_is_a_problem(tmp_path: Path, line: bytes, found: str) -> None:
    problem, row = read(tmp_path, b"unit,overall rating\n" + line + b"\nLeeds,Good\n")
    assert isinstance(problem, Problem)
    assert (problem.row, problem.found, problem.accepted) == (2, found, "2 cells")
    assert row == Row(3, LEEDS)


def test_bytes_that_are_no_utf_8_cost_their_row_only(tmp_path: Path) -> None:
    problem, row = read(tmp_path, "unit,overall rating\nYnys Môn,Good\nLeeds,Good\n".encode("windows-1252"))
    assert isinstance(problem, Problem)
    assert (problem.row, problem.column, problem.found) == (2, "unit", r"Ynys M\xf4n")
    assert "UTF-8" in problem.message
    assert row == Row(3, LEEDS)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(
            b"name,rating\nLeeds,Good\n", "needs the column 'unit'; its columns are: 'name', 'rating'", id="no"
        ),
        pytest.param(
            b"unit;rating\nLeeds;Good\n", "needs the column 'unit'; its columns are: 'unit;rating'", id="semicolon"
        ),
        pytest.param(b"", "needs the column 'unit'; its columns are: none", id="empty file"),
        pytest.param(b"unit,Unit\nLeeds,York\n", "'unit' stands there twice", id="twice"),
        pytest.param("unité,unit\n".encode("windows-1252"), "the header is not UTF-8", id="header in another encoding"),
        pytest.param("unit\nLeeds\n".encode("utf-16"), "the header is not UTF-8", id="UTF-16"),
        pytest.param(b'unit\nLeeds\n"York\n', "no CSV after row 2", id="quotation mark not closed"),
    ],
)
def test_what_is_no_table_of_these_columns_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=r"register\.csv") as raised:
        read(tmp_path, data)
    assert message in str(raised.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        list(rows(tmp_path / "nowhere.csv", "nowhere.csv", COLUMNS, needed=("unit",)))


def test_rows_come_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(b'unit\nLeeds\n"York\n')
    assert next(rows(path, "register.csv", COLUMNS, needed=("unit",))) == Row(2, {"unit": "Leeds"})
