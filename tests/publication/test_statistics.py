"""Our counts are those that SPARQL gives on the store that is served."""

from __future__ import annotations

import itertools
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.formats import parse_lines
from lod.model import PartialDate
from lod.namespaces import DCT, INSP, RDF, XSD
from lod.publication.statistics import DistinctTerms, Statistics, Tally
from lod.terms import Literal, Triple


def counted(lines: list[str]) -> Statistics:
    """What is counted in sorted lines."""
    tally = Tally()
    tally.add(list(parse_lines(lines)))
    return tally.statistics()


@pytest.fixture(scope="session")
def counts(dumped: tuple[Path, Statistics]) -> Statistics:
    """Those of dumps that were made chunk by chunk."""
    return dumped[1]


@pytest.fixture(scope="session")
def store(data: list[str]) -> ox.Store:
    store = ox.Store()
    store.bulk_load("".join(data).encode(), format=ox.RdfFormat.N_QUADS)
    return store


def live(store: ox.Store, query: str) -> int:
    (solution,) = store.query(query)  # type: ignore[misc]
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


def test_links_to_other_data_are_counted_as_the_store_counts_them(counts: Statistics, store: ox.Store) -> None:
    schemes = "https://w3id.org/inspection-results/scheme/"
    assert {(each.property, each.target) for each in counts.links} >= {
        (INSP.inspectedBy, schemes),
        (INSP.rating, schemes),
    }
    for link in counts.links:
        where = f"{{ ?s <{link.property}> ?o FILTER(strstarts(str(?o), '{link.target}')"
        where += " && strstarts(str(?s), 'https://data.example.org/')) }"
        assert link.triples == live(store, f"SELECT (COUNT(*) AS ?n) {where}")


def test_a_class_comes_with_its_first_entity(counts: Statistics) -> None:
    (inspections,) = [each for each in counts.classes if each.iri == INSP.Inspection]
    assert inspections.entities == 3
    assert inspections.example.endswith("/id/inspection/probation-delivery-unit/N53DRBY/10")


@pytest.mark.parametrize(
    ("dates", "earliest", "latest"),
    [
        (["2024", "2024-02-01"], "2024", "2024"),
        (["2024-12-31", "2024-12"], "2024-12", "2024-12-31"),
        (["2023-05-02", "2025-01", "2024"], "2023-05-02", "2025-01"),
    ],
    ids=["year-around-day", "month-around-day", "apart"],
)
def test_the_time_covered_is_as_precise_as_the_dates(dates: list[str], earliest: str, latest: str) -> None:
    tally = Tally()
    for date in dates:
        subject, issued = f"https://example.org/{date}", PartialDate.parse(date)
        inspects: Triple = (subject, INSP.inspects, "https://example.org/unit")
        tally.add([inspects, (subject, DCT.issued, Literal(date, issued.datatype))])
    tally.add([("https://example.org/ontology", DCT.issued, Literal("2026-11-22", XSD.date))])
    found = tally.statistics()
    assert (str(found.earliest), str(found.latest)) == (earliest, latest)


def test_no_data_count_as_nothing() -> None:
    assert Tally().statistics() == Statistics(0, 0, 0, (), ())


def test_an_object_with_spaces_is_one_object() -> None:
    line = f'<https://example.org/a> <{RDF.value}> "one two . three"@en .\n'
    found = counted(sorted([line, line.replace("three", "four")]))
    assert (found.triples, found.distinct_subjects, found.distinct_objects) == (2, 1, 2)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=2)))
def test_distinct_terms_are_counted_as_a_set_counts_them(terms: list[str]) -> None:
    distinct = DistinctTerms()
    distinct.add(terms)
    assert distinct.count() == len(set(terms))


def test_repetitions_are_shed_along_the_way() -> None:
    distinct = DistinctTerms()
    for first in range(0, 200_000, 100):
        distinct.add([str(number % 1_000) for number in range(first, first + 100)])
    assert distinct.count() == 1_000


def test_counts_of_parts_add_up_to_those_of_the_whole(data: list[str], counts: Statistics) -> None:
    by_subject = [list(about) for _, about in itertools.groupby(data, key=lambda line: line.split(" ", 1)[0])]
    whole = Tally()
    for first in range(0, len(by_subject), 100):
        part = Tally()
        lines = [line for about in by_subject[first : first + 100] for line in about]
        part.add(list(parse_lines(lines)))
        whole.merge(part)
    assert whole.statistics() == counted(data) == counts
