"""Graph + shapes → report, as values: nothing that breaks a shape is published (SHACL 1.0, Core and SPARQL).

pySHACL is the referee: its report counts. A fast engine does most of the work, and `judge` lets nothing pass on which
the two differ. Shapes stand in the folder `shapes`, one file a class.
"""

from __future__ import annotations

from collections.abc import Iterable

from lod.formats import relabelled
from lod.namespaces import ONTOLOGY_IRI
from lod.profiles.schemes import vocabulary_lines
from lod.validation.judgement import SAMPLE, SEED, is_sampled, judge
from lod.validation.rdf import report_lines
from lod.validation.reach import Vocabulary
from lod.validation.referee import Referee
from lod.validation.results import Engine, Report, Result
from lod.validation.shapes import shapes

__all__ = [
    "SAMPLE",
    "SEED",
    "Engine",
    "Report",
    "Result",
    "Vocabulary",
    "is_sampled",
    "judge",
    "report_lines",
    "shapes",
    "validate",
]


def validate(lines: Iterable[str]) -> Report:
    """The referee's report on any graph, given as N-Triples lines. Our vocabulary is added to it."""
    # Blank nodes of the vocabulary get names that canonical lines never have, to stay apart from those of the graph.
    vocabulary = relabelled(vocabulary_lines(ONTOLOGY_IRI), "vocabulary")
    return Referee(shapes()).validate([*lines, *vocabulary])
