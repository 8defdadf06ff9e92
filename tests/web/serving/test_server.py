"""A real server on a real port, asked by curl as users ask it."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from lod.store import Limits
from tests.web.published import ABOUT
from tests.web.running import served

pytestmark = [pytest.mark.engine]

DOCUMENT = "/doc/inspection/probation-region/N53/2025-08-07"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"


@pytest.fixture(scope="module")
def address(output: Path) -> Iterator[str]:
    with served(ABOUT, output, Limits(timeout=1.5, workers=2)) as address:
        yield address


@pytest.fixture
def curl(program: Callable[[str], str], address: str) -> Callable[..., str]:
    """Runs curl on a path of the server and gives what it prints."""
    executable = program("curl")

    def run(path: str, *options: str) -> str:
        command = [executable, "--silent", "--show-error", "--max-time", "20", *options, f"{address}{path}"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    return run


def test_from_a_name_to_its_data_in_one_command(curl: Callable[..., str]) -> None:
    path = "/id/inspection/probation-region/N53/2025-08-07"
    said = curl(path, "--location", "--header", "Accept: text/turtle", "--write-out", "%{num_redirects} %{http_code}")
    assert said.endswith("1 200")
    assert "insp:overallRating" in said


def test_a_question_in_one_command(curl: Callable[..., str]) -> None:
    said = curl("/sparql", "--data-urlencode", "query=ASK { ?s a ?o }")
    assert json.loads(said)["boolean"] is True


def test_head_has_no_body(curl: Callable[..., str]) -> None:
    said = curl(DOCUMENT, "--head")
    assert said.startswith("HTTP/1.1 200 OK")
    assert said.rstrip().count("\n") == said.rstrip().count(": ")


def test_a_download_resumes(curl: Callable[..., str]) -> None:
    path = "/release/2025-08-07-000000000001/data.nq"
    assert curl(path, "--range", "0-99") + curl(path, "--range", "100-") == curl(path)


def test_compression_survives_the_wire(curl: Callable[..., str]) -> None:
    assert curl(f"{DOCUMENT}.ttl", "--compressed") == curl(f"{DOCUMENT}.ttl")


def test_a_path_cannot_climb(curl: Callable[..., str]) -> None:
    status = curl("/release/2025-08-07-000000000001/../../history.jsonl", "--path-as-is", "--write-out", "%{http_code}")
    assert status.endswith("404")


def test_others_are_answered_while_a_query_runs_away(address: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        runaway = pool.submit(httpx2.get, f"{address}/sparql", params={"query": RUNAWAY}, timeout=20)
        time.sleep(0.3)
        light = httpx2.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=20)
        page = httpx2.get(f"{address}{DOCUMENT}", timeout=20)
        assert not runaway.done()
        assert (light.status_code, page.status_code) == (200, 200)
        assert runaway.result().status_code == 503


def test_a_client_that_goes_away_frees_its_process(output: Path) -> None:
    with served(ABOUT, output, Limits(timeout=30.0, workers=1, wait=10.0)) as address:
        with pytest.raises(httpx2.ReadTimeout):
            httpx2.get(f"{address}/sparql", params={"query": RUNAWAY}, timeout=0.5)
        started = time.monotonic()
        assert httpx2.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=20).status_code == 200
        assert time.monotonic() - started < 8
