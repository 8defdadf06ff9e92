"""The shapes that travel with the code: one Turtle file a class, in the folder `shapes`."""

from __future__ import annotations

from lod import resources

SHAPES_IRI = "https://w3id.org/inspection-results/shapes"
"""The shapes as a whole; each continues it with `/`."""


def shapes() -> str:
    """All shapes as one Turtle document."""
    files = sorted(resources.folder("shapes").glob("*.ttl"))
    return "\n".join(file.read_text("utf-8") for file in files)
