"""Facts become the triples that docs/modelling.md shows; the same facts give the same triples."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from lod import mapping
from lod.formats import Format, canonical_lines
from lod.iris import Iris, concept
from lod.model import (
    CaseSample,
    Evidence,
    InspectedUnit,
    Inspection,
    JsonPointer,
    Judgement,
    Measure,
    NotInspected,
    PartialDate,
    RecommendationGroup,
    Report,
    Selector,
    Source,
    TableRow,
    TextSpan,
    UnitKey,
    XPath,
)
from lod.namespaces import DCT, INSP, OA, OGL, PREFIXES, XSD
from lod.terms import Literal, lines

BASE = "https://data.example.org/"
NAMES = Iris(BASE)
SHA = "0123456789abcdef" * 4
SOURCE = Source("sources/release.txt", SHA, 4917, "text/plain", OGL)
REGION = InspectedUnit(UnitKey("probation-region", "N53"), "East Midlands")
INADEQUATE = concept("hmi-probation-rating", "inadequate")
ROW = Evidence(SHA, TableRow(7))
_FRAGMENT = 'a oa:FragmentSelector ; rdf:value "{}" ; dct:conformsTo <http://tools.ietf.org/rfc/{}> .'


def inspection(**facts: object) -> Inspection:
    plain = Inspection(REGION, concept("inspectorate", "hmi-probation"), "2025-08-07", evidence=(ROW,))
    return msgspec.structs.replace(plain, **facts)


def span(exact: str, start: int, supports: str) -> Evidence:
    return Evidence(SHA, TextSpan(start, start + len(exact), exact, "before ", ""), supports)


def written(fact: Inspection) -> set[str]:
    return set(lines(mapping.inspection(fact, NAMES)))


def turtle(text: str) -> set[str]:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    own = f"""
        @prefix i: <{BASE}id/inspection/probation-region/N53/> .
        @prefix e: <{BASE}id/inspection/probation-region/N53/2025-08-07/evidence/0123456789abcdef/> .
        @prefix scheme: <https://w3id.org/inspection-results/scheme/> .
    """
    return set(canonical_lines((prefixes + own + text).encode(), Format.TURTLE, BASE))


ROW_EVIDENCE = """
    <id/inspection/probation-region/N53/2025-08-07> a insp:Inspection ;
        rdfs:label "East Midlands: inspection 2025-08-07"@en ;
        insp:inspects <id/unit/probation-region/N53> ;
        insp:inspectedBy <https://w3id.org/inspection-results/scheme/inspectorate/hmi-probation> ;
        prov:wasDerivedFrom e:row-7 .
    e:row-7 a insp:Evidence, oa:SpecificResource ;
        oa:hasSource <id/source/0123456789abcdef> ;
        prov:wasGeneratedBy <id/extraction/0123456789abcdef> ;
        oa:hasSelector <id/inspection/probation-region/N53/2025-08-07/evidence/0123456789abcdef/row-7/selector> .
    <id/inspection/probation-region/N53/2025-08-07/evidence/0123456789abcdef/row-7/selector>
        a oa:FragmentSelector ; rdf:value "row=7" ; dct:conformsTo <http://tools.ietf.org/rfc/rfc7111> .
"""


def test_an_inspection_of_which_little_is_known_says_little() -> None:
    assert written(inspection()) == turtle(ROW_EVIDENCE)


def test_dates_keep_the_precision_of_the_source() -> None:
    fact = inspection(
        issued=PartialDate(2025, 8, 7), fieldwork_start=PartialDate(2025, 2), fieldwork_end=PartialDate(2025)
    )
    assert written(fact) == turtle(
        ROW_EVIDENCE
        + """
        <id/inspection/probation-region/N53/2025-08-07> dct:issued "2025-08-07"^^xsd:date ;
            insp:fieldworkStart "2025-02"^^xsd:gYearMonth ; insp:fieldworkEnd "2025"^^xsd:gYear .
        """
    )


def test_overall_judgement_gives_the_shortcut_and_one_on_a_standard_does_not() -> None:
    court = concept("hmi-probation-region-2023", "court-work")
    overall = Judgement(INADEQUATE, score=1, max_score=24, evidence=(ROW,))
    fact = inspection(judgements=(overall, Judgement(INADEQUATE, on_standard=court, evidence=(ROW,))))
    whole = "id/inspection/probation-region/N53/2025-08-07"
    assert written(fact) == turtle(
        ROW_EVIDENCE
        + f"""
        <{whole}> insp:overallRating <{INADEQUATE}> ;
            insp:hasJudgement <{whole}/judgement/overall>, <{whole}/judgement/court-work> .
        <{whole}/judgement/overall> a insp:Judgement, insp:OverallJudgement ; insp:rating <{INADEQUATE}> ;
            insp:judges <id/unit/probation-region/N53> ; insp:score 1 ; insp:maxScore 24 ; prov:wasDerivedFrom e:row-7 .
        <{whole}/judgement/court-work> a insp:Judgement ; insp:rating <{INADEQUATE}> ; insp:onStandard <{court}> ;
            insp:judges <id/unit/probation-region/N53> ; prov:wasDerivedFrom e:row-7 .
        """
    )
    assert not {line for line in written(inspection(judgements=fact.judgements[1:])) if INSP.overallRating in line}


def test_sample_measure_and_recommendations_are_parts() -> None:
    community = concept("case-category", "community-sentence")
    fact = inspection(
        samples=(CaseSample(330, sub_samples=(CaseSample(216, community),), evidence=(ROW,)),),
        measures=(Measure(Decimal("34.0"), "cases sufficient", "sufficient", (ROW,)),),
        recommendation_count=11,
        recommendations=(
            RecommendationGroup(7, REGION.key, (ROW,)),
            RecommendationGroup(4, concept("organisation", "hmpps"), (ROW,)),
        ),
    )
    whole = "id/inspection/probation-region/N53/2025-08-07"
    (measure,) = {line.split("> ")[0][1:] for line in written(fact) if INSP.percentage in line}
    assert written(fact) == turtle(
        ROW_EVIDENCE
        + f"""
        <{whole}> insp:hasSample <{whole}/sample> ; insp:hasMeasure <{measure}> ; insp:recommendationCount 11 ;
            insp:makesRecommendations <{whole}/recommendations/N53>, <{whole}/recommendations/hmpps> .
        <{whole}/sample> a insp:CaseSample ; insp:caseCount 330 ; prov:wasDerivedFrom e:row-7 ;
            insp:subSample <{whole}/sample/community-sentence> .
        <{whole}/sample/community-sentence> a insp:CaseSample ; insp:caseCount 216 ;
            insp:caseCategory <{community}> ; prov:wasDerivedFrom e:row-7 .
        <{measure}> a insp:Measure ; insp:percentage "34"^^xsd:decimal ; insp:polarity "sufficient" ;
            dct:description "cases sufficient"@en ; prov:wasDerivedFrom e:row-7 .
        <{whole}/recommendations/N53> a insp:RecommendationGroup ; insp:recommendationCount 7 ;
            insp:addressee <id/unit/probation-region/N53> ; prov:wasDerivedFrom e:row-7 .
        <{whole}/recommendations/hmpps> a insp:RecommendationGroup ; insp:recommendationCount 4 ;
            insp:addressee <{concept("organisation", "hmpps")}> ; prov:wasDerivedFrom e:row-7 .
        """
    )


def test_what_is_said_of_the_inspection_before_is_no_result_of_this_one() -> None:
    said = written(
        inspection(
            previous_rating=INADEQUATE,
            previous_date=PartialDate.parse("2023"),
            inspection_number=2,
            counted_since=PartialDate.parse("2023-10"),
        )
    )
    assert said - written(inspection()) == turtle(
        f"""<id/inspection/probation-region/N53/2025-08-07> insp:previousRating <{INADEQUATE}> ;
            insp:previousDate "2023"^^xsd:gYear ;
            insp:inspectionNumber 2 ; insp:countedSince "2023-10"^^xsd:gYearMonth ."""
    )


def test_a_span_is_evidence_for_one_property() -> None:
    fact = inspection(evidence=(span("07 August 2025", 4100, "issued"),))
    assert turtle(
        """
        <id/inspection/probation-region/N53/2025-08-07> prov:wasDerivedFrom e:issued .
        e:issued a insp:Evidence, oa:SpecificResource ; insp:supports dct:issued ;
            oa:hasSource <id/source/0123456789abcdef> ; prov:wasGeneratedBy <id/extraction/0123456789abcdef> ;
            oa:hasSelector <id/inspection/probation-region/N53/2025-08-07/evidence/0123456789abcdef/issued/quote>,
                <id/inspection/probation-region/N53/2025-08-07/evidence/0123456789abcdef/issued/position> .
        <id/inspection/probation-region/N53/2025-08-07/evidence/0123456789abcdef/issued/quote>
            a oa:TextQuoteSelector ; oa:exact "07 August 2025" ; oa:prefix "before " .
        <id/inspection/probation-region/N53/2025-08-07/evidence/0123456789abcdef/issued/position>
            a oa:TextPositionSelector ;
            oa:start 4100 ; oa:end 4114 .
        """
    ) <= written(fact)


@pytest.mark.parametrize(
    ("supports", "accepted"),
    [("fieldworkStart", True), ("rating", True), ("license", True), ("fieldworkBegin", False)],
)
def test_evidence_supports_a_property_that_exists(supports: str, accepted: bool) -> None:
    fact = inspection(evidence=(span("x", 0, supports),))
    if accepted:
        assert written(fact)
    else:
        with pytest.raises(KeyError, match=supports):
            written(fact)


def test_report_is_named_by_its_address_or_its_digest() -> None:
    address = "https://hmiprobation.justiceinspectorates.gov.uk/news/x"
    found = inspection(reported_in=(Report(address, licence=OGL), Report(None, sha256=SHA, is_press_release=True)))
    assert turtle(
        f"""
        <{NAMES.report(address)}> a insp:Report ; dct:source <{address}> ; dct:license <{OGL}> ;
            dct:publisher scheme:inspectorate\\/hmi-probation .
        <{NAMES.report(SHA)}> a insp:Report, insp:PressRelease .
        """
    ) <= written(found)


def test_source_names_its_digest_its_licence_and_the_software_that_read_it() -> None:
    triples = set(mapping.source(SOURCE, NAMES, "1.2.3"))
    checksum = f"{NAMES.source(SHA)}/checksum"
    assert (checksum, "http://spdx.org/rdf/terms#checksumValue", Literal(SHA, XSD.hexBinary)) in triples
    assert (NAMES.source(SHA), "http://purl.org/dc/terms/license", OGL) in triples
    assert (NAMES.software("1.2.3"), "https://schema.org/softwareVersion", Literal("1.2.3")) in triples


@pytest.mark.parametrize(
    ("value", "lexical"), [("34.0", "34"), ("0.50", "0.5"), ("100", "100"), ("-0.5", "-0.5"), ("0", "0")]
)
def test_decimals_are_canonical(value: str, lexical: str) -> None:
    triples = mapping.inspection(inspection(measures=(Measure(Decimal(value), "x"),)), NAMES)
    assert [term for _, predicate, term in triples if predicate == INSP.percentage] == [Literal(lexical, XSD.decimal)]


def test_a_part_without_evidence_of_its_own_has_that_of_its_inspection() -> None:
    said = inspection(judgements=(Judgement(INADEQUATE, evidence=(ROW,)),))
    assert written(inspection(judgements=(Judgement(INADEQUATE),))) == written(said)


def test_a_span_for_one_property_is_evidence_for_no_part() -> None:
    named = span("East Midlands", 10, "inspects")
    said = written(inspection(evidence=(named,), judgements=(Judgement(INADEQUATE),)))
    assert not [line for line in said if "/judgement/overall> <http://www.w3.org/ns/prov#wasDerivedFrom>" in line]


def test_a_standard_may_be_scored_without_being_rated() -> None:
    hygiene = concept("food-hygiene-scores", "hygiene")
    part = "id/inspection/probation-region/N53/2025-08-07/judgement/hygiene"
    said = written(inspection(judgements=(Judgement(None, on_standard=hygiene, score=5),)))
    assert said == turtle(
        ROW_EVIDENCE
        + f"""
        <id/inspection/probation-region/N53/2025-08-07> insp:hasJudgement <{part}> .
        <{part}> a insp:Judgement ; insp:judges <id/unit/probation-region/N53> ; insp:onStandard <{hygiene}> ;
            insp:score 5 ; prov:wasDerivedFrom e:row-7 .
        """
    )


@pytest.mark.parametrize(
    ("place", "segment", "stated"),
    [
        (JsonPointer("/establishments/5"), "establishments%2F5", _FRAGMENT.format("/establishments/5", "rfc6901")),
        (JsonPointer(""), "document", _FRAGMENT.format("", "rfc6901")),
        (XPath("/a/b[5]"), "a%2Fb%5B5%5D", 'a oa:XPathSelector ; rdf:value "/a/b[5]" .'),
        (TableRow(5, "Sheet 1"), "Sheet%201-row-5", _FRAGMENT.format("row=5", "rfc7111")),
    ],
    ids=["record of JSON", "document of JSON", "element of XML", "row of a workbook"],
)
def test_any_place_in_a_source_is_found_by_its_own_selector(place: Selector, segment: str, stated: str) -> None:
    fact = inspection(evidence=(Evidence(SHA, place),))
    node = f"{BASE}id/inspection/probation-region/N53/2025-08-07/evidence/0123456789abcdef/{segment}"
    said = {line for line in written(fact) if line.startswith(f"<{node}/selector> ")}
    assert said == turtle(f"<{node}/selector> {stated}")
    assert f"<{node}> <{OA.hasSelector}> <{node}/selector> .\n" in written(fact)
    title = f'<{node}> <{DCT.title}> "Sheet 1" .\n'
    assert (title in written(fact)) == isinstance(place, TableRow)


def test_a_unit_is_described_as_far_as_its_register_does() -> None:
    fact = InspectedUnit(
        UnitKey("cqc-location", "1-2"),
        "Rose House",
        ("The Roses",),
        UnitKey("cqc-provider", "1-1"),
        ("10094781981",),
        concept("food-authority", "226"),
        Decimal("50.7740520"),
        Decimal("0.259208"),
        "1 High Street, Oldham",
        "OL1 1AA",
        (UnitKey("cqc-location", "1-0"),),
    )
    assert set(lines(mapping.unit(fact, NAMES))) == turtle(
        """
        <id/unit/cqc-location/1-2> a insp:InspectedUnit, org:OrganizationalUnit ;
            dct:type <https://w3id.org/inspection-results/scheme/unit-type/cqc-location> ;
            dct:identifier "1-2" ; schema:identifier "10094781981" ;
            skos:prefLabel "Rose House"@en ; skos:altLabel "The Roses"@en ;
            org:subOrganizationOf <id/unit/cqc-provider/1-1> ;
            dct:spatial <https://w3id.org/inspection-results/scheme/food-authority/226> ;
            geo:lat 50.774052 ; geo:long 0.259208 ;
            schema:address "1 High Street, Oldham" ; schema:postalCode "OL1 1AA" ;
            dct:replaces <id/unit/cqc-location/1-0> .
        """
    )


def test_a_unit_without_an_inspection_names_the_document_that_lists_it() -> None:
    fact = NotInspected(REGION, SHA, concept("fhrs-rating", "awaiting-inspection"))
    assert set(lines(mapping.not_inspected(fact, NAMES))) == turtle(
        "<id/unit/probation-region/N53> dct:source <id/source/0123456789abcdef> ."
    )
    assert set(mapping.fact(fact, NAMES)) == {*mapping.unit(REGION, NAMES), *mapping.not_inspected(fact, NAMES)}
