"""A file as a source: named below its folder, told by its digest and suffix."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from lod.errors import SourceError
from lod.ingest.sources import media_type, read_bytes, source
from lod.model import Source
from lod.namespaces import OGL


def test_a_source_is_named_below_its_folder_with_slashes(tmp_path: Path) -> None:
    path = tmp_path / "sources" / "east.txt"
    path.parent.mkdir()
    path.write_bytes(b"Probation\r\n")
    digest = hashlib.sha256(b"Probation\r\n").hexdigest()
    assert source(path, tmp_path, OGL) == Source("sources/east.txt", digest, 11, "text/plain", OGL)


def test_a_file_outside_the_folder_goes_by_its_name_alone(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    path = tmp_path / "east.txt"
    path.write_bytes(b"")
    assert source(path, tmp_path / "inside", OGL).name == "east.txt"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.txt", "text/plain"), ("a.HTML", "text/html"), ("a.htm", "text/html"), ("a.b.csv", "text/csv")],
)
def test_the_suffix_tells_the_media_type(name: str, expected: str) -> None:
    assert media_type(Path(name)) == expected


def test_an_unknown_suffix_is_refused_with_the_accepted_ones() -> None:
    with pytest.raises(SourceError, match=r"'\.docx'; accepted: \.txt, \.html, \.htm, \.csv"):
        media_type(Path("release.docx"))


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        read_bytes(tmp_path / "none.txt")
