"""The example queries: which are offered where, that each has an answer, and how they are described as RDF."""

from __future__ import annotations

import pytest
import rdflib
from rdflib import RDF, RDFS, SH, URIRef
from starlette.testclient import TestClient

from lod import releases, resources
from lod.store import open_store
from lod.web.sparql import examples
from lod.web.sparql.examples import Example
from tests import sites

EVERY = pytest.mark.parametrize("example", examples.every(), ids=lambda each: each.name)
DOCUMENT = URIRef("https://data.example.org/def/examples")
NOT_IN_EXAMPLES = {"percentages-by-polarity", "ratings-that-were-taken-back"}
"""None of the example publications has measures, or took anything back."""


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """The examples that the example site of four inspectorates offers, and how many rows each gives."""
    site = sites.copied(tmp_path_factory.mktemp("site"))
    sites.build_members(site)
    sites.join(site)
    store = open_store(releases.current(site.output).store)
    return {each.name: len(store.select(each.query)) for each in examples.of(store)}


@pytest.mark.slow
def test_the_example_site_offers_all_but_those_whose_data_it_has_not(offered: dict[str, int]) -> None:
    assert set(offered) == {each.name for each in examples.every()} - NOT_IN_EXAMPLES


@pytest.mark.slow
def test_every_example_that_is_offered_has_an_answer(offered: dict[str, int]) -> None:
    assert [name for name, rows in offered.items() if not rows] == []


@EVERY
def test_an_example_is_a_question_with_a_topic_and_a_view(example: Example) -> None:
    assert example.question.endswith("?")
    assert example.topic in {"evidence", "inspections", "ratings", "units"}
    assert example.view in examples.VIEWS


@EVERY
def test_an_example_shows_its_question_and_none_of_its_other_headings(example: Example) -> None:
    assert example.query.splitlines()[0] == f"# Question: {example.question}"
    assert not any(f"# {heading}:" in example.query for heading in ("Topic", "Needs", "View"))


def test_a_question_about_what_is_wrong_with_data_is_no_example() -> None:
    questions = {path.stem for path in (resources.folder("ontology") / "competency").glob("*.rq")}
    assert {"sub-samples-that-do-not-sum", "recommendations-that-do-not-sum"} <= questions
    assert not {each.name for each in examples.every()} & {"sub-samples-that-do-not-sum"}


def test_a_release_offers_what_it_has_data_for(client: TestClient) -> None:
    text = client.get("/def/examples", headers={"Accept": "text/html"}).text
    assert "Which probation regions are rated Inadequate?" in text
    assert "food businesses" not in text


@pytest.fixture(scope="module")
def graph(client: TestClient) -> rdflib.Graph:
    return rdflib.Graph().parse(data=client.get("/def/examples.ttl").text, format="turtle")


def test_examples_are_executables_of_shacl(graph: rdflib.Graph) -> None:
    inadequate = DOCUMENT + "#regions-rated-inadequate"
    assert (inadequate, RDF.type, SH.SPARQLExecutable) in graph
    assert (inadequate, RDF.type, SH.SPARQLSelectExecutable) in graph
    assert str(graph.value(inadequate, RDFS.comment)) == "Which probation regions are rated Inadequate?"
    assert str(graph.value(inadequate, rdflib.SDO.keywords)) == "ratings"
    assert graph.value(inadequate, rdflib.SDO.target) == URIRef("https://data.example.org/sparql")


def test_what_is_described_can_be_run_as_it_is(graph: rdflib.Graph, client: TestClient) -> None:
    queries = sorted(map(str, graph.objects(predicate=SH.select)))
    assert len(queries) >= 20
    for query in queries:
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
        assert answer.status_code == 200, answer.text


def test_prefixes_are_declared(graph: rdflib.Graph) -> None:
    (dct,) = graph.subjects(SH.prefix, rdflib.Literal("dct"))
    assert str(graph.value(dct, SH.namespace)) == "http://purl.org/dc/terms/"
    assert (DOCUMENT, SH.declare, dct) in graph


@pytest.mark.parametrize("suffix", ["jsonld", "nt", "rdf", "html"])
def test_examples_are_there_in_every_format(client: TestClient, suffix: str) -> None:
    answer = client.get(f"/def/examples.{suffix}")
    assert answer.status_code == 200
    assert "regions-rated-inadequate" in answer.text or "Inadequate" in answer.text
