"""What every store of a release must do alike: the embedded one, and graphs of real SPARQL engines.

Whatever the embedded store answers is the measure. Where an engine differs, the difference is in a table here with its
reason, and in docs/how-to/sparql-store.md.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import lod.queries
from lod import resources
from lod.errors import QueryError, ResultTooLarge
from lod.formats import RDF_FORMATS, Format, canonical_lines
from lod.namespaces import INSP, RDF, SKOS, XSD
from lod.queries import query
from lod.store import Answer, Limits, Queries, Query, QueryPool, Store, build, open_store
from lod.store.remote import Client, RemoteQueryPool, RemoteStore, publish, release_graph
from lod.terms import Literal, Term, integer, lines, text
from tests.store import data
from tests.store.conftest import E
from tests.store.engines import NAMES, Engine

STORES = ("embedded", *(pytest.param(name, marks=pytest.mark.engine) for name in NAMES))
ENGINES = [pytest.param(name, marks=pytest.mark.engine) for name in NAMES]
TABLES = (Format.SPARQL_JSON, Format.SPARQL_XML, Format.CSV, Format.TSV)


@dataclass(frozen=True)
class Held:
    """A release in a store: asked by queries of our own, and by those of strangers."""

    store: Store
    folder: Path
    queries: Callable[[Limits], Queries]
    runner: asyncio.Runner
    open: dict[Limits, Queries]

    def ask(self, asked: Query, limits: Limits = Limits(workers=1)) -> Answer:  # noqa: B008 - frozen
        async def run() -> Answer:
            if limits not in self.open:
                self.open[limits] = await self.queries(limits).__aenter__()
            return await self.open[limits].run(self.folder, asked)

        return self.runner.run(run())

    def close(self) -> None:
        for pool in self.open.values():
            self.runner.run(pool.__aexit__(None, None, None))


class Stores:
    """Every release in every store, each loaded once."""

    def __init__(self, running: Callable[[str], Engine], runner: asyncio.Runner) -> None:
        self._running, self._runner = running, runner
        self._held: dict[tuple[str, Path], Held] = {}
        self._pools: dict[str, dict[Limits, Queries]] = {}
        self._clients: dict[str, Client] = {}

    def hold(self, name: str, release: Path) -> Held:
        """The store of a data.nq: built beside it, or the graph named by its folder."""
        if (name, release) not in self._held:
            make = self._embedded if name == "embedded" else self._remote
            store, folder, queries = make(name, release)
            pools = self._pools.setdefault(name, {})
            self._held[name, release] = Held(store, folder, queries, self._runner, pools)
        return self._held[name, release]

    def close(self) -> None:
        for name in self._pools:
            next(held for (store, _), held in self._held.items() if store == name).close()
        for client in self._clients.values():
            client.close()

    def _embedded(self, _: str, release: Path) -> tuple[Store, Path, Callable[[Limits], Queries]]:
        store = release.parent / "embedded"
        build(release, store)
        return open_store(store), store, QueryPool

    def _remote(self, name: str, release: Path) -> tuple[Store, Path, Callable[[Limits], Queries]]:
        endpoints = self._running(name).endpoints
        client = self._clients.setdefault(name, Client(endpoints))
        graph = release_graph(data.BASE, release.parent.name)
        publish(client, graph, release, piece=100_000)

        def queries(limits: Limits) -> Queries:
            return RemoteQueryPool(endpoints, lambda folder: release_graph(data.BASE, folder.parent.name), limits)

        return RemoteStore(client, graph), release.parent / "store", queries


Hold = Callable[[Path], Held]


@pytest.fixture(scope="module")
def stores(running: Callable[[str], Engine]) -> Iterator[Stores]:
    with asyncio.Runner() as runner:
        stores = Stores(running, runner)
        yield stores
        stores.close()


@pytest.fixture(scope="module", params=STORES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def hold(name: str, stores: Stores) -> Hold:
    return lambda release: stores.hold(name, release)


@pytest.fixture(scope="module")
def measure(stores: Stores) -> Hold:
    """The embedded store, whatever store is looked at."""
    return lambda release: stores.hold("embedded", release)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return data.example(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def competency(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return data.competency(tmp_path_factory.mktemp("competency") / "questions")


@pytest.fixture(scope="session")
def literals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    named = {f"{E}{key.replace(' ', '-')}": value for key, value in {**HOSTILE, **SPELLED}.items()}
    found = lines((subject, f"{E}says", value) for subject, value in named.items())
    return data.written(tmp_path_factory.mktemp("literals") / "literals", list(found))


REGION = f"{data.BASE}id/unit/probation-region/N57"
INSPECTION = f"{data.BASE}id/inspection/probation-region/N53/2025-08-07"
ABSENT = {"areas_in", "counted_in", "statistics", "statistics_about", "places_in", "retired", "units_in"}
"""Queries of things that the example has none of."""
CUBE = f"{data.BASE}id/statistics/none"
SCHEME = "https://w3id.org/inspection-results/scheme/"
DIFFERING: Mapping[tuple[str, str], str] = {
    ("virtuoso", "ratings-as-of-a-date"): "its compiler fails on a variable of the group outside FILTER NOT EXISTS",
    ("virtuoso", "scores-out-of-maximum"): "it divides integers without a remainder",
    ("virtuoso", "share-of-cases-on-licence"): "it divides integers without a remainder",
    (
        "virtuoso",
        "standards-of-a-framework",
    ): "it orders strings that have a language by something else than their text",
    ("fuseki", "scores-out-of-maximum"): "it writes the decimal 56 as 56.0",
    ("fuseki", "share-of-cases-on-licence"): "it writes the decimal 25 as 25.0",
    ("fuseki", "percentages-by-polarity"): "it writes the decimal 22 as 22.0",
}
"""Engine and query, and why its answer is another."""
OWN: tuple[tuple[str, str, Mapping[str, Term]], ...] = (
    ("areas_in", "select", {"area": f"{SCHEME}region/wales"}),
    ("as_of", "select", {"unit": REGION}),
    ("compared", "select", {"unit": REGION}),
    ("count", "select", {}),
    ("counted_in", "construct", {"area": f"{SCHEME}region/wales"}),
    ("entity", "construct", {"entity": INSPECTION}),
    ("entity", "construct", {"entity": f"{SCHEME}hmi-probation-rating/ordered"}),
    ("example", "select", {}),
    ("example_of", "construct", {"class": "http://www.w3.org/2002/07/owl#Ontology"}),  # there is one of each
    ("example_value", "construct", {"property": "http://www.w3.org/2002/07/owl#versionIRI"}),
    ("exists", "ask", {"entity": INSPECTION}),
    ("exists", "ask", {"entity": "urn:none"}),
    ("has_value", "ask", {"property": INSP.inspects, "value": REGION}),
    ("having", "select", {"property": INSP.inspects, "value": REGION}),
    ("having", "select", {"property": SKOS.prefLabel, "value": text("East Midlands", "en")}),
    ("history_of", "construct", {"entity": REGION}),
    ("inspection", "select", {"id": INSPECTION}),
    ("inspections_of", "construct", {"entity": REGION}),
    ("judgements_of_unit", "select", {"unit": REGION}),
    ("members", "select", {"class": INSP.Inspection}),
    ("name", "select", {"member": REGION}),
    ("newest", "select", {"date": Literal("2025-08-07", XSD.date)}),
    ("ontology", "construct", {"ontology": "https://w3id.org/inspection-results/def"}),
    ("pairs", "select", {"property": INSP.overallRating}),
    ("places_in", "select", {"area": f"{SCHEME}region/wales"}),
    ("programmes", "select", {"scheme": f"{SCHEME}hmi-probation-pdu-2023"}),
    ("ratings", "select", {}),
    ("scheme", "construct", {"scheme": f"{SCHEME}hmi-probation-rating"}),
    ("retired", "select", {"entity": INSPECTION}),
    ("schemes", "select", {}),
    ("siblings", "select", {"unit": f"{data.BASE}id/unit/probation-delivery-unit/N53DRBY"}),
    ("sources_of", "select", {"entity": INSPECTION}),
    ("standards", "select", {"framework": f"{SCHEME}hmi-probation-pdu-2023"}),
    ("stated", "construct", {"entity": INSPECTION}),
    ("statistics", "select", {}),
    ("statistics_about", "construct", {"cube": CUBE}),
    ("statistics_value", "select", {"value": f"{SCHEME}hmi-probation-rating/good"}),
    ("unit", "select", {"id": REGION}),
    ("units_in", "select", {"area": f"{SCHEME}region/wales"}),
)


@pytest.mark.parametrize(("named", "form", "bindings"), OWN, ids=[f"{each[0]}-{n}" for n, each in enumerate(OWN)])
def test_our_own_queries(
    hold: Hold, measure: Hold, name: str, example: Path, named: str, form: str, bindings: Mapping[str, Term]
) -> None:
    if reason := DIFFERING.get((name, named)):
        pytest.xfail(reason)
    asked = query(named)
    found, expected = (getattr(held.store, form)(asked, bindings) for held in (hold(example), measure(example)))
    if form == "construct":  # blank nodes have names of the engine's own
        found, expected = (canonical(lines(each)) for each in (found, expected))
    elif form == "select" and "ORDER BY" not in asked:
        found, expected = sorted(found, key=repr), sorted(expected, key=repr)
    assert found == expected
    assert expected or expected is False or named in ABSENT


@pytest.mark.parametrize("iri", [REGION, INSPECTION, "urn:none"])
def test_descriptions(hold: Hold, measure: Hold, example: Path, iri: str) -> None:
    found, expected = (held.store.describe(iri, data.DESCRIPTIONS) for held in (hold(example), measure(example)))
    assert canonical(lines(found)) == canonical(lines(expected))
    assert bool(expected) is (iri != "urn:none")


def test_every_query_of_ours_is_asked() -> None:
    assert {each[0] for each in OWN} == {file.stem for file in Path(lod.queries.__file__).parent.glob("*.rq")}


def canonical(graph: Iterable[str]) -> list[str]:
    return canonical_lines("".join(graph).encode(), Format.N_TRIPLES, data.BASE)


HOSTILE: dict[str, Literal] = {
    "closing": Literal('"} DROP ALL #'),
    "escaped quote": Literal("\\u0022 } DROP ALL #"),
    "more backslashes": Literal("\\\\u0022\\\\\\U00000022\\"),
    "quotes": Literal("'''\"\"\"'"),
    "lines": Literal("a\tb\nc\rd"),
    "control": Literal("a\x01b\x1f\x7f"),
    "nul": Literal("a\0b"),
    "not a character": Literal("a\uffff"),
    "unicode": Literal("é ☃ \U0001d11e \u200b\u202e"),
    "empty": Literal(""),
    "long": Literal("x" * 20_000),
    "welsh": text("Cymru", "cy"),
    "anything": Literal("<b> ?unit $x", "urn:example:type"),
    "node": Literal('"type": "bnode", "value": "nodeID://b1"'),
    "day": Literal("2025-08-07", XSD.date),
    "month": Literal("2025-02", XSD.gYearMonth),
    "year": Literal("2025", XSD.gYear),
    "decimal": Literal("4.5", XSD.decimal),
    "negative": integer(-1),
    "address": Literal("https://example.org/?a=b&c", XSD.anyURI),
    "bytes": Literal("0aff", XSD.hexBinary),
}
"""Literals that come back from every store as they were, each by a name of its own."""


@pytest.mark.parametrize("key", HOSTILE)
def test_values_are_never_syntax_and_come_back(hold: Hold, literals: Path, key: str) -> None:
    store, value, subject = hold(literals).store, HOSTILE[key], f"{E}{key.replace(' ', '-')}"
    assert store.select("SELECT ?subject ?value { ?subject ?p ?value }", {"value": value}) == [
        {"subject": subject, "value": value}
    ]
    assert store.select("SELECT ?subject ?value { ?subject ?p ?value }", {"subject": subject}) == [
        {"subject": subject, "value": value}
    ]
    assert store.construct("CONSTRUCT WHERE { ?subject ?p ?value }", {"subject": subject}) == [
        (subject, f"{E}says", value)
    ]
    assert store.ask("ASK { ?subject ?p ?value }", {"subject": subject, "value": value})


SPELLED = {
    "two and a half": Literal("2.50", XSD.decimal),
    "two": Literal("2.0", XSD.decimal),
    "seven": Literal("007", XSD.integer),
    "five": Literal("5", XSD.nonNegativeInteger),
    "true": Literal("true", XSD.boolean),
    "one": Literal("1", XSD.boolean),
    "double": Literal("1.5E0", XSD.double),
    "english": text("colour", "en-GB"),
}
"""Literals that engines keep as values, not as they were spelled."""

_ALIKE = {
    "two and a half": Literal("2.5", XSD.decimal),
    "two": Literal("2", XSD.decimal),
    "seven": integer(7),
    "five": integer(5),
    "true": Literal("true", XSD.boolean),
    "one": Literal("true", XSD.boolean),
    "double": Literal("1.5", XSD.double),
    "english": text("colour", "en-gb"),
}
KEPT: Mapping[str, Mapping[str, Literal]] = {
    "embedded": _ALIKE,
    "oxigraph": _ALIKE,
    "fuseki": {
        **_ALIKE,
        "two": Literal("2.0", XSD.decimal),
        "five": Literal("5", XSD.nonNegativeInteger),
        "double": Literal("1.5e0", XSD.double),
    },
    "virtuoso": {
        **_ALIKE,
        "five": Literal("5", XSD.nonNegativeInteger),
        "true": Literal("1", XSD.boolean),
        "one": Literal("1", XSD.boolean),
    },
}
"""How each spells them in results."""


@pytest.mark.parametrize("key", SPELLED)
def test_values_are_found_in_any_spelling(hold: Hold, name: str, literals: Path, key: str) -> None:
    store, subject = hold(literals).store, f"{E}{key.replace(' ', '-')}"
    assert store.select("SELECT ?subject ?value { ?subject ?p ?value }", {"subject": subject}) == [
        {"subject": subject, "value": KEPT[name][key]}
    ]
    assert store.ask("ASK { ?subject ?p ?value }", {"subject": subject, "value": SPELLED[key]})


QUESTIONS = sorted((resources.folder("ontology") / "competency").glob("*.rq"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_competency_questions(hold: Hold, measure: Hold, name: str, competency: Path, question: Path) -> None:
    if reason := DIFFERING.get((name, question.stem)):
        pytest.xfail(reason)
    asked = Query(question.read_text("utf-8"), Format.CSV)
    answer = measure(competency).ask(asked)
    assert hold(competency).ask(asked) == answer
    assert answer.rows


ORDERED = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX scheme: <https://w3id.org/inspection-results/scheme/>
SELECT ?concept ?label ?rank {
  ?concept skos:inScheme scheme:hmi-probation-rating ; skos:prefLabel ?label ;
    <https://w3id.org/inspection-results/def#rank> ?rank
} ORDER BY ?rank"""
STAR = ORDERED.replace("?concept ?label ?rank {", "DISTINCT * {")
GRAPH = ORDERED.replace("SELECT ?concept ?label ?rank", "CONSTRUCT { ?concept ?rank ?label . ?concept a ?label }")
LISTED = f"""SELECT (COUNT(*) AS ?items) {{ <{SCHEME}hmi-probation-rating/ordered> <{SKOS.memberList}> ?list .
  ?list <{RDF.rest}>*/<{RDF.first}> ?item FILTER(isBlank(?list)) }}"""


@pytest.mark.parametrize(
    ("asked", "form"),
    [
        *(
            (asked, form)
            for asked in (ORDERED, STAR, LISTED, "ASK { ?s ?p ?o }", "ASK { ?s ?p 'none' }")
            for form in TABLES
        ),
        *((GRAPH.replace("?concept ?rank ?label . ", ""), form) for form in RDF_FORMATS),
    ],
)
def test_every_format_has_the_same_bytes(hold: Hold, measure: Hold, example: Path, asked: str, form: Format) -> None:
    expected = measure(example).ask(Query(asked, form))
    assert hold(example).ask(Query(asked, form)) == expected
    assert expected.rows


@pytest.mark.parametrize(
    ("asked", "dataset"),
    [
        pytest.param("SELECT ?s { ?s ?p ?o }", ("urn:g1",), id="a graph that is not there"),
        pytest.param("SELECT ?s { ?s ?p ?o }", (f"{data.BASE}release/questions",), id="another release"),
        pytest.param(
            "SELECT ?s FROM <https://data.example.org/release/questions> { ?s ?p ?o }", (), id="another release by FROM"
        ),
        pytest.param("SELECT ?s FROM NAMED <urn:g> { GRAPH ?g { ?s ?p ?o } }", (), id="FROM NAMED"),
        pytest.param("SELECT * {}", ("urn:g1",), id="nothing asked"),
    ],
)
def test_a_release_has_no_graphs_to_name(
    hold: Hold, measure: Hold, example: Path, competency: Path, asked: str, dataset: tuple[str, ...]
) -> None:
    hold(competency)
    expected = measure(example).ask(Query(asked, Format.CSV, dataset))
    assert hold(example).ask(Query(asked, Format.CSV, dataset)) == expected


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", id="service"),
        pytest.param("SELECT * { ser\\u0076ice <http://127.0.0.1:9/> { ?s ?p ?o } }", id="service in escapes"),
        pytest.param("SELECT ?s FROM <file:///etc/passwd> { ?s ?p ?o }", id="a file"),
        pytest.param(
            "PREFIX f: <FILE:///etc/> SELECT ?s FROM NAMED f:passwd { GRAPH ?g { ?s ?p ?o } }", id="its prefix"
        ),
        pytest.param("BASE <file:///etc/> SELECT ?s FROM <passwd> { ?s ?p ?o }", id="its base"),
        pytest.param("DROP ALL", id="update"),
        pytest.param("ASK { ?s ?p ?o FILTER(<urn:f>(?o)) }", id="function"),
        pytest.param("ASK { ?s ?p ?o FILTER(<bif:sys_stat>('st_dbms_ver') = ?o) }", id="function of an engine"),
        pytest.param("ASK { ?s ?p ?o FILTER(bif:rnd(1) = ?o) }", id="prefix of an engine"),
        pytest.param('DEFINE get:soft "replace" SELECT * { ?s ?p ?o }', id="pragma"),
        pytest.param("SELECT * { ?s ?p }", id="syntax"),
        pytest.param("SELECT ?s { ?s ?p ?o } GROUP BY ?p", id="grouping"),
        pytest.param("SELECT * { ?s insp:rating ?o }", id="prefix"),
        pytest.param("ASK {" + "{" * 101 + "}" * 102, id="depth"),
        pytest.param("SELECT * { ?s ?p '" + "x" * 70_000 + "' }", id="length"),
    ],
)
def test_what_is_refused_is_refused_in_the_same_words(hold: Hold, measure: Hold, example: Path, asked: str) -> None:
    with pytest.raises(QueryError) as expected:
        measure(example).ask(Query(asked, Format.CSV))
    with pytest.raises(QueryError) as found:
        hold(example).ask(Query(asked, Format.CSV))
    assert (type(found.value), str(found.value)) == (type(expected.value), str(expected.value))


@pytest.mark.parametrize(
    ("asked", "form", "limits"),
    [
        pytest.param("SELECT ?s { ?s ?p ?o }", Format.SPARQL_JSON, Limits(max_rows=300), id="rows"),
        pytest.param("SELECT ?s { ?s ?p ?o } LIMIT 200", Format.CSV, Limits(max_bytes=4000), id="bytes"),
        pytest.param("CONSTRUCT WHERE { ?s ?p ?o }", Format.TURTLE, Limits(max_rows=300), id="triples"),
        pytest.param("CONSTRUCT WHERE { ?s ?p ?o }", Format.N_TRIPLES, Limits(max_bytes=4000), id="bytes of a graph"),
    ],
)
def test_a_result_over_a_limit_is_an_error_not_a_part(
    hold: Hold, measure: Hold, example: Path, asked: str, form: Format, limits: Limits
) -> None:
    with pytest.raises(ResultTooLarge) as expected:
        measure(example).ask(Query(asked, form), limits)
    with pytest.raises(ResultTooLarge) as found:
        hold(example).ask(Query(asked, form), limits)
    assert str(found.value) == str(expected.value)


@pytest.mark.parametrize("form", TABLES, ids=lambda form: form.name)
def test_a_result_at_the_limit_is_given(hold: Hold, example: Path, form: Format) -> None:
    asked = Query("SELECT ?s { ?s ?p ?o } LIMIT 300", form)
    assert hold(example).ask(asked, Limits(max_rows=300)).rows == 300


def test_relative_iris_resolve_against_the_base_of_the_request(hold: Hold, measure: Hold, example: Path) -> None:
    asked = "SELECT ?label { <id/unit/probation-region/N57> <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }"
    expected = measure(example).ask(Query(asked, Format.CSV, base_iri=data.BASE))
    assert hold(example).ask(Query(asked, Format.CSV, base_iri=data.BASE)) == expected
    assert expected.rows == 1


def test_two_releases_stand_side_by_side(hold: Hold, tmp_path: Path) -> None:
    old, new = (
        hold(data.written(tmp_path / name, list(lines([(f"{E}unit", f"{E}rating", Literal(name))]))))
        for name in ("side-1", "side-2")
    )
    for _ in range(2):
        assert old.store.select("SELECT ?o { ?s ?p ?o }") == [{"o": Literal("side-1")}]
        assert new.store.select("SELECT ?o { ?s ?p ?o }") == [{"o": Literal("side-2")}]
        assert old.ask(Query("SELECT ?o { ?s ?p ?o }", Format.CSV)).body == b"o\r\nside-1\r\n"
        assert new.ask(Query("SELECT ?o { ?s ?p ?o }", Format.CSV)).body == b"o\r\nside-2\r\n"
