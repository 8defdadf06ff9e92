"""What properties are called on pages and the order they stand in: ours as the ontology labels them, those of other
vocabularies by the table here, the rest by their local names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lod.namespaces import DCAT, DCT, FOAF, GEO, INSP, OA, ODRS, ONTOLOGY_IRI, ORG, PROV, RDFS, SH, SKOS, VCARD
from lod.queries import query
from lod.store import Store
from lod.terms import Literal
from lod.web.http.links import compact

NAMING = (SKOS.prefLabel, RDFS.label, DCT.title, FOAF.name, VCARD.fn, SH.name)
"""The properties that say what something is called, the best first."""

FIRST = (
    *NAMING,
    SKOS.altLabel,
    DCT.type,
    ORG.subOrganizationOf,
    SKOS.definition,
    DCT.description,
    INSP.inspects,
    INSP.judges,
    INSP.addressee,
    INSP.onStandard,
    INSP.overallRating,
    INSP.currentRating,
    INSP.rating,
    INSP.rank,
    INSP.points,
    INSP.score,
    INSP.maxScore,
    INSP.percentage,
    INSP.polarity,
    INSP.caseCategory,
    INSP.caseCount,
    INSP.subSample,
    DCT.issued,
    INSP.fieldworkStart,
    INSP.fieldworkEnd,
    INSP.previousInspection,
    INSP.previousRating,
    INSP.previousDate,
    INSP.inspectionNumber,
    INSP.countedSince,
    INSP.underProgramme,
    INSP.inspectedBy,
    INSP.latestInspection,
    OA.hasSource,
    INSP.supports,
    OA.exact,
    OA.start,
    OA.end,
    INSP.hasSample,
    INSP.hasJudgement,
    INSP.hasMeasure,
    INSP.recommendationCount,
    INSP.makesRecommendations,
    INSP.reportedIn,
)
"""What people want first, in this order. What is not listed follows by its name, then what is in `LAST`."""
LAST = (PROV.wasDerivedFrom,)

NAMES = {
    SKOS.prefLabel: "name",
    SKOS.altLabel: "also called",
    SKOS.hiddenLabel: "also found as",
    SKOS.notation: "code",
    RDFS.label: "name",
    RDFS.isDefinedBy: "defined in",
    RDFS.subClassOf: "subclass of",
    DCT.issued: "published",
    DCT.isPartOf: "part of",
    DCT.license: "licence",
    DCT.spatial: "area",
    DCT.type: "type of unit",
    DCAT.byteSize: "size in bytes",
    GEO.lat: "latitude",
    GEO.long: "longitude",
    OA.hasSource: "source document",
    OA.hasSelector: "place in the source",
    OA.exact: "quoted text",
    OA.prefix: "text before",
    OA.suffix: "text after",
    ODRS.contentLicense: "licence of the content",
    ODRS.dataLicense: "licence of the data",
    ORG.subOrganizationOf: "part of",
    PROV.used: "document read",
    PROV.wasAssociatedWith: "done by",
    PROV.wasDerivedFrom: "evidence",
    PROV.wasGeneratedBy: "read by",
    VCARD.fn: "name",
    VCARD.hasEmail: "e-mail",
    VCARD.hasURL: "web page",
}
"""Names for people, for the properties of other vocabularies whose local names say too little."""


def names(store: Store) -> Mapping[str, str]:
    """What terms are called: the labels of the ontology that a release holds, and `NAMES`."""
    labels = dict[str, str]()
    for term, predicate, value in store.construct(query("ontology"), {"ontology": ONTOLOGY_IRI}):
        if predicate == RDFS.label and isinstance(value, Literal):
            labels.setdefault(term, value.lexical)
    return {**labels, **NAMES}


@lru_cache(4096)
def readable(name: str) -> str:
    """A term's local name as words: `insp:fieldworkStart` → `fieldwork start`, `dcat:accessURL` → `access URL`."""
    local = name.rpartition(":")[2].rpartition("/")[2].rpartition("#")[2]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local).replace("_", " ").split(" ")
    return " ".join(word if len(word) > 1 and word.isupper() else word.lower() for word in words)


def name(predicate: str, named: Mapping[str, str]) -> str:
    """What a property is called, by `named` or else by its local name."""
    return named.get(predicate) or readable(compact(predicate))


@lru_cache(1024)
def rank(predicate: str) -> tuple[int, int]:
    """Where a property stands; properties of the same rank stand by their names."""
    if predicate in FIRST:
        return 0, FIRST.index(predicate)
    return (2, LAST.index(predicate)) if predicate in LAST else (1, 0)
