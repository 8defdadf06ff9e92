"""Probation regions and delivery units: one name, one code and one place for each, as the lists they come from say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, ORG, RDF, RDFS, SKOS, URIRef

from lod.ingest.names import normalise

from .conftest import BASE_IRI
from .vocabulary import INSP, Schemes, iri, table


def units(graph: rdflib.Graph, unit_type: str) -> set[URIRef]:
    return {unit for unit in graph.subjects(DCTERMS.type, iri("unit-type", unit_type)) if isinstance(unit, URIRef)}


def test_there_are_twelve_regions_and_109_delivery_units(schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    assert len(units(graph, "probation-region")) == 12
    assert len(units(graph, "probation-delivery-unit")) == 109
    assert set(graph.subjects(RDF.type, INSP.InspectedUnit)) == set(graph.subjects(DCTERMS.type, None))


def test_a_unit_is_named_by_its_code(schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    codes = []
    for unit_type in ("probation-region", "probation-delivery-unit"):
        for unit in units(graph, unit_type):
            [code] = graph.objects(unit, DCTERMS.identifier)
            assert str(unit) == f"{BASE_IRI}id/unit/{unit_type}/{code}"
            assert list(graph.objects(unit, SKOS.notation)) == [code]
            assert list(graph.objects(unit, RDFS.isDefinedBy)) == [iri("probation-units")]
            codes.append(str(code))
    assert len(codes) == len(set(codes)) == 121


def test_every_delivery_unit_is_in_one_region(schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    regions = units(graph, "probation-region")
    for unit in units(graph, "probation-delivery-unit"):
        [whole] = graph.objects(unit, ORG.subOrganizationOf)
        assert whole in regions
    assert not any(list(graph.objects(region, ORG.subOrganizationOf)) for region in regions)


@pytest.mark.parametrize("unit_type", ["probation-region", "probation-delivery-unit"])
def test_a_name_means_one_unit_of_its_type(unit_type: str, schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    times_said = Counter(
        normalise(str(label))
        for unit in units(graph, unit_type)
        for labels in (SKOS.prefLabel, SKOS.altLabel)
        for label in graph.objects(unit, labels)
    )
    assert [spelling for spelling, times in times_said.items() if times > 1] == []


@pytest.mark.parametrize(
    ("code", "name", "other_names"),
    [
        ("probation-region/N53", "East Midlands", {"East Midlands Region"}),
        ("probation-region/N57", "Kent, Surrey and Sussex", {"KSS", "Kent Surrey Sussex Region"}),
        ("probation-region/N55", "Yorkshire and the Humber", set()),
        ("probation-delivery-unit/N53DRBY", "Derby City", set()),
        ("probation-delivery-unit/N54SOT", "Gateshead and South Tyneside", {"South Tyneside and Gateshead"}),
        ("probation-delivery-unit/N50STTR", "Stockport and Trafford", set()),
    ],
    ids=["region", "several-names", "trailing-space", "plain", "other-order", "redrawn"],
)
def test_names_are_clean_and_others_kept(code: str, name: str, other_names: set[str], schemes: Schemes) -> None:
    graph, unit = schemes["probation-units"], URIRef(f"{BASE_IRI}id/unit/{code}")
    assert [str(label) for label in graph.objects(unit, SKOS.prefLabel)] == [name]
    assert {str(label) for label in graph.objects(unit, SKOS.altLabel)} == other_names


def test_the_origin_of_the_units_is_named(schemes: Schemes) -> None:
    graph, scheme = schemes["probation-units"], iri("probation-units")
    assert list(graph.objects(scheme, DCTERMS.source))
    assert "Crown copyright" in str(graph.value(scheme, DCTERMS.rights))


def test_units_are_those_of_the_lists_they_come_from(schemes: Schemes, shared: Path) -> None:
    rows = table(shared / "data/probation/probation-pdus-clean.csv")
    graph = schemes["probation-units"]
    listed = {(row["pdu_delius_code"], row["pdu_name"], row["region_delius_code"], row["region_name"]) for row in rows}
    published = {
        (
            str(graph.value(unit, DCTERMS.identifier)),
            str(graph.value(unit, SKOS.prefLabel)),
            str(graph.value(whole, DCTERMS.identifier)),
            str(graph.value(whole, SKOS.prefLabel)),
        )
        for unit, whole in graph.subject_objects(ORG.subOrganizationOf)
    }
    assert published == listed
