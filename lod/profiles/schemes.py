"""The shipped vocabulary (ontology and SKOS schemes) as lines for a release and as values for the readers.

Concepts are read from `ontology/`, never repeated in code: a new spelling of a rating is a `skos:hiddenLabel`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lod import resources
from lod.errors import SettingsError
from lod.formats import Format, canonical_lines, parse_lines
from lod.model import InspectedUnit, PartialDate, UnitKey
from lod.namespaces import DCT, INSP, ONTOLOGY_IRI, ORG, OWL, RDF, SCHEMA, SCHEME_IRI, SKOS
from lod.terms import Literal, Term

_UNITS, _AREAS = "-units", "-authority"
"""How the names of schemes end that list what there is of a kind."""

Graph = dict[str, dict[str, list[Term]]]
"""Subject → predicate → objects."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme, with every spelling that sources use for it (preferred, alternative, hidden)."""

    iri: str
    pref_label: str
    labels: tuple[str, ...]
    types: tuple[str, ...]
    start: PartialDate | None = None
    """When it came into force (`schema:startDate`), for programmes and frameworks."""
    end: PartialDate | None = None
    uses_framework: tuple[str, ...] = ()
    """The frameworks by which a programme inspects."""

    @property
    def name(self) -> str:
        """The last segment of its IRI."""
        return self.iri.rsplit("/", 1)[-1]


def vocabulary_lines(base_iri: str, lists: Iterable[str] = ()) -> list[str]:
    """Ontology, alignments and every scheme of concepts as sorted canonical N-Triples lines.

    Long lists (of units, of authorities) come only when named: a publication holds those of the profiles it uses. The
    relative IRIs of units are resolved against its `base_iri`.
    """
    folder = resources.folder("ontology")
    wanted = set(lists)
    documents = [folder / "inspection.ttl", folder / "alignments.ttl"]
    documents += sorted(
        path
        for path in (folder / "schemes").glob("*.ttl")
        if path.stem in wanted or not path.stem.endswith((_UNITS, _AREAS))
    )
    turtle = "\n".join(document.read_text("utf-8") for document in documents)
    return canonical_lines(turtle.encode(), Format.TURTLE, base_iri, "ontology")


def lists_units(name: str) -> bool:
    """Whether a scheme lists units, as the shapes know them, and not areas."""
    return name.endswith(_UNITS)


def ontology_version() -> str:
    """The ontology's version, the last segment of its `owl:versionIRI`."""
    path = resources.folder("ontology") / "inspection.ttl"
    triples = parse_lines(canonical_lines(path.read_bytes(), Format.TURTLE, ONTOLOGY_IRI, path.name))
    versions = [value for _, predicate, value in triples if predicate == OWL.versionIRI and isinstance(value, str)]
    return versions[0].rsplit("/", 1)[-1]


def scheme(name: str, base_iri: str = "https://data.example.org/") -> Graph:
    """One scheme by name. Raises SettingsError, listing what there is, for a name that is not there."""
    folder = resources.folder("ontology") / "schemes"
    path = folder / f"{name}.ttl"
    if not path.is_file():
        there = ", ".join(sorted(each.stem for each in folder.glob("*.ttl")))
        raise SettingsError("scheme", name, there)
    graph: Graph = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in parse_lines(
        canonical_lines(path.read_bytes(), Format.TURTLE, base_iri, path.name)
    ):
        graph[subject][predicate].append(value)
    return graph


def concepts(name: str) -> tuple[Concept, ...]:
    """The concepts of a scheme, in the order of their IRIs."""
    graph = scheme(name)
    scheme_iri = SCHEME_IRI + name
    return tuple(
        _concept(subject, properties)
        for subject, properties in sorted(graph.items())
        if scheme_iri in properties.get(SKOS.inScheme, ())
    )


def units(name: str) -> tuple[InspectedUnit, ...]:
    """The units of a scheme of units, in the order of their IRIs."""
    graph = scheme(name)
    keys = dict(_unit_keys(graph))
    return tuple(
        InspectedUnit(
            key=unit_key,
            pref_label=_texts(graph[subject], SKOS.prefLabel)[0],
            alt_labels=tuple(_texts(graph[subject], SKOS.altLabel, SKOS.hiddenLabel)),
            sub_organization_of=next(
                (keys[whole] for whole in _iris(graph[subject], ORG.subOrganizationOf) if whole in keys), None
            ),
        )
        for subject, unit_key in sorted(keys.items())
    )


def _unit_keys(graph: Graph) -> Iterator[tuple[str, UnitKey]]:
    for subject, properties in graph.items():
        identifiers = _texts(properties, DCT.identifier)
        if identifiers and DCT.type in properties:
            unit_type = _iris(properties, DCT.type)[0].rsplit("/", 1)[-1]
            yield subject, UnitKey(unit_type, identifiers[0])


def _concept(iri: str, properties: dict[str, list[Term]]) -> Concept:
    return Concept(
        iri=iri,
        pref_label=_texts(properties, SKOS.prefLabel)[0],
        labels=tuple(_texts(properties, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)),
        types=tuple(_iris(properties, RDF.type)),
        start=_date(properties, SCHEMA.startDate),
        end=_date(properties, SCHEMA.endDate),
        uses_framework=tuple(_iris(properties, INSP.usesFramework)),
    )


def _texts(properties: dict[str, list[Term]], *predicates: str) -> list[str]:
    """The literals' lexical forms, English before Welsh, since readers match and name in English first."""
    literals = [
        value for predicate in predicates for value in properties.get(predicate, ()) if isinstance(value, Literal)
    ]
    return [literal.lexical for literal in sorted(literals, key=lambda literal: literal.language not in ("", "en"))]


def _iris(properties: dict[str, list[Term]], predicate: str) -> list[str]:
    return [value for value in properties.get(predicate, ()) if isinstance(value, str)]


def _date(properties: dict[str, list[Term]], predicate: str) -> PartialDate | None:
    texts = _texts(properties, predicate)
    return PartialDate.parse(texts[0]) if texts else None
