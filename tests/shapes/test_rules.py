"""What the shapes take and refuse beyond their failing examples: dates, licences, contacts, ill-typed literals."""

from __future__ import annotations

import pytest

from lod.namespaces import SH
from lod.validation import Engine, Report
from lod.validation.judgement import agreed, findings

from .cases import NAMES
from .graphs import changed

SHAPES_IRI = "https://w3id.org/inspection-results/shapes/"
NO_DATES = 'unrated: dct:issued "2025-11"^^xsd:gYearMonth ; insp:fieldworkEnd "2025-11-20"^^xsd:date .'


@pytest.fixture(scope="session")
def both(referee: Engine, fast: Engine, second: Engine):
    """Validates by every engine; all have to agree."""

    def validate(graph: list[str]) -> Report:
        report = agreed(fast.validate(graph), referee.validate(graph))
        return agreed(second.validate(graph), report, "pyshifty")

    return validate


def shapes_of(report: Report) -> set[str]:
    return {result.source_shape.removeprefix(SHAPES_IRI) for result in report.results}


@pytest.mark.parametrize(
    "date",
    [
        '"2025-08-07"^^xsd:date',
        '"2024-02-29"^^xsd:date',
        '"2000-02-29"^^xsd:date',
        '"2025-12"^^xsd:gYearMonth',
        '"2025"^^xsd:gYear',
    ],
)
def test_date_is_taken(date: str, both) -> None:
    assert both(changed(NO_DATES, f"unrated: dct:issued {date} .")).conforms


@pytest.mark.parametrize(
    "date",
    [
        '"2019-02-30"^^xsd:date',
        '"2023-02-29"^^xsd:date',
        '"1900-02-29"^^xsd:date',
        '"2025-13-01"^^xsd:date',
        '"2025-08"^^xsd:date',
        '"2025-08-07Z"^^xsd:date',
        '"2025-13"^^xsd:gYearMonth',
        '"2025-8"^^xsd:gYearMonth',
        '"25"^^xsd:gYear',
        '"2025-08-07T00:00:00Z"^^xsd:dateTime',
        '"2025-08-07"',
        "2025",
    ],
)
def test_date_is_refused(date: str, both) -> None:
    assert "Inspection-issued" in shapes_of(both(changed(NO_DATES, f"unrated: dct:issued {date} .")))


@pytest.mark.parametrize(
    ("start", "end", "issued"),
    [
        ('"2025-02"^^xsd:gYearMonth', '"2025-04"^^xsd:gYearMonth', '"2025-08-07"^^xsd:date'),
        ('"2025-02"^^xsd:gYearMonth', '"2025-02"^^xsd:gYearMonth', '"2025-02"^^xsd:gYearMonth'),
        ('"2025-08-08"^^xsd:date', '"2025-08"^^xsd:gYearMonth', '"2025"^^xsd:gYear'),
        ('"2025"^^xsd:gYear', '"2025"^^xsd:gYear', '"2025-01-07"^^xsd:date'),
    ],
    ids=["months then day", "one month", "day in month in year", "year then day of it"],
)
def test_mixed_precision_is_no_false_alarm(start: str, end: str, issued: str, both) -> None:
    times = f"unrated: insp:fieldworkStart {start} ; insp:fieldworkEnd {end} ; dct:issued {issued} ."
    assert both(changed(NO_DATES, times)).conforms


@pytest.mark.parametrize(
    ("start", "issued"),
    [('"2025-09"^^xsd:gYearMonth', '"2025-08-07"^^xsd:date'), ('"2026-01-01"^^xsd:date', '"2025"^^xsd:gYear')],
    ids=["month after day", "day after year"],
)
def test_publication_before_the_fieldwork_is_found_without_its_end(start: str, issued: str, both) -> None:
    found = both(changed(NO_DATES, f"unrated: insp:fieldworkStart {start} ; dct:issued {issued} ."))
    assert shapes_of(found) == {"Inspection-issued-order"}


@pytest.mark.parametrize(
    "iri",
    [
        "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "http://nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "http://reference.data.gov.uk/id/open-government-licence",
        "https://www.nationalarchives.gov.uk/doc/Open-Government-License/version/3/",
        "https://spdx.org/licenses/OGL-UK-3.0.html",
    ],
)
def test_other_forms_of_the_ogl_are_refused(iri: str, both) -> None:
    found = both(changed("release: dct:license ogl: .", f"release: dct:license <{iri}> ."))
    assert shapes_of(found) == {"Report-license"}


@pytest.mark.parametrize(
    "number", ["01632 960001", "(01632) 960 001", "07700900123", "+44 20 7946 0000", "0044 7700 900123"]
)
def test_telephone_number_is_found(number: str, both) -> None:
    found = both(changed(add=f'unit: skos:note "Ring {number}, please"@en .'))
    assert shapes_of(found) == {"PersonalData-note"}


@pytest.mark.parametrize(
    "words",
    [
        "Inspection 2025-02-03 2025-04-05",
        "Fieldwork from 07-08-2025 to 08-09-2025",
        "330 of 1000 cases, 216 and 114",
        "Digest 0123456789abcdef0123456789abcdef",
        "Café @ the Park",
        "https://www.example.org/0123456789-news",
    ],
)
def test_what_is_no_contact_is_no_false_alarm(words: str, both) -> None:
    assert both(changed(add=f'unit: skos:note "{words}"@en .')).conforms


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ('"Write to first.last@example.gov.uk."@en', "skos:note"),
        ("<mailto:first.last@example.gov.uk>", "vcard:hasEmail"),
        ("<tel:+441632960001>", "foaf:page"),
        ('"first.last@example.gov.uk"', "dct:identifier"),
    ],
)
def test_contact_is_found_on_any_property(value: str, path: str, both) -> None:
    assert "PersonalData" in shapes_of(both(changed(add=f"derby: {path} {value} .")))


ILL_TYPED = {
    "staffing: insp:score": "xsd:integer",
    "staffing: insp:maxScore": "xsd:integer",
    "unrated: insp:recommendationCount": "xsd:integer",
    "inspection: insp:recommendationCount": "xsd:integer",
    "group: insp:recommendationCount": "xsd:integer",
    "sample: insp:caseCount": "xsd:integer",
    "community: insp:caseCount": "xsd:integer",
    "measure: insp:percentage": "xsd:decimal",
    "position: oa:start": "xsd:nonNegativeInteger",
    "position: oa:end": "xsd:nonNegativeInteger",
    "document: dcat:byteSize": "xsd:nonNegativeInteger",
    "good: insp:rank": "xsd:integer",
    "good: insp:points": "xsd:integer",
}


@pytest.mark.parametrize("lexical", ["abc", "1_000"])
@pytest.mark.parametrize("place", ILL_TYPED)
def test_ill_typed_literal_is_a_violation_and_no_crash(
    place: str, lexical: str, referee: Engine, fast: Engine, second: Engine
) -> None:
    subject, path = place.split()
    graph = changed(add=f'{place} "{lexical}"^^{ILL_TYPED[place]} .')
    found = agreed(fast.validate(graph), referee.validate(graph))
    components = {f"{SH.iri}DatatypeConstraintComponent", f"{SH.iri}NodeConstraintComponent"}
    about = [result for result in found.violations if result.component in components]
    assert [str(result.focus_node) for result in about] == [NAMES[subject.removesuffix(":")]], path
    # pyshifty 0.5.1 takes 1_000 for a number in ranges and queries, though not as to its datatype.
    missed = findings(found) - findings(second.validate(graph))
    assert missed == set() or lexical == "1_000"
    assert {component.removeprefix(SH.iri) for _, _, component, _ in missed} <= {"MinInclusiveConstraintComponent"}


def test_numbers_as_stores_give_them_back_conform(both) -> None:
    """Stores rewrite xsd:nonNegativeInteger to xsd:integer; what was published then still conforms."""
    position = 'position: oa:start "40"^^xsd:nonNegativeInteger ; oa:end "54"^^xsd:nonNegativeInteger .'
    size = 'document: dcat:byteSize "4917"^^xsd:nonNegativeInteger .'
    stored = "position: oa:start 40 ; oa:end 54 . document: dcat:byteSize 4917 ."
    assert both(changed(f"{position} {size}", stored)).conforms


def test_literal_keeps_its_lexical_form(both) -> None:
    found = both(changed(add='unit: dct:type "007"^^xsd:integer .'))
    assert "007" in {result.value.lexical for result in found.results if isinstance(result.value, tuple)}
