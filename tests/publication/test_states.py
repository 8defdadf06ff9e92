"""What a release holds of each entity, as a line."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence

import pytest

from lod.iris import Iris
from lod.namespaces import DCT, INSP, ONTOLOGY_IRI
from lod.publication.states import of_the_rest, states
from lod.terms import written

NAMES = Iris("https://data.example.org/")
UNIT = "https://data.example.org/id/unit/school"
INSPECTION = "https://data.example.org/id/inspection/school/1/2024"


def line(subject: str, value: str = "a", predicate: str = "https://example.org/p") -> str:
    return f'{written(subject)} <{predicate}> "{value}" .\n'


def state(iri: str, *said: str, date: str = "-", sign: str = "-") -> str:
    text = "".join(said).encode()
    return f"<{iri}> {hashlib.sha256(text).hexdigest()[:32]} {len(text)} {date} {sign}\n"


def found(lines: Sequence[str]) -> list[str]:
    return states(lines, "".join(lines).encode(), NAMES)


def test_an_entity_has_its_parts_also_where_another_iri_begins_with_its_own() -> None:
    part, whole, other = line(f"{UNIT}/1/evidence/a"), line(f"{UNIT}/1"), line(f"{UNIT}/10")
    lines = sorted([part, whole, other])
    assert lines == [part, other, whole]
    assert found(lines) == [state(f"{UNIT}/10", other), state(f"{UNIT}/1", part, whole)]


def test_a_size_is_counted_in_bytes() -> None:
    lines = sorted(line(f"{UNIT}/{key}", "Siân") for key in "123")
    assert found(lines) == [state(f"{UNIT}/{key}", said) for key, said in zip("123", lines, strict=True)]


def test_many_lines_of_one_entity_are_one_state() -> None:
    lines = sorted([*(line(f"{UNIT}/1/{part}") for part in range(300)), line(f"{UNIT}/1"), line(f"{UNIT}/2")])
    assert found(lines) == [state(f"{UNIT}/1", *lines[:-1]), state(f"{UNIT}/2", lines[-1])]


@pytest.mark.parametrize(
    ("said", "date", "sign"),
    [
        pytest.param([line(INSPECTION, "2024-03", DCT.issued)], "2024-03", "-", id="its publication"),
        pytest.param(
            [
                line(INSPECTION, "2024-03", DCT.issued),
                line(f"{INSPECTION}/correction/2025-01-02", "2025-01-02", DCT.date),
            ],
            "2025-01-02",
            "-",
            id="a correction",
        ),
        pytest.param([line(INSPECTION, "x", INSP.withdrawnBy)], "-", "retired", id="withdrawn"),
    ],
)
def test_an_inspection_states_a_date_and_whether_it_is_no_more(said: list[str], date: str, sign: str) -> None:
    lines = sorted(said)
    assert found(lines) == [state(INSPECTION, *lines, date=date, sign=sign)]


def test_a_unit_that_went_on_as_another_is_retired() -> None:
    said = line(f"{UNIT}/1", "x", DCT.isReplacedBy)
    assert found([said]) == [state(f"{UNIT}/1", said, sign="retired")]


def test_what_is_no_entity_of_the_publication_is_one_more() -> None:
    scheme, blank, own = line("https://w3id.org/inspection-results/scheme/x"), line("_:c14n0"), line(f"{UNIT}/1")
    lines = sorted([scheme, own, blank])
    assert list(of_the_rest(lines, NAMES)) == [state(f"{UNIT}/1", own), state(ONTOLOGY_IRI, scheme, blank)]


EVIDENCE = f"evidence/{'0' * 16}/row-5"


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        pytest.param(f'<{INSPECTION}/judgement/overall/{EVIDENCE}> <p> "a" .\n', False, id="about evidence"),
        pytest.param(f"<{INSPECTION}> <p> <{INSPECTION}/{EVIDENCE}> .\n", False, id="leads to evidence"),
        pytest.param(f"<{INSPECTION}> <p> <{UNIT}/1/{EVIDENCE}> .\n", False, id="leads to that of another entity"),
        pytest.param(f'<{INSPECTION}/judgement/evidence> <p> "a" .\n', True, id="a standard of that name"),
        pytest.param(f"<{INSPECTION}> <p> <https://example.org/{EVIDENCE}> .\n", True, id="leads elsewhere"),
        pytest.param(f'<{INSPECTION}> <p> "<{INSPECTION}/{EVIDENCE}>" .\n', True, id="a text"),
    ],
)
def test_evidence_is_no_part_of_a_state(more: str, counts: bool) -> None:
    said = sorted([line(INSPECTION), more])
    assert found(said) == [state(INSPECTION, *(said if counts else [line(INSPECTION)]))]
    assert list(of_the_rest(said, NAMES)) == found(said)


def test_both_ways_of_reading_lines_agree() -> None:
    keys = ("1", "10", "1-2", "2", "2/a", "2/a/b", "20", "3")
    for some in itertools.combinations(keys, 5):
        lines = sorted(line(f"{UNIT}/{key}") for key in some)
        assert found(lines) == sorted(of_the_rest(lines, NAMES))
