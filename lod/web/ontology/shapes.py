"""The shipped SHACL shapes as triples, each file's blank nodes kept apart from those of the others."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from lod.formats import Format, canonical_lines, relabelled
from lod.resources import folder
from lod.web.http.links import SHAPES_IRI


def files(name: str = "") -> list[Path]:
    """The files of the shapes, in order; with a name the one of that class, if there is one."""
    return [path for path in sorted(folder("shapes").glob("*.ttl")) if not name or path.stem == name]


@cache
def homes() -> Mapping[str, str]:
    """The name of the file that each shape is defined in, by its IRI."""
    return {line[1 : line.index(">")]: path.stem for path in files() for line in _lines(path) if line.startswith("<")}


def lines(paths: list[Path]) -> list[str]:
    """What files say, as sorted canonical lines."""
    return sorted(line for path in paths for line in _lines(path))


def all_lines() -> list[str]:
    """What all the shapes say."""
    return lines(files())


def _lines(path: Path) -> list[str]:
    read = canonical_lines(path.read_bytes(), Format.TURTLE, f"{SHAPES_IRI}/", path.name)
    return list(relabelled(read, f"{path.stem}-"))
