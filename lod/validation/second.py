"""The second fast engine: `pyshifty`, in Rust. It stands ready behind the port, and passes what `shacl` passes."""

from __future__ import annotations

from collections.abc import Iterable

# The public class of the same name reads the report by rdflib, which rewrites "007"^^xsd:integer.
from shifty._shifty import PreparedValidator

from lod.formats import Format, canonical_lines, parse_lines
from lod.validation.panics import as_failure
from lod.validation.rdf import read_report
from lod.validation.results import Report
from lod.validation.shapes import SHAPES_IRI


class Second:
    """Validates by `pyshifty`, without inference. `shapes` is Turtle; ValueError for what is no shapes graph,
    EngineFailed where it panics."""

    def __init__(self, shapes: str) -> None:
        self._shapes = PreparedValidator(shapes.encode(), shapes_format="turtle", base=SHAPES_IRI)

    def validate(self, lines: Iterable[str]) -> Report:
        data = "".join(lines).encode()
        with as_failure("pyshifty"):
            found = self._shapes.validate_w3c(
                data, data_format="ntriples", graph_mode="data", run_infer=False, sort_results=False
            )
        if found.conforms:
            return Report()
        report = canonical_lines(found.report_turtle.encode(), Format.TURTLE, SHAPES_IRI, "report of pyshifty")
        return read_report(parse_lines(report))
