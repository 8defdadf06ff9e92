"""Pages of frameworks, standards and scales: what they mean, in which order, and which programmes use them when."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser as Html
from starlette.testclient import TestClient

from lod.iris import concept
from lod.model import Inspection, Judgement
from lod.terms import Literal
from lod.web.app import create_app
from lod.web.pages import frameworks
from tests.web.published import ABOUT, LIMITS, release


def rows(client: TestClient, path: str, table: str) -> list[list[str]]:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    found = Html(answer.text).css(f"[aria-labelledby={table}] tbody tr")
    return [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in found]


def test_a_framework_shows_its_standards_in_their_order(client: TestClient) -> None:
    shown = rows(client, "/def/hmi-probation-region-2023", "standards")
    assert [row[:2] for row in shown[:3]] == [
        ["Leadership", "R 1.1"],
        ["Staffing", "R 1.2"],
        ["Public protection", "R 2.1"],
    ]
    assert shown[0][2] == "How the leaders of the region drive and support the delivery of its services."


def test_a_key_question_stands_below_its_standard(client: TestClient) -> None:
    names = [row[0] for row in rows(client, "/def/hmi-probation-crc-2018", "standards")]
    part = next(name for name in names if name.startswith("– "))
    assert not names[names.index(part) - 1].startswith("– –")
    assert not names[0].startswith("–")


@pytest.mark.parametrize("path", ["/def/hmi-probation-region-2023", "/def/hmi-probation-region-2023/leadership"])
def test_a_framework_and_its_standards_say_which_programme_used_them_and_when(client: TestClient, path: str) -> None:
    assert rows(client, path, "used") == [
        [
            "Adult probation inspection programme, from October 2023",
            "October 2023",
            "October 2025",
            "1",
            "7 August 2025",
        ]
    ]


def test_a_standard_says_how_many_judgements_there_are_on_it_and_of_when(
    tmp_path: Path, facts: tuple[Inspection, ...]
) -> None:
    good, on = concept("hmi-probation-rating", "good"), concept("hmi-probation-region-2023", "staffing")
    judged = tuple(replace(each, judgements=(*each.judgements, Judgement(good, on))) for each in facts)
    release(tmp_path, "2025-08-07-000000000001", judged)
    with TestClient(create_app(ABOUT, tmp_path, LIMITS)) as client:
        used = {row[0]: row[3:] for row in rows(client, "/def/hmi-probation-region-2023", "standards")}
    assert used["Staffing"] == ["2", "May 2024 to 7 August 2025"]
    assert used["Leadership"] == ["0", ""]


def test_a_scale_says_which_programmes_used_it_the_first_first(client: TestClient) -> None:
    starts = [row[0] for row in rows(client, "/def/hmi-probation-rating", "used")]
    assert starts[0] == "Adult probation inspection programme, 2018 to 2021"


def test_a_standard_shows_where_it_stands_in_its_framework(client: TestClient) -> None:
    page = Html(client.get("/def/hmi-probation-region-2023/staffing", headers={"Accept": "text/html"}).text)
    assert [each.text() for each in page.css("[aria-labelledby=standards] [aria-current]")] == ["Staffing"]
    assert page.css(".govuk-breadcrumbs a")[-1].attributes["href"] == "/def/hmi-probation-region-2023"


def test_numbers_in_codes_count_as_numbers() -> None:
    codes = ["D 10", "D 2", "R 1.1"]
    assert sorted(codes, key=lambda code: frameworks._order({"code": Literal(code)})) == ["D 2", "D 10", "R 1.1"]
