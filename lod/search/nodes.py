"""What triples say of each subject, by property, as far as it is needed to find it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lod.namespaces import DCT, INSP, OA, RDF, RDFS, SCHEMA, SKOS
from lod.terms import Literal, Term, Triple

WANTED = frozenset(
    {
        SKOS.prefLabel,
        SKOS.altLabel,
        SKOS.hiddenLabel,
        SCHEMA.identifier,
        SCHEMA.address,
        SCHEMA.postalCode,
        DCT.identifier,
        DCT.type,
        DCT.spatial,
        DCT.issued,
        DCT.description,
        RDFS.label,
        INSP.inspects,
        INSP.inspectedBy,
        INSP.underProgramme,
        INSP.fieldworkEnd,
        INSP.overallRating,
        INSP.currentRating,
        INSP.latestInspection,
        INSP.withdrawnBy,
        INSP.hasMeasure,
        INSP.makesRecommendations,
        INSP.addressee,
        INSP.recommendationCount,
        INSP.percentage,
        OA.exact,
    }
)
"""The properties by which units, inspections and their parts are found."""

VOCABULARY = WANTED | {RDF.type, SKOS.definition, SKOS.notation, SKOS.inScheme, RDFS.isDefinedBy}
"""The properties by which a vocabulary's terms are found."""


Node = dict[str, list[Term]]
"""What is said of one subject, by property."""


def nodes(triples: Iterable[Triple], wanted: frozenset[str] = WANTED) -> dict[str, Node]:
    """What is said of each subject by the properties that are wanted."""
    found: dict[str, Node] = {}
    for subject, predicate, value in triples:
        if predicate in wanted:
            node = found.get(subject)
            if node is None:
                node = found[subject] = {}
            if predicate in node:
                node[predicate].append(value)
            else:
                node[predicate] = [value]
    return found


def is_unit(node: Node) -> bool:
    """Whether a vocabulary says that it is a unit."""
    return INSP.InspectedUnit in node.get(RDF.type, ())


def label(node: Node) -> str:
    """What a thing is called, in English if it is; empty when nothing says it."""
    return next((said.lexical for naming in (SKOS.prefLabel, RDFS.label) if (said := title(node, naming)).lexical), "")


def title(node: Node, naming: str) -> Literal:
    """English before other languages; an empty literal when there is none."""
    literals = [each for each in node.get(naming, ()) if isinstance(each, Literal)]
    if len(literals) == 1:
        return literals[0]
    return min(literals, key=lambda each: (each.language not in ("", "en"), each), default=Literal(""))


def texts(node: Mapping[str, Sequence[Term]], *properties: str) -> list[str]:
    """The texts, numbers and dates that properties give."""
    return [each.lexical for name in properties if name in node for each in node[name] if isinstance(each, Literal)]


def iri(node: Mapping[str, Sequence[Term]], name: str) -> str:
    """The first IRI that a property leads to; empty without one."""
    if name not in node:
        return ""
    values = node[name]
    first = values[0]
    return first if isinstance(first, str) else next((each for each in values if isinstance(each, str)), "")


def date(node: Mapping[str, Sequence[Term]]) -> str:
    """When it was published, or else when the fieldwork ended."""
    return next(iter(texts(node, DCT.issued) or texts(node, INSP.fieldworkEnd)), "")
