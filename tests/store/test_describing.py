"""DESCRIBE: which resources it is about, and that it says of each what the resource's own page says."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pyoxigraph as ox
import pytest

from lod.errors import QueryRefused, QuerySyntaxError, ResultTooLarge
from lod.formats import Format
from lod.namespaces import INSP, RDF
from lod.queries import query
from lod.store import EmbeddedStore, Limits, Query, QueryPool, build, open_store
from lod.store.describing import dataset, named, select
from lod.store.embedded import open_engine
from lod.store.evaluation import evaluate
from lod.terms import lines
from tests.store import data

OURS = data.DESCRIPTIONS
REGION = f"{data.BASE}id/unit/probation-region/N53"
MERGED = f"{data.BASE}id/unit/probation-region/N57"
INSPECTION = f"{data.BASE}id/inspection/probation-region/N53/2025-08-07"
PREFIXES = "PREFIX insp: <https://w3id.org/inspection-results/def#>\n"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the example publication."""
    folder = tmp_path_factory.mktemp("describing")
    build(data.example(folder / "public"), folder / "store")
    return folder / "store"


def page(store: EmbeddedStore, iri: str) -> set[str]:
    """What `/doc/` says of a resource."""
    bound = {"entity": iri}
    said = store.construct(query("entity"), bound)
    if (iri, RDF.type, INSP.InspectedUnit) in said:
        said += store.construct(query("inspections_of"), bound) + store.construct(query("history_of"), bound)
    return set(lines(said))


def described(folder: Path, text: str, limits: Limits | None = None, **dataset: tuple[str, ...]) -> list[str]:
    asked = Query(text, Format.N_TRIPLES, base_iri=data.BASE, **dataset)
    answer = evaluate(open_engine(folder), asked, limits or Limits(), OURS)
    assert isinstance(answer.body, bytes)
    return answer.body.decode().splitlines(keepends=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("DESCRIBE <urn:x>", "SELECT (<urn:x> AS ?described0) {}", id="an IRI"),
        pytest.param("describe<urn:x>?y{?y a 1}", "SELECT ?y (<urn:x> AS ?described0) {?y a 1}", id="no white space"),
        pytest.param(
            "BASE <urn:b>PREFIX : <urn:> # DESCRIBE\nDESCRIBE :x $y ?y WHERE { ?y :p ?described0 } ORDER BY ?y LIMIT 3",
            "BASE <urn:b>PREFIX : <urn:> # DESCRIBE SELECT ?y (:x AS ?described1)"
            " WHERE { ?y :p ?described0 } ORDER BY ?y LIMIT 3",
            id="all at once",
        ),
        pytest.param("DESCRIBE * { ?s ?p ?o }", "SELECT * { ?s ?p ?o }", id="star"),
        pytest.param("DESCRIBE <urn:x> LIMIT 1", "SELECT (<urn:x> AS ?described0) {} LIMIT 1", id="modifier only"),
        pytest.param(
            "DESCRIBE ?x FROM <urn:g> FROM NAMED <urn:h> { ?x ?y ?z } VALUES ?x { 1 }",
            "SELECT ?x FROM <urn:g> FROM NAMED <urn:h> { ?x ?y ?z } VALUES ?x { 1 }",
            id="dataset and values",
        ),
    ],
)
def test_the_resources_are_found_by_a_select(text: str, expected: str) -> None:
    assert select(text).split() == expected.split()


def test_the_dataset_of_a_text_is_asked_of_the_engine() -> None:
    asked = dataset("PREFIX : <urn:> DESCRIBE ?x FROM :g FROM NAMED <h> { ?x ?y ?z }")
    assert asked == "PREFIX : <urn:> SELECT (:g AS ?default0) (<h> AS ?named1) {}"
    assert dataset("DESCRIBE <urn:x>") == ""


@pytest.mark.parametrize("iri", [REGION, MERGED, INSPECTION], ids=["unit", "unit that others became", "inspection"])
def test_a_description_is_what_the_page_says(example: Path, iri: str) -> None:
    found = described(example, f"DESCRIBE <{iri}>")
    assert found == sorted(page(open_store(example), iri))
    assert len(found) > 20


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("DESCRIBE <urn:x>", ["urn:x"], id="an IRI"),
        pytest.param("PREFIX : <urn:a#> PREFIX : <urn:b#>\nDESCRIBE :x <urn:y> :", ["urn:b#x", "urn:y", "urn:b#"],
                     id="names of the last declaration"),
        pytest.param("BASE <urn:b> DESCRIBE <x>", None, id="relative"),
        pytest.param("DESCRIBE <http://example.org/a/../b>", None, id="to be resolved"),
        pytest.param("PREFIX p: <a#> DESCRIBE p:x", None, id="relative prefix"),
        pytest.param("PREFIX p: <urn:a> DESCRIBE p:x\\~y", None, id="escaped"),
        pytest.param("DESCRIBE <urn:x> ?y", None, id="a variable"),
        pytest.param("DESCRIBE <urn:x> FROM <urn:g>", None, id="a dataset"),
        pytest.param("DESCRIBE <urn:x> {}", None, id="a pattern"),
        pytest.param("DESCRIBE <urn:x> LIMIT 0", None, id="a modifier"),
    ],
)  # fmt: skip
def test_resources_that_are_named_need_no_select(text: str, expected: list[str] | None) -> None:
    found = named(text)
    assert (found and [iri.value for iri in found]) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"PREFIX unit: <{data.BASE}id/unit/>\nDESCRIBE unit:probation-region\\/N53",
        f"BASE <{data.BASE}> PREFIX u: <id/unit/probation-region/> DESCRIBE u:N53",
        f"PREFIX u: <urn:x> PREFIX u: <{data.BASE}id/unit/probation-region/> describe u:N53 # that is all",
    ],
)
def test_names_of_any_spelling_are_described(example: Path, text: str) -> None:
    assert described(example, text) == sorted(page(open_store(example), REGION))


def test_a_pattern_without_solutions_describes_nothing(example: Path) -> None:
    assert described(example, f"DESCRIBE <{REGION}> {{ FILTER(false) }}") == []
    assert described(example, f"DESCRIBE <{REGION}> LIMIT 0") == []


def test_several_resources_give_a_union_without_repetition(example: Path) -> None:
    store = open_store(example)
    union = sorted(page(store, REGION) | page(store, INSPECTION))
    assert described(example, f"DESCRIBE <{REGION}> <{INSPECTION}>") == union
    assert described(example, f"{PREFIXES}DESCRIBE ?i ?u {{ ?i insp:inspects ?u FILTER(?u = <{REGION}>) }}") == union
    assert described(example, f"{PREFIXES}DESCRIBE * {{ ?i insp:inspects ?u FILTER(?u = <{REGION}>) }}") == union


def test_relative_iris_and_limits_hold(example: Path) -> None:
    assert described(example, "DESCRIBE <id/unit/probation-region/N53>") == sorted(page(open_store(example), REGION))
    units = f"{PREFIXES}DESCRIBE ?u {{ ?u a insp:InspectedUnit FILTER(STR(?u) <= '{REGION}') }} ORDER BY DESC(STR(?u))"
    assert described(example, f"{units} LIMIT 1") == sorted(page(open_store(example), REGION))
    assert described(example, f"{units} OFFSET 1000") == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("DESCRIBE <urn:nothing>", id="nothing is said of it"),
        pytest.param("DESCRIBE ?x", id="unbound"),
        pytest.param("DESCRIBE ?x { BIND('a literal' AS ?x) }", id="a literal"),
        pytest.param(f"DESCRIBE <{REGION}> FROM <urn:none>", id="another dataset"),
        pytest.param(f"DESCRIBE <{REGION}> FROM NAMED <urn:none>", id="a named graph only"),
    ],
)
def test_what_is_not_there_has_no_description(example: Path, text: str) -> None:
    assert described(example, text) == []


def test_the_dataset_of_the_protocol_holds(example: Path) -> None:
    assert described(example, f"DESCRIBE <{REGION}>", default_graphs=("urn:none",)) == []


def test_the_graphs_of_from_are_described() -> None:
    engine = ox.Store()
    node, predicate, graph = ox.NamedNode("urn:x"), ox.NamedNode("urn:p"), ox.NamedNode("http://example.org/g")
    engine.extend([ox.Quad(node, predicate, ox.Literal("in g"), graph), ox.Quad(node, predicate, ox.Literal("out"))])
    text = "PREFIX : <http://example.org/> DESCRIBE ?x FROM :g { ?x ?y ?z }"
    answer = evaluate(engine, Query(text, Format.N_TRIPLES), Limits(), OURS)
    assert answer.body == b'<urn:x> <urn:p> "in g" .\n'


def test_a_description_is_within_the_limits(example: Path) -> None:
    with pytest.raises(ResultTooLarge, match="more than 20 rows"):
        described(example, f"DESCRIBE <{REGION}>", Limits(max_rows=20))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param("DESCRIBE", QuerySyntaxError, id="nothing to describe"),
        pytest.param("DESCRIBE ?x WHERE { ?x ?y ?z } LIMIT ten", QuerySyntaxError, id="syntax"),
        pytest.param("DESCRIBE ?x WHERE { ?x ?y ?z } HAVING (COUNT(*) > 1)", QuerySyntaxError, id="not grouped"),
    ],
)
def test_what_is_wrong_is_said(example: Path, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        described(example, text)


def test_a_form_that_is_no_description_is_refused() -> None:
    with pytest.raises(QueryRefused):
        select("SELECT * { ?describe ?p ?o }")


def test_a_pool_describes_as_it_is_told(example: Path) -> None:
    async def main() -> bytes:
        async with QueryPool(Limits(workers=1), example.parent, OURS) as pool:
            answer = await pool.run(example, Query(f"DESCRIBE <{INSPECTION}>", Format.N_TRIPLES))
            assert isinstance(answer.body, bytes)
            return answer.body

    assert asyncio.run(main()).decode().splitlines(keepends=True) == sorted(page(open_store(example), INSPECTION))


def test_a_unit_is_described_with_those_it_came_of(example: Path) -> None:
    found = described(example, f"DESCRIBE <{MERGED}>")
    assert any("org#originalOrganization" in line and "community-rehabilitation-company" in line for line in found)


def test_what_is_no_iri_is_told_as_in_any_query(example: Path) -> None:
    with pytest.raises(QuerySyntaxError, match="line 1"):
        described(example, "DESCRIBE <http://example.org/a%b>")
