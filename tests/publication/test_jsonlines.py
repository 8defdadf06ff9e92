"""Each line of data.ndjson is a JSON-LD document of its own, and together they say what the dumps say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyld import jsonld

from lod.formats import Format, canonical_lines, parse_lines
from lod.jsonld import context
from lod.namespaces import RDF, SKOS
from lod.profiles import schemes
from lod.publication import Dump, Statistics
from lod.publication.blank import embedding, owned
from lod.publication.jsonlines import documents as documents_of
from lod.publication.rendering import entities
from lod.terms import Literal, Triple, lines
from tests.publication.assembling import NAMES, dumps

FIRST, SECOND = (f"{NAMES.base_iri}id/unit/t/{name}" for name in "ab")
NAME = Literal("x")


def statements(documents: list[bytes]) -> list[str]:
    """What each document says by itself, by PyLD, which is given the context that they name."""
    loaded = {"contextUrl": None, "documentUrl": NAMES.context, "document": {"@context": context.terms()}}
    options = {"format": "application/n-quads", "documentLoader": lambda url, _: {NAMES.context: loaded}[url]}
    return [jsonld.to_rdf(json.loads(each), options) for each in documents]


@pytest.fixture(scope="session")
def documents(dumped: tuple[Path, Statistics, tuple[Dump, ...]]) -> list[bytes]:
    return (dumped[0] / "data.ndjson").read_bytes().splitlines()


def test_the_lines_say_what_the_dump_says(documents: list[bytes], data: list[str]) -> None:
    """Blank nodes of one document are not those of another."""
    said = [
        line
        for each in statements(documents)
        for line in canonical_lines(each.encode(), Format.N_QUADS, NAMES.base_iri)
    ]
    assert sorted(line for line in said if "_:" not in line) == [line for line in data if "_:" not in line]
    assert len(said) == len(data)


def test_a_line_names_the_context_and_one_thing(documents: list[bytes]) -> None:
    read = [json.loads(each) for each in documents]
    assert {each["@context"] for each in read} == {"https://data.example.org/def/context.jsonld"}
    assert len({each["id"] for each in read}) == len(read) > 3


def test_an_ordered_scheme_has_its_list_in_its_line(tmp_path: Path) -> None:
    """Of the vocabulary nothing is torn apart: no line is about a blank node."""
    vocabulary = schemes.vocabulary_lines(NAMES.base_iri)
    dumps(tmp_path, [], vocabulary)
    documents = (tmp_path / "data.ndjson").read_bytes().splitlines()
    assert not [each for each in documents if b'"id":"_:' in each]
    said = "".join(statements([b"[" + b",".join(documents) + b"]"]))
    assert canonical_lines(said.encode(), Format.N_QUADS, NAMES.base_iri) == sorted(vocabulary)


def test_each_object_names_the_context() -> None:
    objects = [json.dumps({"id": str(number), "x": 'y,\n{"' * number}) for number in range(40)]
    made = documents_of(",\n".join(objects).encode(), "https://example.org/c")
    expected = [{"@context": "https://example.org/c", **json.loads(each)} for each in objects]
    assert [json.loads(each) for each in made.splitlines()] == expected


def test_a_dump_of_nothing_has_no_lines(tmp_path: Path) -> None:
    dumps(tmp_path, [], [])
    assert (tmp_path / "data.ndjson").read_bytes() == b""


# --- blank nodes


def test_blank_nodes_come_with_what_leads_to_them() -> None:
    triples: list[Triple] = [
        (FIRST, SKOS.memberList, "_:a"),
        (f"{FIRST}/part", SKOS.memberList, "_:b"),
        ("_:a", RDF.first, NAME),
        ("_:a", RDF.rest, "_:c"),
        ("_:b", RDF.first, NAME),
        ("_:c", RDF.rest, RDF.nil),
    ]
    found = owned(triples, NAMES)
    assert {key: set(value) for key, value in found.items()} == {FIRST: set(triples[2:])}
    assert [root for root, _ in embedding(entities(parse_lines(sorted(lines(triples))), NAMES), found)] == [FIRST]


@pytest.mark.parametrize(
    "triples",
    [
        pytest.param([(FIRST, SKOS.memberList, "_:a"), (SECOND, SKOS.memberList, "_:a")], id="two lead to it"),
        pytest.param([("_:b", SKOS.memberList, "_:a"), ("_:a", SKOS.memberList, "_:b")], id="a circle"),
        pytest.param([], id="nothing leads to it"),
    ],
)
def test_a_blank_node_that_no_entity_has_alone_stays_alone(triples: list[Triple]) -> None:
    every = [*triples, ("_:a", SKOS.prefLabel, NAME)]
    found = owned(every, NAMES)
    assert not any(found.values())
    roots = [root for root, _ in embedding(entities(parse_lines(sorted(lines(every))), NAMES), found)]
    assert "_:a" in roots
