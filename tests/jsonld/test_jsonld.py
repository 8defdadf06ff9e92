"""Our JSON-LD says exactly the triples it was made from, by JSON-LD's reference processor, and reads like JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from lod import mapping, resources
from lod.formats import Format, canonical_lines, parse_lines
from lod.iris import Iris, concept
from lod.jsonld import PARTS, compact, context, embedded, graph
from lod.model import Inspection
from lod.namespaces import DCT, INSP, OA, PREFIXES, PROV, RDF, RDFS, SKOS, XSD
from lod.profiles import schemes
from lod.terms import Literal, Triple, integer, lines, text
from tests.publication.conftest import REGION_INSPECTION

BASE = "https://data.example.org/"
CONTEXT = json.loads((resources.folder("ontology") / "context.jsonld").read_text("utf-8"))
ROOT = f"{BASE}id/inspection/probation-region/N53/2025-08-07"
INADEQUATE = concept("hmi-probation-rating", "inadequate")
A, B, C = (f"https://example.org/{name}" for name in "abc")


def nothing(url: str, _options: object) -> dict[str, Any]:
    """A document carries its context: whoever reads it fetches nothing."""
    raise AssertionError(f"{url} would be fetched")


def said(document: dict[str, Any]) -> list[str]:
    """What a document says by the referee, as canonical lines; it passes through JSON as it would over HTTP."""
    received = json.loads(msgspec.json.encode(document))
    options = {
        "documentLoader": nothing,
        "format": "application/n-quads",
        "base": "https://elsewhere.example/",
    }
    return canonical_lines(jsonld.to_rdf(received, options).encode(), Format.N_QUADS, BASE)


def canonical(triples: list[Triple]) -> list[str]:
    return canonical_lines("".join(lines(triples)).encode(), Format.N_QUADS, BASE)


def without_context(triples: list[Triple], root: str = A) -> dict[str, Any]:
    document = compact(triples, root)
    assert document.pop("@context").items() <= CONTEXT["@context"].items()
    assert document.pop("id") == root
    return document


# --- it reads like JSON


@pytest.fixture(scope="session")
def inspection() -> Inspection:
    return REGION_INSPECTION


@pytest.fixture(scope="session")
def triples(inspection: Inspection) -> list[Triple]:
    """What is said of the inspection, and of nothing else."""
    return list(mapping.inspection(inspection, Iris(BASE)))


def test_an_inspection_reads_like_json(triples: list[Triple]) -> None:
    found = compact(triples, ROOT)
    own = {key: value for key, value in found.items() if not isinstance(value, list)}
    assert own == {
        "@context": found["@context"],
        "id": ROOT,
        "label": "East Midlands: inspection 2025-08-07",
        "inspects": f"{BASE}id/unit/probation-region/N53",
        "inspectedBy": "https://w3id.org/inspection-results/scheme/inspectorate/hmi-probation",
        "underProgramme": "https://w3id.org/inspection-results/scheme/programme/hmi-probation-adult-2023",
        "issued": "2025-08-07",
        "fieldworkStart": "2025-02",
        "fieldworkEnd": {"type": "xsd:date", "value": "2025-04-30"},
        "overallRating": INADEQUATE,
        "recommendationCount": 7,
    }
    assert found["type"] == ["Inspection"]
    assert found["hasMeasure"][0]["percentage"] == "34"
    assert found["hasSample"][0]["subSample"][0]["caseCount"] == 216


def test_evidence_stands_inside_the_fact_it_is_for(triples: list[Triple]) -> None:
    (judgement,) = compact(triples, ROOT)["hasJudgement"]
    (evidence,) = judgement["wasDerivedFrom"]
    assert evidence["supports"] == "rating"
    assert evidence["hasSource"] == f"{BASE}id/source/0123456789abcdef"
    assert {selector.get("exact") for selector in evidence["hasSelector"]} == {"‘Inadequate’", None}


def test_a_thing_of_which_only_the_name_is_known_has_it_at_every_mention(triples: list[Triple]) -> None:
    name = (INADEQUATE, SKOS.prefLabel, text("Inadequate", "en"))
    found = compact([*triples, name], ROOT)
    named = {"id": INADEQUATE, "prefLabel": "Inadequate"}
    assert found["overallRating"] == named
    assert found["hasJudgement"][0]["rating"] == named
    assert "included" not in found


def test_a_part_is_written_at_its_first_mention_only() -> None:
    shared = [
        (A, PROV.wasDerivedFrom, C),
        (A, INSP.hasJudgement, B),
        (B, PROV.wasDerivedFrom, C),
        (C, OA.exact, Literal("x")),
    ]
    assert without_context(shared) == {
        "hasJudgement": [{"id": B, "wasDerivedFrom": [{"id": C, "exact": "x"}]}],
        "wasDerivedFrom": [C],
    }


def test_what_is_no_part_is_included_beside_the_entity_with_its_own_parts() -> None:
    triples = [(A, INSP.latestInspection, B), (B, INSP.hasJudgement, C), (C, INSP.score, integer(1))]
    assert without_context(triples) == {
        "latestInspection": B,
        "included": [{"id": B, "hasJudgement": [{"id": C, "score": 1}]}],
    }


@pytest.mark.parametrize(
    ("predicate", "value", "expected"),
    [
        pytest.param(DCT.issued, Literal("2025-08-07", XSD.date), {"issued": "2025-08-07"}, id="date"),
        pytest.param(
            DCT.issued,
            Literal("2025", XSD.gYear),
            {"issued": {"type": "xsd:gYear", "value": "2025"}},
            id="less-precise-date",
        ),
        pytest.param(INSP.score, integer(-12), {"score": -12}, id="integer"),
        pytest.param(
            INSP.score,
            Literal("007", XSD.integer),
            {"score": {"type": "xsd:integer", "value": "007"}},
            id="odd-integer",
        ),
        pytest.param(
            INSP.score, Literal("--7", XSD.integer), {"score": {"type": "xsd:integer", "value": "--7"}}, id="no-integer"
        ),
        pytest.param(
            INSP.score,
            integer(2**53),
            {"score": {"type": "xsd:integer", "value": "9007199254740992"}},
            id="integer-beyond-json",
        ),
        pytest.param(INSP.percentage, Literal("34.50", XSD.decimal), {"percentage": "34.50"}, id="decimal-kept-exact"),
        pytest.param(INSP.polarity, Literal("true", XSD.boolean), {"polarity": True}, id="boolean"),
        pytest.param(SKOS.prefLabel, text("Gwent", "en"), {"prefLabel": "Gwent"}, id="english"),
        pytest.param(SKOS.prefLabel, text("Cymru", "cy"), {"prefLabel": {"lang": "cy", "value": "Cymru"}}, id="welsh"),
        pytest.param(SKOS.prefLabel, Literal("N53"), {"prefLabel": {"value": "N53"}}, id="no-language"),
        pytest.param(
            SKOS.hiddenLabel, text("x", "cy"), {"hiddenLabel": [{"lang": "cy", "value": "x"}]}, id="welsh-array"
        ),
        pytest.param(DCT.title, Literal("register.csv"), {"name": "register.csv"}, id="title-without-language"),
        pytest.param(SKOS.altLabel, text("East Mids", "en"), {"altLabel": ["East Mids"]}, id="array-of-one"),
        pytest.param(DCT.type, B, {"unitType": B}, id="iri"),
        pytest.param(DCT.type, Literal(B), {"unitType": {"value": B}}, id="string-that-looks-like-an-iri"),
        pytest.param(INSP.supports, DCT.issued, {"supports": "issued"}, id="iri-of-a-term"),
        pytest.param(INSP.score, B, {"score": {"id": B}}, id="iri-where-numbers-are-usual"),
        pytest.param("https://example.org/p", Literal("x"), {"https://example.org/p": "x"}, id="unknown-property"),
        pytest.param(RDF.type, INSP.Inspection, {"type": ["Inspection"]}, id="class"),
        pytest.param(RDF.type, "https://example.org/C", {"type": ["https://example.org/C"]}, id="unknown-class"),
        pytest.param(RDF.type, Literal("x"), {"rdf:type": "x"}, id="class-that-is-a-string"),
    ],
)
def test_values_are_as_plain_as_they_can_be(predicate: str, value: str | Literal, expected: dict[str, Any]) -> None:
    assert without_context([(A, predicate, value)]) == expected
    assert said(compact([(A, predicate, value)], A)) == canonical([(A, predicate, value)])


def test_a_list_is_an_array_in_its_order() -> None:
    ordered = concept("hmi-probation-rating", "ordered")
    vocabulary = parse_lines(schemes.vocabulary_lines(BASE))
    scale = [triple for triple in vocabulary if triple[0] == ordered or triple[1] in (RDF.first, RDF.rest)]
    members = without_context(scale, ordered)["memberList"]
    assert [member.rsplit("/", 1)[-1] for member in members] == [
        "inadequate",
        "requires-improvement",
        "good",
        "outstanding",
    ]


def test_keys_come_in_the_order_of_the_context_whatever_the_order_of_the_triples(triples: list[Triple]) -> None:
    forwards, backwards = (compact(order, ROOT) for order in (triples, triples[::-1]))
    assert msgspec.json.encode(forwards) == msgspec.json.encode(backwards)
    keys = [key for key in forwards if key in CONTEXT["@context"]]
    assert keys == sorted(keys, key=list(CONTEXT["@context"]).index)


def test_an_iri_that_json_ld_would_misread_is_refused() -> None:
    with pytest.raises(ValueError, match="'dct' is a prefix"):
        compact([(A, DCT.type, "dct:x")], A)


# --- it says what it was made from


def test_an_inspection_and_the_vocabulary_survive(triples: list[Triple]) -> None:
    vocabulary = list(parse_lines(schemes.vocabulary_lines(BASE)))
    assert said(compact(triples, ROOT)) == canonical(triples)
    assert said(compact(vocabulary, "https://w3id.org/inspection-results/def")) == canonical(vocabulary)
    assert said(graph([*triples, *vocabulary])) == canonical([*triples, *vocabulary])


def test_the_reference_processor_frames_it_alike(triples: list[Triple]) -> None:
    """The object that JSON-LD 1.1 Framing gives with `@embed: @always`, but for orders and one thing.

    Term selection (API 7.2) writes `insp:fieldworkEnd` where the date is not of the type that `fieldworkEnd` coerces
    to, so that a value's precision would decide its key; we write `fieldworkEnd` with a typed value.
    """
    named = [*triples, (INADEQUATE, SKOS.prefLabel, text("Inadequate", "en"))]
    expanded = jsonld.from_rdf("".join(lines(named)), {"format": "application/n-quads", "useNativeTypes": True})
    frame = {**CONTEXT, "id": ROOT, "@embed": "@always"}
    framed = jsonld.frame(expanded, frame, {"documentLoader": nothing})
    assert "insp:fieldworkEnd" in framed
    del framed["@context"]
    assert unordered(embedded(named, ROOT)) == unordered(with_terms(framed))


def with_terms(value: Any) -> Any:
    """The same with a term for each compact IRI that is a key, or a value of `supports`, and has one."""
    if isinstance(value, list):
        return [with_terms(each) for each in value]
    if isinstance(value, dict):
        return {term(key): term(each) if key == "supports" else with_terms(each) for key, each in value.items()}
    return value


def term(name: str) -> str:
    prefix, _, local = name.partition(":")
    return context.published().names.get(f"{PREFIXES[prefix]}{local}", name) if prefix in PREFIXES else name


def unordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: unordered(each) for key, each in sorted(value.items())}
    if isinstance(value, list):
        return sorted((unordered(each) for each in value), key=json.dumps)
    return value


def nodes() -> st.SearchStrategy[str]:
    return st.sampled_from(
        [A, B, C, "_:x", "_:y", "_:z", INSP.Inspection, RDF.nil, "urn:uuid:1", "http://é.example/ü?q=1#f"]
    )


def literals() -> st.SearchStrategy[Literal]:
    letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
    # No xsd:double: the reference processor rewrites strings of that type, against API 8.2.2 (our data have none).
    datatypes = (XSD.string, XSD.integer, XSD.boolean, XSD.decimal, XSD.date, XSD.gYear, XSD.gYearMonth)
    others = (XSD.nonNegativeInteger, XSD.hexBinary, RDF.iri + "JSON", RDF.iri + "HTML", "https://example.org/datatype")
    lexical = st.sampled_from(
        ["7", "-7", "--7", "007", "-0", "+1", "1e3", "2.50", "true", "1", "2025-02", "", "@id", "_:x", "９"]
    )
    return st.one_of(
        st.tuples(st.one_of(letters, lexical), st.sampled_from((*datatypes, *others))).map(lambda it: Literal(*it)),
        st.tuples(letters, st.sampled_from(["en", "cy", "en-gb", "zh-hant-tw"])).map(lambda it: text(*it)),
        st.integers().map(integer),
    )


def graphs() -> st.SearchStrategy[list[Triple]]:
    known = (*context.published().properties, *PARTS)
    foreign = (RDF.type, RDF.first, RDF.rest, "https://example.org/p", RDFS.iri, f"{INSP.iri}a:b", "urn:p")
    triple = st.tuples(nodes(), st.sampled_from((*known, *foreign)), st.one_of(nodes(), literals()))
    few = st.tuples(
        nodes(), st.sampled_from((RDF.first, RDF.rest, SKOS.memberList, INSP.hasJudgement, RDF.type)), nodes()
    )
    return st.lists(st.one_of(triple, few), max_size=14)


@settings(max_examples=300, deadline=None)
@given(graphs(), nodes())
def test_any_graph_survives(triples: list[Triple], root: str) -> None:
    assert said(compact(triples, root)) == canonical(triples)


@settings(max_examples=200, deadline=None)
@given(graphs())
def test_any_graph_survives_without_a_root(triples: list[Triple]) -> None:
    assert said(graph(triples)) == canonical(triples)


def test_a_graph_holds_things_in_order_with_their_parts_inside() -> None:
    triples: list[Triple] = [
        (B, INSP.hasJudgement, f"{B}/judgement"),
        (f"{B}/judgement", INSP.score, integer(1)),
        (A, RDFS.label, text("A", "en")),
    ]
    document = graph(triples)
    assert document["@graph"] == [
        {"id": A, "label": "A"},
        {"id": B, "hasJudgement": [{"id": f"{B}/judgement", "score": 1}]},
    ]
    assert document["@context"].items() <= CONTEXT["@context"].items()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(nodes(), literals()), min_size=1, max_size=5), st.sampled_from([SKOS.memberList, INSP.score]))
def test_any_list_survives_as_an_array(members: list[str | Literal], predicate: str) -> None:
    cells = [f"_:cell{number}" for number in range(len(members))]
    triples: list[Triple] = [(A, predicate, cells[0])]
    for cell, member, rest in zip(cells, members, [*cells[1:], RDF.nil], strict=True):
        triples += [(cell, RDF.first, member), (cell, RDF.rest, rest)]
    document = compact(triples, A)
    assert len(document["memberList"] if predicate == SKOS.memberList else document["score"]["@list"]) == len(members)
    assert said(document) == canonical(triples)


def test_a_long_chain_is_written_flat_beyond_some_depth() -> None:
    chain: list[Triple] = [(f"{A}/{number}", INSP.subSample, f"{A}/{number + 1}") for number in range(5_000)]
    document = compact(chain, f"{A}/0")
    assert depth(document) < 40
    assert len(msgspec.json.encode(document)) > 5_000


def depth(value: Any) -> int:
    children: Callable[[Any], list[Any]] = lambda each: list(each.values()) if isinstance(each, dict) else each  # noqa: E731
    level, deepest = [value], 0
    while level:
        level = [child for each in level if isinstance(each, dict | list) for child in children(each)]
        deepest += 1
    return deepest


# --- the context


def test_every_prefix_of_ours_is_one_of_the_context() -> None:
    found = context.published()
    assert {prefix: namespace for namespace, prefix in found.prefixes.items()} == PREFIXES


def test_every_term_of_the_ontology_is_a_term_of_the_context() -> None:
    missing = [term for term in INSP if context.published().names.get(INSP[term]) != term]
    assert missing == []
