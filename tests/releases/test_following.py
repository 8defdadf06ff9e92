"""What is current on object storage is current here, and stays so while the storage is out of reach."""

from __future__ import annotations

import queue
import shutil
from pathlib import Path

import pytest

from lod import releases
from lod.errors import ReleaseDamaged, ReleaseError, ReleaseNotFound
from lod.releases.following import fetch, following
from lod.releases.object_storage import ObjectStorage

from .conftest import S3
from .test_releases import AT, make

pytestmark = pytest.mark.engine

SOON = 30.0
"""Seconds in which news must come on a busy machine."""


@pytest.fixture
def storage(s3: S3) -> ObjectStorage:
    return ObjectStorage("s3://bucket/public")


@pytest.fixture
def served(tmp_path: Path) -> Path:
    return tmp_path / "served"


def test_the_current_release_is_fetched_with_the_time_of_its_switch(
    storage: ObjectStorage, served: Path, tmp_path: Path
) -> None:
    release = make(tmp_path, "2025-01")
    storage.publish(release, AT)
    fetched = fetch(storage, served)
    assert fetched == releases.current(served)
    assert fetched.manifest == release.manifest
    releases.verify(fetched)
    assert releases.history(served) == storage.history()


def test_what_is_here_is_not_fetched_again(storage: ObjectStorage, served: Path, tmp_path: Path) -> None:
    storage.publish(make(tmp_path, "2025-01"), AT)
    inode = fetch(storage, served).folder.stat().st_ino
    assert fetch(storage, served).folder.stat().st_ino == inode
    storage.publish(make(tmp_path, "2025-02"), AT)
    fetch(storage, served)
    storage.rollback("2025-01", AT)
    assert fetch(storage, served).folder.stat().st_ino == inode


def test_the_release_before_is_kept_for_requests_that_go_on(
    storage: ObjectStorage, served: Path, tmp_path: Path
) -> None:
    for name in ("1", "2", "3"):
        storage.publish(make(tmp_path, name), AT)
        fetch(storage, served)
    assert [release.id for release in releases.releases(served)] == ["2", "3"]


def test_a_damaged_release_is_not_served(storage: ObjectStorage, s3: S3, served: Path, tmp_path: Path) -> None:
    storage.publish(make(tmp_path, "2025-01"), AT)
    fetch(storage, served)
    storage.publish(make(tmp_path, "2025-02"), AT)
    s3.put("bucket/public/releases/2025-02/data.nq", b"changed")
    with pytest.raises(ReleaseDamaged, match=r"data\.nq: changed"):
        fetch(storage, served)
    assert releases.current(served).id == "2025-01"
    assert [release.id for release in releases.releases(served)] == ["2025-01"]


def test_new_releases_are_followed_and_an_outage_is_told_once(
    storage: ObjectStorage, s3: S3, served: Path, tmp_path: Path
) -> None:
    news: queue.Queue[str] = queue.Queue()
    storage.publish(make(tmp_path, "2025-01"), AT)
    with following(storage, served, 0.05, news.put) as first:
        assert first.id == "2025-01"
        s3.cut()
        assert "object storage: s3://bucket/public" in news.get(timeout=SOON)
        assert releases.current(served).id == "2025-01"
        s3.mend()
        assert news.get(timeout=SOON) == "s3://bucket/public is followed again"
        storage.publish(make(tmp_path, "2025-02"), AT)
        while releases.current(served).id != "2025-02":
            assert news.empty()
    assert news.empty()


def test_what_was_fetched_before_is_served_when_the_storage_is_down_at_the_start(
    storage: ObjectStorage, s3: S3, served: Path, tmp_path: Path
) -> None:
    news: list[str] = []
    storage.publish(make(tmp_path, "2025-01"), AT)
    fetch(storage, served)
    s3.cut()
    with following(storage, served, 60, news.append) as release:
        assert release.id == "2025-01"
    (told,) = news
    assert told.startswith("object storage: s3://bucket/public/current: ")
    assert told.endswith("; what was fetched before is served")
    shutil.rmtree(served)
    with pytest.raises(ReleaseError, match="object storage"), following(storage, served, 60, news.append):
        pass


def test_nothing_to_follow_is_an_error(storage: ObjectStorage, served: Path) -> None:
    with pytest.raises(ReleaseNotFound, match="no release yet"), following(storage, served, 60, print):
        pass
