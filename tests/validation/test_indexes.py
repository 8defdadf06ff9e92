"""The referee's graph answers what rdflib's own does."""

from __future__ import annotations

from itertools import product

import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from lod.validation.indexes import IndexedGraph

EX = rdflib.Namespace("https://example.org/")
STATEMENTS = [
    (EX.a, EX.p, EX.b),
    (EX.a, EX.p, rdflib.Literal("b")),
    (EX.a, EX.q, EX.b),
    (EX.b, EX.p, EX.b),
    (EX.a, EX.p, EX.b),
]
OWN = rdflib.Graph()
for statement in STATEMENTS:
    OWN.add(statement)
TERMS = (None, EX.a, EX.b, EX.p, EX.q, rdflib.Literal("b"))


@pytest.fixture
def graph() -> IndexedGraph:
    return IndexedGraph(STATEMENTS, prepareQuery)


def test_every_pattern(graph: IndexedGraph) -> None:
    for pattern in product(TERMS, TERMS, TERMS):
        assert set(graph.triples(pattern)) == set(OWN.triples(pattern)), pattern
        assert len(list(graph.triples(pattern))) == len(set(OWN.triples(pattern))), pattern
        assert (pattern in graph) == (pattern in OWN)
    assert len(graph) == 4


def test_values_and_paths(graph: IndexedGraph) -> None:
    assert list(graph.objects(EX.a, EX.p)) == [EX.b, rdflib.Literal("b")]
    assert set(graph.objects(EX.a, EX.q / EX.p)) == set(OWN.objects(EX.a, EX.q / EX.p)) == {EX.b}
    assert set(graph.objects(None, EX.q)) == {EX.b}


def test_query(graph: IndexedGraph) -> None:
    query = "SELECT ?s WHERE { ?s <https://example.org/p> ?s }"
    assert [row.s for row in graph.query(query)] == [row.s for row in OWN.query(query)] == [EX.b]


def test_store_gives_each_statement_with_its_graph(graph: IndexedGraph) -> None:
    found = [(triple, list(contexts)) for triple, contexts in graph.store.triples((EX.b, None, None))]
    assert found == [((EX.b, EX.p, EX.b), [graph])]
    assert list(graph.store.triples((EX.b, None, None), context=OWN)) == []
