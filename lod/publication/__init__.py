"""A release's files, made once, at build, from its sorted N-Quads: dumps, DCAT catalogue, VoID with real counts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lod.iris import Iris
from lod.model import Publication
from lod.publication import catalogue, dumps, statistics, void
from lod.publication.release import DATA, ReleaseFacts, described_dumps
from lod.publication.service import service_description
from lod.publication.statistics import Statistics
from lod.terms import Triple, lines

__all__ = ["ReleaseFacts", "Statistics", "service_description", "write_files"]


def write_files(folder: Path, publication: Publication, release: ReleaseFacts) -> Statistics:
    """Beside `data.nq` (sorted canonical N-Quads) writes data.ttl, data.jsonld, catalogue.nt and void.nt.

    Gives the counts of the data. The same data, publication and release give the same bytes.
    """
    data = folder / DATA
    dumps.write_turtle(data, folder / "data.ttl")
    dumps.write_jsonld(data, folder / "data.jsonld", Iris(publication.base_iri))
    with data.open(encoding="utf-8", newline="\n") as file:
        counts = statistics.count(file)
    made = described_dumps(folder)
    _write(folder / "catalogue.nt", catalogue.catalogue(publication, release, made))
    _write(folder / "void.nt", void.void(publication, release, made, counts))
    return counts


def _write(path: Path, triples: Iterable[Triple]) -> None:
    path.write_text("".join(sorted(set(lines(triples)))), encoding="utf-8", newline="\n")
