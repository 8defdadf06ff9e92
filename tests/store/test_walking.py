"""A walk finds what the query of the same description finds, of every thing that there is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lod.namespaces import INSP, NAMES, OA, PARTS, PREFIXES, PROV, RDF, RDFS, SPDX
from lod.queries import query
from lod.store import Descriptions, EmbeddedStore, Store, build, open_store
from lod.store.walking import MOST
from lod.terms import Literal, Triple, ordered
from tests.store import data
from tests.store.conftest import E

OURS = data.DESCRIPTIONS
_SUBJECTS = "SELECT DISTINCT ?s { ?s ?p ?o FILTER(isIRI(?s)) }"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The store of the example publication."""
    folder = tmp_path_factory.mktemp("walking")
    build(data.example(folder / "public"), folder / "store")
    return open_store(folder / "store")


@pytest.fixture(scope="module")
def food(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The store of the food hygiene example."""
    folder = tmp_path_factory.mktemp("food")
    build(data.example(folder / "public", "food-hygiene"), folder / "store")
    return open_store(folder / "store")


def asked(store: Store, iri: str) -> list[Triple]:
    """A description as the queries give it."""
    bound = {"entity": iri}
    found = store.construct(OURS.entity, bound)
    own = [each for each in found if each[0] == iri]
    if not own:
        return []
    for named, further in OURS.further.items():
        if any(predicate == named or (predicate, value) == (RDF.type, named) for _, predicate, value in own):
            found += store.construct(further, bound)
    return ordered(found)


def expanded(names: str) -> set[str]:
    """The IRIs of prefixed names."""
    found = (name.split(":") for name in re.findall(r"[a-z]+:\w+", names))
    return {PREFIXES[prefix] + local for prefix, local in found}


def test_the_query_follows_the_same_properties() -> None:
    text = query("entity")
    paths = re.findall(r"\((insp:hasJudgement\|[^)]*)\)\*", text)
    assert [expanded(path) for path in paths[:2]] == [PARTS, PARTS]
    assert len({*paths[2:]}) == 1
    assert expanded(paths[2]) < PARTS
    names, _ = re.findall(r"FILTER\(\?predicate IN \(([^)]*)\)", text)
    assert expanded(names) == NAMES
    assert {*re.findall(r"LIMIT (\d+)", text)} == {str(MOST)}


@pytest.mark.parametrize("publication", ["example", "food"])
def test_every_subject_of_a_release_is_described_alike(publication: str, request: pytest.FixtureRequest) -> None:
    store: EmbeddedStore = request.getfixturevalue(publication)
    subjects = [str(row["s"]) for row in store.select(_SUBJECTS)]
    assert len(subjects) > 300
    for iri in subjects:
        found = store.describe(iri, OURS)
        assert found == asked(store, iri), iri
        assert found


@pytest.mark.parametrize("publication", ["example", "food"])
def test_what_is_said_of_a_subject_itself_is_told_alike(publication: str, request: pytest.FixtureRequest) -> None:
    store: EmbeddedStore = request.getfixturevalue(publication)
    subjects = [str(row["s"]) for row in store.select(_SUBJECTS)]
    for iri in subjects[::7]:
        found = store.stated(iri, query("stated"))
        assert ordered(found) == store.construct(query("stated"), {"entity": iri}), iri
        assert found


def test_some_properties_of_a_subject_are_a_part_of_that(example: EmbeddedStore) -> None:
    for row in example.select(_SUBJECTS)[::7]:
        iri = str(row["s"])
        found = example.said(iri, (RDF.type, RDFS.label))
        every = example.stated(iri, query("stated"))
        assert set(found) == {each for each in every if each[0] == iri and each[1] in (RDF.type, RDFS.label)}


def test_a_long_register_is_described_as_far_as_a_page_holds(build_store: Callable[..., Path]) -> None:
    register, rows = f"{E}register", [f"{E}row/{number}" for number in range(MOST + 50)]
    said: list[Triple] = [(register, RDF.type, INSP.SourceDocument)]
    for row in rows:
        said += [(row, OA.hasSource, register), (f"{row}/fact", PROV.wasDerivedFrom, row)]
        said += [(f"{row}/fact", RDF.type, INSP.Inspection), (f"{row}/fact", INSP.inspects, f"{row}/unit")]
    store = open_store(build_store(*said))
    found = store.describe(register, OURS)
    assert found == asked(store, register)
    assert len(found) == 1 + 3 * MOST


A, B, C = f"{E}a", f"{E}b", f"{E}c"
NAME = Literal("name")


@pytest.mark.parametrize(
    "triples",
    [
        pytest.param([(A, INSP.hasSample, B), (B, INSP.subSample, A), (B, RDFS.label, NAME)], id="in a circle"),
        pytest.param([(A, INSP.hasSample, A), (A, INSP.hasSample, NAME)], id="of itself and of a literal"),
        pytest.param([(A, RDF.type, Literal(INSP.InspectedUnit)), (B, INSP.inspects, A)], id="a class in quotes"),
        pytest.param([(A, OA.hasSource, B), (B, SPDX.checksum, NAME)], id="a digest without a node"),
        pytest.param([(A, RDFS.label, NAME), (B, OA.hasSource, A), (B, OA.hasSelector, NAME)], id="a literal selects"),
        pytest.param([(A, PROV.wasDerivedFrom, B), (B, OA.hasSource, C), (C, SPDX.checksum, A)], id="through a digest"),
        pytest.param([(B, OA.hasSource, A), (B, RDFS.label, NAME)], id="nothing said of the thing itself"),
        pytest.param([(A, RDF.rest, "_:l"), ("_:l", RDF.first, C), (C, RDFS.label, NAME)], id="a list"),
    ],
)
def test_odd_graphs_are_described_alike(build_store: Callable[..., Path], triples: list[Triple]) -> None:
    store = open_store(build_store(*triples))
    for iri in (A, B, C):
        assert store.describe(iri, OURS) == asked(store, iri)


@pytest.mark.parametrize(
    "lexical",
    ["a\tb\nc\rd", 'a"b\\c', "a\0\x01\x1f\x7f", "a\ufffe\uffff", "a\U0001ffff", "\\uFFFF", "é ☃ \U0001d11e \u2028"],
    ids=ascii,
)
def test_literals_come_back_as_they_were(build_store: Callable[..., Path], lexical: str) -> None:
    store = open_store(build_store((A, RDFS.label, Literal(lexical))))
    assert store.describe(A, OURS) == [(A, RDFS.label, Literal(lexical))]


def test_what_was_asked_before_makes_no_difference(example: EmbeddedStore) -> None:
    iri = f"{data.BASE}id/inspection/probation-region/N53/2025-08-07"
    assert example.describe(iri, OURS) == example.describe(iri, OURS)


def test_without_further_queries_a_unit_is_described_like_any_thing(example: EmbeddedStore) -> None:
    iri = f"{data.BASE}id/unit/probation-region/N53"
    alone = example.describe(iri, Descriptions(OURS.entity))
    assert alone == example.construct(OURS.entity, {"entity": iri})
    assert len(alone) < len(example.describe(iri, OURS))
