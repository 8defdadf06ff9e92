"""Files on a real S3 server, read as sources are read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from lod import objects, profiles
from lod.errors import SettingsError, SourceError
from lod.ingest import SourceFiles, rows, source, sources
from lod.namespaces import OGL
from lod.objects import ObjectFolder, RemoteFile

from .conftest import S3

pytestmark = pytest.mark.engine

REGISTER = b"unit,unit type,overall rating,published\nEast Midlands,probation region,Good,2025-08-07\n"


def test_a_pattern_finds_files_in_order(s3: S3) -> None:
    for name in ("b.csv", "a.csv", "c.txt", "inner/d.csv"):
        s3.put(f"bucket/in/{name}", b"x")
    assert [each.url for each in objects.find("s3://bucket/in/*.csv")] == [
        "s3://bucket/in/a.csv",
        "s3://bucket/in/b.csv",
    ]
    assert [each.name for each in objects.find("s3://bucket/in/**/*.csv")] == ["a.csv", "b.csv", "d.csv"]
    assert objects.find("s3://bucket/out/*.csv") == ()


def test_what_was_found_is_looked_for_anew(s3: S3) -> None:
    assert objects.find("s3://bucket/in/*.csv") == ()
    s3.put("bucket/in/a.csv", b"x")
    assert [each.name for each in objects.find("s3://bucket/in/*.csv")] == ["a.csv"]


def test_a_remote_file_is_a_source_named_without_its_bucket(s3: S3, tmp_path: Path) -> None:
    s3.put("bucket/in/register.csv", REGISTER)
    (remote,) = objects.find("s3://bucket/in/*.csv")
    local = tmp_path / "register.csv"
    local.write_bytes(REGISTER)
    profile = profiles.load("hmi-probation")
    there, here = (SourceFiles("register", (path,), profile) for path in (remote, local))
    of_remote, of_local = source(there, remote, tmp_path), source(here, local, tmp_path)
    assert of_remote == of_local
    assert list(rows(there, remote, of_remote)) == list(rows(here, local, of_local))


def test_a_workbook_is_read_from_the_middle(s3: S3) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("content.xml", "<x/>" * 1_000_000)
    s3.put("bucket/in/a.ods", packed.getvalue())
    with RemoteFile("s3://bucket/in/a.ods").open() as file, zipfile.ZipFile(file) as archive:
        assert archive.read("content.xml")[-4:] == b"<x/>"


def test_a_file_that_changes_between_its_digest_and_its_rows_is_an_error(s3: S3, tmp_path: Path) -> None:
    s3.put("bucket/in/register.csv", REGISTER)
    (remote,) = objects.find("s3://bucket/in/*.csv")
    files = SourceFiles("register", (remote,), profiles.load("hmi-probation"))
    found = source(files, remote, tmp_path)
    s3.put("bucket/in/register.csv", REGISTER.replace(b"Good", b"Fair"))
    with pytest.raises(SourceError, match=r"register\.csv: cannot be read: s3://bucket/in/register\.csv: FileExpired"):
        list(rows(files, remote, found))


def test_storage_that_breaks_off_midway_is_an_error_that_names_the_file(s3: S3) -> None:
    s3.put("bucket/in/a.csv", b"x" * 60_000_000)
    with pytest.raises(SourceError, match=r"a\.csv: cannot be read: s3://bucket/in/a\.csv: "):
        read_and_cut(s3)


def read_and_cut(s3: S3) -> None:
    with sources.open_content(RemoteFile("s3://bucket/in/a.csv"), "a.csv") as file:
        assert file.read(10) == b"x" * 10
        s3.cut()
        while file.read(2**20):
            pass


def test_a_file_that_is_not_there_is_an_error(s3: S3, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"s3://bucket/in/none\.csv: there is no such object"):
        sources.source(RemoteFile("s3://bucket/in/none.csv"), tmp_path, OGL)


def test_objects_are_written_listed_and_removed(s3: S3, tmp_path: Path) -> None:
    folder = ObjectFolder("s3://bucket/public/")
    folder.write("a/1", b"one")
    (tmp_path / "two").write_bytes(b"")
    folder.upload(tmp_path / "two", "ab/2")
    assert folder.names() == {"a/1": 3, "ab/2": 0}
    assert folder.names("a") == {"a/1": 3}
    assert folder.names("b") == {}
    folder.download("a/1", tmp_path / "new" / "one")
    assert (tmp_path / "new" / "one").read_bytes() == folder.read("a/1") == b"one"
    with folder.open("a/1") as file:
        assert file.read() == b"one"
    folder.remove("a/1")
    with pytest.raises(FileNotFoundError, match="s3://bucket/public/a/1: there is no such object"):
        folder.read("a/1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("s3://bucket/a", True), ("gcs://b", True), ("sources/*.csv", False), ("C:/sources", False), ("/a//b", False)],
)
def test_a_url_is_told_from_a_path(text: str, expected: bool) -> None:
    assert objects.is_url(text) == expected


def test_a_driver_that_is_not_installed_is_named() -> None:
    pytest.importorskip("fsspec")
    with pytest.raises(SettingsError, match="accepted: an installation with the driver, such as pip install"):
        objects.check("gcs://bucket/a")
