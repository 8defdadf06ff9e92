"""The engine that does most of the work: `shacl`, in Rust. What it says counts only where the referee agrees."""

from __future__ import annotations

from collections.abc import Iterable

import shacl

from lod.formats import parse_lines
from lod.validation.panics import as_failure
from lod.validation.rdf import read_report
from lod.validation.results import Report


class Fast:
    """Validates by `shacl`. `shapes` is Turtle; ValueError for what is no shapes graph, EngineFailed where it
    panics."""

    def __init__(self, shapes: str) -> None:
        self._shapes = shacl.Shapes.from_turtle(shapes)

    def validate(self, lines: Iterable[str]) -> Report:
        with as_failure("shacl"):
            found = self._shapes.validate_text("".join(lines), format="ntriples")
        return read_report(parse_lines([found.serialize("ntriples")])) if len(found) else Report()
