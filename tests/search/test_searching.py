"""What is found, in which order, and what cannot go wrong."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from lod.errors import ReleaseDamaged
from lod.iris import concept
from lod.search import documents, indexing
from lod.search.asking import Question
from lod.search.index import Found, Index
from lod.search.several import search
from tests.search.conftest import NORWICH, Made, inspected

UNITS = {"kind": "unit"}


def some(*names: str) -> list[documents.Document]:
    """Units with one inspection each."""
    return [each for at, name in enumerate(names) for each in documents.of_units(inspected(name, str(900 + at)), {})]


def titles(found: Found) -> list[str]:
    return [hit.title for hit in found.hits]


def test_a_whole_name_comes_first_then_what_begins_with_it_then_what_has_its_words(indexed: Made) -> None:
    index = indexed(some("Old Ivy Inn The", "The Ivy House", "The Ivy", "Ivy Cottage"))
    assert titles(search([index], Question("the ivy", UNITS))) == [
        "The Ivy",
        "The Ivy House",
        "Old Ivy Inn The",
        "Ivy Cottage",
    ]


def test_a_unit_comes_before_its_inspection(indexed: Made) -> None:
    found = search([indexed(some("The Ivy"))], Question("ivy"))
    assert titles(found) == ["The Ivy", "The Ivy: inspection 2014-11-03"]
    assert [(value.iri, count) for value, count in found.facets["kind"]] == [("inspection", 1), ("unit", 1)]


@pytest.mark.parametrize(
    ("text", "misspelt"),
    [
        pytest.param("wagamama", False, id="as it is"),
        pytest.param("WAGAMAMA", False, id="in capitals"),
        pytest.param("waga", False, id="begun"),
        pytest.param("wagamamma", True, id="a letter too many"),
        pytest.param("wagmama", True, id="a letter missing"),
        pytest.param("wagaamma", True, id="two letters exchanged"),
        pytest.param("wagomoma", True, id="two letters wrong in a long word"),
        pytest.param("norwich wagamamma", True, id="beside the name of its area"),
        pytest.param("900", False, id="its identifier"),
    ],
)
def test_a_unit_is_found(indexed: Made, text: str, misspelt: bool) -> None:
    found = search([indexed(some("Wagamama", "The Ivy"))], Question(text, UNITS))
    assert titles(found) == ["Wagamama"]
    assert found.misspelt is misspelt


def test_facets_narrow_and_are_counted(indexed: Made) -> None:
    said = [*inspected("Cafe One", "1", "5"), *inspected("Cafe Two", "2", "3", "2013-01-31")]
    index = indexed(documents.of_units(said, {}))
    found = search([index], Question("cafe", UNITS))
    assert [(value.label, value.scheme, count) for value, count in found.facets["rating"]] == [
        ("3 – Generally satisfactory", "Food hygiene rating scale", 1),
        ("5 – Very good", "Food hygiene rating scale", 1),
    ]
    assert [(value.iri, count) for value, count in found.facets["year"]] == [("2013", 1), ("2014", 1)]
    assert [(value.label, count) for value, count in found.facets["area"]] == [("Norwich City", 2)]
    for narrowed in ({"rating": concept("fhrs-rating", "3")}, {"year": "2013"}):
        assert titles(search([index], Question("cafe", {**UNITS, **narrowed}))) == ["Cafe Two"]
    assert search([index], Question("cafe", {"area": concept("food-authority", "nowhere")})).total == 0


def test_pages_hold_everything_once(register: Index) -> None:
    whole = [hit.iri for hit in search([register], Question("restaurant", UNITS, limit=500)).hits]
    pages = [search([register], Question("restaurant", UNITS, offset, 20)) for offset in range(0, len(whole) + 20, 20)]
    assert [hit.iri for each in pages for hit in each.hits] == whole
    assert len(set(whole)) == len(whole) == pages[0].total


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("zizzi", "Zizzi", id="a word"),
        pytest.param("zizi", "Zizzi", id="misspelt"),
        pytest.param("pizza hut", "Pizza Hut", id="a chain"),
        pytest.param("britons arm", "Britons Arms Coffee House", id="the last word begun"),
        pytest.param("arms britons", "Britons Arms Coffee House", id="in any order"),
    ],
)
def test_real_businesses_are_found(register: Index, text: str, first: str) -> None:
    assert titles(search([register], Question(text)))[0] == first


@pytest.mark.parametrize(
    "text",
    [
        '"', "'", "*", "a* OR b", "name:x AND NOT (", "^~\\", "[a TO z]", "\0", "\ud800", "🍕", "a" * 100_000,
        "the " * 50_000, "%", "../..", "<script>", "-", "+x", "{!}", "\u202e", "'; DROP TABLE units; --",
    ],
    ids=repr,
)  # fmt: skip
def test_no_text_is_wrong(register: Index, text: str) -> None:
    assert search([register], Question(text)).total >= 0


def test_several_indexes_answer_as_one_and_tell_the_vocabulary_once(register: Index, indexed: Made) -> None:
    other = indexed(some("Zizzi", "The Ivy"))
    found = search([register, other], Question("zizzi", UNITS))
    assert titles(found)[:2] == ["Zizzi", "Zizzi"]
    assert found.total == search([register], Question("zizzi", UNITS)).total + 1
    one, both = (search(indexes, Question("hygiene rating")) for indexes in ([other], [register, other]))
    counts = [{value.iri: count for value, count in each.facets["kind"]} for each in (one, both)]
    assert counts[0]["concept"] == counts[1]["concept"]
    assert len({hit.iri for hit in both.hits}) == len(both.hits)


def test_several_threads_find_the_same(register: Index) -> None:
    expected = search([register], Question("cafe"))
    found: list[Found] = []
    threads = [threading.Thread(target=lambda: found.append(search([register], Question("cafe")))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 8


def test_opening_an_index_changes_nothing_in_its_folder(tmp_path: Path, indexed: Made) -> None:
    index = indexed(some("The Ivy"))
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "search").iterdir()}
    assert search([index], Question("ivy", {"area": NORWICH})).total == 2
    Index(tmp_path / "search")
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "search").iterdir()} == before
    assert not [name for name in before if name.endswith(".lock")]


@pytest.mark.parametrize("name", ["meta.json", "values.json"])
def test_a_damaged_index_says_so(tmp_path: Path, indexed: Made, name: str) -> None:
    indexed(some("The Ivy"))
    (tmp_path / "search" / name).write_text("{")
    with pytest.raises(ReleaseDamaged, match="search index"):
        Index(tmp_path / "search")


def test_the_same_documents_give_the_same_answers(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        indexing.build(tmp_path / name, some("The Ivy", "The Ivy House", "Ivy"), [])
        found.append(search([Index(tmp_path / name)], Question("ivy")))
    assert found[0] == found[1]
