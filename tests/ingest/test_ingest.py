"""Sources of either kind, file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod import ingest, profiles
from lod.errors import SourceError
from lod.ingest import Reader, Row, SourceFiles
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
    ((source, found),) = ingest.read(SourceFiles(kind, (path,), profiles.load("hmi-probation")), tmp_path)
    assert (source.name, source.licence) == (name, OGL)
    fact = next(found)
    assert isinstance(fact, Inspection)
    assert fact.inspects.pref_label == "Leeds"
    assert {type(evidence.selector) for evidence in fact.evidence} == {selector}


def test_files_are_read_one_by_one_with_their_problems(tmp_path: Path) -> None:
    paths = tuple(write(tmp_path, name, REGISTER) for name in ("a.csv", "b.csv"))
    read = list(ingest.read(SourceFiles("register", paths, profiles.load("hmi-probation")), tmp_path))
    assert [source.name for source, _ in read] == ["a.csv", "b.csv"]
    assert [[type(each).__name__ for each in found] for _, found in read] == [["Inspection", "Problem"]] * 2


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    files = SourceFiles("rdf", (), profiles.load("hmi-probation"))
    with pytest.raises(SourceError, match="'rdf'; accepted: press-release, register, fhrs-json, fhrs-xml, cqc-json"):
        list(ingest.read(files, tmp_path))


@pytest.mark.parametrize(
    ("kind", "name", "accepted"),
    [
        ("fhrs-json", "a.csv", "application/json"),
        ("register", "a.txt", "text/csv"),
        ("press-release", "a.csv", "text/plain"),
    ],
)
def test_a_file_that_is_not_of_its_kind_is_refused(tmp_path: Path, kind: str, name: str, accepted: str) -> None:
    files = SourceFiles(kind, (write(tmp_path, name, REGISTER),), profiles.load("hmi-probation"))
    with pytest.raises(SourceError, match=f"of the kind '{kind}' is {accepted}.* not text/"):
        list(ingest.read(files, tmp_path))


def test_rows_of_a_register_are_read_apart_from_their_meaning(tmp_path: Path) -> None:
    files = SourceFiles("register", (write(tmp_path, "a.csv", REGISTER),), profiles.load("hmi-probation"))
    source = ingest.source(files, files.paths[0], tmp_path)
    leeds, york = ingest.rows(files, files.paths[0], source)
    assert isinstance(leeds, Row)
    assert isinstance(york, Row)
    reader = Reader(files.profile, source)
    later, earlier = reader.read(york), reader.read(leeds)
    assert (later.facts, len(later.problems)) == ((), 1)
    assert (len(earlier.facts), earlier.problems) == (1, ())


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    files = SourceFiles("register", (tmp_path / "no.csv",), profiles.load("hmi-probation"))
    with pytest.raises(SourceError, match=r"no\.csv: cannot be read"):
        list(ingest.read(files, tmp_path))
