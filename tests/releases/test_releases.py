"""Releases are whole or not there; the pointer moves at once; a single flipped bit is found."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from lod import releases
from lod.errors import ReleaseDamaged, ReleaseError, ReleaseNotFound
from lod.releases import Release, manifest
from lod.releases.manifest import Manifest

AT = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def make(output: Path, release_id: str, data: str = "<a:a> <a:b> <a:c> .\n") -> Release:
    with releases.workspace(output) as work:
        folder = work / "release"
        (folder / "store").mkdir(parents=True)
        (folder / "store" / "CURRENT").write_text("engine's own")
        (folder / releases.DATA).write_text(data)
        files = manifest.described_folder(folder)
        manifest.write(folder, Manifest(release_id, "T", "https://e.org/", "1", "1", None, 1, 1, 1, files))
        return releases.publish(folder, output, release_id, AT)


def test_newest_build_is_current_and_recorded(tmp_path: Path) -> None:
    make(tmp_path, "2025-01")
    second = make(tmp_path, "2025-02")
    assert releases.current(tmp_path) == second
    assert [release.id for release in releases.releases(tmp_path)] == ["2025-01", "2025-02"]
    assert [event.release for event in releases.history(tmp_path)] == ["2025-01", "2025-02"]
    assert not list(tmp_path.glob(".building-*"))


def test_same_release_again_changes_nothing(tmp_path: Path) -> None:
    first = make(tmp_path, "2025-01")
    inode = first.folder.stat().st_ino
    assert make(tmp_path, "2025-01").folder.stat().st_ino == inode
    assert len(releases.history(tmp_path)) == 1


def test_nothing_is_current_before_the_first_build(tmp_path: Path) -> None:
    with pytest.raises(ReleaseNotFound, match="lod build"):
        releases.current(tmp_path)


def test_a_build_that_fails_leaves_the_current_release_and_no_trace(tmp_path: Path) -> None:
    first = make(tmp_path, "2025-01")

    def fail() -> None:
        with releases.workspace(tmp_path) as work:
            (work / "half").write_text("…")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert releases.current(tmp_path) == first
    assert not list(tmp_path.glob(".building-*"))


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".building-1" / "release").mkdir(parents=True)
    (tmp_path / "releases" / "half-removed").mkdir(parents=True)
    make(tmp_path, "2025-01")
    assert not (tmp_path / ".building-1").exists()
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["2025-01"]


def test_two_builds_do_not_run_at_once(tmp_path: Path) -> None:
    with releases.workspace(tmp_path), pytest.raises(ReleaseError, match="another build"), releases.workspace(tmp_path):
        pass


@pytest.mark.parametrize(("name", "bit"), [("data.nq", 0), ("store/CURRENT", 3)], ids=["a dump", "the store"])
def test_verify_finds_one_flipped_bit(tmp_path: Path, name: str, bit: int) -> None:
    release = make(tmp_path, "2025-01")
    releases.verify(release)
    path = release.folder / name
    content = bytearray(path.read_bytes())
    content[-1] ^= 1 << bit
    path.write_bytes(content)
    with pytest.raises(ReleaseDamaged, match=name):
        releases.verify(release)


@pytest.mark.parametrize("change", ["add", "remove"])
def test_verify_finds_files_added_and_removed(tmp_path: Path, change: str) -> None:
    release = make(tmp_path, "2025-01")
    if change == "add":
        (release.folder / "extra.txt").write_text("x")
    else:
        (release.folder / "data.nq").unlink()
    with pytest.raises(ReleaseDamaged, match=r"extra\.txt: not in the manifest|data\.nq: missing"):
        releases.verify(release)


def test_rollback_is_recorded_and_refuses_a_damaged_release(tmp_path: Path) -> None:
    make(tmp_path, "2025-01")
    second = make(tmp_path, "2025-02")
    assert releases.rollback(tmp_path, "2025-01", AT).id == releases.current(tmp_path).id == "2025-01"
    assert [event.reason for event in releases.history(tmp_path)] == ["build", "build", "rollback"]
    (second.folder / "data.nq").write_text("changed")
    with pytest.raises(ReleaseDamaged):
        releases.rollback(tmp_path, "2025-02", AT)
    with pytest.raises(ReleaseNotFound, match=r"there are: 2025-01, 2025-02"):
        releases.rollback(tmp_path, "2024-12", AT)


def test_difference_lists_what_was_added_and_removed(tmp_path: Path) -> None:
    old = make(tmp_path, "1", "<a:a> <a:b> <a:c> .\n<a:a> <a:b> <a:d> .\n")
    new = make(tmp_path, "2", "<a:a> <a:b> <a:d> .\n<a:a> <a:b> <a:e> .\n")
    assert list(releases.difference(old, new)) == [
        ("-", "<a:a> <a:b> <a:c> .\n"),
        ("+", "<a:a> <a:b> <a:e> .\n"),
    ]


def test_prune_keeps_the_newest_and_the_current(tmp_path: Path) -> None:
    for name in ("1", "2", "3", "4"):
        make(tmp_path, name)
    releases.rollback(tmp_path, "1", AT)
    removed = releases.prune(tmp_path, keep=2)
    assert [release.id for release in removed] == ["2", "3"]
    assert [release.id for release in releases.releases(tmp_path)] == ["1", "4"]


@pytest.mark.parametrize("name", ["../2025-01/data.nq", "store/CURRENT", "nothing.ttl", ""])
def test_only_files_of_the_manifest_are_given_out(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReleaseNotFound):
        make(tmp_path, "2025-01").file(name)


def test_the_history_says_what_each_switch_came_from(tmp_path: Path) -> None:
    make(tmp_path, "1")
    make(tmp_path, "2")
    releases.rollback(tmp_path, "1", AT)
    assert [(event.release, event.reason, event.previous) for event in releases.history(tmp_path)] == [
        ("1", "build", None),
        ("2", "build", "1"),
        ("1", "rollback", "2"),
    ]


def test_a_switch_that_a_crash_prevented_is_not_in_the_history(tmp_path: Path) -> None:
    make(tmp_path, "1")
    with (tmp_path / releases.HISTORY).open("a") as file:
        file.write('{"at":"2026-01-02T03:04:05+00:00","release":"9","reason":"build","previous":"1"}\n')
        file.write('{"at":"2026-01-02T03:04:05+00:00","rel')
    assert [event.release for event in releases.history(tmp_path)] == ["1"]
    make(tmp_path, "2")
    assert [event.release for event in releases.history(tmp_path)] == ["1", "2"]


def test_lines_of_the_first_versions_are_read(tmp_path: Path) -> None:
    make(tmp_path, "1")
    old = '{"at":"2025-01-01T00:00:00+00:00","release":"0","reason":"build"}\n'
    (tmp_path / releases.HISTORY).write_text(old + old.replace('"0"', '"1"'))
    assert [event.release for event in releases.history(tmp_path)] == ["0", "1"]


def test_prune_finishes_one_that_was_killed(tmp_path: Path) -> None:
    make(tmp_path, "1")
    (tmp_path / "releases" / "half-removed" / "store").mkdir(parents=True)
    assert releases.prune(tmp_path, 1) == []
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["1"]


def test_verify_finds_any_flipped_bit_of_the_manifest_and_of_the_list(tmp_path: Path) -> None:
    """Every one of them: also in a title, which no file is checked against, and in the end of a line."""
    release = make(tmp_path, "2025-01")
    for path in (release.folder / manifest.MANIFEST, release.folder / manifest.STORE / manifest.STORE_SUMS):
        whole = path.read_bytes()
        for number in range(8 * len(whole)):
            content = bytearray(whole)
            content[number // 8] ^= 1 << number % 8
            path.write_bytes(content)
            with pytest.raises(ReleaseDamaged):
                releases.verify(Release(release.folder))
        path.write_bytes(whole)
    releases.verify(release)
