"""Releases on a real S3 server: whole or not there, whatever breaks off; kept up as local ones are."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod import releases
from lod.errors import ReleaseDamaged, ReleaseError, ReleaseNotFound, SettingsError
from lod.objects import ObjectFolder
from lod.releases.journal import Event
from lod.releases.object_storage import ObjectStorage

from .conftest import S3
from .test_releases import AT, make

pytestmark = pytest.mark.engine

URL = "s3://bucket/public"
FILES = ["data.nq", "manifest.json", "store/CURRENT", "store/SHA256SUMS"]


@pytest.fixture
def storage(s3: S3) -> ObjectStorage:
    return ObjectStorage(URL)


def names() -> list[str]:
    return sorted(ObjectFolder(URL).names())


def test_what_is_published_is_there_whole_current_and_recorded(storage: ObjectStorage, tmp_path: Path) -> None:
    release = make(tmp_path, "2025-01")
    assert storage.publish(release, AT)
    assert names() == ["current", "history.jsonl", *(f"releases/2025-01/{name}" for name in FILES)]
    assert storage.current() == "2025-01"
    assert storage.ids() == ["2025-01"]
    assert storage.manifest("2025-01") == release.manifest
    assert storage.history() == [Event("2026-01-02T03:04:05+00:00", "2025-01", "build", None)]
    storage.verify("2025-01")


def test_the_same_release_again_changes_nothing(storage: ObjectStorage, tmp_path: Path) -> None:
    release = make(tmp_path, "2025-01")
    storage.publish(release, AT)
    (release.folder / "store" / "CURRENT").write_text("another date")
    assert not storage.publish(release, AT)
    storage.verify("2025-01")
    assert len(storage.history()) == 1


def test_nothing_is_current_before_the_first_build(storage: ObjectStorage) -> None:
    with pytest.raises(ReleaseNotFound, match=rf"{URL}: no release yet; `lod build` makes one"):
        storage.current()
    assert storage.ids() == []
    assert storage.history() == []


# Of an upload the data, the store's two files, the manifest, the pointer and the history are written, in this order.
@pytest.mark.parametrize("written", range(1, 6))
def test_an_upload_that_breaks_off_is_made_good_by_the_next(
    storage: ObjectStorage, s3: S3, tmp_path: Path, written: int
) -> None:
    storage.publish(make(tmp_path, "2025-01"), AT)
    second = make(tmp_path, "2025-02")
    s3.cut(after_puts=written)
    with pytest.raises(ReleaseError, match="object storage: s3://bucket/public"):
        storage.publish(second, AT)
    s3.mend()
    assert len([name for name in names() if name.startswith("releases/2025-02/")]) == min(written, 4)
    assert storage.ids() == (["2025-01"] if written < 4 else ["2025-01", "2025-02"])
    assert storage.current() == ("2025-01" if written < 5 else "2025-02")
    storage.verify(storage.current())
    third = make(tmp_path, "2025-03")
    storage.publish(third, AT)
    assert storage.ids() == (["2025-01", "2025-03"] if written < 4 else ["2025-01", "2025-02", "2025-03"])
    assert storage.current() == "2025-03"
    assert [event.release for event in storage.history()] == (
        ["2025-01", "2025-03"] if written < 5 else ["2025-01", "2025-02", "2025-03"]
    )


def test_a_release_that_another_build_disturbs_is_not_published(storage: ObjectStorage, s3: S3, tmp_path: Path) -> None:
    release = make(tmp_path, "2025-01")
    s3.meanwhile(lambda: s3.put("bucket/public/releases/2025-01/store/000001.sst", b"of another build"))
    with pytest.raises(ReleaseError, match="2025-01 did not arrive whole; is another build at work there"):
        storage.publish(release, AT)
    assert storage.ids() == []
    assert storage.publish(release, AT)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("data.nq", r"data\.nq: changed"),
        ("store/CURRENT", "store/CURRENT: missing or changed"),
        ("extra.txt", r"extra\.txt: not in the manifest"),
        ("store/extra", "store/extra: not in SHA256SUMS"),
    ],
)
def test_verify_finds_what_was_changed_or_added(
    storage: ObjectStorage, s3: S3, tmp_path: Path, name: str, found: str
) -> None:
    storage.publish(make(tmp_path, "2025-01"), AT)
    s3.put(f"bucket/public/releases/2025-01/{name}", b"changed")
    with pytest.raises(ReleaseDamaged, match=f"release 2025-01: {found}"):
        storage.verify("2025-01")


@pytest.mark.parametrize("name", ["data.nq", "store/CURRENT", "store/SHA256SUMS"])
def test_verify_finds_what_is_missing(storage: ObjectStorage, tmp_path: Path, name: str) -> None:
    storage.publish(make(tmp_path, "2025-01"), AT)
    ObjectFolder(URL).remove(f"releases/2025-01/{name}")
    with pytest.raises(ReleaseDamaged, match=rf"release 2025-01: .*{name}"):
        storage.verify("2025-01")


def test_rollback_is_recorded_and_refuses_a_damaged_release(storage: ObjectStorage, s3: S3, tmp_path: Path) -> None:
    for name in ("2025-01", "2025-02"):
        storage.publish(make(tmp_path, name), AT)
    storage.rollback("2025-01", AT)
    assert storage.current() == "2025-01"
    assert [event.reason for event in storage.history()] == ["build", "build", "rollback"]
    s3.put("bucket/public/releases/2025-02/data.nq", b"changed")
    with pytest.raises(ReleaseDamaged):
        storage.rollback("2025-02", AT)
    with pytest.raises(ReleaseNotFound, match=r"there are: 2025-01, 2025-02"):
        storage.rollback("2024-12", AT)
    assert storage.current() == "2025-01"


def test_prune_keeps_the_newest_and_the_current(storage: ObjectStorage, tmp_path: Path) -> None:
    for name in ("1", "2", "3", "4"):
        storage.publish(make(tmp_path, name), AT)
    storage.rollback("1", AT)
    assert storage.prune(keep=2) == ["2", "3"]
    assert storage.ids() == ["1", "4"]
    assert not [name for name in names() if name.startswith(("releases/2/", "releases/3/"))]


def test_difference_is_that_of_the_local_releases(storage: ObjectStorage, tmp_path: Path) -> None:
    old = make(tmp_path, "1", "<a:a> <a:b> <a:c> .\n<a:a> <a:b> <a:d> .\n")
    new = make(tmp_path, "2", "<a:a> <a:b> <a:d> .\n<a:a> <a:b> <a:e> .\n")
    for release in (old, new):
        storage.publish(release, AT)
    assert list(storage.compared("1", "2")) == list(releases.compared(old, new))


def test_a_release_comes_back_as_it_went(storage: ObjectStorage, tmp_path: Path) -> None:
    release = make(tmp_path, "2025-01")
    storage.publish(release, AT)
    storage.download("2025-01", tmp_path / "fetched" / "2025-01")
    for name in FILES:
        assert (tmp_path / "fetched" / "2025-01" / name).read_bytes() == (release.folder / name).read_bytes()


def test_a_manifest_that_leads_out_of_the_release_is_refused(storage: ObjectStorage, s3: S3, tmp_path: Path) -> None:
    storage.publish(make(tmp_path, "2025-01"), AT)
    s3.put("bucket/public/releases/2025-01/store/SHA256SUMS", b"00  ../../escaped\n")
    with pytest.raises(ReleaseDamaged, match=r"'\.\./\.\./escaped' is outside the release"):
        storage.download("2025-01", tmp_path / "fetched" / "2025-01")
    assert not (tmp_path / "escaped").exists()


@pytest.mark.parametrize("pointer", [b"", b"2025-01\n", b'{"at":"2026-01-02","release":"../x","reason":"build"}'])
def test_a_pointer_that_is_none_is_damage(storage: ObjectStorage, s3: S3, pointer: bytes) -> None:
    s3.put("bucket/public/current", pointer)
    with pytest.raises(ReleaseDamaged, match=f"{URL}/current"):
        storage.current()


def test_storage_out_of_reach_is_an_error_that_names_it(storage: ObjectStorage, s3: S3) -> None:
    s3.cut()
    with pytest.raises(ReleaseError, match=f"object storage: {URL}/current: "):
        storage.current()


def test_a_bucket_that_is_not_there_is_an_error(s3: S3, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="object storage: s3://none/public"):
        ObjectStorage("s3://none/public").publish(make(tmp_path, "2025-01"), AT)


@pytest.mark.parametrize(
    ("url", "accepted"),
    [
        ("file:///tmp/public", "a path, for files of this machine"),
        ("s3://user:secret@bucket/public", "a URL without user and password"),
        ("pigeon://bucket/public", "a URL that fsspec knows"),
    ],
)
def test_what_is_no_object_storage_is_refused(url: str, accepted: str) -> None:
    pytest.importorskip("fsspec")
    with pytest.raises(SettingsError, match=accepted) as refused:
        ObjectStorage(url)
    assert "secret" not in str(refused.value)
