from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lod.errors import ReleaseDamaged
from lod.namespaces import OA, PROV, RDF, XSD
from lod.queries import query
from lod.store import Store, build, open_store
from lod.terms import Literal, Term, Triple, integer, text

E = "http://example.org/"
EAST_MIDLANDS = Literal("East Midlands", RDF.langString, "en")


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    return open_store(folder)


def test_select_gives_terms_by_variable_name(store: Store) -> None:
    found = store.select("SELECT ?unit ?name { ?unit <http://example.org/name> ?name }")
    assert found == [{"unit": f"{E}east-midlands", "name": EAST_MIDLANDS}]


def test_an_unbound_variable_is_absent(store: Store) -> None:
    query = """SELECT ?unit ?rating { ?unit <http://example.org/cases> 7 OPTIONAL { ?unit <http://example.org/rating>
        ?rating } }"""
    assert store.select(query) == [{"unit": f"{E}unit/7"}]


@pytest.mark.parametrize(
    ("variable", "term", "count"),
    [
        pytest.param("unit", f"{E}east-midlands", 3, id="iri"),
        pytest.param("value", EAST_MIDLANDS, 1, id="language"),
        pytest.param("value", Literal("East Midlands"), 0, id="no language is another literal"),
        pytest.param("value", integer(299), 1, id="datatype"),
        pytest.param("value", Literal('"} DROP ALL #'), 0, id="a value is never syntax"),
    ],
)
def test_bindings_are_terms_not_text(store: Store, variable: str, term: Term, count: int) -> None:
    found = store.select("SELECT ?unit ?value { ?unit ?property ?value }", {variable: term})
    assert [each[variable] for each in found] == [term] * count


def test_construct_gives_each_triple_once_in_order(store: Store) -> None:
    query = "CONSTRUCT { ?unit ?property ?value } WHERE { { ?unit ?property ?value } UNION { ?unit ?property ?value } }"
    assert store.construct(query, {"unit": f"{E}east-midlands"}) == [
        (f"{E}east-midlands", f"{E}current", Literal("true", XSD.boolean)),
        (f"{E}east-midlands", f"{E}name", text("East Midlands", "en")),
        (f"{E}east-midlands", f"{E}rating", f"{E}scheme/inadequate"),
    ]


@pytest.mark.parametrize(("value", "answer"), [(299, True), (300, False)])
def test_ask(store: Store, value: int, answer: bool) -> None:
    assert store.ask("ASK { ?unit <http://example.org/cases> ?value }", {"value": integer(value)}) is answer


@pytest.mark.parametrize(
    ("mapped", "kept"),
    [
        pytest.param(Literal("2.50", XSD.decimal), Literal("2.5", XSD.decimal), id="decimal"),
        pytest.param(Literal("007", XSD.integer), integer(7), id="integer"),
        pytest.param(Literal("5", XSD.nonNegativeInteger), integer(5), id="derived integer"),
        pytest.param(Literal("2025-02", XSD.gYearMonth), Literal("2025-02", XSD.gYearMonth), id="month kept"),
        pytest.param(Literal("2025-08-07", XSD.date), Literal("2025-08-07", XSD.date), id="date kept"),
    ],
)
def test_the_engine_keeps_values_not_spellings(
    build_store: Callable[..., Path], mapped: Literal, kept: Literal
) -> None:
    """Why nothing that is published as a file is read back from a store."""
    store = open_store(build_store((f"{E}s", f"{E}p", mapped)))
    assert store.select("SELECT ?value { ?s ?p ?value }") == [{"value": kept}]


def test_a_built_store_says_nothing_of_the_machine_that_built_it(folder: Path) -> None:
    assert not list(folder.glob("LOG*"))


def test_reading_leaves_a_store_as_it_is(folder: Path) -> None:
    def state() -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in folder.iterdir()}

    before = state()
    open_store(folder).select("SELECT ?s { ?s ?p ?o }")
    assert state() == before


def test_a_folder_without_a_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReleaseDamaged, match=f"{tmp_path.name}: no store can be opened"):
        open_store(tmp_path)


def test_nquads_that_do_not_parse_make_no_store(tmp_path: Path) -> None:
    (tmp_path / "data.nq").write_text("<http://example.org/s> oops .\n")
    with pytest.raises(SyntaxError):
        build(tmp_path / "data.nq", tmp_path / "store")


@pytest.mark.parametrize("piece", [1, 2, 100])
def test_a_store_loaded_in_pieces_is_the_same(tmp_path: Path, piece: int) -> None:
    """Blank nodes too, which a loader renames: a list stays in one piece."""
    data = tmp_path / "data.nq"
    data.write_text(
        f'<{E}a> <{E}list> _:c14n0 .\n<{E}a> <{E}says> "_:c14n1" .\n<{E}b> <{E}says> "b" .\n'
        f'_:c14n0 <{RDF.first}> "x" .\n_:c14n0 <{RDF.rest}> _:c14n1 .\n'
        f'_:c14n1 <{RDF.first}> "y" .\n_:c14n1 <{RDF.rest}> <{RDF.nil}> .\n'
    )
    build(data, tmp_path / "store", piece)
    store = open_store(tmp_path / "store")
    path = f"<{E}list>/<{RDF.rest}>*/<{RDF.first}>"
    found = store.select(f"SELECT ?item {{ <{E}a> {path} ?item }}")
    assert {str(row["item"].lexical) for row in found if isinstance(row["item"], Literal)} == {"x", "y"}
    assert len(store.select("SELECT ?s ?p ?o { ?s ?p ?o }")) == 7


def test_the_sources_of_a_thing_are_found_without_reading_all_that_there_are(build_store: Callable[..., Path]) -> None:
    said: list[Triple] = []
    for number in range(20_000):
        said += [(f"{E}{number}", PROV.wasDerivedFrom, f"{E}row/{number}"), (f"{E}row/{number}", OA.hasSource, f"{E}d")]
    store = open_store(build_store(*said))
    start = time.process_time()
    assert store.select(query("sources_of"), {"entity": f"{E}7"}) == [{"entity": f"{E}7", "source": f"{E}d"}]
    assert time.process_time() - start < 0.1  # seconds; reading all would take eight times as long
