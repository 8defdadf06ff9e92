"""What one chunk passes: both engines where it matters, and the sample."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from lod.errors import ValidatorsDisagree
from lod.validation import Report, is_sampled, judge
from lod.validation.engines import engine
from lod.validation.fast import Fast
from lod.validation.judgement import SHOWN, agreed, findings
from lod.validation.referee import Referee
from lod.validation.shapes import shapes

from . import food
from .facts import chunk, from_prose
from .test_results import VIOLATION, WARNING

TOO_EARLY = from_prose(1, issued="2025-03")
"""Published before its fieldwork ended."""
CONCEPTS = "".join(food.vocabulary())


@pytest.mark.parametrize("to_referee", [False, True])
@pytest.mark.parametrize("fast", ["shacl", "pyshifty"])
def test_chunk_that_conforms_has_an_empty_report(fast: str, to_referee: bool) -> None:
    graph = food.chunk(food.generated(3)) + CONCEPTS
    assert judge(graph, shapes(), to_referee, fast) == Report()


def test_unit_of_work_travels_between_processes() -> None:
    work = pickle.loads(pickle.dumps((judge, food.chunk([food.Row(0, 5, 5, 5, "4")]) + CONCEPTS, shapes())))  # noqa: S301
    report = work[0](*work[1:], False)
    assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301
    assert [result.focus_node for result in report.violations] == [food.Row(0, 5, 5, 5, "4").inspection]


def test_engine_is_made_once_in_a_process() -> None:
    assert engine("shacl", shapes()) is engine("shacl", shapes())


def test_engines_agree_whatever_their_words() -> None:
    ruling = Report.of([VIOLATION])
    assert agreed(ruling, ruling) is ruling


def test_engines_that_differ_stop_everything() -> None:
    with pytest.raises(ValidatorsDisagree, match=r"only pyshacl: .*unit/a"):
        agreed(Report(), Report.of([VIOLATION]))
    with pytest.raises(ValidatorsDisagree, match=r"only pyshifty: .*unit/b"):
        agreed(Report.of([WARNING, VIOLATION]), Report.of([VIOLATION]), "pyshifty")


def test_disagreement_shows_both_reports() -> None:
    with pytest.raises(ValidatorsDisagree) as raised:
        agreed(Report.of([WARNING, VIOLATION]), Report.of([VIOLATION]))
    of_fast, of_referee = (
        str(raised.value).split("report of shacl, 2 results:")[1].split("report of pyshacl, 1 results:")
    )
    assert VIOLATION.message in of_fast
    assert WARNING.message in of_fast
    assert VIOLATION.message in of_referee
    assert WARNING.message not in of_referee


def test_disagreement_over_a_whole_chunk_stays_readable() -> None:
    many = Report.of(replace(VIOLATION, focus_node=f"https://data.example.org/{n}") for n in range(SHOWN + 5))
    with pytest.raises(ValidatorsDisagree, match="… and 5 more"):
        agreed(many, Report())


def test_real_engines_with_different_shapes_are_found_out(vocabulary: list[str]) -> None:
    graph = [*chunk(TOO_EARLY), *vocabulary]
    lenient = shapes().replace("STRLEN(STR(?value))) >", "0) >")
    assert findings(Fast(lenient).validate(graph)) == set()
    with pytest.raises(ValidatorsDisagree, match=r"only pyshacl: .*issued"):
        agreed(Fast(lenient).validate(graph), Referee(shapes()).validate(graph))


def test_sample_is_drawn_by_the_chunk_and_a_seed() -> None:
    chunks = [f"<https://data.example.org/{number}> <p> <o> .\n" for number in range(5_000)]
    chosen = [each for each in chunks if is_sampled(each, 0.01, seed=7)]
    assert chosen == [each for each in chunks if is_sampled(each, 0.01, seed=7)]
    assert chosen != [each for each in chunks if is_sampled(each, 0.01, seed=8)]
    assert 25 <= len(chosen) <= 80


@pytest.mark.parametrize(("sample", "seen"), [(0.0, 0), (1.0, 100)])
def test_sample_may_be_none_or_all(sample: float, seen: int) -> None:
    assert sum(is_sampled(str(number), sample) for number in range(100)) == seen
