"""Sources of either kind, file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod import ingest, profiles
from lod.errors import SourceError
from lod.ingest import SourceFiles
from lod.model import Inspection, TableRow, TextSpan
from lod.namespaces import OGL

REGISTER = "unit,unit type,overall rating,published\nLeeds,PDU,Good,2024\nYork,PDU,Bad,2024\n"
RELEASE = "Leeds PDU rated ‘Good’. Leeds Probation Delivery Unit (PDU) has received an overall rating of ‘Good’.\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("kind", "name", "text", "selector"),
    [
        ("register", "leeds.csv", REGISTER, TableRow),
        ("press-release", "leeds.txt", RELEASE, TextSpan),
    ],
)
def test_each_kind_has_its_reader(tmp_path: Path, kind: str, name: str, text: str, selector: type) -> None:
    path = write(tmp_path, name, text)
    ((source, found),) = ingest.read(SourceFiles(kind, (path,), profiles.load("hmi-probation"), OGL), tmp_path)
    assert (source.name, source.licence) == (name, OGL)
    fact = next(found)
    assert isinstance(fact, Inspection)
    assert fact.inspects.pref_label == "Leeds"
    assert {type(evidence.selector) for evidence in fact.evidence} == {selector}


def test_files_are_read_one_by_one_with_their_problems(tmp_path: Path) -> None:
    paths = tuple(write(tmp_path, name, REGISTER) for name in ("a.csv", "b.csv"))
    read = list(ingest.read(SourceFiles("register", paths, profiles.load("hmi-probation"), OGL), tmp_path))
    assert [source.name for source, _ in read] == ["a.csv", "b.csv"]
    assert [[type(each).__name__ for each in found] for _, found in read] == [["Inspection", "Problem"]] * 2


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    files = SourceFiles("fhrs-json", (), profiles.load("hmi-probation"), OGL)
    with pytest.raises(SourceError, match="'fhrs-json'; accepted: press-release, register"):
        list(ingest.read(files, tmp_path))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    files = SourceFiles("register", (tmp_path / "no.csv",), profiles.load("hmi-probation"), OGL)
    with pytest.raises(SourceError, match=r"no\.csv: cannot be read"):
        list(ingest.read(files, tmp_path))
