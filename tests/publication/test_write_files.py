"""What describes the dumps in a release's folder: catalogue and VoID, the same bytes each time."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from lod.formats import Format, canonical_lines, parse_file
from lod.model import Publication
from lod.namespaces import DCAT, SPDX, VOID
from lod.publication import ReleaseFacts, Statistics, write_descriptions
from lod.terms import Literal

CODED = ("", ".gz", ".zst")
TABLES = ("inspections", "units", "judgements")
DUMPS = (
    *(f"data.{suffix}{coded}" for suffix in ("nq", "ttl", "jsonld", "ndjson") for coded in CODED),
    *(f"{table}.csv{coded}" for table in TABLES for coded in CODED),
    *(f"{table}.parquet" for table in TABLES),
)
STATES = "entities.txt"


@pytest.fixture
def folder(dumped: tuple[Path, Statistics], tmp_path: Path, publication: Publication, release: ReleaseFacts) -> Path:
    """A release's folder with its dumps, described."""
    for name in sorted(path.name for path in dumped[0].iterdir() if path.is_file()):
        shutil.copy(dumped[0] / name, tmp_path)
    write_descriptions(tmp_path, publication, release)
    return tmp_path


def stated(path: Path, predicate: str) -> set[str]:
    """The literals that a file gives for a property."""
    return {value.lexical for _, said, value in parse_file(path) if said == predicate and isinstance(value, Literal)}


def test_the_catalogue_and_the_counts_stand_beside_the_dumps(folder: Path, data: list[str]) -> None:
    metadata = {f"{table}.csv-metadata.json" for table in TABLES}
    assert {path.name for path in folder.iterdir()} == {*DUMPS, *metadata, STATES, "catalogue.nt", "void.nt"}
    assert str(len(data)) in stated(folder / "void.nt", VOID.triples)


def test_the_catalogue_describes_each_dump_and_source(folder: Path, release: ReleaseFacts) -> None:
    dumps = [folder / name for name in DUMPS]
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in dumps}
    sources = release.datasets[0].sources
    assert stated(folder / "catalogue.nt", SPDX.checksumValue) == digests | {source.sha256 for source in sources}
    assert stated(folder / "catalogue.nt", DCAT.byteSize) == {str(path.stat().st_size) for path in dumps}


def test_descriptions_are_canonical(folder: Path, publication: Publication) -> None:
    for name in ("catalogue.nt", "void.nt"):
        written = (folder / name).read_bytes()
        assert "".join(canonical_lines(written, Format.N_TRIPLES, publication.base_iri)).encode() == written


def test_the_same_dumps_give_the_same_descriptions(
    folder: Path, publication: Publication, release: ReleaseFacts
) -> None:
    once = {path.name: path.read_bytes() for path in folder.iterdir()}
    write_descriptions(folder, publication, release)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == once
