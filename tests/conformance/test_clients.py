"""Clients that people really use, each with its own defaults, against a real server: the answers that they end with."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from tests.conformance import runners

pytestmark = pytest.mark.engine

BASE = "https://data.example.org/"
DEF = "https://w3id.org/inspection-results/def#"
RATING = "https://w3id.org/inspection-results/scheme/hmi-probation-rating/"
REGION = f"{BASE}id/unit/probation-region/N53"
ODD = f"{BASE}id/unit/probation-delivery-unit/A%2FB%20%26%20%C3%A9"
RATINGS = f"SELECT ?unit ?rating {{ ?unit <{DEF}currentRating> ?rating }} ORDER BY ?unit"
GRAPH = f"CONSTRUCT WHERE {{ ?unit <{DEF}currentRating> ?rating }}"
FOUND = [(ODD, f"{RATING}good"), (REGION, f"{RATING}inadequate")]


def store(address: str, **settings: Any) -> rdflib.Graph:
    found = SPARQLStore(f"{address}/sparql", context_aware=False, **settings)
    return rdflib.Graph(found, identifier=rdflib.graph.DATASET_DEFAULT_GRAPH_ID)


def wrapper(address: str, query: str, returned: str) -> SPARQLWrapper:
    client = SPARQLWrapper(f"{address}/sparql")
    client.setQuery(query)
    client.setReturnFormat(returned)
    return client


@pytest.mark.parametrize("method", ["GET", "POST of a form", "POST of a query"])
def test_sparqlwrapper_reads_solutions(address: str, method: str) -> None:
    client = wrapper(address, RATINGS, JSON)
    if method != "GET":
        client.setMethod(POST)
    if method == "POST of a query":
        client.setRequestMethod(POSTDIRECTLY)
    found: Any = client.queryAndConvert()
    assert [(row["unit"]["value"], row["rating"]["value"]) for row in found["results"]["bindings"]] == FOUND


def test_sparqlwrapper_reads_every_table(address: str) -> None:
    xml: Any = wrapper(address, RATINGS, XML).queryAndConvert()
    assert [uri.firstChild.data for uri in xml.getElementsByTagName("uri")] == [term for row in FOUND for term in row]
    rows = [f"{unit},{rating}\r\n" for unit, rating in FOUND]
    assert wrapper(address, RATINGS, CSV).queryAndConvert() == ("unit,rating\r\n" + "".join(rows)).encode()
    lines = [f"<{unit}>\t<{rating}>\n" for unit, rating in FOUND]
    assert wrapper(address, RATINGS, TSV).queryAndConvert() == ("?unit\t?rating\n" + "".join(lines)).encode()


@pytest.mark.parametrize(("returned", "parser"), [(TURTLE, "turtle"), (RDFXML, None), (JSONLD, None)])
def test_sparqlwrapper_reads_every_graph(address: str, returned: str, parser: str | None) -> None:
    found: Any = wrapper(address, GRAPH, returned).queryAndConvert()
    graph = rdflib.Graph().parse(data=found, format=parser) if parser else found
    assert {(str(unit), str(rating)) for unit, _, rating in graph} == set(FOUND)


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("returned", ["json", "xml"])
def test_rdflib_reads_solutions_and_booleans(address: str, method: Any, returned: str) -> None:
    graph = store(address, method=method, returnFormat=returned)
    rows: Any = list(graph.query(RATINGS))
    assert [(str(row.unit), str(row.rating)) for row in rows] == FOUND
    assert bool(graph.query(f"ASK {{ <{REGION}> ?p ?o }}")) is True
    assert [str(found) for found in graph.objects(rdflib.URIRef(REGION), rdflib.URIRef(f"{DEF}currentRating"))] == [
        f"{RATING}inadequate"
    ]


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_graphs(address: str, method: Any) -> None:
    made = store(address, method=method).query(GRAPH).graph
    assert made is not None
    assert {(str(unit), str(rating)) for unit, _, rating in made} == set(FOUND)


def test_an_error_reaches_rdflib_as_an_error(address: str) -> None:
    with pytest.raises(ValueError, match="something wrong"):
        list(store(address).query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"))


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("--get", "--data-urlencode", f"query={RATINGS}"), id="GET"),
        pytest.param(("--data-urlencode", f"query={RATINGS}"), id="POST of a form"),
        pytest.param(("--header", "Content-Type: application/sparql-query", "--data-binary", RATINGS), id="POST"),
        pytest.param(
            (
                "--header",
                "Content-Type: application/sparql-query",
                "--header",
                "Transfer-Encoding: chunked",
                "--data-binary",
                RATINGS,
            ),
            id="in chunks",
        ),
        pytest.param(
            (
                "--header",
                "Content-Type: application/sparql-query",
                "--header",
                "Expect: 100-continue",
                "--data-binary",
                RATINGS,
            ),
            id="100-continue",
        ),
        pytest.param(("--http1.0", "--get", "--data-urlencode", f"query={RATINGS}"), id="HTTP/1.0"),
        pytest.param(("--compressed", "--get", "--data-urlencode", f"query={RATINGS}"), id="compressed"),
        pytest.param(
            ("--request", "QUERY", "--header", "Content-Type: application/sparql-query", "--data-binary", RATINGS),
            id="QUERY",
        ),
    ],
)
def test_curl_asks_in_every_way(address: str, program: Callable[[str], str], arguments: tuple[str, ...]) -> None:
    answer = curl(program, "--fail", "--header", "Accept: text/csv", *arguments, f"{address}/sparql")
    assert answer == "unit,rating\r\n" + "".join(f"{unit},{rating}\r\n" for unit, rating in FOUND)


def test_curl_sees_that_an_answer_is_there_without_reading_it(address: str, program: Callable[[str], str]) -> None:
    head = curl(program, "--head", "--get", "--data-urlencode", f"query={RATINGS}", f"{address}/sparql")
    assert head.startswith("HTTP/1.1 200 ")
    assert "content-type: application/sparql-results+json" in head.lower()


@pytest.mark.slow
class TestComunica:
    """`@comunica/query-sparql`, as it is installed from npm."""

    def test_it_finds_the_endpoint_by_its_description(self, address: str) -> None:
        assert federate(RATINGS, f"{address}/sparql") == [
            {"unit": {"type": "uri", "value": unit}, "rating": {"type": "uri", "value": rating}}
            for unit, rating in FOUND
        ]

    def test_it_joins_the_endpoint_with_a_document_of_ours(self, address: str) -> None:
        """Shapes are in no release: they come from the document, and what is counted from the endpoint."""
        query = f"""
            PREFIX insp: <{DEF}> PREFIX sh: <http://www.w3.org/ns/shacl#>
            SELECT ?shape (COUNT(DISTINCT ?focus) AS ?n) {{
              VALUES ?class {{ insp:Inspection insp:InspectedUnit }} ?shape sh:targetClass ?class . ?focus a ?class
            }} GROUP BY ?shape ORDER BY ?shape"""
        shapes = f"{address}/shapes.ttl"
        found = federate(query, f"{address}/sparql", shapes)
        prefix = "https://w3id.org/inspection-results/shapes/"
        assert [(row["shape"]["value"], row["n"]["value"]) for row in found] == [
            (f"{prefix}InspectedUnit", "2"),
            (f"{prefix}Inspection", "2"),
            (f"{prefix}PersonalData", "4"),
        ]
        assert federate(query, f"{address}/sparql") == federate(query, shapes) == []

    def test_it_makes_a_graph(self, address: str) -> None:
        made = rdflib.Graph().parse(data=comunica(GRAPH, f"{address}/sparql"), format="nt")
        assert {(str(unit), str(rating)) for unit, _, rating in made} == set(FOUND)


def curl(program: Callable[[str], str], *arguments: str) -> str:
    done = subprocess.run(
        [program("curl"), "--silent", "--show-error", "--max-time", "20", *arguments],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def federate(query: str, *sources: str) -> list[dict[str, Any]]:
    """The solutions that Comunica finds in its sources together."""
    found: list[dict[str, Any]] = json.loads(comunica(query, *sources))["results"]["bindings"]
    return found


def comunica(query: str, *sources: str) -> str:
    script = Path(__file__).parent / "node" / "federate.mjs"
    done = subprocess.run(
        [str(runners.node()), str(script), str(runners.PACKAGES), query, *sources],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
