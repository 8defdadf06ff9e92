"""The catalogue is what harvesters expect: DCAT-AP 3.0.1's published shapes, and what DCAT 3, SPDX and ODRS ask for."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.namespace import SH

from lod.errors import SettingsError
from lod.formats import Format
from lod.model import Licence, Place, Publication, Source
from lod.namespaces import (
    DCAT,
    DCT,
    FOAF,
    LDES,
    ODRS,
    OGL,
    OGL_ATTRIBUTION,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SKOS,
    SPDX,
    TREE,
    VCARD,
    VOID,
    XSD,
)
from lod.publication import authorities
from lod.publication.catalogue import catalogue
from lod.publication.release import Dump, ReleaseFacts
from lod.publication.void import void
from lod.terms import Literal, Triple, lines, text

BASE = "https://data.example.org/"
DATASET = f"{BASE}dataset/test-inspections"
DUMPS = (
    Dump("data.nq", Format.N_QUADS, 12, "ab" * 32),
    Dump("data.ttl", Format.TURTLE, 7, "cd" * 32),
)
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
OWNERS = Source("sources/owners.csv", "77" * 32, 1, "text/csv", CC_BY)
ENGLAND_AND_WALES = Place("http://statistics.data.gov.uk/id/statistical-geography/K04000001", "England and Wales")


@pytest.fixture(scope="session")
def release(release: ReleaseFacts) -> ReleaseFacts:
    """With two small dumps."""
    (own,) = release.datasets
    return dataclasses.replace(release, datasets=(dataclasses.replace(own, dumps=DUMPS),))


@pytest.fixture(scope="session")
def made(publication: Publication, release: ReleaseFacts) -> list[Triple]:
    return catalogue(dataclasses.replace(publication, place=ENGLAND_AND_WALES), release)


def values(triples: list[Triple], subject: str, predicate: str) -> set[object]:
    return {value for about, property_, value in triples if (about, property_) == (subject, predicate)}


def graph(triples: list[Triple]) -> rdflib.Graph:
    return rdflib.Graph().parse(data="".join(lines(triples)), format="nt")


def results(shared: Path, shapes: str, triples: list[Triple]) -> list[tuple[str, str, str]]:
    """The focus node, path and severity of whatever a file of DCAT-AP's shapes finds; its imports are not fetched."""
    _, report, _ = pyshacl.validate(
        graph(triples),
        shacl_graph=rdflib.Graph().parse(shared / "vocab" / "dcat-ap-3.0.1" / shapes),
        do_owl_imports=False,
        advanced=True,
    )
    assert isinstance(report, rdflib.Graph)
    return sorted(
        (str(report.value(result, SH.focusNode)), curie(report.value(result, SH.resultPath)), severity(report, result))
        for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)
    )


def severity(report: rdflib.Graph, result: rdflib.term.Node) -> str:
    return str(report.value(result, SH.resultSeverity)).rpartition("#")[2]


def curie(iri: object) -> str:
    return next(
        (f"{prefix}:{str(iri)[len(ns) :]}" for prefix, ns in PREFIXES.items() if str(iri).startswith(ns)), str(iri)
    )


@pytest.mark.parametrize("shapes", ["shapes.ttl", "range.ttl", "deprecateduris.ttl"])
@pytest.mark.parametrize("located", [True, False], ids=["with-place", "without-place"])
def test_it_conforms_to_dcat_ap(
    shared: Path, publication: Publication, release: ReleaseFacts, shapes: str, located: bool
) -> None:
    made = catalogue(dataclasses.replace(publication, place=ENGLAND_AND_WALES if located else None), release)
    assert results(shared, shapes, made) == []


def test_what_dcat_ap_recommends_is_there_but_for_what_we_do_not_know(shared: Path, made: list[Triple]) -> None:
    """A publisher's type (EU table), the bounds of a place."""
    assert results(shared, "shapes_recommended.ttl", made) == [
        (ENGLAND_AND_WALES.iri, "dcat:bbox", "Warning"),
        (ENGLAND_AND_WALES.iri, "dcat:centroid", "Warning"),
        ("https://inspectorate.example.org/", "dct:type", "Warning"),
    ]


def test_harvesters_expectations_are_met(shared: Path, made: list[Triple], tmp_path: Path) -> None:
    """The suite in ../shared/conformance, which also reads DCAT-AP's generated shapes."""
    file = tmp_path / "catalogue.ttl"
    graph(made).serialize(file, format="turtle")
    suite = shared / "conformance" / "dcat_shacl.py"
    run = subprocess.run([sys.executable, suite, "--file", file, "-v"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_place_has_a_name_where_harvesters_look_for_it(made: list[Triple]) -> None:
    assert values(made, DATASET, DCT.spatial) == {ENGLAND_AND_WALES.iri}
    name = {text("England and Wales", "en")}
    assert values(made, ENGLAND_AND_WALES.iri, RDFS.label) == values(made, ENGLAND_AND_WALES.iri, DCT.title) == name


def test_there_are_no_blank_nodes(made: list[Triple]) -> None:
    assert not [line for line in lines(made) if "_:" in line.split('"')[0]]


@pytest.mark.parametrize(
    "subject",
    [BASE, DATASET, f"{DATASET}#data.nq", f"{DATASET}#data.ttl", f"{BASE}sparql"],
    ids=["catalogue", "dataset", "n-quads", "turtle", "service"],
)
def test_everything_that_can_be_taken_says_its_licence(made: list[Triple], subject: str) -> None:
    assert values(made, subject, DCT.license) == {OGL}


def test_rights_are_stated_in_odrs_with_the_attribution_to_give(made: list[Triple]) -> None:
    rights = f"{DATASET}#rights"
    assert values(made, DATASET, DCT.rights) == {rights}
    assert values(made, rights, ODRS.dataLicense) == values(made, rights, ODRS.contentLicense) == {OGL}
    assert values(made, rights, ODRS.attributionText) == {text(OGL_ATTRIBUTION, "en")}
    assert values(made, rights, ODRS.attributionURL) == {"https://inspectorate.example.org/"}


def test_a_dump_is_where_it_says_with_its_size_and_digest(made: list[Triple]) -> None:
    turtle = f"{DATASET}#data.ttl"
    assert turtle in values(made, DATASET, DCAT.distribution)
    assert values(made, turtle, DCAT.downloadURL) == {f"{BASE}release/2025-08-07-0123456789ab/data.ttl"}
    assert values(made, turtle, DCAT.mediaType) == {"https://www.iana.org/assignments/media-types/text/turtle"}
    assert values(made, turtle, DCAT.byteSize) == {Literal("7", XSD.nonNegativeInteger)}
    (checksum,) = values(made, turtle, SPDX.checksum)
    assert values(made, str(checksum), SPDX.checksumValue) == {Literal("cd" * 32, XSD.hexBinary)}
    assert values(made, str(checksum), SPDX.algorithm) == {SPDX.checksumAlgorithm_sha256}


@pytest.mark.parametrize(
    ("service", "endpoint", "description"),
    [
        pytest.param("sparql", "sparql", "sparql", id="SPARQL"),
        pytest.param("catalogue#api", "api/inspections", "openapi.json", id="API"),
        pytest.param("catalogue#ldes", "feed/ldes", "feed/ldes", id="LDES"),
        pytest.param(
            "catalogue#resourcesync", ".well-known/resourcesync", ".well-known/resourcesync", id="ResourceSync"
        ),
        pytest.param("catalogue#atom", "feed/atom", "feed/atom", id="Atom"),
    ],
)
def test_the_services_serve_the_dataset(made: list[Triple], service: str, endpoint: str, description: str) -> None:
    assert BASE + service in values(made, BASE, DCAT.service)
    assert values(made, BASE + service, DCAT.endpointURL) == {BASE + endpoint}
    assert values(made, BASE + service, DCAT.endpointDescription) == {BASE + description}
    assert values(made, BASE + service, DCAT.servesDataset) == {DATASET}


@pytest.mark.parametrize(
    ("standard", "endpoint"),
    [
        pytest.param("https://w3id.org/ldes/specification", "feed/ldes", id="LDES"),
        pytest.param("https://w3id.org/tree", "feed/ldes", id="TREE"),
        pytest.param("http://www.openarchives.org/rs/1.1/resourcesync", ".well-known/resourcesync", id="ResourceSync"),
        pytest.param("https://www.rfc-editor.org/info/rfc4287", "feed/atom", id="Atom"),
    ],
)
def test_a_feed_is_found_by_the_standard_that_it_conforms_to(made: list[Triple], standard: str, endpoint: str) -> None:
    (service,) = {subject for subject, predicate, value in made if (predicate, value) == (DCT.conformsTo, standard)}
    assert service in values(made, BASE, DCAT.service)
    assert values(made, service, DCAT.endpointURL) == {BASE + endpoint}


def test_a_client_of_event_streams_can_begin_at_the_catalogue(made: list[Triple]) -> None:
    assert values(made, f"{BASE}feed/ldes#stream", RDF.type) == {LDES.EventStream}
    assert values(made, f"{BASE}feed/ldes#stream", TREE.view) == {f"{BASE}feed/ldes"}


@pytest.mark.parametrize("subject", [DATASET, f"{DATASET}#data.nq"], ids=["dataset", "distribution"])
def test_the_licence_is_stated_by_spdx_as_well(made: list[Triple], subject: str) -> None:
    spdx = "http://spdx.org/licenses/OGL-UK-3.0"
    assert values(made, subject, SPDX.licenseDeclared) == {spdx}
    assert values(made, spdx, RDF.type) == {SPDX.License}
    assert values(made, spdx, SPDX.licenseId) == values(made, OGL, DCT.identifier) == {Literal("OGL-UK-3.0")}


def test_a_licence_that_is_in_no_list_has_its_address_only(publication: Publication, release: ReleaseFacts) -> None:
    (own,) = release.datasets
    licence = Licence("https://example.org/our-licence", "Ours")
    made = catalogue(publication, dataclasses.replace(release, datasets=(dataclasses.replace(own, licence=licence),)))
    assert values(made, licence.iri, DCT.title) == {text(licence.iri, "en")}
    assert values(made, DATASET, SPDX.licenseDeclared) == set()


@pytest.mark.parametrize("name", authorities.FREQUENCIES)
def test_the_frequency_is_that_of_the_settings(
    shared: Path, publication: Publication, release: ReleaseFacts, name: str
) -> None:
    made = catalogue(dataclasses.replace(publication, frequency=name), release)
    (frequency,) = values(made, DATASET, DCT.accrualPeriodicity)
    assert str(frequency).startswith("http://publications.europa.eu/resource/authority/frequency/")
    assert values(made, str(frequency), SKOS.exactMatch) == {f"http://purl.org/cld/freq/{name}"}


def test_a_publisher_has_a_name_and_a_contact_an_address(made: list[Triple]) -> None:
    (contact,) = values(made, DATASET, DCAT.contactPoint)
    assert values(made, str(contact), VCARD.hasEmail) == {"mailto:data@example.org"}
    (publisher,) = values(made, BASE, DCT.publisher)
    assert values(made, str(publisher), FOAF.name) == {Literal("Test Inspectorate")}


def test_a_contact_may_be_a_page(publication: Publication, release: ReleaseFacts) -> None:
    page = "https://inspectorate.example.org/contact"
    made = catalogue(dataclasses.replace(publication, contact=page), release)
    (contact,) = values(made, DATASET, DCAT.contactPoint)
    assert values(made, str(contact), VCARD.hasURL) == {page}
    assert values(made, str(contact), VCARD.hasEmail) == set()


def test_each_source_is_named_with_its_own_licence(publication: Publication, release: ReleaseFacts) -> None:
    (own,) = release.datasets
    read = dataclasses.replace(release, datasets=(dataclasses.replace(own, sources=(OWNERS,)),))
    made = catalogue(publication, read)
    source = f"{BASE}id/source/{'7' * 16}"
    assert values(made, source, DCT.license) == {CC_BY}
    assert values(made, CC_BY, RDF.type) == {DCT.LicenseDocument, ODRS.License}


def test_an_undated_release_has_no_date(publication: Publication, release: ReleaseFacts) -> None:
    made = catalogue(publication, dataclasses.replace(release, modified=None))
    assert not [triple for triple in made if triple[1] in (DCT.issued, DCT.modified)]


def test_titles_are_in_the_first_language_of_the_publication(publication: Publication, release: ReleaseFacts) -> None:
    made = catalogue(dataclasses.replace(publication, languages=("cy", "en")), release)
    assert values(made, DATASET, DCT.title) == {text("Inspections for tests", "cy")}
    assert len(values(made, DATASET, DCT.language)) == 2


# --- a dataset for each licence

OTHER = f"{DATASET}-cc-by"
CREDIT = "Owners of children’s homes, BuzzFeed News, CC BY 4.0"


@pytest.fixture(scope="session")
def two(release: ReleaseFacts) -> ReleaseFacts:
    """A release whose second dataset is under a licence of its own."""
    (own,) = release.datasets
    licence = Licence(CC_BY, CREDIT)
    dump = Dump("data-cc-by.nq", Format.N_QUADS, 3, "ef" * 32)
    other = dataclasses.replace(own, name="test-inspections-cc-by", licence=licence, dumps=(dump,), sources=(OWNERS,))
    return dataclasses.replace(release, datasets=(own, other))


@pytest.fixture(scope="session")
def catalogue_of_two(publication: Publication, two: ReleaseFacts) -> list[Triple]:
    return catalogue(publication, two)


def test_datasets_under_two_licences_stand_side_by_side(catalogue_of_two: list[Triple]) -> None:
    assert values(catalogue_of_two, BASE, DCAT.dataset) == {DATASET, OTHER}
    assert values(catalogue_of_two, f"{BASE}sparql", DCAT.servesDataset) == {DATASET, OTHER}


def test_each_has_its_licence_its_attribution_its_dumps_and_its_sources(catalogue_of_two: list[Triple]) -> None:
    made = catalogue_of_two
    assert values(made, OTHER, DCT.license) == values(made, f"{OTHER}#data-cc-by.nq", DCT.license) == {CC_BY}
    assert values(made, OTHER, DCT.rights) == {f"{OTHER}#rights"}
    assert values(made, f"{OTHER}#rights", ODRS.dataLicense) == {CC_BY}
    assert values(made, f"{OTHER}#rights", ODRS.attributionText) == {text(CREDIT, "en")}
    assert values(made, OTHER, DCAT.distribution) == {f"{OTHER}#data-cc-by.nq"}
    assert values(made, OTHER, PROV.wasDerivedFrom) == {f"{BASE}id/source/{'7' * 16}"}
    assert values(made, DATASET, DCT.license) == {OGL}
    assert values(made, DATASET, DCAT.distribution) == {f"{DATASET}#data.nq", f"{DATASET}#data.ttl"}
    assert f"{BASE}id/source/{'7' * 16}" not in values(made, DATASET, PROV.wasDerivedFrom)


def test_what_is_not_under_the_ogl_never_carries_it(catalogue_of_two: list[Triple]) -> None:
    shape = f"""
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix dct: <{DCT.iri}> .
    @prefix dcat: <{DCAT.iri}> .
    [] a sh:NodeShape ; sh:targetNode <{OTHER}> ;
        sh:property [ sh:path ([ sh:zeroOrOnePath dcat:distribution ] dct:license) ; sh:hasValue <{CC_BY}> ] ,
            [ sh:path ([ sh:zeroOrOnePath dcat:distribution ] dct:license) ; sh:not [ sh:in (<{OGL}>) ] ] ,
            [ sh:path (dct:rights <{ODRS.dataLicense}>) ; sh:hasValue <{CC_BY}> ; sh:maxCount 1 ] .
    """
    conforms, _, report = pyshacl.validate(
        graph(catalogue_of_two), shacl_graph=rdflib.Graph().parse(data=shape, format="turtle")
    )
    assert conforms, report


@pytest.mark.parametrize("shapes", ["shapes.ttl", "range.ttl", "deprecateduris.ttl"])
def test_two_datasets_conform_to_dcat_ap(shared: Path, catalogue_of_two: list[Triple], shapes: str) -> None:
    assert results(shared, shapes, catalogue_of_two) == []


def test_void_describes_each_of_them(publication: Publication, two: ReleaseFacts) -> None:
    made = void(publication, two)
    assert values(made, f"{BASE}.well-known/void", FOAF.primaryTopic) == {DATASET, OTHER}
    assert values(made, OTHER, DCT.license) == {CC_BY}
    assert values(made, OTHER, VOID.dataDump) == {f"{BASE}release/2025-08-07-0123456789ab/data-cc-by.nq"}
    assert values(made, DATASET, DCT.license) == {OGL}


def test_a_licence_without_attribution_is_refused(two: ReleaseFacts) -> None:
    with pytest.raises(SettingsError, match="attribution"):
        dataclasses.replace(two.datasets[1], licence=Licence(CC_BY, " "))
