"""publication.toml names object storage by URL; what cannot be is refused by key."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod import settings
from lod.errors import SettingsError
from lod.settings import Settings

from .conftest import S3

PUBLICATION = """
[publication]
title     = "Test results"
description = "Results to test with"
base_iri  = "https://data.example.org/"
publisher = { name = "Tester", iri = "https://www.example.org/" }
contact   = "data@example.org"
"""


def load(folder: Path, keys: str, source: str = "", *, sources: bool = False) -> Settings:
    path = folder / "publication.toml"
    table = f'[[source]]\nkind = "register"\nprofile = "hmi-probation"\npath = "{source or "a.csv"}"\n'
    path.write_text(f"{PUBLICATION}{keys}\n{table}", "utf-8")
    found = settings.load(path, sources=sources)
    assert isinstance(found, Settings)
    return found


def test_an_output_by_url_is_made_and_served_in_folders_of_this_machine(tmp_path: Path) -> None:
    pytest.importorskip("s3fs")
    found = load(tmp_path, 'output = "s3://bucket/public"\ncache = "kept"\n[serve]\nfollow = 5\n')
    assert found.storage is not None
    assert (found.storage.url, found.storage.every) == ("s3://bucket/public", 5)
    assert (found.output, found.storage.served) == (tmp_path / "kept" / "made", tmp_path / "kept" / "served")


def test_a_folder_needs_no_storage(tmp_path: Path) -> None:
    found = load(tmp_path, 'output = "public"')
    assert (found.output, found.storage) == (tmp_path / "public", None)


@pytest.mark.parametrize(
    ("keys", "key", "accepted"),
    [
        ('output = "s3://user:secret@bucket/public"', r"\[publication\] output", "without user and password"),
        ('output = "file:///tmp/public"', r"\[publication\] output", "a path, for files of this machine"),
        ('output = "pigeon://bucket"', r"\[publication\] output", "a URL that fsspec knows"),
        ('output = "s3://bucket"\ncache = "s3://bucket"', r"\[publication\] cache", "a folder of this machine"),
    ],
    ids=["password", "file", "scheme", "cache"],
)
def test_what_cannot_be_is_refused(tmp_path: Path, keys: str, key: str, accepted: str) -> None:
    pytest.importorskip("s3fs")
    with pytest.raises(SettingsError, match=rf"publication\.toml: {key}: .*{accepted}") as refused:
        load(tmp_path, keys)
    assert "secret" not in str(refused.value)


@pytest.mark.engine
def test_sources_by_url_are_found_in_order(s3: S3, tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv"):
        s3.put(f"bucket/in/{name}", b"x")
    (files,) = load(tmp_path, "", "s3://bucket/in/*.csv", sources=True).sources
    assert [str(path) for path in files.paths] == ["s3://bucket/in/a.csv", "s3://bucket/in/b.csv"]


@pytest.mark.engine
@pytest.mark.parametrize(
    ("pattern", "accepted"),
    [
        ("s3://bucket/none/*.csv", "a pattern that matches files on object storage"),
        ("s3://user:secret@bucket/*.csv", "without user and password"),
    ],
    ids=["nothing", "password"],
)
def test_sources_that_cannot_be_are_refused(s3: S3, tmp_path: Path, pattern: str, accepted: str) -> None:
    with pytest.raises(SettingsError, match=rf"\[\[source\]\] 1: path: .*{accepted}"):
        load(tmp_path, "", pattern, sources=True)


@pytest.mark.engine
def test_sources_out_of_reach_are_refused_by_their_pattern(s3: S3, tmp_path: Path) -> None:
    s3.cut()
    with pytest.raises(SettingsError, match=r"accepted: a pattern of files on object storage that can be reached"):
        load(tmp_path, "", "s3://bucket/in/*.csv", sources=True)
