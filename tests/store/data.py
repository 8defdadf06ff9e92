"""Data sets that every store must hold alike: the example publication as built, and that of competency.ttl."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from lod import resources
from lod.formats import Format, canonical_lines, relabelled
from lod.namespaces import DCT, INSP, ORG
from lod.profiles.schemes import vocabulary_lines
from lod.queries import query
from lod.store import Descriptions

BASE = "https://data.example.org/"
DESCRIPTIONS = Descriptions(
    query("entity"),
    {
        INSP.InspectedUnit: query("inspections_of"),
        **dict.fromkeys((ORG.changedBy, ORG.resultedFrom, DCT.replaces), query("history_of")),
    },
)
"""Those of the server."""
_COMPETENCY = Path(__file__).parents[1] / "ontology" / "competency.ttl"


def example(folder: Path, name: str = "hmi-probation") -> Path:
    """Builds an example and gives its data.nq."""
    publication = resources.folder("examples") / name / "publication.toml"
    command = [sys.executable, "-m", "lod", "build", str(publication), "--output", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "current").resolve() / "data.nq"


def competency(folder: Path) -> Path:
    """The data of the competency questions with the vocabulary, as a release's data.nq."""
    facts = canonical_lines(_COMPETENCY.read_bytes(), Format.TURTLE, BASE)
    vocabulary = vocabulary_lines(BASE, ["probation-units", "food-authority"])
    return written(folder, sorted({*relabelled(facts, "facts"), *vocabulary}))


def written(folder: Path, lines: list[str]) -> Path:
    """Canonical lines, sorted, as a data.nq in a new folder."""
    folder.mkdir(parents=True)
    with (folder / "data.nq").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(sorted(set(lines)))
    return folder / "data.nq"
