"""Each release is a version of its dataset, and a member of the series of them (DCAT 3, sections 11 and 12)."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from lod.formats import Coding, Format
from lod.model import Licence, PartialDate, Publication, Publisher
from lod.namespaces import DCAT, DCT, ODRS, OGL, RDF, SPDX, XSD
from lod.publication import Dump, Earlier, ReleaseFacts
from lod.publication.catalogue import catalogue
from lod.terms import Literal, Triple
from tests.publication.test_catalogue import BASE, CC_BY, CREDIT, DATASET, ENGLAND_AND_WALES, results, values

FIRST, SECOND, THIRD = "2025-06-01-000000000001", "2025-08-07-0123456789ab", "2025-09-01-000000000003"
SERIES = f"{DATASET}#series"
DUMPS = (Dump("data.nq", Format.N_QUADS, 12, "ab" * 32), Dump("data.ttl", Format.TURTLE, 7, "cd" * 32))


def version(release_id: str) -> str:
    return f"{DATASET}#{release_id}"


def published(publication: Publication, facts: ReleaseFacts) -> Earlier:
    """A release as a later one finds it."""
    return Earlier(facts.id, tuple(catalogue(publication, facts)))


@pytest.fixture(scope="session")
def first(release: ReleaseFacts) -> ReleaseFacts:
    (own,) = release.datasets
    return dataclasses.replace(
        release, id=FIRST, modified=PartialDate(2025, 6, 1), datasets=(dataclasses.replace(own, dumps=DUMPS),)
    )


@pytest.fixture(scope="session")
def second(publication: Publication, first: ReleaseFacts) -> ReleaseFacts:
    before = (published(publication, first),)
    return dataclasses.replace(first, id=SECOND, modified=PartialDate(2025, 8, 7), earlier=before)


@pytest.fixture(scope="session")
def third(publication: Publication, first: ReleaseFacts, second: ReleaseFacts) -> list[Triple]:
    before = (published(publication, first), published(publication, second))
    return catalogue(
        dataclasses.replace(publication, place=ENGLAND_AND_WALES), dataclasses.replace(second, id=THIRD, earlier=before)
    )


def test_every_release_is_a_version_and_the_newest_is_current(third: list[Triple]) -> None:
    versions = {version(FIRST), version(SECOND), version(THIRD)}
    assert values(third, DATASET, DCAT.hasVersion) == versions
    assert values(third, DATASET, DCAT.hasCurrentVersion) == {version(THIRD)}
    assert values(third, SERIES, RDF.type) == {DCAT.DatasetSeries}
    assert values(third, SERIES, DCAT.seriesMember) == versions
    assert values(third, BASE, DCAT.resource) == {SERIES}
    for each, release_id in zip(sorted(versions), (FIRST, SECOND, THIRD), strict=True):
        assert values(third, each, RDF.type) == {DCAT.Dataset}
        assert values(third, each, DCAT.isVersionOf) == {DATASET}
        assert values(third, each, DCAT.inSeries) == {SERIES}
        assert values(third, each, DCAT.version) == {Literal(release_id)}


@pytest.mark.parametrize("order", [DCAT.previousVersion, DCAT.prev], ids=["previousVersion", "prev"])
def test_versions_follow_one_another(third: list[Triple], order: str) -> None:
    found = {(subject, value) for subject, predicate, value in third if predicate == order}
    assert found == {(version(THIRD), version(SECOND)), (version(SECOND), version(FIRST))}


def test_a_release_that_was_removed_is_no_version_any_more(
    publication: Publication, first: ReleaseFacts, second: ReleaseFacts
) -> None:
    later = dataclasses.replace(second, id=THIRD, earlier=(published(publication, second),))
    made = catalogue(publication, later)
    assert values(made, DATASET, DCAT.hasVersion) == {version(SECOND), version(THIRD)}
    assert values(made, version(SECOND), DCAT.previousVersion) == set()
    assert not [triple for triple in made if FIRST in triple[0]]


def test_a_version_has_the_canonical_file_of_its_release(third: list[Triple]) -> None:
    (file,) = values(third, version(FIRST), DCAT.distribution)
    assert file == f"{version(FIRST)}-data.nq"
    assert values(third, file, DCAT.downloadURL) == {f"{BASE}release/{FIRST}/data.nq"}
    assert values(third, file, DCAT.accessURL) == {f"{BASE}release/{FIRST}"}
    assert values(third, file, DCAT.byteSize) == {Literal("12", XSD.nonNegativeInteger)}
    (checksum,) = values(third, file, SPDX.checksum)
    assert values(third, str(checksum), SPDX.checksumValue) == {Literal("ab" * 32, XSD.hexBinary)}
    assert values(third, version(FIRST), DCT.issued) == {Literal("2025-06-01", XSD.date)}


def test_what_is_said_of_a_version_never_changes(
    publication: Publication, first: ReleaseFacts, third: list[Triple]
) -> None:
    def about(triples: list[Triple]) -> set[Triple]:
        return {triple for triple in triples if triple[0].startswith(version(FIRST))}

    assert about(third) == about(catalogue(publication, first))


def test_a_version_keeps_the_licence_and_the_publisher_that_it_had(
    shared: Path, publication: Publication, first: ReleaseFacts
) -> None:
    (own,) = first.datasets
    licence = Licence(CC_BY, CREDIT)
    heir = dataclasses.replace(publication, licence=licence, publisher=Publisher("Heir", "https://heir.example.org/"))
    later = dataclasses.replace(
        first,
        id=SECOND,
        datasets=(dataclasses.replace(own, licence=licence),),
        earlier=(published(publication, first),),
    )
    made = catalogue(heir, later)
    assert values(made, version(FIRST), DCT.license) == {OGL}
    assert values(made, f"{version(FIRST)}-rights", ODRS.dataLicense) == {OGL}
    assert values(made, f"{DATASET}#rights", ODRS.dataLicense) == {CC_BY}
    assert values(made, version(FIRST), DCT.publisher) == {publication.publisher.iri}
    for shapes in ("shapes.ttl", "range.ttl"):
        assert results(shared, shapes, made) == []


@pytest.mark.parametrize("shapes", ["shapes.ttl", "range.ttl", "deprecateduris.ttl"])
def test_a_catalogue_of_versions_conforms_to_dcat_ap(shared: Path, third: list[Triple], shapes: str) -> None:
    assert results(shared, shapes, third) == []


def test_a_compressed_file_says_how(shared: Path, publication: Publication, first: ReleaseFacts) -> None:
    (own,) = first.datasets
    dump = Dump("data.nq.gz", Format.N_QUADS, 5, "ef" * 32, Coding.GZIP)
    made = catalogue(
        publication, dataclasses.replace(first, datasets=(dataclasses.replace(own, dumps=(*DUMPS, dump)),))
    )
    file = f"{DATASET}#data.nq.gz"
    types = "https://www.iana.org/assignments/media-types/"
    assert values(made, file, DCAT.compressFormat) == {f"{types}application/gzip"}
    assert values(made, file, DCAT.mediaType) == {f"{types}application/n-quads"}
    assert values(made, version(FIRST), DCAT.distribution) == {f"{version(FIRST)}-data.nq"}
    assert results(shared, "range.ttl", made) == results(shared, "shapes.ttl", made) == []


def test_the_time_covered_is_that_of_the_inspections(third: list[Triple]) -> None:
    """From the first of them, of some day in 2024, to the last; the vocabulary is younger."""
    for subject in (DATASET, version(FIRST), version(THIRD)):
        (period,) = values(third, subject, DCT.temporal)
        assert values(third, str(period), RDF.type) == {DCT.PeriodOfTime}
        assert values(third, str(period), DCAT.startDate) == {Literal("2024-01-01", XSD.date)}
        assert values(third, str(period), DCAT.endDate) == {Literal("2025-08-07", XSD.date)}


def test_where_no_date_is_stated_no_time_is_covered(publication: Publication, first: ReleaseFacts) -> None:
    (own,) = first.datasets
    undated = dataclasses.replace(own, statistics=dataclasses.replace(own.statistics, earliest=None, latest=None))
    made = catalogue(publication, dataclasses.replace(first, datasets=(undated,)))
    assert not [triple for triple in made if triple[1] == DCT.temporal]
