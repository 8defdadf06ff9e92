"""The programs on the page "How to use this data" run as they stand there, against a real server at the publication's
own address."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from lod.web.api import parameters
from tests.web.api.conftest import build
from tests.web.published import LIMITS
from tests.web.running import free_port, served

Programs = dict[str, str]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example, published at the address of its server."""
    port = free_port()
    example = build(tmp_path_factory.mktemp("own") / "hmi-probation", f"http://127.0.0.1:{port}/")
    with served(example.about, example.output, LIMITS, port=port) as address:
        yield address


@pytest.fixture(scope="module")
def programs(address: str) -> Programs:
    page = LexborHTMLParser(httpx2.get(f"{address}/how-to-use").text)
    found = {each.attributes["class"]: each.text() for each in page.css("pre code")}
    return {(name or "").removeprefix("language-"): text for name, text in found.items()}


def test_there_is_one_in_each_language(programs: Programs) -> None:
    assert list(programs) == ["curl", "python", "r", "javascript"]


@pytest.mark.engine
def test_curl(programs: Programs, program: Callable[[str], str], address: str, tmp_path: Path) -> None:
    program("curl")
    ran = _run(["bash", "-e", "-c", programs["curl"]], tmp_path)
    with (tmp_path / "inspections.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == httpx2.get(f"{address}/api/inspections?limit=1").json()["count"]
    assert len(json.loads(ran)["items"]) == 10
    assert json.loads((tmp_path / "units.geojson").read_text("utf-8"))["type"] == "FeatureCollection"


@pytest.mark.engine
def test_python(programs: Programs, address: str, tmp_path: Path) -> None:
    lines = _run([sys.executable, "-c", programs["python"]], tmp_path).splitlines()
    assert len(lines) == httpx2.get(f"{address}/api/units?limit=1").json()["count"] > 100
    assert "East Midlands: Inadequate" in lines


@pytest.mark.engine
def test_javascript(programs: Programs, program: Callable[[str], str], address: str, tmp_path: Path) -> None:
    lines = _run([program("node"), "--input-type=module", "--eval", programs["javascript"]], tmp_path).splitlines()
    assert len(lines) == httpx2.get(f"{address}/api/inspections?limit=1").json()["count"]
    assert "East Midlands Inadequate" in lines


@pytest.mark.engine
def test_r(programs: Programs, program: Callable[[str], str], tmp_path: Path) -> None:
    assert "Inadequate" in _run([program("Rscript"), "-e", programs["r"]], tmp_path)


def _run(command: list[str], folder: Path) -> str:
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_the_page_explains_every_parameter(client: TestClient) -> None:
    page = LexborHTMLParser(client.get("/how-to-use").text)
    assert [each.text() for each in page.css("tbody th code")] == [each.name for each in parameters.PARAMETERS]


@pytest.mark.parametrize(("collection", "kind"), [("unit", "units"), ("inspection", "inspections")])
def test_each_list_of_pages_leads_to_its_twins(client: TestClient, collection: str, kind: str) -> None:
    page = LexborHTMLParser(client.get(f"/doc/{collection}", headers={"Accept": "text/html"}).text)
    twins = [each.attributes["href"] for each in page.css("main a[rel=alternate]")]
    assert twins == [f"/api/{kind}.{suffix}" for suffix in ("jsonld", "json", "csv", "geojson")]
    assert all(client.get(twin or "").status_code == 200 for twin in twins)
