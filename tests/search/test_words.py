"""The words by which text is found."""

import pytest

from lod.search.words import LONGEST, joined, postcode, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The Ivy", ["the", "ivy"], id="case"),
        pytest.param("Nando's", ["nandos"], id="an apostrophe parts no word"),
        pytest.param("Nando’s", ["nandos"], id="nor does a typographer's"),
        pytest.param("Fish & Chips", ["fish", "and", "chips"], id="an ampersand is a word"),
        pytest.param("Café Zoë", ["cafe", "zoe"], id="accents"),
        pytest.param("北京饭店 2", ["北京饭店", "2"], id="letters of other scripts"),
        pytest.param("Odd & <Sons>", ["odd", "and", "sons"], id="signs"),
        pytest.param('"a" OR b* NEAR(c) -d ^e', ["a", "or", "b", "near", "c", "d", "e"], id="no query language"),
        pytest.param("🍕 \0\n\t", [], id="nothing to look for"),
        pytest.param("", [], id="empty"),
        pytest.param("ﬁsh", ["fish"], id="ligatures"),
        pytest.param("x" * 1000, ["x" * LONGEST], id="longer than any word"),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_several_texts_are_one() -> None:
    assert joined("The Ivy", "Nando’s") == "the ivy nandos"


def test_a_postcode_is_found_with_and_without_its_space() -> None:
    assert postcode("NR1 1AA") == "nr1 1aa nr11aa"
    assert postcode("NR11AA") == "nr11aa"
