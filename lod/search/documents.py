"""Triples → what is found of them: units, inspections, their measures and recommendations, and terms. Pure; done in
workers, where the triples are (`lod.pipeline.chunks`), and for the vocabulary where the index is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from lod.namespaces import DCT, INSP, OA, RDF, RDFS, SCHEMA, SKOS
from lod.search import nodes
from lod.search.nodes import Node
from lod.search.words import joined, postcode, words
from lod.terms import Term, Triple

UNIT, INSPECTION, MEASURE, RECOMMENDATION = "unit", "inspection", "measure", "recommendation"
CONCEPT, TERM = "concept", "term"
KINDS = (UNIT, INSPECTION, RECOMMENDATION, MEASURE, CONCEPT, TERM)
"""What a document may be of: a concept is of a scheme, a term is a class or property of the ontology."""

_NAMING = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)

_NOTHING: Node = {}


class Document(msgspec.Struct, frozen=True, array_like=True):
    """What can be found. `names` are what it is called, the title first; `keys` are these as words, and `text` is the
    words of all else by which it is found. Facets are IRIs, empty where there is none; `date` is as the data has
    it, when it was `issued` or else when the fieldwork ended."""

    kind: str
    iri: str
    title: str
    language: str = "en"
    keys: tuple[str, ...] = ()
    text: str = ""
    type: str = ""
    area: str = ""
    rating: str = ""
    inspectorate: str = ""
    programme: str = ""
    date: str = ""
    issued: bool = True


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Document)


def encoded(documents: Iterable[Document]) -> bytes:
    """Documents, a line each."""
    return _ENCODER.encode_lines(documents)


def decoded(lines: Iterable[bytes]) -> Iterator[Document]:
    """What `encoded` has written."""
    return map(_DECODER.decode, lines)


def of_units(triples: Iterable[Triple], listed: Mapping[str, Node]) -> list[Document]:
    """The documents of some units and their inspections, of which `triples` say everything but what the vocabulary says
    of the units `listed`, by IRI. Inspections that were taken back whole are left out."""
    about = nodes.nodes(triples)
    units: dict[str, Node] = {}
    inspections: dict[str, Node] = {}
    for iri, node in about.items():
        if INSP.inspects in node:
            if INSP.withdrawnBy not in node:
                inspections[iri] = node
        elif iri in listed:
            units[iri] = {**listed[iri], **node}
        elif SKOS.prefLabel in node:
            units[iri] = node
    found: list[Document] = []
    described: dict[str, Document] = {}
    for iri, node in units.items():
        described[iri] = one = unit(iri, node, inspections.get(nodes.iri(node, INSP.latestInspection), {}))
        found.append(one)
    for iri, node in inspections.items():
        whole = _inspection(iri, node, described.get(nodes.iri(node, INSP.inspects)))
        found.append(whole)
        if INSP.hasMeasure in node or INSP.makesRecommendations in node:
            found += _parts(whole, node, about, listed)
    return found


def unit(iri: str, node: Node, latest: Mapping[str, Sequence[Term]] = _NOTHING) -> Document:
    """A unit. Date, inspectorate and programme are those of its latest inspection, if something is said of one."""
    title = nodes.title(node, SKOS.prefLabel)
    key = " ".join(words(title.lexical))
    is_called_otherwise = SKOS.altLabel in node or SKOS.hiddenLabel in node or len(node.get(SKOS.prefLabel, ())) > 1
    others = nodes.texts(node, *_NAMING) if is_called_otherwise else ()
    found = list(map(joined, nodes.texts(node, DCT.identifier, SCHEMA.identifier, SCHEMA.address)))
    if SCHEMA.postalCode in node:
        found += map(postcode, nodes.texts(node, SCHEMA.postalCode))
    return Document(
        UNIT,
        iri,
        title.lexical,
        title.language,
        keys=_keys([key, *map(joined, others)]) if others else (key,) if key else (),
        text=" ".join(found),
        type=nodes.iri(node, DCT.type),
        area=nodes.iri(node, DCT.spatial),
        rating=nodes.iri(node, INSP.currentRating),
        inspectorate=nodes.iri(latest, INSP.inspectedBy),
        programme=nodes.iri(latest, INSP.underProgramme),
        date=nodes.date(latest),
        issued=DCT.issued in latest,
    )


def _inspection(iri: str, node: Node, inspected: Document | None) -> Document:
    title = nodes.title(node, RDFS.label)
    return Document(
        INSPECTION,
        iri,
        title.lexical,
        title.language,
        text=" ".join(words(title.lexical)),
        type=inspected.type if inspected else "",
        area=inspected.area if inspected else "",
        rating=nodes.iri(node, INSP.overallRating),
        inspectorate=nodes.iri(node, INSP.inspectedBy),
        programme=nodes.iri(node, INSP.underProgramme),
        date=nodes.date(node),
        issued=DCT.issued in node,
    )


def _parts(whole: Document, node: Node, about: Mapping[str, Node], listed: Mapping[str, Node]) -> Iterator[Document]:
    """What an inspection found in figures, and to whom it made recommendations, with the sentences that say so."""
    for kind, led_by in ((MEASURE, INSP.hasMeasure), (RECOMMENDATION, INSP.makesRecommendations)):
        for iri in dict.fromkeys(each for each in node[led_by] if isinstance(each, str)) if led_by in node else ():
            part = about.get(iri, {})
            title = _measured(part) if kind == MEASURE else _recommended(part, about, listed)
            quotes = dict.fromkeys(
                text
                for place, said in about.items()
                if place.startswith(f"{iri}/")
                for text in nodes.texts(said, OA.exact)
            )
            yield msgspec.structs.replace(
                whole,
                kind=kind,
                iri=iri,
                title=f"{title} ({whole.title})",
                # Each word once, or a part would come before its whole.
                text=" ".join(dict.fromkeys(joined(title, whole.title, *quotes).split())),
            )


def _measured(part: Node) -> str:
    percentage, description = nodes.texts(part, INSP.percentage), nodes.texts(part, DCT.description)
    return " ".join([*(f"{each}%" for each in percentage[:1]), *description[:1]])


def _recommended(part: Node, about: Mapping[str, Node], listed: Mapping[str, Node]) -> str:
    addressee = nodes.iri(part, INSP.addressee)
    names = nodes.texts(about.get(addressee, {}), SKOS.prefLabel) or nodes.texts(
        listed.get(addressee, {}), SKOS.prefLabel
    )
    count = next(iter(nodes.texts(part, INSP.recommendationCount)), "")
    noun = "recommendation" if count == "1" else "recommendations"
    to = names[0] if names else addressee.rsplit("/", 1)[-1].replace("-", " ")
    return f"{count} {noun} to {to}".strip()


def of_vocabulary(about: Mapping[str, Node]) -> Iterator[Document]:
    """The concepts, and the classes and properties of the ontology, in the order of their IRIs."""
    for iri, node in sorted(about.items()):
        is_concept = SKOS.Concept in node.get(RDF.type, ())
        if is_concept or (iri.startswith(INSP.iri) and RDFS.label in node):
            naming = SKOS.prefLabel if is_concept else RDFS.label
            title = nodes.title(node, naming)
            names = map(joined, [title.lexical, *nodes.texts(node, naming, SKOS.altLabel, SKOS.hiddenLabel)])
            yield Document(
                CONCEPT if is_concept else TERM,
                iri,
                title.lexical,
                title.language,
                keys=_keys(names),
                text=joined(
                    *nodes.texts(node, SKOS.notation, SKOS.definition, DCT.description), iri.rsplit("#", 1)[-1]
                ),
            )


def _keys(names: Iterable[str]) -> tuple[str, ...]:
    """Names in words, each once; those without a word are none."""
    return tuple(dict.fromkeys(filter(None, names)))
