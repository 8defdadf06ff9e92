"""Units, inspected or not, as triples."""

from __future__ import annotations

from lod import iris
from lod.iris import Iris
from lod.mapping.values import decimal, given
from lod.model import InspectedUnit, NotInspected, UnitKey
from lod.namespaces import DCT, GEO, INSP, ORG, RDF, SCHEMA, SKOS
from lod.terms import Literal, Triple, text


def unit_iri(key: UnitKey, names: Iris) -> str:
    """The IRI of a unit: its type and its identifier."""
    return names.unit(*key)


def unit(fact: InspectedUnit, names: Iris) -> list[Triple]:
    """A unit that no scheme of units describes."""
    subject = unit_iri(fact.key, names)
    part_of = fact.sub_organization_of
    is_located = fact.latitude is not None and fact.longitude is not None
    return [
        (subject, RDF.type, INSP.InspectedUnit),
        (subject, RDF.type, ORG.OrganizationalUnit),
        (subject, DCT.type, iris.concept("unit-type", fact.key.unit_type)),
        (subject, DCT.identifier, Literal(fact.key.identifier)),
        (subject, SKOS.prefLabel, text(fact.pref_label, "en")),
        *((subject, SKOS.altLabel, text(label, "en")) for label in fact.alt_labels),
        *((subject, SCHEMA.identifier, Literal(identifier)) for identifier in fact.identifiers),
        *given(
            subject,
            (ORG.subOrganizationOf, unit_iri(part_of, names) if part_of else None),
            (DCT.spatial, fact.area),
            (SCHEMA.address, Literal(fact.address) if fact.address else None),
            (SCHEMA.postalCode, Literal(fact.postcode) if fact.postcode else None),
            (GEO.lat, decimal(fact.latitude) if is_located else None),
            (GEO.long, decimal(fact.longitude) if is_located else None),
        ),
        *((subject, DCT.replaces, unit_iri(replaced, names)) for replaced in fact.replaces),
    ]


def not_inspected(fact: NotInspected, names: Iris) -> list[Triple]:
    """What a register says of a unit that it lists without a result, beside what `unit` says of it. Its status is the
    unit's current rating only while no inspection gave one (`lod.latest`)."""
    return [(unit_iri(fact.unit.key, names), DCT.source, names.source(fact.listed_in))]
