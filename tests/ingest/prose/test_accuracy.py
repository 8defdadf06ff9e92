"""How much of what documents state is found, and that it does not get less. `accuracy` makes the page about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod.model import Inspection
from lod.profiles import Profile

from . import accuracy
from .accuracy import Count, Facts
from .stated import ALSO, UNSTATED, Release, captured, found, written

FLOOR = {
    0: Count(104, 0, 0),
    1: Count(167, 0, 2),
    2: Count(146, 0, 1),
    3: Count(64, 0, 1),
    4: Count(59, 0, 5),
    5: Count(59, 0, 0),
}
"""By batch (0: the captured releases), what the reader did last; it may only get better."""


@pytest.fixture(scope="module")
def releases(profile: Profile) -> list[Release]:
    return written(profile)


@pytest.fixture(scope="module")
def real(shared: Path, profile: Profile) -> list[Release]:
    return captured(shared / "data" / "press-releases", profile)


@pytest.fixture(scope="module")
def facts(releases: list[Release], profile: Profile) -> Facts:
    return accuracy.read_all(releases, profile)


def assert_no_worse(now: Count, before: Count) -> None:
    assert now.wrong <= before.wrong
    assert now.right >= before.right
    assert now.missing <= before.missing


def test_the_captured_releases_give_no_fewer_facts_and_no_wrong_ones(real: list[Release], profile: Profile) -> None:
    assert_no_worse(accuracy.total(accuracy.counts(real, accuracy.read_all(real, profile))), FLOOR[0])


def test_what_facts_json_and_the_summaries_do_not_share_is_of_their_releases(real: list[Release]) -> None:
    ids = {release.id for release in real}
    assert {*UNSTATED, *(release for release, *_ in ALSO)} <= ids


@pytest.mark.parametrize("batch", accuracy.BLIND)
def test_the_written_releases_give_no_fewer_facts_and_no_wrong_ones(
    releases: list[Release], facts: Facts, batch: int
) -> None:
    of_batch = [release for release in releases if release.batch == batch]
    assert len(of_batch) == accuracy.BLIND[batch][0]
    assert_no_worse(accuracy.total(accuracy.counts(of_batch, facts)), FLOOR[batch])


def test_no_written_release_gives_a_fact_that_it_does_not_state(releases: list[Release], facts: Facts) -> None:
    for release in releases:
        assert found(facts[release.id]) <= release.facts, release.id


def test_a_document_that_reports_no_inspection_gives_none(releases: list[Release], facts: Facts) -> None:
    silent = [release for release in releases if not release.facts]
    assert len(silent) >= 10
    for release in silent:
        assert not [fact for fact in facts[release.id] if isinstance(fact, Inspection)], release.id


def test_the_page_about_it_is_what_the_script_writes(shared: Path, profile: Profile) -> None:
    assert (shared / "data" / "press-releases").is_dir()
    assert accuracy.PAGE.read_text("utf-8") == accuracy.page(profile), "run: python -m tests.ingest.prose.accuracy"
