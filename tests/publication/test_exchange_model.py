"""The catalogue carries what the UK Cross-Government Metadata Exchange Model makes mandatory, where the docs say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lod.model import Publication
from lod.namespaces import ADMS, DCAT, DCT, PREFIXES, RDF, SKOS, UKGOV, VCARD
from lod.publication import ReleaseFacts
from lod.publication.catalogue import catalogue
from lod.terms import Literal, Triple
from tests.publication.test_catalogue import DATASET, values

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "harvest.md"
ROWS = re.findall(r"^\| (\w+) \| (\w+) \| `(\w+):(\w+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
NAMESPACES = {**PREFIXES, "adms": ADMS.iri, "ukgov": UKGOV.iri}
CLASSES = {
    "Dataset": DCAT.Dataset,
    "ContactPoint": VCARD.Kind,
    "Distribution": DCAT.Distribution,
    "DataService": DCAT.DataService,
}
SHARED_FIELDS = (
    "identifier title description contactPoint creator publisher licence modified accessRights securityClassification"
    " version type"
)
MANDATORY = {
    "Dataset": f"{SHARED_FIELDS} updateFrequency",
    "ContactPoint": "contactName email",
    "Distribution": "identifier title licence mediaType type",
    "DataService": f"{SHARED_FIELDS} endpointDescription serviceStatus serviceType",
}


@pytest.fixture(scope="session")
def made(publication: Publication, release: ReleaseFacts) -> list[Triple]:
    return catalogue(publication, release)


@pytest.mark.parametrize("kind", MANDATORY)
def test_the_table_has_every_mandatory_field(kind: str) -> None:
    assert {field for of, field, _, _ in ROWS if of == kind} == set(MANDATORY[kind].split())


@pytest.mark.parametrize(("kind", "field", "prefix", "name"), ROWS, ids=lambda part: str(part))
def test_each_field_is_where_the_table_says(made: list[Triple], kind: str, field: str, prefix: str, name: str) -> None:
    subjects = [subject for subject, predicate, value in made if (predicate, value) == (RDF.type, CLASSES[kind])]
    assert subjects
    assert all(values(made, subject, NAMESPACES[prefix] + name) for subject in subjects)


def test_values_are_those_of_the_model(made: list[Triple]) -> None:
    assert values(made, DATASET, UKGOV.securityClassification) == {Literal("NOT_APPLICABLE")}
    (frequency,) = values(made, DATASET, DCT.accrualPeriodicity)
    assert values(made, str(frequency), SKOS.exactMatch) == {"http://purl.org/cld/freq/irregular"}
    assert values(made, DATASET, DCT.identifier) == {Literal(DATASET)}
