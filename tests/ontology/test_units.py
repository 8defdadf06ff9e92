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
    """Those of today: units that are no more have no identifier."""
    of_type = set(graph.subjects(DCTERMS.type, iri("unit-type", unit_type)))
    return {unit for unit in graph.subjects(DCTERMS.identifier) if unit in of_type and isinstance(unit, URIRef)}


def former(graph: rdflib.Graph) -> set[URIRef]:
    """Those that are no more."""
    gone = set(graph.subjects(DCTERMS.type)) - set(graph.subjects(DCTERMS.identifier))
    return {unit for unit in gone if isinstance(unit, URIRef)}


def test_there_are_twelve_regions_and_109_delivery_units(schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    assert len(units(graph, "probation-region")) == 12
    assert len(units(graph, "probation-delivery-unit")) == 109
    assert set(graph.subjects(RDF.type, INSP.InspectedUnit)) == set(graph.subjects(DCTERMS.identifier))


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


# --- through time


def test_units_that_are_no_more_are_21_companies_seven_divisions_and_three_delivery_units(schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    kinds = Counter(str(graph.value(unit, DCTERMS.type)).rsplit("/", 1)[-1] for unit in former(graph))
    assert kinds == {
        "community-rehabilitation-company": 21,
        "national-probation-service-division": 7,
        "probation-delivery-unit": 3,
    }


def test_a_unit_that_is_no_more_says_what_it_went_into(schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    for unit in former(graph):
        assert (unit, RDF.type, ORG.OrganizationalUnit) in graph
        assert list(graph.objects(unit, RDFS.label))
        assert list(graph.objects(unit, ORG.changedBy))


def test_changes_and_units_lead_to_each_other(schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    assert set(graph.subject_objects(ORG.changedBy)) == {
        (unit, change) for change, unit in graph.subject_objects(ORG.originalOrganization)
    }
    assert set(graph.subject_objects(ORG.resultedFrom)) == {
        (unit, change) for change, unit in graph.subject_objects(ORG.resultingOrganization)
    }


def test_every_region_came_out_of_the_unification_of_june_2021(schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    june = rdflib.Literal("2021-06", datatype=rdflib.XSD.gYearMonth)
    for region in units(graph, "probation-region"):
        [change] = graph.objects(region, ORG.resultedFrom)
        assert graph.value(change, DCTERMS.date) == june
        assert list(graph.objects(change, ORG.originalOrganization))


def test_what_is_known_of_a_change_by_nobody_but_us_is_marked(schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    for change in graph.subjects(RDF.type, ORG.ChangeEvent):
        notes = " ".join(map(str, graph.objects(change, SKOS.editorialNote)))
        assert "from memory" in notes or list(graph.objects(change, DCTERMS.source)), change


def test_redrawn_units_are_those_in_which_the_two_lists_differ(schemes: Schemes, shared: Path) -> None:
    graph = schemes["probation-units"]
    older = {row["pdu_code"]: row["pdu_name"] for row in table(shared / "data/probation/pdu.csv")}
    change = URIRef(f"{BASE_IRI}id/change/undated/N50SATR")
    for unit in graph.objects(change, ORG.originalOrganization):
        assert older[str(graph.value(unit, SKOS.notation))] == str(graph.value(unit, RDFS.label))
    assert graph.value(change, DCTERMS.date) is None


# --- where they work


@pytest.mark.parametrize(
    ("code", "areas"),
    [
        ("N55HER", {"E06000010", "E06000011"}),
        ("N52BIRM", {"E08000025"}),
        ("N56ESXS", {"E07000066", "E07000068", "E07000075", "E07000069", "E06000033"}),
        ("WPTGWT", {"W06000018", "W06000019", "W06000020", "W06000021", "W06000022"}),
    ],
    ids=["by its name", "a part of one", "by its note", "in Wales"],
)
def test_a_delivery_unit_covers_local_authorities(code: str, areas: set[str], schemes: Schemes) -> None:
    covered = schemes["probation-units"].objects(
        URIRef(f"{BASE_IRI}id/unit/probation-delivery-unit/{code}"), INSP.covers
    )
    assert {str(area).rsplit("/", 1)[-1] for area in covered} == areas


def test_every_delivery_unit_covers_an_authority_and_no_region_does(schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    assert units(graph, "probation-delivery-unit") <= set(graph.subjects(INSP.covers))
    assert not units(graph, "probation-region") & set(graph.subjects(INSP.covers))


def test_areas_are_those_of_the_lookups(schemes: Schemes, shared: Path) -> None:
    lookup = table(shared / "data/ofsted/d2i-Provider_data_lookup.csv")
    districts = table(shared / "data/fhrs/uk-2015-csv/lookups/authoritynamesandcodes.csv")
    known = {row["la_code_new"] for row in lookup} | {row["LAD13CD"] for row in districts}
    known |= {str(area).rsplit("/", 1)[-1] for area in schemes["food-authority"].objects(None, DCTERMS.spatial)}
    covered = {str(area).rsplit("/", 1)[-1] for area in schemes["probation-units"].objects(None, INSP.covers)}
    assert {area for area in covered - known if not area.startswith("W06")} == set()
