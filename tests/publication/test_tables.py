"""The tables say what the dumps say, in the types that their metadata names, in the same bytes each time."""

from __future__ import annotations

import csv
import io
import itertools
import tracemalloc
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest

from lod.formats import Format, parse_lines
from lod.iris import concept
from lod.namespaces import DCT, INSP, OGL, PROV, RDF, SKOS, XSD
from lod.profiles import schemes
from lod.publication import Dump, DumpNames, Statistics, csvw, known
from lod.publication.columns import INSPECTIONS, JUDGEMENTS, TABLES, UNITS, Table
from lod.publication.rows import tables
from lod.publication.tables import Tables
from lod.terms import Literal, Triple, integer, text
from tests.publication.assembling import NAMES, dumps
from tests.web.clients import required

UNIT = NAMES.unit("prison", "A, B")
FIRST = NAMES.inspection("prison", "A, B", "1")
GOOD = concept("hmi-probation-rating", "good")
PRISON = concept("unit-type", "prison")
VOCABULARY = {GOOD: {SKOS.prefLabel: "Good"}, PRISON: {SKOS.prefLabel: "Prison"}}


def judged(inspection: str, name: str, score: int) -> list[Triple]:
    subject = f"{inspection}/judgement/{name}"
    return [(inspection, INSP.hasJudgement, subject), (subject, INSP.score, integer(score))]


TRIPLES: list[Triple] = [
    (FIRST, INSP.inspects, UNIT),
    (FIRST, DCT.issued, Literal("2025-02", XSD.gYearMonth)),
    (FIRST, INSP.fieldworkEnd, Literal("2025-01-31", XSD.date)),
    (FIRST, INSP.overallRating, GOOD),
    (FIRST, PROV.wasDerivedFrom, f"{FIRST}/evidence/2"),
    (FIRST, PROV.wasDerivedFrom, f"{FIRST}/evidence/1"),
    (f"{FIRST}/evidence/2", "http://www.w3.org/ns/oa#hasSource", NAMES.source("cd" * 32)),
    (f"{FIRST}/evidence/1", "http://www.w3.org/ns/oa#hasSource", NAMES.source("ab" * 32)),
    *judged(FIRST, "overall", 18),
    (f"{FIRST}/judgement/overall", INSP.rating, GOOD),
    *judged(FIRST, "staffing", 4),
    (f"{FIRST}/judgement/staffing", INSP.onStandard, "https://example.org/staffing"),
    (UNIT, SKOS.prefLabel, text('The "Old"\nPrison', "en")),
    (UNIT, DCT.type, PRISON),
    (UNIT, INSP.currentRating, GOOD),
]


def rows(triples: list[Triple], table: Table) -> list[dict[str, str]]:
    """The rows with only the cells that are not empty."""
    made = tables(triples, NAMES, VOCABULARY)[table.name].decode()
    read = csv.DictReader(io.StringIO(made, newline=""), table.header)
    return [{name: cell for name, cell in row.items() if cell} for row in read]


def test_an_inspection_is_a_row() -> None:
    assert rows(TRIPLES, INSPECTIONS) == [
        {
            "inspection": FIRST,
            "unit": UNIT,
            "unit_name": 'The "Old"\nPrison',
            "type": PRISON,
            "type_label": "Prison",
            "issued": "2025-02",
            "fieldwork_end": "2025-01-31",
            "fieldwork_end_day": "2025-01-31",
            "rating": GOOD,
            "rating_label": "Good",
            "score": "18",
            "source": f"{NAMES.source('ab' * 32)} {NAMES.source('cd' * 32)}",
        }
    ]


def test_a_unit_is_a_row_with_its_current_rating() -> None:
    (row,) = rows(TRIPLES, UNITS)
    assert (row["unit"], row["type_label"], row["rating"], row["rating_label"]) == (UNIT, "Prison", GOOD, "Good")


def test_a_unit_that_only_the_vocabulary_describes_has_its_name() -> None:
    vocabulary = {UNIT: {SKOS.prefLabel: "Listed", DCT.identifier: "A, B"}}
    made = tables([(UNIT, INSP.currentRating, GOOD)], NAMES, vocabulary)[UNITS.name].decode()
    assert made.startswith(f"{UNIT},Listed,")
    assert '"A, B"' in made


def test_a_judgement_is_a_row_that_names_its_standard() -> None:
    assert [(row.get("standard", ""), row["score"], row["issued"]) for row in rows(TRIPLES, JUDGEMENTS)] == [
        ("", "18", "2025-02"),
        ("https://example.org/staffing", "4", "2025-02"),
    ]


def test_what_was_taken_back_has_no_row() -> None:
    """A judgement that does not stand is no longer led to by hasJudgement."""
    taken_back = [*TRIPLES, (FIRST, INSP.withdrawnBy, f"{FIRST}/correction/2025-03-01")]
    assert rows(taken_back, INSPECTIONS) == rows(taken_back, JUDGEMENTS) == []
    gone = [triple for triple in TRIPLES if triple[1:] != (INSP.hasJudgement, f"{FIRST}/judgement/overall")]
    assert [row["judgement"] for row in rows(gone, JUDGEMENTS)] == [f"{FIRST}/judgement/staffing"]
    assert "score" not in rows(gone, INSPECTIONS)[0]


@pytest.mark.parametrize("name", ["a, b", "a\nb", "a\r\nb", "a\rb", '"a"', "a\u2028b", " a", "é,ß"], ids=repr)
def test_a_name_comes_back_as_it_was(name: str) -> None:
    """RFC 4180 section 2: what has a comma, a quote or a line break in it is quoted."""
    (row,) = rows([(UNIT, SKOS.prefLabel, text(name, "en"))], UNITS)
    assert row["unit_name"] == name
    made = tables([(UNIT, SKOS.prefLabel, text(name, "en"))], NAMES, VOCABULARY)[UNITS.name]
    file = io.StringIO(newline="")
    csv.writer(file).writerows(csv.reader(io.StringIO(made.decode(), newline="")))
    assert made.decode() == file.getvalue()


def test_lines_end_as_rfc_4180_says() -> None:
    assert tables(TRIPLES, NAMES, VOCABULARY)["judgements"].count(b"\r\n") == 2


def test_labels_come_from_the_vocabulary() -> None:
    said = known(parse_lines(schemes.vocabulary_lines(NAMES.base_iri, ["probation-units"])))
    assert said[GOOD][SKOS.prefLabel] == "Good"
    assert said[NAMES.unit("probation-delivery-unit", "N53DRBY")][DCT.identifier] == "N53DRBY"


# --- files


@pytest.fixture(scope="session")
def folder(dumped: tuple[Path, Statistics, tuple[Dump, ...]]) -> Path:
    return dumped[0]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_parquet_holds_what_the_csv_holds_in_its_types(food: list[list[Triple]], tmp_path: Path, table: Table) -> None:
    dumps(tmp_path, food, [], size=7)
    with (tmp_path / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        header, *cells = csv.reader(file)
    read = pq.read_table(tmp_path / f"{table.name}.parquet")
    assert header == list(table.header) == read.column_names
    assert read.num_rows == len(cells) > 50
    as_text = [["" if cell is None else str(cell) for cell in row.values()] for row in read.to_pylist()]
    numbers = {index for index, column in enumerate(table.columns) if column.type == "decimal"}
    for row, cell in itertools.product(range(len(cells)), range(len(header))):
        if cell in numbers and cells[row][cell]:
            assert float(as_text[row][cell]) == float(cells[row][cell])
        else:
            assert as_text[row][cell] == cells[row][cell]


def test_the_types_of_parquet_are_those_of_the_columns(folder: Path) -> None:
    found = {field.name: str(field.type) for field in pq.read_schema(folder / "inspections.parquet")}
    assert (found["score"], found["issued_day"], found["issued"]) == ("int64", "date32[day]", "string")


def test_there_is_a_row_for_each_inspection_in_the_dump(food: list[list[Triple]], tmp_path: Path) -> None:
    dumps(tmp_path, food, [], size=7)
    said = {subject for about in food for subject, p, value in about if (p, value) == (RDF.type, INSP.Inspection)}
    with (tmp_path / "inspections.csv").open(encoding="utf-8", newline="") as file:
        assert {row["inspection"] for row in csv.DictReader(file)} == said


def test_the_same_rows_give_the_same_bytes(food: list[list[Triple]], tmp_path: Path) -> None:
    once, again = tmp_path / "once", tmp_path / "again"
    for each in (once, again):
        each.mkdir()
        dumps(each, food, [], size=13)
    names = [path.name for path in once.iterdir() if path.is_file()]
    assert {name: (once / name).read_bytes() for name in names} == {name: (again / name).read_bytes() for name in names}


def test_metadata_names_the_type_and_the_property_of_each_column(folder: Path) -> None:
    document = msgspec.json.decode((folder / "inspections.csv-metadata.json").read_bytes())
    assert document["@context"][0] == "http://www.w3.org/ns/csvw"
    assert document["url"] == "inspections.csv"
    assert document["dc:license"] == {"@id": OGL}
    columns = {column["name"]: column for column in document["tableSchema"]["columns"]}
    assert list(columns)[:-1] == list(INSPECTIONS.header)
    assert (columns["issued_day"]["datatype"], columns["issued_day"]["propertyUrl"]) == ("date", DCT.issued)
    assert (columns["rating"]["propertyUrl"], columns["rating"]["valueUrl"]) == (INSP.overallRating, "{+rating}")
    assert columns["unit_name"]["aboutUrl"] == "{+unit}"
    assert columns["inspection"]["required"] is True


@pytest.mark.engine
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_validator_finds_each_table_as_its_metadata_says(
    food: list[list[Triple]], tmp_path: Path, table: Table, caplog: pytest.LogCaptureFixture
) -> None:
    """The `csvw` package, which logs cells that are not of their type, such as a day that is none."""
    csvw_package = required("csvw")
    dumps(tmp_path, food, [], size=7)
    file, metadata = tmp_path / f"{table.name}.csv", str(tmp_path / f"{table.name}.csv-metadata.json")
    assert csvw_package.CSVW(metadata, validate=True).is_valid
    assert caplog.messages == []
    typed = "latitude" if table is UNITS else "issued_day"
    rows_of = list(csv.reader(io.StringIO(file.read_bytes().decode(), newline="")))
    rows_of[1][table.header.index(typed)] = "never"
    with file.open("w", encoding="utf-8", newline="") as changed:
        csv.writer(changed).writerows(rows_of)
    assert not csvw_package.CSVW(metadata, validate=True).is_valid
    assert [f"{typed}: " in message for message in caplog.messages] == [True]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_description_and_a_name_of_its_own(table: Table) -> None:
    assert len(set(table.header)) == len(table.columns)
    assert all(column.description.endswith(".") for column in table.columns)
    assert [column.name for column in table.columns if not column.property] == [table.key]
    assert all(column.about in {"", *table.header} for column in table.columns)
    assert csvw.metadata(table, f"{table.name}.csv", OGL).endswith(b"}\n")


def test_tables_of_another_dataset_have_names_of_their_own() -> None:
    assert DumpNames("data-cc-by").table("units", Format.CSV) == "units-cc-by.csv"


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    row = b"x" * 1000 + b"," * (len(UNITS.columns) - 1) + b"\r\n"

    def peak(number: int) -> int:
        folder = tmp_path / str(number)
        folder.mkdir()
        made = Tables(folder, DumpNames(), OGL)
        tracemalloc.start()
        for _ in range(number):
            made.add({"units": row * 1000})
        made.finish()
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(60) < 2 * peak(20)
