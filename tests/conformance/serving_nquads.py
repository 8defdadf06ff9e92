"""Serves any N-Quads file as the data of a release: the runner of the W3C evaluation tests starts it for each dataset.

    python serving_nquads.py FILE PORT FOLDER       FOLDER must be absent or empty

The store is built as a release's is, named graphs and all; the catalogue around it is that of a small publication.
Ends when it is told to stop.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lod.model import PartialDate, Publication, Publisher
from lod.releases import manifest
from lod.store import Limits, embedded
from lod.web.serving import server

ABOUT = Publication(
    name="suite",
    title="Data of a test suite",
    description="The data of one test",
    base_iri="https://data.example.org/",
    publisher=Publisher("Nobody", "https://www.example.org/", "https://www.example.org/"),
    contact="data@example.org",
)
RELEASE = "2025-08-07-000000000001"


def release_of(data: Path, output: Path) -> Path:
    """Makes an output folder whose current release holds the quads of a file; gives the folder."""
    folder = output / "releases" / RELEASE
    folder.mkdir(parents=True)
    embedded.build(data, folder / manifest.STORE)
    for name in ("catalogue.nt", "void.nt"):
        (folder / name).touch()
    manifest.write(
        folder,
        manifest.Manifest(
            id=RELEASE,
            title=ABOUT.title,
            base_iri=ABOUT.base_iri,
            software="0.1.0",
            ontology="0.1.0",
            modified=str(PartialDate(2025, 8, 7)),
            inspections=0,
            units=0,
            triples=0,
            files=manifest.described_folder(folder),
        ),
    )
    (output / "current").symlink_to(Path("releases") / RELEASE)
    return output


if __name__ == "__main__":
    data, port, output = sys.argv[1:]
    server.run(ABOUT, release_of(Path(data), Path(output)), Limits(), "127.0.0.1", int(port))
