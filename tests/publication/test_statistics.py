"""Our counts are those that SPARQL gives on the store that is served."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.namespaces import INSP, RDF
from lod.publication import statistics
from lod.publication.statistics import DistinctTerms, Statistics


@pytest.fixture(scope="session")
def counts(data: list[str]) -> Statistics:
    return statistics.count(data)


@pytest.fixture(scope="session")
def store(data: list[str]) -> ox.Store:
    store = ox.Store()
    store.bulk_load("".join(data).encode(), format=ox.RdfFormat.N_QUADS)
    return store


def live(store: ox.Store, query: str) -> int:
    (solution,) = store.query(query)  # type: ignore[misc, union-attr]
    return int(solution["n"].value)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("distinct_subjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("distinct_objects", "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
    ],
)
def test_the_totals_are_what_the_store_counts(counts: Statistics, store: ox.Store, name: str, query: str) -> None:
    assert getattr(counts, name) == live(store, query)


def test_each_class_is_counted_as_the_store_counts_it(counts: Statistics, store: ox.Store) -> None:
    for of_class in counts.classes:
        assert of_class.entities == live(store, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{of_class.iri}> }}")
    assert len(counts.classes) == live(store, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }")


def test_each_property_is_counted_as_the_store_counts_it(counts: Statistics, store: ox.Store) -> None:
    for of_property in counts.properties:
        assert of_property.triples == live(store, f"SELECT (COUNT(*) AS ?n) {{ ?s <{of_property.iri}> ?o }}")
    assert len(counts.properties) == live(store, "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }")


def test_a_class_comes_with_its_first_entity(counts: Statistics) -> None:
    (inspections,) = [each for each in counts.classes if each.iri == INSP.Inspection]
    assert inspections.entities == 3
    assert inspections.example.endswith("/id/inspection/probation-delivery-unit/N53DRBY/10")


def test_no_data_count_as_nothing() -> None:
    assert statistics.count([]) == Statistics(0, 0, 0, (), ())


def test_an_object_with_spaces_is_one_object() -> None:
    line = f'<https://example.org/a> <{RDF.value}> "one two . three"@en .\n'
    found = statistics.count([line, line.replace("three", "four")])
    assert (found.triples, found.distinct_subjects, found.distinct_objects) == (2, 1, 2)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=2)))
def test_distinct_terms_are_counted_as_a_set_counts_them(terms: list[str]) -> None:
    counted = DistinctTerms()
    for term in terms:
        counted.add(term)
    assert counted.count() == len(set(terms))


def test_repetitions_are_shed_along_the_way() -> None:
    counted = DistinctTerms()
    for number in range(200_000):
        counted.add(str(number % 1_000))
    assert counted.count() == 1_000


def test_a_file_is_counted_as_it_is_read(folder: Path, counts: Statistics) -> None:
    with (folder / "data.nq").open(encoding="utf-8", newline="\n") as file:
        assert statistics.count(file) == counts
