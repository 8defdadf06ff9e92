"""The shapes that travel with the code: one Turtle file a class, in the folder `shapes`."""

from __future__ import annotations

from functools import cache

from lod import resources

SHAPES_IRI = "https://w3id.org/inspection-results/shapes"
"""The shapes as a whole; each continues it with `/`."""


@cache
def shapes() -> str:
    """All shapes as one Turtle document; they do not change while the code runs."""
    files = sorted(resources.folder("shapes").glob("*.ttl"))
    return "\n".join(file.read_text("utf-8") for file in files)
