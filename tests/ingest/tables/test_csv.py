"""CSV as offices write it."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.errors import SourceError
from lod.ingest import tables
from lod.ingest.tables import Layout, Row
from lod.model import Problem, TableRow

COLUMNS = ("unit", "overall rating", "published")
LEEDS = {"unit": "Leeds", "overall rating": "Good"}


def read(tmp_path: Path, data: bytes, **layout: object) -> list[Row | Problem]:
    path = tmp_path / "register.csv"
    path.write_bytes(data)
    return list(tables.rows(path, path.name, "text/csv", Layout(**layout), COLUMNS, ("unit",)))  # type: ignore[arg-type]


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
        pytest.param(b"unit,overall rating,,\nLeeds,Good\n", id="empty columns at the end of the header only"),
        pytest.param(b"unit,overall rating\nLeeds,Good,,\n", id="empty cells after the last column"),
    ],
)
def test_rows_are_read_alike(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data) == [Row(2, LEEDS, TableRow(2))]


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
    assert row == Row(3, LEEDS, TableRow(3))


def test_bytes_that_are_no_utf_8_cost_their_row_only(tmp_path: Path) -> None:
    problem, row = read(tmp_path, "unit,overall rating\nYnys Môn,Good\nLeeds,Good\n".encode("windows-1252"))
    assert isinstance(problem, Problem)
    assert (problem.row, problem.column, problem.found) == (2, "unit", r"Ynys M\xf4n")
    assert "UTF-8" in problem.message
    assert row == Row(3, LEEDS, TableRow(3))


def test_a_column_that_is_not_read_is_not_shown(tmp_path: Path) -> None:
    data = "unit,overall rating,manager\nLeeds,Good,Ann Môn\n".encode("windows-1252")
    assert read(tmp_path, data) == [Row(2, LEEDS, TableRow(2))]


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
        pytest.param(b"unit,Unit\nLeeds,York\n", "'unit' stands there twice; its columns", id="twice"),
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
    with pytest.raises(SourceError, match=r"nowhere\.csv: cannot be read: No such file"):
        list(tables.rows(tmp_path / "nowhere.csv", "nowhere.csv", "text/csv", Layout(), COLUMNS, ("unit",)))


def test_rows_come_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(b'unit\nLeeds\n"York\n')
    rows = tables.rows(path, "register.csv", "text/csv", Layout(), COLUMNS, ("unit",))
    assert next(rows) == Row(2, {"unit": "Leeds"}, TableRow(2))


def test_lines_of_explanation_above_the_header_are_counted_and_passed_over(tmp_path: Path) -> None:
    data = b'"Ratings, as at 1 May"\n\nunit,overall rating\nLeeds,Good\n'
    assert read(tmp_path, data, header="Unit") == [Row(4, LEEDS, TableRow(4))]


def test_a_header_that_no_row_has_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no row has the column 'code'"):
        read(tmp_path, b"unit\nLeeds\n", header="code")


TWO_ROWS = (
    b"Provider,Full inspection,,Interim,\nunit,overall rating,published,overall rating,published\nLeeds,Good,1,Poor,2\n"
)


def test_of_two_rows_of_header_the_upper_tells_columns_apart(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(TWO_ROWS)
    columns = ("unit", "Full inspection / overall rating", "Interim / published")
    rows = tables.rows(path, path.name, "text/csv", Layout(header_rows=2), columns, columns)
    assert list(rows) == [Row(3, dict(zip(columns, ("Leeds", "Good", "2"), strict=True)), TableRow(3))]


def test_a_name_that_only_the_upper_row_tells_apart_needs_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"say which: 'Full inspection / overall rating', 'Interim / overall rating'"):
        read(tmp_path, TWO_ROWS, header_rows=2)


def test_other_delimiters_are_a_matter_of_layout_or_suffix(tmp_path: Path) -> None:
    assert read(tmp_path, b"unit;overall rating\nLeeds;Good\n", delimiter=";") == [Row(2, LEEDS, TableRow(2))]
    path = tmp_path / "register.tsv"
    path.write_bytes(b"unit\toverall rating\nLeeds\tGood\n")
    rows = tables.rows(path, path.name, "text/tab-separated-values", Layout(), COLUMNS, ())
    assert list(rows) == [Row(2, LEEDS, TableRow(2))]


@pytest.mark.parametrize("layout", [{"header_rows": 0}, {"header_rows": 3}, {"delimiter": ""}, {"delimiter": '"'}])
def test_a_layout_that_no_table_can_have_is_refused(layout: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="accepted:"):
        Layout(**layout)  # type: ignore[arg-type]


def test_a_compressed_table_is_read_as_what_is_in_it_and_refused_when_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "register.csv.gz"
    packed = gzip.compress(b"unit,overall rating\nLeeds,Good\n")
    path.write_bytes(packed)
    assert list(tables.rows(path, path.name, "text/csv", Layout(), COLUMNS, ())) == [Row(2, LEEDS, TableRow(2))]
    path.write_bytes(packed[:-9])
    with pytest.raises(SourceError, match="damaged or cut short"):
        list(tables.rows(path, path.name, "text/csv", Layout(), COLUMNS, ()))


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\0")).map(str.strip), min_size=2, max_size=2)
)
def test_what_a_program_writes_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, record: list[str]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["unit", "overall rating"], record])
    path = tmp_path_factory.mktemp("written") / "register.csv"
    path.write_bytes(text.getvalue().encode())
    expected = [Row(2, dict(zip(("unit", "overall rating"), record, strict=True)), TableRow(2))] if any(record) else []
    assert list(tables.rows(path, path.name, "text/csv", Layout(), COLUMNS, ())) == expected
