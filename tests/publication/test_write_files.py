"""What a build gets from this room: the files beside `data.nq`, the same bytes each time."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from lod.formats import Format, canonical_lines, parse_file
from lod.model import Publication
from lod.namespaces import DCAT, SPDX, VOID
from lod.publication import ReleaseFacts, write_files
from lod.terms import Literal

FILES = {"data.nq", "data.ttl", "data.jsonld", "catalogue.nt", "void.nt"}


def stated(path: Path, predicate: str) -> set[str]:
    """The literals that a file gives for a property."""
    return {value.lexical for _, said, value in parse_file(path) if said == predicate and isinstance(value, Literal)}


def test_it_writes_every_file_and_counts_the_data(
    folder: Path, publication: Publication, release: ReleaseFacts, data: list[str]
) -> None:
    counts = write_files(folder, publication, release)
    assert {path.name for path in folder.iterdir()} == FILES
    assert counts.triples == len(data)
    assert str(len(data)) in stated(folder / "void.nt", VOID.triples)


def test_the_catalogue_describes_each_dump(folder: Path, publication: Publication, release: ReleaseFacts) -> None:
    write_files(folder, publication, release)
    dumps = [folder / name for name in ("data.nq", "data.ttl", "data.jsonld")]
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in dumps}
    assert stated(folder / "catalogue.nt", SPDX.checksumValue) == digests
    assert stated(folder / "catalogue.nt", DCAT.byteSize) == {str(path.stat().st_size) for path in dumps}


def test_descriptions_are_canonical(folder: Path, publication: Publication, release: ReleaseFacts) -> None:
    write_files(folder, publication, release)
    for name in ("catalogue.nt", "void.nt"):
        written = (folder / name).read_bytes()
        assert "".join(canonical_lines(written, Format.N_TRIPLES, publication.base_iri)).encode() == written


def test_the_same_data_give_the_same_bytes(folder: Path, publication: Publication, release: ReleaseFacts) -> None:
    again = folder.parent / f"{folder.name}-again"
    shutil.copytree(folder, again)
    for each in (folder, again):
        write_files(each, publication, release)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in again.iterdir()
    }
