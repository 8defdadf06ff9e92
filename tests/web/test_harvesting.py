"""What harvesters get from a running server: DCAT-AP 3.0.1 by its published shapes, every link followed."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pyshacl
import pytest
import rdflib
from rdflib.namespace import SH

from lod.store import Limits
from tests.pipeline.test_lineage import ABOUT, build
from tests.web.running import served

OF_ZSTD = re.compile(r"links/mediaType \S+\.zst +says \S+, served as application/zstd$")
"""The suite knows that what is in gzip is served as such; of zstd (RFC 8878) it does not."""

SHAPES = ("shapes.ttl", "range.ttl", "deprecateduris.ttl")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of a publication that was released twice."""
    folder = tmp_path_factory.mktemp("harvested")
    build(folder, "2024-01-05")
    build(folder, "2024-01-05", "2025-01-05")
    with served(ABOUT, folder / "public", Limits(timeout=5.0, workers=2, wait=5.0)) as address:
        yield address


@pytest.fixture(scope="module")
def catalogue(server: str) -> rdflib.Graph:
    answer = httpx2.get(f"{server}/", headers={"Accept": "text/turtle"})
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    return rdflib.Graph().parse(data=answer.text, format="turtle")


def found(catalogue: rdflib.Graph, shapes: Path) -> list[tuple[str, str]]:
    """The focus node and path of every result, of any severity; what the shapes import is not fetched."""
    _, report, _ = pyshacl.validate(
        catalogue, shacl_graph=rdflib.Graph().parse(shapes), do_owl_imports=False, advanced=True
    )
    assert isinstance(report, rdflib.Graph)
    return sorted(
        (str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultPath)))
        for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)
    )


@pytest.mark.parametrize("shapes", SHAPES)
def test_what_the_server_sends_conforms_to_dcat_ap(shared: Path, catalogue: rdflib.Graph, shapes: str) -> None:
    assert found(catalogue, shared / "vocab" / "dcat-ap-3.0.1" / shapes) == []


def test_a_harvester_finds_all_that_the_catalogue_leads_to(shared: Path, server: str) -> None:
    """Files with the size, type and digest that the catalogue gives, of both releases; one graph in every syntax."""
    suite = shared / "conformance" / "dcat_shacl.py"
    command = [sys.executable, str(suite), "--base", server, "--catalog", "/", "--public", ABOUT.base_iri, "-v"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    failed = [line for line in run.stdout.splitlines() if line.strip().startswith("FAIL")]
    assert failed or run.returncode == 0, run.stdout + run.stderr
    assert [line for line in failed if not OF_ZSTD.search(line)] == [], run.stdout
