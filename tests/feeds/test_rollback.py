"""A rollback is a change as any other to those who follow: they end with what is served, and nothing is lost."""

from __future__ import annotations

import datetime
from pathlib import Path

import pyoxigraph as ox
import pytest

from lod import feeds, releases
from lod.errors import ReleaseDamaged
from lod.feeds.states import states
from lod.releases import Release
from lod.store import Limits
from tests.feeds.publishing import FIRST, LEEDS, SECOND, SHEFFIELD, YORK, about, publish
from tests.feeds.replicating import EVIDENCE, current, replicate
from tests.web.running import free_port
from tests.web.running import served as served_at

THIRD = SECOND + datetime.timedelta(days=1)
FOURTH = THIRD + datetime.timedelta(days=1)


def write_feeds(folder: Path, release: Release, at: datetime.datetime) -> None:
    feeds.go_on(folder, release, about(), at)


def rolled_back(folder: Path) -> tuple[Release, Release]:
    """Leeds came, and the release before that is served again; both releases."""
    one = publish(folder, SHEFFIELD, YORK, at=FIRST)
    two = publish(folder, SHEFFIELD, LEEDS, at=SECOND)
    return releases.rollback(folder / "public", one.id, THIRD, write_feeds), two


def copied(release: Release) -> bytes:
    """What one has who has read every page of the stream, sorted."""
    said = []
    for transition in feeds.read(release).transitions:
        for number in range(1, len(transition.pages) + 1):
            page = feeds.page(release, transition.name, number, feeds.own_dumps(release))
            quads = ox.parse(input=page, format=ox.RdfFormat.N_QUADS)
            of_pages = f"/feed/ldes/{transition.name}/{number}#"
            said += [q for q in quads if of_pages in str(q.graph_name) or of_pages in str(q.subject)]
    return b"".join(sorted(current(said).splitlines(keepends=True)))


def served(release: Release) -> bytes:
    """Its data but for evidence."""
    lines = release.file("data.nq").read_bytes().splitlines(keepends=True)
    return b"".join(line for line in lines if not EVIDENCE.search(line))


def without_blank(lines: bytes) -> list[bytes]:
    return [line for line in lines.splitlines() if b"_:" not in line]


def test_the_stream_goes_on_to_the_release_that_is_served_again(tmp_path: Path) -> None:
    one, two = rolled_back(tmp_path)
    assert releases.current(tmp_path / "public") == one
    assert [each.release for each in feeds.read(one).transitions] == [one.id, two.id, one.id]
    assert feeds.read(one).transitions[:2] == feeds.read(two).transitions
    assert feeds.read(one).transitions[2].at == "2025-10-02T12:00:00Z"
    assert without_blank(copied(one)) == without_blank(served(one))


def test_pages_that_were_read_stay_as_they_were(tmp_path: Path) -> None:
    one, two = rolled_back(tmp_path)
    for transition in feeds.read(two).transitions:
        page = feeds.page(two, transition.name, 1, feeds.own_dumps(two))
        assert feeds.page(one, transition.name, 1, feeds.own_dumps(one)) == page


def test_people_are_told(tmp_path: Path) -> None:
    one, _ = rolled_back(tmp_path)
    titles = [entry.title for entry in feeds.read(one).entries[:2]]
    assert titles == ["Leeds: inspection 2025-02 (removed)", "York: inspection 2024-06-01 (new)"]


def test_the_next_release_goes_on_from_there_when_the_one_that_was_taken_back_is_pruned(tmp_path: Path) -> None:
    _, two = rolled_back(tmp_path)
    assert releases.prune(tmp_path / "public", keep=1) == [two]
    three = publish(tmp_path, YORK, LEEDS, at=FOURTH)
    assert len(feeds.read(three).transitions) == 4
    assert without_blank(copied(three)) == without_blank(served(three))
    releases.verify(three)


def test_the_same_sources_again_are_a_change_back(tmp_path: Path) -> None:
    """Their release is there already, and followers are with another."""
    one, two = rolled_back(tmp_path)
    again = publish(tmp_path, SHEFFIELD, LEEDS, at=FOURTH)
    assert again == two
    assert [each.release for each in feeds.read(two).transitions] == [one.id, two.id, one.id, two.id]
    assert without_blank(copied(two)) == without_blank(served(two))


def test_a_release_that_is_current_already_tells_nothing(tmp_path: Path) -> None:
    one, _ = rolled_back(tmp_path)
    releases.rollback(tmp_path / "public", one.id, FOURTH, write_feeds)
    publish(tmp_path, SHEFFIELD, YORK, at=FOURTH)
    assert len(feeds.read(one).transitions) == 3


@pytest.mark.slow
def test_ldes_client_ends_with_what_is_served(tmp_path: Path) -> None:
    port = free_port()
    publication = about(f"http://127.0.0.1:{port}/")
    one = publish(tmp_path, SHEFFIELD, YORK, at=FIRST, publication=publication)
    publish(tmp_path, SHEFFIELD, LEEDS, at=SECOND, publication=publication)
    output = tmp_path / "public"
    with served_at(publication, output, Limits(timeout=2.0, workers=1, wait=5.0), port=port) as address:
        read = replicate(address)
        releases.rollback(output, one.id, THIRD, lambda *given: feeds.go_on(given[0], given[1], publication, given[2]))
        read += replicate(address, after="2025-10-01T12:00:00Z")
    assert without_blank(b"".join(sorted(current(read).splitlines(keepends=True)))) == without_blank(served(one))


def test_what_is_added_is_verified(tmp_path: Path) -> None:
    one, _ = rolled_back(tmp_path)
    releases.verify(one)
    with one.feed("feed.atom").open("ab") as file:
        file.write(b" ")
    with pytest.raises(ReleaseDamaged, match=r"feeds-002/feed\.atom: missing or changed"):
        releases.verify(one)


def test_states_are_compared_and_nothing_else(tmp_path: Path) -> None:
    one, two = rolled_back(tmp_path)
    last = feeds.read(one).transitions[-1]
    there, before = {each.name for each in states(one.folder)}, {each.name for each in states(two.folder)}
    assert (last.created, last.deleted) == (len(there - before), len(before - there))
