"""The dumps hold exactly what the N-Quads hold, by three parsers, in the same bytes each time."""

from __future__ import annotations

import itertools
import json
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld
from rdflib.compare import isomorphic

from lod.formats import Format, canonical_lines
from lod.iris import Iris
from lod.namespaces import RDFS
from lod.publication import context, dumps
from lod.publication.dumps import entities
from lod.publication.release import DATA
from lod.terms import Literal, Triple, lines

NAMES = Iris("https://data.example.org/")
INSPECTIONS = f"{NAMES.base_iri}id/inspection/probation-delivery-unit/N53DRBY/"


@pytest.fixture
def turtle(folder: Path) -> Path:
    dumps.write_turtle(folder / DATA, folder / "data.ttl")
    return folder / "data.ttl"


@pytest.fixture
def json_ld(folder: Path) -> Path:
    dumps.write_jsonld(folder / DATA, folder / "data.jsonld", NAMES)
    return folder / "data.jsonld"


def test_the_turtle_is_the_same_dataset(turtle: Path, data: list[str]) -> None:
    assert canonical_lines(turtle.read_bytes(), Format.TURTLE, NAMES.base_iri) == data
    by_rdflib = rdflib.Graph().parse(turtle, format="turtle")
    assert isomorphic(by_rdflib, rdflib.Graph().parse(data="".join(data), format="nt"))


def test_the_turtle_has_prefixes_and_a_block_for_each_subject(turtle: Path) -> None:
    text = turtle.read_text("utf-8")
    assert "@prefix insp: <https://w3id.org/inspection-results/def#> ." in text
    assert text.count(f"\n<{INSPECTIONS}10> ") == 1
    assert "insp:inspects <https://data.example.org/id/unit/probation-delivery-unit/N53DRBY>" in text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser uses it
def test_the_json_ld_is_the_same_dataset(json_ld: Path, data: list[str]) -> None:
    document = json.loads(json_ld.read_bytes())
    assert document["@context"] == context.terms()
    by_pyld = jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert canonical_lines(by_pyld.encode(), Format.N_QUADS, NAMES.base_iri) == data
    by_rdflib = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    assert len(by_rdflib) == len(data)


def test_pyoxigraph_reads_the_json_ld(json_ld: Path, data: list[str]) -> None:
    assert len({str(quad) for quad in ox.parse(path=json_ld, format=ox.RdfFormat.JSON_LD)}) == len(data)


def test_an_entity_is_a_line_that_is_json_of_its_own(json_ld: Path) -> None:
    first, *objects, last = json_ld.read_text("utf-8").splitlines()
    assert (first.startswith('{"@context":{'), last) == (True, "]}")
    by_id = {each["id"]: each for each in (json.loads(line.removesuffix(",")) for line in objects)}
    assert by_id[f"{INSPECTIONS}10"]["hasJudgement"][0]["score"] == 16
    assert not [iri for iri in by_id if "/judgement/" in iri or iri.endswith("/checksum")]


@pytest.mark.parametrize(
    "write",
    [
        lambda data, target: dumps.write_turtle(data, target),
        lambda data, target: dumps.write_jsonld(data, target, NAMES),
    ],
    ids=["turtle", "json-ld"],
)
def test_the_same_data_give_the_same_bytes(folder: Path, write: Callable[[Path, Path], None]) -> None:
    once, again = folder / "once", folder / "again"
    write(folder / DATA, once)
    write(folder / DATA, again)
    assert once.read_bytes() == again.read_bytes()


def test_entities_whose_iris_begin_alike_keep_to_themselves() -> None:
    label = Literal("x")
    wholes = [f"{INSPECTIONS}{reference}" for reference in ("1", "10", "100", "11", "2", "a", "1-2", "1:2")]
    triples: list[Triple] = [
        (subject, RDFS.label, label) for whole in wholes for subject in (whole, f"{whole}/sample", f"{whole}/sample/x")
    ]
    random.Random(7).shuffle(triples)  # noqa: S311 - sorting must not depend on where it starts
    found = {root: [triple[0] for triple in about] for root, about in entities(sorted_as_lines(triples), NAMES)}
    assert found == {whole: [f"{whole}/sample/x", f"{whole}/sample", whole] for whole in wholes}


def sorted_as_lines(triples: list[Triple]) -> list[Triple]:
    return sorted(triples, key=lambda triple: "".join(lines([triple])))


def test_parts_of_a_thing_that_nothing_is_said_of_stay_together() -> None:
    triples: list[Triple] = [(f"{INSPECTIONS}1/sample", RDFS.label, Literal("x")), ("_:b", RDFS.label, Literal("y"))]
    assert [(root, len(about)) for root, about in entities(triples, NAMES)] == [(f"{INSPECTIONS}1", 1), ("_:b", 1)]


def test_memory_does_not_grow_with_the_data(tmp_path: Path) -> None:
    peaks = []
    for inspections in (500, 5_000):
        data = tmp_path / f"{inspections}.nq"
        subjects = sorted(f"{INSPECTIONS}{number:06}" for number in range(inspections))
        with data.open("w", encoding="utf-8") as file:
            file.writelines(
                itertools.chain.from_iterable(lines([(each, RDFS.label, Literal("x"))]) for each in subjects)
            )
        tracemalloc.start()
        dumps.write_jsonld(data, tmp_path / "data.jsonld", NAMES)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0]


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        pytest.param("id/inspection/t/u/r/judgement/overall", "id/inspection/t/u/r", id="part-of-an-inspection"),
        pytest.param("id/inspection/t/u/r", "id/inspection/t/u/r", id="inspection"),
        pytest.param("id/unit/t/u", "id/unit/t/u", id="unit"),
        pytest.param("id/source/0123/checksum", "id/source/0123", id="part-of-a-source"),
        pytest.param("id/elsewhere/a/b/c", "id/elsewhere/a/b/c", id="kind-we-do-not-mint"),
        pytest.param("dataset/name/x", "dataset/name/x", id="no-entity"),
    ],
)
def test_a_part_knows_its_whole(part: str, whole: str) -> None:
    assert NAMES.whole(f"{NAMES.base_iri}{part}") == f"{NAMES.base_iri}{whole}"
