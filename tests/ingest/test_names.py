"""Spellings that are one name, and names that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis.strategies import text

from lod.ingest.names import normalise, without_type


@pytest.mark.parametrize(
    ("spelling", "same"),
    [
        pytest.param("Kent, Surrey, and Sussex", "Kent Surrey & Sussex", id="Oxford comma and ampersand"),
        pytest.param("KENT  surrey\tSussex ", "Kent, Surrey and Sussex", id="case and spaces"),
        pytest.param("Knowsley and St. Helens", "Knowsley & St Helens", id="full stop"),
        pytest.param("Ynys Môn", "Ynys Mon", id="accent"),
        pytest.param("His Majesty’s Inspectorate", "His Majesty's Inspectorate", id="curly apostrophe"),
        pytest.param("Stoke-on-Trent", "Stoke on Trent", id="hyphen"),
        pytest.param("‘Inadequate’", "inadequate", id="quotation marks"),
        pytest.param("East\u00a0Midlands", "East Midlands", id="no-break space"),
    ],
)
def test_spellings_of_one_name_are_equal(spelling: str, same: str) -> None:
    assert normalise(spelling) == normalise(same) != ""


@pytest.mark.parametrize(
    ("name", "other"),
    [
        pytest.param("York", "North Yorkshire", id="part of a word"),
        pytest.param("Gateshead and South Tyneside", "South Tyneside and Gateshead", id="order"),
        pytest.param("Essex North", "Essex South", id="another place"),
        pytest.param("Sunderland", "Sun der land", id="spaces inside a word"),
    ],
)
def test_other_names_stay_apart(name: str, other: str) -> None:
    assert normalise(name) != normalise(other)


def test_letters_of_and_inside_a_word_stay() -> None:
    assert normalise("Sandwell and Dudley") == "sandwell dudley"


TYPES = ("Probation delivery unit", "PDU", "Region", "Probation region")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Derby City Probation Delivery Unit (PDU)", "Derby City"),
        ("Derby City PDU", "Derby City"),
        ("East Midlands probation region", "East Midlands"),
        ("Kent,  Surrey & Sussex Region ", "Kent, Surrey & Sussex"),
        ("Derby City", "Derby City"),
        ("Region", "Region"),
        ("PDU Leeds", "PDU Leeds"),
        ("", ""),
    ],
)
def test_words_of_type_at_the_end_are_no_part_of_a_name(name: str, place: str) -> None:
    assert without_type(name, TYPES) == place


@given(text())
def test_a_normalised_name_is_normal(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


@given(text())
def test_case_makes_no_other_name(name: str) -> None:
    assert normalise(name.casefold()) == normalise(name)
