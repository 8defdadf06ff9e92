"""Where the files are that travel with the code: ontology, shapes, examples.

In a checkout they stand at the top level; in a wheel inside the package, below `lod/_shipped/`.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `ontology`, `shapes` or `examples`, wherever this installation keeps it."""
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
