"""The index of the lists: what filters let through, in which order, and for whom."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.errors import ReleaseDamaged
from lod.iris import concept
from lod.lists import List, bits, entries, files
from lod.lists.bits import of_places, places
from lod.lists.columns import Columns
from lod.lists.index import Listed
from lod.lists.known import Known
from lod.model import PartialDate, UnitKey
from lod.namespaces import DCT, INSP, ORG, PROV, RDF, SCHEME_IRI
from lod.terms import Literal, Term, Triple
from tests.lists.conftest import NAMES, Build

Opened = Callable[[Iterable[Iterable[Triple]]], dict[List, Listed]]

GOOD, POOR = concept("hmi-probation-rating", "good"), concept("hmi-probation-rating", "inadequate")
PROGRAMME, OTHER = concept("programme", "one"), concept("programme", "two")
INSPECTORATE = concept("inspectorate", "hmi-probation")
TYPE, REGION_TYPE = concept("unit-type", "food-business"), concept("unit-type", "probation-region")
NORWICH, EAST = concept("food-authority", "232"), concept("region", "east-of-england")
STANDARD = concept("standard", "leadership")


def unit(identifier: str, *more: tuple[str, Term], of: str = TYPE) -> list[Triple]:
    subject = NAMES.unit(of.rsplit("/", 1)[-1], identifier)
    return [(subject, predicate, value) for predicate, value in ((RDF.type, INSP.InspectedUnit), (DCT.type, of), *more)]


def inspection(identifier: str, reference: str, rating: str, programme: str = PROGRAMME, **dates: str) -> list[Triple]:
    """An inspection of a unit with its overall judgement."""
    key = UnitKey("food-business", identifier)
    subject = NAMES.inspection(*key, reference)
    judgement = f"{subject}/judgement/overall"
    found: list[Triple] = [
        (subject, INSP.inspects, NAMES.unit(*key)),
        (subject, INSP.underProgramme, programme),
        (subject, INSP.inspectedBy, INSPECTORATE),
        (subject, INSP.overallRating, rating),
        (subject, INSP.hasJudgement, judgement),
        (judgement, RDF.type, INSP.OverallJudgement),
        (judgement, INSP.rating, rating),
    ]
    of = {"issued": DCT.issued, "ended": INSP.fieldworkEnd}
    return found + [(subject, of[name], Literal(date)) for name, date in dates.items()]


def names(listed: Listed, found: int) -> list[str]:
    """A set of members, by what tells them apart."""
    return [_short(listed.members[place]) for place in bits.places(found)]


def _short(iri: str) -> str:
    return (
        iri.removeprefix("https://data.example.org/id/")
        .replace("/judgement/overall", "")
        .partition("/")[2]
        .partition("/")[2]
    )


FIRST = [
    *unit("1", (DCT.spatial, NORWICH), (INSP.currentRating, POOR)),
    (NAMES.unit("food-business", "1"), INSP.latestInspection, NAMES.inspection("food-business", "1", "2024-02-01")),
    *inspection("1", "2023", GOOD, ended="2023-01-05"),
    *inspection("1", "2024-02-01", POOR, OTHER, ended="2023-12", issued="2024-02-01"),
]
SECOND = [
    *unit("1-2", (ORG.subOrganizationOf, NAMES.unit("probation-region", "N53"))),
    *unit("N53", (DCT.spatial, NORWICH), of=REGION_TYPE),
    *inspection("1-2", "2022", GOOD, ended="2022-06"),
]


@pytest.fixture
def lists(opened: Opened) -> dict[List, Listed]:
    # Chunks come in the order of inspections, in which 1-2/… is before 1/…; units are in another.
    return opened([SECOND, FIRST])


def test_members_are_in_the_order_of_their_iris(lists: dict[List, Listed]) -> None:
    everything = {of: list(listed.members) for of, listed in lists.items()}
    assert all(iris == sorted(iris) for iris in everything.values())
    assert names(lists[List.UNITS], lists[List.UNITS].everything()) == ["1", "1-2", "N53"]
    assert len(everything[List.INSPECTIONS]) == len(everything[List.JUDGEMENTS]) == 3


@pytest.mark.parametrize(
    ("of", "name", "value", "expected"),
    [
        pytest.param(List.UNITS, "rating", POOR, ["1"], id="units by their current rating"),
        pytest.param(List.UNITS, "scale", f"{SCHEME_IRI}hmi-probation-rating", ["1"], id="by its scale"),
        pytest.param(List.UNITS, "programme", PROGRAMME, ["1", "1-2"], id="units by any inspection"),
        pytest.param(List.UNITS, "type", TYPE, ["1", "1-2"], id="units by type"),
        pytest.param(
            List.UNITS, "unit", NAMES.unit("probation-region", "N53"), ["1-2"], id="units by what contains them"
        ),
        pytest.param(List.UNITS, "area", NORWICH, ["1", "1-2", "N53"], id="what lies in an area, through a unit too"),
        pytest.param(List.UNITS, "area", EAST, ["1", "1-2", "N53"], id="what lies in an area that lies in an area"),
        pytest.param(List.INSPECTIONS, "programme", OTHER, ["1/2024-02-01"], id="inspections by programme"),
        pytest.param(
            List.INSPECTIONS, "inspectorate", INSPECTORATE, ["1-2/2022", "1/2023", "1/2024-02-01"], id="by whom"
        ),
        pytest.param(
            List.INSPECTIONS, "area", NORWICH, ["1-2/2022", "1/2023", "1/2024-02-01"], id="by where their units are"
        ),
        pytest.param(List.JUDGEMENTS, "rating", GOOD, ["1-2/2022", "1/2023"], id="judgements by rating"),
        pytest.param(List.JUDGEMENTS, "standard", "overall", ["1-2/2022", "1/2023", "1/2024-02-01"], id="overall ones"),
        pytest.param(List.JUDGEMENTS, "standard", STANDARD, [], id="a standard that none is on"),
        pytest.param(List.UNITS, "colour", GOOD, [], id="what is no filter"),
    ],
)
def test_a_filter_lets_through_what_has_its_value(
    lists: dict[List, Listed], of: List, name: str, value: str, expected: list[str]
) -> None:
    assert names(lists[of], lists[of].having(name, value)) == expected


def test_an_inspection_is_dated_when_it_was_published_and_a_unit_by_its_latest(lists: dict[List, Listed]) -> None:
    dated = {
        _short(iri): lists[List.INSPECTIONS].dates.text(place)
        for place, iri in enumerate(lists[List.INSPECTIONS].members)
    }
    assert dated == {"1-2/2022": "2022-06", "1/2023": "2023-01-05", "1/2024-02-01": "2024-02-01"}
    units = lists[List.UNITS]
    assert [units.dates.text(place) for place in range(len(units))] == ["2024-02-01", "", ""]
    assert [units.members[place] for place in units.dates.order.highest(units.everything(), 1)] == [units.members[0]]


def test_members_belong_to_units(lists: dict[List, Listed]) -> None:
    units, inspections = lists[List.UNITS], lists[List.INSPECTIONS]
    place = units.members.place(NAMES.unit("food-business", "1"))
    assert place == 0
    assert names(inspections, inspections.of_unit(place)) == ["1/2023", "1/2024-02-01"]
    assert places(inspections.units(inspections.everything(), len(units))) == [0, 1]
    assert units.members.place(NAMES.unit("food-business", "none")) is None


def test_what_stood_at_a_time(lists: dict[List, Listed]) -> None:
    stated = lists[List.STATED]
    assert names(stated, stated.stood(PartialDate(2022, 12))) == ["1-2/2022"]
    assert names(stated, stated.stood(PartialDate(2023, 6, 1))) == ["1-2/2022", "1/2023"]
    assert names(stated, stated.stood(PartialDate(2024))) == ["1-2/2022"]
    assert names(stated, stated.stood(PartialDate(2025))) == ["1-2/2022", "1/2024-02-01"]
    assert places(stated.units(stated.stood(PartialDate(2025)), 2)) == [0, 1]
    assert places(stated.units(stated.stood(PartialDate(2022, 12)), 2)) == [1]


def test_what_was_taken_back_is_in_the_list_of_what_stood_alone(opened: Opened) -> None:
    (subject, judgement), correction = (
        (inspection("1", "2023", GOOD)[at][0] for at in (0, -1)),
        f"{NAMES.base_iri}id/correction/1",
    )
    gone: list[Triple] = [
        *unit("1"),
        *(each for each in inspection("1", "2023", GOOD, issued="2023-01-05") if each[1] != INSP.hasJudgement),
        (subject, INSP.hadJudgement, judgement),
        (subject, INSP.withdrawnBy, correction),
        (judgement, PROV.wasInvalidatedBy, correction),
        (correction, DCT.date, Literal("2023-03-01")),
    ]
    lists = opened([gone])
    assert [len(lists[of]) for of in List] == [1, 0, 0, 1]
    stated = lists[List.STATED]
    assert names(stated, stated.stood(PartialDate(2023, 2))) == ["1/2023"]
    assert stated.stood(PartialDate(2023, 3, 1)) == 0


@given(of_units=st.lists(st.integers(0, 12), max_size=40), drawn=st.sets(st.integers(0, 39)))
def test_units_of_members_are_those_that_they_belong_to(of_units: list[int], drawn: set[int]) -> None:
    """However many belong to one, and in whatever order."""
    chosen = [place for place in sorted(drawn) if place < len(of_units)]
    with tempfile.TemporaryDirectory() as folder:
        listed = indexed(Path(folder), of_units)
        found = listed.units(of_places(chosen, len(of_units)), 13)
    assert set(places(found)) == {of_units[place] for place in chosen}


def indexed(folder: Path, of_units: list[int]) -> Listed:
    """Members of these units."""
    count = len(of_units)
    iris = [f"https://data.example.org/{number:02}" for number in range(count)]
    each = entries.Entries(iris, [0] * count, [0] * count, [("",) * 8], [0] * count, [""], [0] * count, of_units, 13)
    columns = Columns(files.iris(folder, List.STATED), [each])
    columns.write(files.index(folder, List.STATED), Known([]), range(13))
    return Listed(folder, List.STATED)


def many() -> Iterator[list[Triple]]:
    for number in range(2000):
        rating = POOR if number % 400 == 0 else GOOD
        yield [*unit(f"{number:04}"), *inspection(f"{number:04}", "2024", rating, ended="2024-05-01")]


def test_sets_of_a_few_and_of_many_are_the_same_to_who_asks(opened: Opened) -> None:
    listed = opened(many())[List.INSPECTIONS]
    few = ["0000/2024", "0400/2024", "0800/2024", "1200/2024", "1600/2024"]
    assert names(listed, listed.having("rating", POOR)) == few
    assert listed.having("rating", GOOD).bit_count() == 1995
    assert listed.having("rating", GOOD) | listed.having("rating", POOR) == listed.everything()


def test_the_same_entries_give_the_same_bytes(build: Build, tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in build([SECOND, FIRST]).iterdir()}
    for path in tmp_path.iterdir():
        path.rename(path.with_name(f"{path.name}-before"))
    again = {path.name: path.read_bytes() for path in build([SECOND, reversed(FIRST)]).iterdir()}
    assert again == first
    assert len(first) == 2 * len(List)


def test_nothing_at_all_is_listed(opened: Opened) -> None:
    lists = opened([])
    assert [list(lists[of].members) for of in (List.INSPECTIONS, List.JUDGEMENTS, List.STATED)] == [[], [], []]
    assert lists[List.INSPECTIONS].having("rating", GOOD) == lists[List.STATED].stood(PartialDate(2024)) == 0


def test_an_index_that_cannot_be_read_is_damage(build: Build) -> None:
    folder = build([FIRST])
    files.index(folder, List.UNITS).write_bytes(b"\x05\0\0\0\0\0\0\0{}")
    with pytest.raises(ReleaseDamaged, match=r"units\.index"):
        Listed(folder, List.UNITS)


def test_a_unit_that_a_vocabulary_lists_is_taken_in_where_it_was_inspected() -> None:
    """Even if it cannot be told which of its inspections is the latest."""
    listed = {NAMES.unit("food-business", "1"): unit("1", (DCT.spatial, NORWICH))}
    found = entries.entries(entries.said(inspection("1", "2023", GOOD), listed), NAMES)
    assert found[List.UNITS].iris == [NAMES.unit("food-business", "1")]
    assert found[List.INSPECTIONS].unit == [0]
    assert found[List.INSPECTIONS].keys[0][4:7] == (TYPE, "", NORWICH)
