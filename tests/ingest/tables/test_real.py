"""Real registers, as they were published: the first rows, and how many there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lod.ingest.tables import Row
from lod.model import JsonPointer, Problem, TableRow, XPath

ReadFile = Callable[..., list[Row | Problem]]


@pytest.mark.parametrize(
    ("file", "layout", "number", "cells", "count"),
    [
        pytest.param(
            "fhrs/uk-2015-csv/fhrs/102.csv",
            {},
            2,
            {"businessname": "17 Wilmington Square", "ratingvalue": "5", "ratingdate": "2012-07-03"},
            None,
            id="FHRS 2015",
        ),
        pytest.param(
            "ofsted/buzzfeed-providers-as-at-2018-03-31.csv",
            {"header_rows": 2},
            3,
            {"URN": "1027076", "Address 2": "", "Latest Full Inspection / Overall effectiveness": "Inadequate"},
            2797,
            id="Ofsted, two rows of header",
        ),
        pytest.param(
            "ofsted/d2i-Provider_data_lookup.csv",
            {},
            2,
            {"urn": "80486", "stat_neighbours": "308, 821, 313, 333, 336, 307, 304, 312, 874, 203"},
            156,
            id="Ofsted, byte order mark",
        ),
        pytest.param(
            "cqc/mooperd-output-head.csv",
            {"header": "CQC Location ID (for office use only)"},
            2,
            {"Name": "ASP Healthcare Services Ltd", "Postcode": "GL2 0XE", "Report publication date": ""},
            500,
            id="CQC directory, space before a name",
        ),
        pytest.param(
            "cqc/trafford_care_homes.csv",
            {},
            2,
            {"cqc_id": "1-466088203", "website": "NA", "lat": "53.44763"},
            None,
            id="Trafford",
        ),
    ],
)
def test_tables(
    shared: Path,
    read_file: ReadFile,
    file: str,
    layout: dict[str, object],
    number: int,
    cells: dict[str, str],
    count: int | None,
) -> None:
    rows = read_file(shared / "data" / file, *cells, needed=tuple(cells), **layout)
    assert rows[0] == Row(number, cells, TableRow(number))
    assert all(isinstance(row, Row) for row in rows)
    assert count in (None, len(rows))


def test_fhrs_json(shared: Path, read_file: ReadFile) -> None:
    path = shared / "data/fhrs/london-2022-json/100.json.gz"
    columns = ("FHRSID", "RatingDate", "scores/Hygiene", "geocode/latitude", "NewRatingPending")
    rows = read_file(path, *columns, needed=("FHRSID",), records="/establishments")
    assert rows[0] == Row(
        1,
        dict(zip(columns, ("1040410", "2018-05-14T00:00:00", "0", "", "false"), strict=True)),
        JsonPointer("/establishments/0"),
    )
    assert all(isinstance(row, Row) and list(row.cells) == list(columns) for row in rows)


def test_fhrs_xml(shared: Path, read_file: ReadFile) -> None:
    path = shared / "data/fhrs/norwich-2026-xml/FHRS232en-GB.xml"
    columns = ("FHRSID", "RatingDate", "Scores/Hygiene", "Geocode/Latitude")
    rows = read_file(path, *columns, needed=("FHRSID",), records="EstablishmentDetail")
    place = "/FHRSEstablishment/EstablishmentCollection[1]/EstablishmentDetail"
    assert len(rows) == 1563
    assert rows[:2] == [
        Row(1, {"FHRSID": "1621882", "RatingDate": "", "Geocode/Latitude": "52.630033"}, XPath(f"{place}[1]")),
        Row(2, {"FHRSID": "1151126", "RatingDate": "2019-11-05", "Scores/Hygiene": "5"}, XPath(f"{place}[2]")),
    ]
    assert sum(isinstance(row, Row) and row.cells["RatingDate"] == "" for row in rows) == 208


CQC = "cqc/oldham-api-json/location_details"
SAFE = "overall/keyQuestionRatings[name=Safe]/rating"
WELL_LED = "overall/keyQuestionRatings[name=Well-led]/rating"


def test_cqc_json_has_a_row_more_for_each_historic_rating(shared: Path, read_file: ReadFile) -> None:
    path = shared / "data" / CQC / "location_1-109570155.json"
    old = "historicRatings"
    columns = ("locationId", f"currentRatings/{SAFE}", f"{old}/reportDate", f"{old}/{SAFE}", f"{old}/{WELL_LED}")
    own = {"locationId": "1-109570155", f"currentRatings/{SAFE}": "Good"}
    assert read_file(path, *columns, needed=("locationId",), nested=(old,)) == [
        Row(1, own, JsonPointer("")),
        Row(
            1,
            {**own, f"{old}/reportDate": "2022-03-03", f"{old}/{SAFE}": "Inspected but not rated"},
            JsonPointer(f"/{old}/0"),
            old,
        ),
        Row(
            1,
            {**own, f"{old}/reportDate": "2016-03-17", f"{old}/{SAFE}": "Good", f"{old}/{WELL_LED}": "Good"},
            JsonPointer(f"/{old}/1"),
            old,
        ),
    ]


def test_cqc_json_says_what_a_location_replaces(shared: Path, read_file: ReadFile) -> None:
    column = "relationships[type=HSCA Predecessor]/relatedLocationId"
    path = shared / "data" / CQC / "location_1-3732002126.json"
    assert read_file(path, column) == [Row(1, {column: "1-197302687"}, JsonPointer(""))]


def test_cqc_json_of_the_single_assessment_framework(shared: Path, read_file: ReadFile) -> None:
    group = "assessment/ratings/asgRatings"
    columns = (f"{group}/assessmentDate", f"{group}/rating", f"{group}/keyQuestionRatings[name=Safe]/rating")
    rows = read_file(shared / "data" / CQC / "location_1-16561595022.json", "name", *columns, nested=(group,))
    assert rows[1:] == [
        Row(
            1,
            {"name": "The Composite Bonding Company"}
            | dict(zip(columns, ("2024-08-30", "", "Regulations met"), strict=True)),
            JsonPointer("/assessment/0/ratings/asgRatings/0"),
            group,
        )
    ]


def test_every_cqc_location_is_read(shared: Path, read_file: ReadFile) -> None:
    files = sorted((shared / "data" / CQC).glob("*.json"))
    rows = [row for path in files for row in read_file(path, "locationId", nested=("historicRatings",))]
    assert all(isinstance(row, Row) for row in rows)
    assert (len(files), len(rows)) == (300, 475)
