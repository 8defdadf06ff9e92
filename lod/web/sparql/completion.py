"""What the editor completes: prefixes, classes and properties. Classes and properties are those that the release uses,
as its VoID counts them, and all of the ontology's; nothing is looked up elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from lod.formats import parse_file
from lod.namespaces import ONTOLOGY_IRI, OWL, PREFIXES, RDF, RDFS, SCHEME_IRI, SKOS, VOID
from lod.queries import query
from lod.store import Store
from lod.terms import Literal, Triple
from lod.web.catalogue import VOID as STATISTICS
from lod.web.site import Served

_CLASSES = frozenset({OWL.Class})
_PROPERTIES = frozenset({OWL.ObjectProperty, OWL.DatatypeProperty})


class Suggestion(msgspec.Struct, frozen=True, omit_defaults=True):
    """A term with what it is called and what it means; both empty where the ontology does not define it."""

    iri: str
    label: str = ""
    definition: str = ""


class Completion(msgspec.Struct, frozen=True):
    """What the editor may complete; lists are sorted by IRI."""

    prefixes: dict[str, str]
    classes: list[Suggestion]
    properties: list[Suggestion]


def of(served: Served) -> Completion:
    """The completion for a release."""
    ontology = served.store.construct(query("ontology"), {"ontology": ONTOLOGY_IRI})
    counted = list(parse_file(served.release.file(STATISTICS)))
    return Completion(
        {**PREFIXES, **dict(_schemes(served.store))},
        _suggestions(ontology, _CLASSES, _objects(counted, VOID["class"])),
        _suggestions(ontology, _PROPERTIES, _objects(counted, VOID.property)),
    )


def _schemes(store: Store) -> Iterator[tuple[str, str]]:
    """A prefix for each of our schemes: its name, for the namespace of its concepts."""
    for row in store.select(query("schemes")):
        iri = row["scheme"]
        if isinstance(iri, str) and iri.startswith(SCHEME_IRI):
            yield iri.removeprefix(SCHEME_IRI), f"{iri}/"


def _suggestions(ontology: Iterable[Triple], kinds: frozenset[str], used: Iterable[str]) -> list[Suggestion]:
    said: dict[str, dict[str, str]] = {}
    for subject, predicate, value in ontology:
        about = said.setdefault(subject, {})
        if predicate == RDF.type and value in kinds:
            about["kind"] = "of ours"
        elif isinstance(value, Literal) and predicate in (RDFS.label, SKOS.definition):
            about[predicate] = value.lexical
    ours = {iri for iri, about in said.items() if "kind" in about}
    return [
        Suggestion(iri, about.get(RDFS.label, ""), about.get(SKOS.definition, ""))
        for iri in sorted(ours.union(used))
        for about in (said.get(iri, {}),)
    ]


def _objects(triples: Iterable[Triple], predicate: str) -> set[str]:
    return {value for _, said, value in triples if said == predicate and isinstance(value, str)}
