from __future__ import annotations

from lod.namespaces import INSP, RDF, SH
from lod.validation import validate

from .facts import chunk, from_prose

UNIT = "https://data.example.org/id/unit/youth-justice-service/service-0"


def test_vocabulary_is_added() -> None:
    assert validate(chunk(from_prose())).results == ()


def test_violation_is_found() -> None:
    facts = [line for line in chunk(from_prose()) if "identifier" not in line]
    [result] = validate(facts).violations
    assert (result.focus_node, result.path) == (UNIT, "http://purl.org/dc/terms/identifier")
    assert result.component == SH.iri + "MinCountConstraintComponent"


def test_blank_nodes_stay_apart_from_those_of_the_vocabulary() -> None:
    """Canonical names are the same in every graph: a blank list of the vocabulary must not become a unit."""
    level = f"<{INSP.RatingLevel}>"
    blank = [f"_:c14n{number} <{RDF.rest}> {level} .\n" for number in range(9)]
    assert validate([*chunk(from_prose()), *blank]).results == ()
