"""Pages of frameworks, standards and scales: what they mean, in which order, and which programmes use them when."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser as Html
from starlette.testclient import TestClient

from lod.terms import Literal
from lod.web.pages import frameworks


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
        ["Adult probation inspection programme, from October 2023", "October 2023", "October 2025"]
    ]


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
