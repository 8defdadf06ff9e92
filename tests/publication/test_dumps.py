"""The dumps hold exactly what the N-Quads hold, by three parsers, in the same bytes each time."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import tracemalloc
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld
from rdflib.compare import isomorphic

from lod.formats import Format, canonical_lines
from lod.jsonld import context
from lod.namespaces import RDFS, XSD
from lod.publication import DumpNames, Dumps, Statistics
from lod.publication.rendering import entities
from lod.publication.turtle import prefixes
from lod.publication.turtle import turtle as turtle_of
from lod.terms import Literal, Triple, lines
from tests.publication.assembling import LISTED, NAMES, dumps, rendered

INSPECTIONS = f"{NAMES.base_iri}id/inspection/probation-delivery-unit/N53DRBY/"


@pytest.fixture(scope="session")
def folder(dumped: tuple[Path, Statistics]) -> Path:
    return dumped[0]


@pytest.fixture(scope="session")
def turtle(folder: Path) -> Path:
    return folder / "data.ttl"


@pytest.fixture(scope="session")
def json_ld(folder: Path) -> Path:
    return folder / "data.jsonld"


def test_the_n_quads_are_sorted_and_have_each_statement_once(folder: Path, data: list[str]) -> None:
    assert (folder / "data.nq").read_text("utf-8") == "".join(data)


@pytest.mark.parametrize("size", [1, 7, 60])
def test_the_size_of_chunks_makes_no_difference(food: list[list[Triple]], tmp_path: Path, size: int) -> None:
    """To the N-Quads not in a byte; the order of Turtle and JSON-LD is that of the chunks, what they say the same."""
    once, again = tmp_path / "once", tmp_path / "again"
    once.mkdir()
    again.mkdir()
    (first, *_), counted = dumps(once, food, [], size=13)
    assert dumps(again, food, [], size=size)[0][0] == first
    assert counted.triples == sum(map(len, food))
    assert (once / "data.nq").read_bytes() == (again / "data.nq").read_bytes()
    for name, syntax in DumpNames().formats().items():
        assert said(once / name, syntax) == said(again / name, syntax)


def said(dump: Path, syntax: Format) -> list[str]:
    return canonical_lines(dump.read_bytes(), syntax, NAMES.base_iri)


def test_all_dumps_of_a_register_say_the_same(food: list[list[Triple]], tmp_path: Path) -> None:
    made, counts = dumps(tmp_path, food, [], size=7)
    data = sorted({line for about in food for line in lines(about)})
    assert counts.triples == len(data)
    assert made[0].sha256 == hashlib.sha256("".join(data).encode()).hexdigest()
    assert [hashlib.sha256((tmp_path / dump.name).read_bytes()).hexdigest() for dump in made] == [
        dump.sha256 for dump in made
    ]
    assert [dump.byte_size for dump in made] == [(tmp_path / dump.name).stat().st_size for dump in made]
    assert (tmp_path / "data.nq").read_text("utf-8") == "".join(data)
    turtle = (tmp_path / "data.ttl").read_bytes()
    assert canonical_lines(turtle, Format.TURTLE, NAMES.base_iri) == data
    assert turtle.count(b"@prefix insp: ") == 1
    json_ld = json.loads((tmp_path / "data.jsonld").read_bytes())
    by_pyld = jsonld.to_rdf(json_ld, {"format": "application/n-quads"})
    assert canonical_lines(by_pyld.encode(), Format.N_QUADS, NAMES.base_iri) == data


@pytest.mark.parametrize("size", [1, 2, 3, 9])
def test_units_whose_iris_begin_one_another_are_sorted(tmp_path: Path, size: int) -> None:
    """Units come in the order of their inspections, in which `1/` stands between `1-2/` and `10/`."""
    keys = sorted(f"{key}/" for key in ("1", "1-2", "10", "100", "1A", "2", "2.5", "20", "3"))
    units = [f"{NAMES.kind('unit')}food/{key[:-1]}" for key in keys]
    said: list[list[Triple]] = [
        [(unit, RDFS.label, Literal("x")), (f"{unit}/address", RDFS.label, Literal("y"))] for unit in units
    ]
    dumps(tmp_path, said, [], size=size)
    assert (tmp_path / "data.nq").read_text("utf-8") == "".join(sorted(line for about in said for line in lines(about)))


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_a_line_of_a_unit_ends_where_n_triples_end_it(tmp_path: Path, sign: str) -> None:
    """Unicode has ends of lines that RDF 1.1 N-Triples does not have."""
    unit = f"{NAMES.kind('unit')}food/1"
    said: list[Triple] = [(unit, RDFS.label, Literal(f"Zum{sign}Anker")), (unit, RDFS.seeAlso, unit)]
    dumps(tmp_path, [said], [])
    assert (tmp_path / "data.nq").read_bytes() == "".join(lines(said)).encode()


def test_what_is_said_under_two_licences_keeps_apart(
    units: list[list[Triple]], shared_lines: list[str], tmp_path: Path
) -> None:
    """Each dataset has what it was given, and an inspection that both state stands in both."""
    derby, region = units
    dumps(tmp_path, [derby], shared_lines, LISTED)
    dumps(tmp_path, [derby, region], [], LISTED, names=DumpNames("data-cc-by"))
    own, other = (set((tmp_path / name).read_text("utf-8").splitlines(True)) for name in ("data.nq", "data-cc-by.nq"))
    assert other == {*lines(derby), *lines(region)}
    assert own == {*lines(derby), *shared_lines}


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


TERMS = [
    pytest.param("7", XSD.integer, "7", id="integer"),
    pytest.param("-07", XSD.integer, "-07", id="odd-integer"),
    pytest.param("50.774052", XSD.decimal, "50.774052", id="decimal"),
    pytest.param("50", XSD.decimal, '"50"^^xsd:decimal', id="decimal-without-point"),
    pytest.param("٣", XSD.integer, '"٣"^^xsd:integer', id="no-integer"),
    pytest.param("2025-02", XSD.gYearMonth, '"2025-02"^^xsd:gYearMonth', id="month"),
    pytest.param('a "b" \\ \n', XSD.string, '"a \\"b\\" \\\\ \\n"', id="escapes"),
    pytest.param("x", "https://example.org/t", '"x"^^<https://example.org/t>', id="unknown-datatype"),
]


@pytest.mark.parametrize(("lexical", "datatype", "expected"), TERMS)
def test_a_literal_in_turtle_is_as_short_as_its_datatype_allows(lexical: str, datatype: str, expected: str) -> None:
    triple = ("_:b", "https://example.org/p", Literal(lexical, datatype))
    made = turtle_of([triple])
    assert made.decode() == f"_:b <https://example.org/p> {expected} .\n"
    (line,) = canonical_lines(prefixes() + made, Format.TURTLE, NAMES.base_iri)
    assert line == next(lines([("_:c14n0", *triple[1:])]))


def test_nothing_is_an_empty_turtle() -> None:
    assert turtle_of([]) == b""


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
    def peak(inspections: int) -> int:
        subjects = (f"{INSPECTIONS}{number:06}" for number in range(inspections))
        made = Dumps(tmp_path, DumpNames(), tmp_path / str(inspections), NAMES)
        tracemalloc.start()
        while some := list(itertools.islice(subjects, 100)):
            made.add(rendered((each, RDFS.label, Literal("x")) for each in some))
        made.gather()
        made.finish()
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(5_000) < 2 * peak(500)


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
