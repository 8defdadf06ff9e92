"""What single sentences say, and what they only seem to say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lod.ingest.reading import Reading
from lod.ingest.statements.clauses import asserted, current
from lod.ingest.statements.fieldwork import fieldwork
from lod.ingest.statements.measures import shares
from lod.ingest.statements.publication import issued, licence, title
from lod.ingest.statements.recommendations import recommendation_count, recommendation_groups
from lod.ingest.statements.samples import sample
from lod.model import Inspection, Problem, UnitKey
from lod.namespaces import OGL

ReadingOf = Callable[[str], Reading]
Read = Callable[..., list[Inspection | Problem]]


def name(iri: str | None) -> str:
    return (iri or "overall").rsplit("/", 1)[-1]


def ratings(facts: list[Inspection | Problem]) -> list[tuple[str, str]]:
    """Identifier of the unit and its overall rating, for each inspection."""
    return [
        (fact.inspects.key.identifier, name(fact.overall.rating) if fact.overall else "")
        for fact in facts
        if isinstance(fact, Inspection)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Leeds Probation Delivery Unit (PDU) has received an overall rating of ‘Good’.",
        "Leeds PDU has been rated “Good” by inspectors.",
        "Leeds PDU rated ‘Good’ despite the odds.",
        "Leeds PDU is ‘Good’.",
        "LEEDS PDU RATED ‘GOOD’",
        "Leeds PDU’s overall rating was ‘Good’.",
        "The overall rating for Leeds PDU is ‘Good’.",
        "Inspectors have rated Leeds PDU as ‘Good’ overall.",
        "Inspectors found Leeds PDU to be ‘Good’.",
        "Leeds PDU has retained its overall rating of ‘Good’.",
        "Leeds PDU achieved a ‘Good’ overall rating.",
        "Leeds PDU has been rated good.",
        "The probation service in Leeds has been rated as ‘Good’.",
        "The Probation Service in Leeds was given an overall rating of ‘Good’.",
        "Leeds Probation Service is ‘Good’.",
        "In the Yorkshire and the Humber region, Leeds PDU has been rated ‘Good’.",
        "Leeds PDU, in the Yorkshire and the Humber region, has been rated ‘Good’.",
        "Leeds PDU, which has lost many of its staff, has received an overall rating of ‘Good’.",
        "Leeds PDU, previously rated ‘Inadequate’, has received an overall rating of ‘Good’.",
        "Leeds PDU was rated ‘Inadequate’ in 2022 and has now received an overall rating of ‘Good’.",
        "Despite being rated ‘Inadequate’ in 2023, Leeds PDU has received a ‘Good’ rating.",
        "Leeds PDU moves from ‘Inadequate’ to ‘Good’.",
        "Leeds PDU has improved from Inadequate to Good.",
        "Leeds PDU’s overall rating has risen to ‘Good’ from the ‘Inadequate’ it received in 2022.",
        "HM Inspectorate of Probation has given Leeds PDU an overall rating of ‘Good’.",
        "‘Good’ rating for Leeds PDU",
        "Leeds PDU – ‘Good’ with promising leaders",
        "Leeds PDU was inspected. Overall rating Good",
        "Leeds PDU was inspected.\n\nOverall rating\n\nGood",
        "Leeds PDU, led by a new head, has been rated ‘Good’.",
        "This is the inspection of Leeds PDU, which has been rated ‘Good’.",
        "Leeds PDU has become the latest to be rated as ‘Good’.",
        "Inspectors have given Leeds PDU the highest possible rating – ‘Good’.",
        "‘Good’ ideas but not enough staff as Leeds PDU rated ‘Good’",
        "Leeds PDU has received an overall rating of ‘Good’ – up from its previous rating of ‘Inadequate’.",
        "Staffing in Leeds PDU was rated ‘Inadequate’ but Leeds PDU received an overall rating of ‘Good’.",
        "Leeds PDU has been given an overall rating of ‘Good’ for the second time.",
        "This was the first inspection of Leeds PDU. We are glad that the PDU is rated as ‘Good’ overall.",
        "Despite the hard work of staff at Leeds PDU, the service was given an overall rating of ‘Good’.",
        "The inspection of Leeds PDU. Overall rating: Good.",
        "In 2022, Leeds PDU was rated ‘Inadequate’. Leeds PDU is now rated ‘Good’.",
        "Leeds PDU has been rated ‘Good’. This follows the inspection of York PDU, which was rated as ‘Inadequate’.",
        "Leeds PDU has been rated ‘Good’. Others are York PDU (rated ‘Inadequate’) and Wakefield PDU (rates ‘Good’).",
        "Leeds PDU has been rated ‘Good’. Leeds did well. York PDU has been rated ‘Inadequate’.",
    ],
)
def test_the_inspected_unit_and_its_overall_rating(read: Read, text: str) -> None:
    assert ratings(read(text)) == [("N55LEE", "good")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Leeds PDU was previously rated ‘Good’.", id="previous"),
        pytest.param("In its last inspection in 2022, Leeds PDU was rated ‘Good’.", id="last inspection"),
        pytest.param("Leeds PDU was last inspected in 2023, when it was rated ‘Good’ overall.", id="when it was"),
        pytest.param("Leeds PDU had been rated ‘Good’.", id="pluperfect"),
        pytest.param("Leeds PDU moved from ‘Inadequate’ in 2019 to ‘Good’ in 2021.", id="from and to, long ago"),
        pytest.param("To move from ‘Inadequate’ to ‘Good’ Leeds PDU needs staff.", id="from and to, a wish"),
        pytest.param("Leeds PDU was rated ‘Good’ when it was inspected in 2022.", id="when it was inspected"),
        pytest.param("Two years ago the Leeds PDU was rated ‘Good’.", id="years ago"),
        pytest.param("Leeds PDU was not rated ‘Good’.", id="denied"),
        pytest.param("Leeds PDU would be rated ‘Good’ if it had staff.", id="conditional"),
        pytest.param("To be rated ‘Good’, Leeds PDU needs staff.", id="wish"),
        pytest.param("Leeds PDU has been rated ‘Good’ or ‘Outstanding’.", id="one of two"),
        pytest.param("Leeds PDU received a rating of ‘Good’ for leadership.", id="for one thing"),
        pytest.param("Leadership at Leeds PDU was rated ‘Good’.", id="leadership at"),
        pytest.param("Leeds PDU received ‘Good’ ratings for leadership and for victims.", id="several ratings"),
        pytest.param("In the year we inspected 33 PDUs. Leeds PDU was rated ‘Good’.", id="an example among many"),
        pytest.param("Annual report\n\nLeeds PDU was rated ‘Good’.", id="an annual report"),
        pytest.param("Work with victims in Leeds PDU was rated ‘Good’.", id="work in"),
        pytest.param("Leeds PDU’s leaders were rated ‘Good’.", id="leaders of"),
        pytest.param("York Crown Court was rated ‘Good’.", id="another institution"),
        pytest.param("Trio of London services rated ‘Inadequate’.", id="services of a place"),
        pytest.param("Youth justice services in Leeds rated ‘Good’.", id="perhaps of another type"),
        pytest.param("Four PDUs were rated ‘Inadequate’ and two ‘Good’.", id="counts"),
        pytest.param("Of 108 services, 55 were ‘Good’ and 12 ‘Outstanding’.", id="aggregate"),
        pytest.param("There were ‘Good’ ratings for eight standards at Leeds PDU.", id="standards"),
        pytest.param("Our ratings: ‘Outstanding’, ‘Good’, ‘Requires improvement’ and ‘Inadequate’.", id="scale"),
        pytest.param("‘Good’ progress at Leeds PDU.", id="a quoted word"),
        pytest.param("Derby City PDU is in the East Midlands region, which has been rated ‘Good’.", id="relative"),
    ],
)
def test_what_gives_no_rating_to_anyone(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "message", "found"),
    [
        (
            "Leeds PDU has been rated ‘Good’. York PDU has been rated ‘Inadequate’.",
            "rates several units and does not say which it reports on",
            "Leeds PDU … York PDU",
        ),
        (
            "The PDU was rated ‘Good’ overall.",
            "gives a rating, but names no unit that the profile knows",
            "rated ‘Good’ overall",
        ),
        (
            "Leeds PDU has been rated ‘Good’. Leeds PDU received an overall rating of ‘Inadequate’.",
            "states two different overall ratings of Leeds",
            "received an overall rating of ‘Inadequate’ … rated ‘Good’",
        ),
        (
            "Inspectors visited Leeds PDU and York PDU. Fieldwork took place in March 2025.",
            "names several units and does not say which it reports on",
            "Leeds PDU … York PDU",
        ),
    ],
    ids=["two units", "no unit", "two ratings", "two units without rating"],
)
def test_what_cannot_be_told_is_reported_and_nothing_is_guessed(
    read: Read, text: str, message: str, found: str
) -> None:
    (problem,) = read(text)
    assert isinstance(problem, Problem)
    assert (problem.message, problem.found) == (message, found)
    assert problem.accepted
    assert problem.start is not None
    assert problem.end is not None
    assert text[problem.start : problem.end].startswith(found.split(" … ")[0].split()[0]) or " … " in found


def test_several_units_rated_together_are_several_inspections(read: Read) -> None:
    facts = read("In the Wales region, Gwent PDU and Dyfed Powys PDU have each been given a rating of ‘Good’.")
    assert ratings(facts) == [("WPTGWT", "good"), ("WPTDPA", "good")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Statutory victim work was rated ‘Good’.", {"statutory-victim-work": "good"}),
        ("Statutory victim work (see notes) was found to be ‘Good’ in the region.", {"statutory-victim-work": "good"}),
        ("Court work and unpaid work were both rated ‘Good’.", {"court-work": "good", "unpaid-work": "good"}),
        ("Leadership was rated ‘Good’.", {"leadership": "good"}),
        ("The services were rated ‘Good’ by victims.", {}),
    ],
    ids=["one", "with a note", "two", "of one framework for regions", "too general a word"],
)
def test_ratings_on_standards(read: Read, text: str, expected: dict[str, str]) -> None:
    facts = read(f"South West region has been given an overall rating of ‘Good’. {text}")
    (inspection,) = (fact for fact in facts if isinstance(fact, Inspection))
    found = {name(each.on_standard): name(each.rating) for each in inspection.judgements if each.on_standard}
    assert found == expected


def test_a_standard_of_more_than_one_framework_is_none(read: Read) -> None:
    (inspection,) = read("Leeds PDU has been given an overall rating of ‘Good’. Leadership was rated ‘Good’.")
    assert isinstance(inspection, Inspection)
    assert not [each for each in inspection.judgements if each.on_standard]


def test_a_programme_tells_the_framework_of_a_standard(read: Read) -> None:
    text = "Leeds PDU is rated ‘Good’ in the programme that began in October 2023. Leadership was rated ‘Outstanding’."
    (inspection,) = read(text)
    assert isinstance(inspection, Inspection)
    assert [each.on_standard for each in inspection.judgements if each.on_standard] == [
        "https://w3id.org/inspection-results/scheme/hmi-probation-pdu-2023/leadership"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leeds PDU is rated ‘Good’, scoring just one point out of a possible 27.", (1, 27)),
        ("Leeds PDU is rated ‘Good’. It scored a total of four out of 21.", (4, 21)),
        ("Leeds PDU is rated ‘Good’. The PDU scored three points.", (3, None)),
        ("Leeds PDU is rated ‘Good’. Leeds PDU scored three points. It scored four points.", (None, None)),
        ("Leeds PDU is rated ‘Good’. Last year it scored three points.", (None, None)),
    ],
)
def test_scores(read: Read, text: str, expected: tuple[int | None, int | None]) -> None:
    (inspection,) = read(text)
    assert isinstance(inspection, Inspection)
    assert inspection.overall
    assert (inspection.overall.score, inspection.overall.max_score) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The report is available on our website on 07 August 2025.", "2025-08-07"),
        ("It is available at the HM Inspectorate of Probation website from Tuesday 4th March 2025.", "2025-03-04"),
        ("Reports published on 30 March 2023.", "2023-03-30"),
        ("Published: 7 August 2025", "2025-08-07"),
        ("Published:\n\n7 August 2025", "2025-08-07"),
        ("Published:\n\nLeeds PDU was inspected on 7 August 2025.", None),
        ("Published: 6 August 2025\n\nThe report is available on our website on 7 August 2025.", "2025-08-07"),
        ("HM Inspectorate of Probation has today (Thursday 3 April 2025) published its inspection.", "2025-04-03"),
        ("It is available at https://example.org/x from 00.01 on Wednesday 15 January 2025.", "2025-01-15"),
        ("The report was published on our website on 8 August 2024.", "2024-08-08"),
        ("The annual report was published on 19 September 2024.", None),
        ("It was rated in a report published in March 2023.", None),
        ("The previous report was published on 7 August 2023.", None),
        ("Of the 17 reports published in 2022, 10 were good.", None),
    ],
)
def test_when_it_was_published(reading_of: ReadingOf, text: str, expected: str | None) -> None:
    found = issued(reading_of(text))
    assert not isinstance(found, Problem)
    assert (str(found.value) if found else None) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Published: 31 February 2025", "is no date that a calendar has"),
        ("Published: 7 May 2025\n\nPublished: 8 May 2025", "states two different dates of publication"),
    ],
)
def test_dates_of_publication_that_cannot_be_are_reported(reading_of: ReadingOf, text: str, message: str) -> None:
    found = issued(reading_of(text))
    assert isinstance(found, Problem)
    assert found.message == message


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("under the Open Government Licence v3.0, except", "Open Government Licence v3.0"),
        ("the Open Government Licence version 3", "Open Government Licence version 3"),
        (f"visit {OGL}", OGL),
        (
            "https://nationalarchives.gov.uk/doc/open-government-licence/version/3.",
            "https://nationalarchives.gov.uk/doc/open-government-licence/version/3",
        ),
        ("the Open Government Licence", None),
        ("the Open Government Licence v2.0", None),
        ("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/30", None),
        ("© Crown copyright", None),
    ],
)
def test_the_licence(reading_of: ReadingOf, text: str, exact: str | None) -> None:
    found = licence(reading_of(text))
    assert (text[found.start : found.end] if found else None) == exact
    assert found is None or found.value == OGL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fieldwork took place between February 2025 and April 2025.", ("2025-02", "2025-04")),
        ("We conducted fieldwork in each PDU across Leeds between February and April 2025.", ("2025-02", "2025-04")),
        ("The inspection was carried out from 3 to 14 March 2025.", ("2025-03-03", "2025-03-14")),
        ("The inspection took place in June 2025.", ("2025-06", "2025-06")),
        ("The inspection was conducted in April and May 2025.", ("2025-04", "2025-05")),
        ("Fieldwork: 3–14 June 2024.", ("2024-06-03", "2024-06-14")),
        ("Fieldwork started in November 2022 and finished in December 2022.", ("2022-11", "2022-12")),
        ("Inspectors looked at 44 cases from people who had begun between October and November 2023.", None),
        ("Fieldwork for the previous inspection was between May and June 2021.", None),
        ("Leeds PDU lost staff between February 2025 and April 2025.", None),
    ],
)
def test_fieldwork_is_as_precise_as_stated(reading_of: ReadingOf, text: str, expected: tuple[str, str] | None) -> None:
    found = fieldwork(reading_of(text))
    assert not isinstance(found, Problem)
    assert (tuple(str(each.value) for each in found) if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We reviewed 330 cases: 216 subject to a community sentence and 114 were subject to release on licence.",
            (330, {"community-sentence": 216, "release-on-licence": 114}),
        ),
        (
            "Inspectors looked at a sample of 64 cases. 40 were on a community sentence and 24 community sentences.",
            (64, {}),
        ),
        ("Sixty-four cases were inspected.", (64, {})),
        ("Three of 64 cases were inspected twice.", None),
        ("In the previous inspection, 64 cases were inspected.", None),
        ("The unit manages 1,204 cases.", None),
    ],
    ids=["split", "one category twice", "passive", "some of them", "previous", "caseload"],
)
def test_samples(reading_of: ReadingOf, text: str, expected: tuple[int, dict[str, int]] | None) -> None:
    found = sample(reading_of(text))
    assert not isinstance(found, Problem)
    parts = {category.name: count.value for category, count in found.parts} if found else {}
    assert ((found.total.value, parts) if found else None) == expected


HMPPS = "https://w3id.org/inspection-results/scheme/organisation/hmpps"
LEEDS = UnitKey("probation-delivery-unit", "N55LEE")


@pytest.mark.parametrize(
    ("text", "total", "groups"),
    [
        (
            "It makes 11 recommendations. Seven of these are for Leeds PDU. Four recommendations are for HMPPS.",
            11,
            {LEEDS: 7, HMPPS: 4},
        ),
        ("We have made six recommendations: four are for the PDU and two for HMPPS.", 6, {LEEDS: 4, HMPPS: 2}),
        ("The previous report made six recommendations.", None, {}),
        ("Two of these are for Leeds PDU.", None, {}),
        ("We make six recommendations. Two are for the region.", 6, {}),
        ("We have made six recommendations to Leeds PDU and one to HMPPS.", None, {LEEDS: 6, HMPPS: 1}),
        ("There are nine recommendations.", 9, {}),
        ("A total of 13 recommendations have been made.", 13, {}),
        ("We make two recommendations to the PDU management board.", 2, {}),
    ],
    ids=[
        "numbers and words",
        "in one sentence",
        "previous",
        "of what",
        "not the unit's type",
        "no total",
        "there are",
        "passive",
        "a board",
    ],
)
def test_recommendations(reading_of: ReadingOf, text: str, total: int | None, groups: dict[UnitKey | str, int]) -> None:
    reading = reading_of(text)
    leeds = next(unit for unit in reading.profile.units if unit.key == LEEDS)
    found = recommendation_count(reading)
    assert not isinstance(found, Problem)
    assert (found.value if found else None) == total
    assert {addressee: count.value for addressee, count in recommendation_groups(reading, leeds)} == groups


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("34 per cent of cases were sufficient.", ("34", "sufficient", "34 per cent of cases were sufficient")),
        ("Work was insufficient in 83% of cases.", ("83", "insufficient", "Work was insufficient in 83% of cases")),
        (
            "In 22 per cent of cases, risk was not sufficiently analysed.",
            ("22", "insufficient", "In 22 per cent of cases, risk was not sufficiently analysed"),
        ),
        (
            "Care was good: in all, 100 per cent of victims had a say, compared with 90 per cent of victims before.",
            ("100", None, "in all, 100 per cent of victims had a say"),
        ),
        ("Nationally, 50 per cent of cases were sufficient.", None),
        ("More than 50 per cent of cases were sufficient.", None),
        ("In York PDU, 50 per cent of cases were sufficient.", None),
        ("In 28 per cent of cases of our 38 local inspections since 2023 enough was done.", None),
        ("Staffing was 41 per cent of its target number.", None),
        ("Last year 30 per cent of cases were sufficient.", None),
    ],
    ids=[
        "sufficient",
        "insufficient",
        "not sufficiently",
        "compared",
        "of the country",
        "near",
        "of another unit",
        "of other inspections",
        "staff",
        "last year",
    ],
)
def test_measures_are_of_this_inspection_in_the_words_of_the_source(
    reading_of: ReadingOf, text: str, expected: tuple[str, str | None, str] | None
) -> None:
    found = [(str(each.percentage.value), each.polarity, each.description) for each in shares(reading_of(text), LEEDS)]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leeds PDU was rated ‘Good’ in the adult programme that began in October 2023.", "hmi-probation-adult-2023"),
        (
            "Leeds PDU was rated ‘Good’. This report is of the Dynamic Inspection of Public Protection programme.",
            "hmi-probation-dynamic-2025",
        ),
        ("Leeds PDU was rated ‘Good’ in our adult probation inspection programme.", None),
        (
            "Leeds PDU was rated ‘Good’ in our adult probation inspection programme. Fieldwork was in March 2024.",
            "hmi-probation-adult-2023",
        ),
        (
            "Leeds PDU was rated ‘Good’. Fieldwork was in March 2023. Our new programme begins in October 2023.",
            None,
        ),
        ("Leeds PDU was rated ‘Good’. The programme ended in October 2025.", None),
    ],
    ids=["by its beginning", "by its name", "a name used again", "at its time", "not yet", "its end"],
)
def test_programmes(read: Read, text: str, expected: str | None) -> None:
    (inspection,) = read(text)
    assert isinstance(inspection, Inspection)
    assert (name(inspection.under_programme) if inspection.under_programme else None) == expected


def test_the_title_is_the_first_heading_that_names_the_unit(reading_of: ReadingOf) -> None:
    text = "Inspectors worried about probation\n\nLeeds PDU  in trouble\n\nLeeds PDU was rated. It was ‘Good’."
    found = title(reading_of(text), frozenset({LEEDS}))
    assert found
    assert found.value == "Leeds PDU in trouble"
    assert text[found.start : found.end] == "Leeds PDU  in trouble"


def test_clauses_that_do_not_count_are_overwritten_in_place(reading_of: ReadingOf) -> None:
    (sentence,) = reading_of("Leeds PDU, previously rated ‘Good’, could be ‘Outstanding’").sentences
    assert asserted(sentence) == "‹unit 0›, previously rated ··········, could be ··········"
    assert current(sentence) == "‹unit 0›,····························· could be ‹rating 2›"
