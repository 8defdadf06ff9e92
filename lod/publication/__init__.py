"""A release's files, made once, at build: dumps, statistics, DCAT catalogue, VoID with real counts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lod.model import Publication
from lod.publication import catalogue, void
from lod.publication.counts import Counts
from lod.publication.cubes import cubes, structures
from lod.publication.dumps import Dumps
from lod.publication.release import Dataset, Dump, DumpNames, Earlier, ReleaseFacts
from lod.publication.rendering import Rendered, render
from lod.publication.rows import Known, known
from lod.publication.service import service_description
from lod.publication.statistics import Statistics
from lod.publication.tokens import whole_subjects
from lod.terms import Triple, lines

__all__ = [
    "Counts",
    "Dataset",
    "Dump",
    "DumpNames",
    "Dumps",
    "Earlier",
    "Known",
    "ReleaseFacts",
    "Rendered",
    "Statistics",
    "cubes",
    "known",
    "render",
    "service_description",
    "structures",
    "whole_subjects",
    "write_descriptions",
]


def write_descriptions(folder: Path, publication: Publication, release: ReleaseFacts) -> None:
    """Writes catalogue.nt and void.nt beside the dumps of the release's datasets.

    The same dumps, publication and release give the same bytes.
    """
    _write(folder / catalogue.FILE, catalogue.catalogue(publication, release))
    _write(folder / "void.nt", void.void(publication, release))


def _write(path: Path, triples: Iterable[Triple]) -> None:
    path.write_text("".join(sorted(set(lines(triples)))), encoding="utf-8", newline="\n")
