"""The OpenAPI description: its examples are what the server answers, and a stranger's fuzzer finds nothing."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.api.conftest import Example
from tests.web.clients import required
from tests.web.published import LIMITS
from tests.web.running import served

KINDS = ("inspections", "units", "judgements")


@pytest.fixture(scope="module")
def described(client_of_example: TestClient) -> dict[str, Any]:
    document: dict[str, Any] = client_of_example.get("/openapi.json").json()
    return document


def test_it_is_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1.")
    assert described["jsonSchemaDialect"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("kind", KINDS)
def test_examples_of_lists_are_answers(client_of_example: TestClient, described: dict[str, Any], kind: str) -> None:
    content = described["paths"][f"/api/{kind}"]["get"]["responses"]["200"]["content"]
    assert len(content) == (4 if kind != "judgements" else 3)
    for media_type, said in content.items():
        answer = client_of_example.get(f"/api/{kind}?limit=2", headers={"Accept": media_type})
        assert answer.headers["Content-Type"].partition(";")[0] == media_type
        assert said["example"] == (answer.text if media_type == "text/csv" else answer.json())


def test_examples_of_documents_are_answers(client_of_example: TestClient, described: dict[str, Any]) -> None:
    found = 0
    for path, about in described["paths"].items():
        if path.startswith("/doc/"):
            given = {each["name"]: each["example"] for each in about["get"]["parameters"]}
            answer = client_of_example.get(path.format(**given))
            said = about["get"]["responses"]["200"]["content"]["application/json"]
            assert said["example"] == answer.json()
            found += 1
    assert found == 3


def test_parameters_that_have_an_example_take_it(client_of_example: TestClient, described: dict[str, Any]) -> None:
    for kind in KINDS:
        for each in described["paths"][f"/api/{kind}"]["get"]["parameters"]:
            if "example" in each:
                answer = client_of_example.get(f"/api/{kind}", params={each["name"]: each["example"]})
                assert answer.status_code == 200, answer.text


def test_columns_are_keys_and_names_of_what_they_lead_to(client_of_example: TestClient) -> None:
    header = next(csv.reader(io.StringIO(client_of_example.get("/api/judgements.csv?limit=1").text)))
    assert header == [
        *("id", "inspection", "date", "judges", "unitName", "onStandard", "standardName"),
        *("rating", "ratingName", "score", "maxScore"),
    ]


@pytest.mark.slow
@pytest.mark.engine
def test_schemathesis_finds_no_failure(example: Example, tmp_path: Path) -> None:
    required("schemathesis")
    with served(example.about, example.output, LIMITS) as address:
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{address}/openapi.json"),
            *("--url", address, "--max-examples", "25", "--seed", "7", "--no-color", "--workers", "1"),
        ]
        ran = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=300, env={**os.environ, "COLUMNS": "200"}
        )
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
