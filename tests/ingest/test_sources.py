"""A file as a source: named below its folder, told by its digest and suffix."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from lod.errors import SourceError
from lod.ingest.sources import media_type, open_content, read_bytes, source
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
    [
        ("a.txt", "text/plain"),
        ("a.HTML", "text/html"),
        ("a.htm", "text/html"),
        ("a.b.csv", "text/csv"),
        ("a.tsv", "text/tab-separated-values"),
        ("a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ("a.json", "application/json"),
        ("a.xml", "application/xml"),
        ("a.JSON.GZ", "application/json"),
        ("a.csv.gz", "text/csv"),
        ("a.xml.gz", "application/xml"),
    ],
)
def test_the_suffix_tells_the_media_type(name: str, expected: str) -> None:
    assert media_type(Path(name)) == expected


@pytest.mark.parametrize(
    "name", ["release.docx", "release", "release.zip", "release.gz", "release.docx.gz", "a.xlsx.gz"]
)
def test_an_unknown_suffix_is_refused_with_the_accepted_ones(name: str) -> None:
    accepted = ".txt, .html, .htm, .csv, .tsv, .xlsx, .ods, .json, .xml, .csv.gz, .tsv.gz, .json.gz, .xml.gz"
    with pytest.raises(SourceError) as raised:
        media_type(Path(name))
    suffix = Path(name).suffix
    assert str(raised.value) == f"{name}: no kind of source has the suffix {suffix!r}; accepted: {accepted}"


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        read_bytes(tmp_path / "none.txt")


def test_a_compressed_file_is_digested_as_it_is_stored_and_read_as_what_is_in_it(tmp_path: Path) -> None:
    stored = gzip.compress(b"unit\nLeeds\n")
    path = tmp_path / "register.csv.gz"
    path.write_bytes(stored)
    expected = Source("register.csv.gz", hashlib.sha256(stored).hexdigest(), len(stored), "text/csv", OGL)
    assert source(path, tmp_path, OGL) == expected
    with open_content(path, "register.csv.gz") as file:
        assert file.read() == b"unit\nLeeds\n"


@pytest.mark.parametrize("data", [gzip.compress(b"unit" * 999)[:-9], b"unit\nLeeds\n"], ids=["cut short", "no gzip"])
def test_a_damaged_compressed_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "register.csv.gz"
    path.write_bytes(data)
    message = r"^register\.csv\.gz: the compressed file is damaged or cut short"
    with pytest.raises(SourceError, match=message), open_content(path, path.name) as file:
        file.read()


def test_a_source_that_is_missing_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        source(tmp_path / "none.csv", tmp_path, OGL)
