"""What words and phrases name: numbers, dates, ratings, units."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from lod.ingest.annotation import annotate
from lod.ingest.recognisers.dates import dates, impossible_dates, periods
from lod.ingest.recognisers.gazetteer import Gazetteer
from lod.ingest.recognisers.numbers import numbers, percentages
from lod.ingest.recognisers.phrases import concept_phrases
from lod.ingest.recognisers.ratings import recogniser
from lod.iris import slug
from lod.model import UnitKey
from lod.profiles import Profile


@pytest.fixture(scope="module")
def gazetteer(profile: Profile) -> Gazetteer:
    return Gazetteer(profile)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("330 cases", [330]),
        ("1,204 cases", [1204]),
        ("Sixty-four cases", [64]),
        ("one hundred and twelve cases", [112]),
        ("two thousand three hundred and five", [2305]),
        ("eight out of nine", [8, 9]),
        ("seven and four", [7, 4]),
        ("zero points", [0]),
        ("five ten", []),
        ("twenty twelve", []),
        ("2018/2019, £300, TW9, R 1.1, 3.5 and 12-week", []),
        ("34 per cent, 34% and thirty-four per cent", []),
        ("the twenty-first century, someone, often", []),
    ],
)
def test_numbers(text: str, expected: list[int]) -> None:
    found = sorted(numbers(text), key=lambda mention: mention.start)
    assert [mention.value for mention in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("34 per cent", "34"),
        ("34%", "34"),
        ("34 per  cent", "34"),
        ("34.5 percent", "34.5"),
        ("thirty-four per cent", "34"),
        ("a quarter", None),
        ("per cent", None),
    ],
)
def test_percentages(text: str, expected: str | None) -> None:
    assert [mention.value for mention in percentages(text)] == ([Decimal(expected)] if expected else [])


@pytest.mark.parametrize(
    ("text", "exact", "expected"),
    [
        ("on 07 August 2025.", "07 August 2025", "2025-08-07"),
        ("on Thursday 7th August 2025", "Thursday 7th August 2025", "2025-08-07"),
        ("August 7, 2025", "August 7, 2025", "2025-08-07"),
        ("on 7\xa0August\n2025", "7\xa0August\n2025", "2025-08-07"),
        ("since 2025-08-07", "2025-08-07", "2025-08-07"),
        ("on 07/08/2025", "07/08/2025", "2025-08-07"),
        ("in February 2025", "February 2025", "2025-02"),
        ("in Sept 2025", "Sept 2025", "2025-09"),
        ("since 2021", "2021", "2021"),
        ("in  2021", "2021", "2021"),
    ],
)
def test_dates_are_as_precise_as_they_are_written(text: str, exact: str, expected: str) -> None:
    assert [(text[each.start : each.end], str(each.value)) for each in dates(text)] == [(exact, expected)]


@pytest.mark.parametrize(
    "text", ["31 February 2025", "30/02/2025", "in May", "2021 cases", "2018/2019", "may 20 people", "32/01/2025"]
)
def test_what_is_no_date(text: str) -> None:
    assert list(dates(text)) == []


def test_a_date_that_no_calendar_has_is_told() -> None:
    assert list(impossible_dates("Published: 31 February 2025")) == [(11, 27)]


@pytest.mark.parametrize(
    ("text", "start", "end", "start_exact"),
    [
        ("between February 2025 and April 2025", "2025-02", "2025-04", "February 2025"),
        ("between February and April 2025", "2025-02", "2025-04", "February and April 2025"),
        ("from 3 to 14 March 2025", "2025-03-03", "2025-03-14", "3 to 14 March 2025"),
        ("between 28 November 2024 and 9 January 2025", "2024-11-28", "2025-01-09", "28 November 2024"),
        ("from 3rd March–4th April 2025", "2025-03-03", "2025-04-04", "3rd March–4th April 2025"),
    ],
)
def test_periods(text: str, start: str, end: str, start_exact: str) -> None:
    (period,) = periods(text)
    assert (str(period.start), str(period.end)) == (start, end)
    assert text[slice(*period.start_at)] == start_exact


@pytest.mark.parametrize("text", ["between April 2025 and May 2024", "between Leeds and April 2025", "and April 2025"])
def test_what_is_no_period(text: str) -> None:
    assert list(periods(text)) == []


@pytest.mark.parametrize(
    ("text", "exact", "name"),
    [
        ("is ‘Good’.", "‘Good’", "good"),
        ("is 'Good'.", "'Good'", "good"),
        ("is “Good’.", "“Good’", "good"),
        ('is "requires Improvement".', '"requires Improvement"', "requires-improvement"),
        ("is ‘Requires\nimprovement’.", "‘Requires\nimprovement’", "requires-improvement"),
        ("was rated as good by", "good", "good"),
        ("an overall rating of Outstanding.", "Outstanding", "outstanding"),
    ],
)
def test_ratings(profile: Profile, text: str, exact: str, name: str) -> None:
    found = [(text[each.start : each.end], each.value.name) for each in recogniser(profile.ratings)(text)]
    assert found == [(exact, name)]


@pytest.mark.parametrize(
    "text", ["good practice", "was good", "rated good enough", "rated good or better", "‘Good’s", "‘good work’"]
)
def test_words_that_rate_nothing(profile: Profile, text: str) -> None:
    assert list(recogniser(profile.ratings)(text)) == []


PDU, REGION, YJS = "probation-delivery-unit", "probation-region", "youth-justice-service"


@pytest.mark.parametrize(
    ("text", "exact", "key"),
    [
        pytest.param("in Leeds.", "Leeds", (PDU, "N55LEE"), id="by name"),
        pytest.param("at York PDU", "York PDU", (PDU, "N55YRK"), id="York"),
        pytest.param("North Yorkshire PDU", "North Yorkshire PDU", (PDU, "N55YNY"), id="North Yorkshire"),
        pytest.param("the Yorkshire and the Humber region", None, (REGION, "N55"), id="region"),
        pytest.param("Kent, Surrey, and Sussex region", "Kent, Surrey, and Sussex region", (REGION, "N57"), id="comma"),
        pytest.param(
            "Kent, Surrey & Sussex (KSS) probation region",
            "Kent, Surrey & Sussex (KSS) probation region",
            (REGION, "N57"),
            id="ampersand and abbreviation",
        ),
        pytest.param("South Tyneside and Gateshead", "South Tyneside and Gateshead", (PDU, "N54SOT"), id="other order"),
        pytest.param(
            "Derbyshire Probation Delivery Unit (PDU)’s",
            "Derbyshire Probation Delivery Unit (PDU)",
            (PDU, "N53DERS"),
            id="type in full",
        ),
        pytest.param("the probation delivery unit in Derbyshire", None, (PDU, "N53DERS"), id="type first"),
        pytest.param("Leeds PDU’s leaders", "Leeds PDU", (PDU, "N55LEE"), id="possessive"),
        pytest.param("Wakefield Youth Justice Service (YJS)", None, (YJS, "wakefield"), id="type without a list"),
        pytest.param("Overall, South Leeds YOS", "South Leeds YOS", (YJS, "south-leeds"), id="YOS"),
        pytest.param("youth justice service (YJS) in Hull", None, (YJS, "hull"), id="unlisted, type first"),
    ],
)
def test_units(gazetteer: Gazetteer, text: str, exact: str | None, key: tuple[str, str]) -> None:
    found = list(gazetteer.mentions(text, gazetteer.known([text])))
    assert [mention.value.key for mention in found] == [UnitKey(*key)]
    assert exact in (None, text[found[0].start : found[0].end])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the north west of the county", id="no capitals"),
        pytest.param("West Yorkshire and South Gloucestershire", id="part of another name"),
        pytest.param("York Crown Court, Surrey Police, Leeds North", id="name goes on"),
        pytest.param("Leeds-based, New York-style", id="hyphens"),
        pytest.param("Trio of London services", id="a part of the country without its type"),
        pytest.param("across England and Wales", id="a country"),
        pytest.param("Leeds region", id="not of that type"),
        pytest.param("youth justice services in Leeds", id="perhaps of a type without a list"),
        pytest.param("the Youth Justice Service", id="a type without a name"),
    ],
)
def test_no_units(gazetteer: Gazetteer, text: str) -> None:
    assert list(gazetteer.mentions(text, gazetteer.known([text]))) == []


def test_a_name_alone_is_the_unit_that_the_document_names_with_its_type(gazetteer: Gazetteer) -> None:
    texts = ["Wakefield YJS is a partnership.", "Wakefield does well.", "London region", "London does well."]
    known = gazetteer.known(texts)
    assert [next(gazetteer.mentions(text, known)).value.key for text in (texts[1], texts[3])] == [
        (YJS, "wakefield"),
        (REGION, "N07"),
    ]


def test_a_name_of_two_units_of_a_document_is_neither(gazetteer: Gazetteer) -> None:
    known = gazetteer.known(["Wakefield YJS and Wakefield PDU"])
    assert list(gazetteer.mentions("Wakefield does well.", known)) == []


def test_every_unit_is_found_by_each_of_its_names(gazetteer: Gazetteer, profile: Profile) -> None:
    labels = {each.name: each.labels for each in profile.unit_types}
    for unit in profile.units:
        for name in (unit.pref_label, *unit.alt_labels):
            is_told = any(name.endswith(label) for label in labels[unit.key.unit_type]) or "arrangements" in name
            text = name if is_told else f"{name} {labels[unit.key.unit_type][0]}"
            found = [mention.value.key for mention in gazetteer.mentions(text, gazetteer.known([text]))]
            assert found == [unit.key], text


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("In the North West, Bournemouth, Christchurch and Poole YJS", "Bournemouth, Christchurch and Poole YJS"),
        ("Overall, Leeds and Bradford YJS", "Leeds and Bradford YJS"),
        ("In Yorkshire, Leeds and Bradford YJS", "Leeds and Bradford YJS"),
        ("Torbay’s Youth Justice Service", "Torbay’s Youth Justice Service"),
        ("Leeds City Council Youth Justice Service", "Leeds City Council Youth Justice Service"),
        ("the London Borough of Brent YJS", "London Borough of Brent YJS"),
        ("St. Helens YJS", "St. Helens YJS"),
        ("the youth offending team (YOT) in Hull", "youth offending team (YOT) in Hull"),
        ("a youth offending team in Wiltshire", None),
        ("one youth justice service in Wales", None),
    ],
)
def test_the_name_of_a_unit_that_no_list_has(gazetteer: Gazetteer, text: str, exact: str | None) -> None:
    found = [text[each.start : each.end] for each in gazetteer.mentions(text, gazetteer.known([text]))]
    assert found == ([exact] if exact else [])


SENTENCES = (
    "{} Youth Justice Service (YJS) has been rated ‘Good’.",
    "In the North West, {} YJS was inspected.",
    "The youth offending service in {} was rated.",
    "Inspectors have rated {} youth justice service as ‘Good’.",
    "HM Inspectorate of Probation has inspected {}’s Youth Offending Service.",
)


def test_a_youth_justice_service_is_named_as_each_local_authority_of_england(
    gazetteer: Gazetteer, shared: Path
) -> None:
    path = shared / "data" / "ofsted" / "d2i-Provider_data_lookup.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = {row["local_authority_ons_name"] for row in csv.DictReader(file)} - {""}
    places = sorted(name for name in names if not name.endswith(", City of"))
    assert len(places) > 150
    for place in places:
        for sentence in SENTENCES:
            text = sentence.format(place)
            keys = [mention.value.key for mention in gazetteer.mentions(text, gazetteer.known([text]))]
            assert keys == [UnitKey(YJS, slug(place))], text


def test_the_only_unit_of_its_type_needs_no_capital(gazetteer: Gazetteer) -> None:
    text = "Inspectors rated national arrangements."
    (mention,) = gazetteer.mentions(text, gazetteer.known([text]))
    assert mention.value.key == UnitKey("national-service", "hmpps")


def test_phrases_take_the_longest_name_whatever_its_spelling(profile: Profile) -> None:
    phrases = concept_phrases(profile.standards)
    text = "IMPLEMENTATION & Delivery, then implementation"
    assert [text[start:end] for start, end, _ in phrases.occurrences(text)] == ["IMPLEMENTATION & Delivery"]


def test_a_sentence_is_reduced_to_slots_that_lead_back_to_it(gazetteer: Gazetteer) -> None:
    text = "Before. Leeds  PDU\nhas 12 ‘cases’. After."
    known = gazetteer.known([text])
    sentence = annotate(text, 8, 34, 0, (lambda part: gazetteer.mentions(part, known), numbers))
    assert sentence.reduced == "‹unit 0› has ‹number 1› 'cases'."
    assert [text[each.start : each.end] for each in sentence.mentions] == ["Leeds  PDU", "12"]
    assert text[sentence.offset(sentence.reduced.index("has")) :].startswith("has 12")
