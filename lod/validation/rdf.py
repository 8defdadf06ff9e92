"""A validation report as RDF and back (SHACL 3.6): the same report gives the same bytes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from lod.namespaces import RDF, SH, XSD
from lod.terms import Literal, Term, Triple, lines, text
from lod.validation.results import Report, Result

_REPORT = "_:report"


def report_lines(report: Report) -> list[str]:
    """The report as sorted N-Triples lines. Its nodes are blank, and named by what they say."""
    return sorted(lines(_triples(report)))


def read_report(triples: Iterable[Triple]) -> Report:
    """The report that RDF holds. A path that is no single predicate is not read."""
    nodes: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        nodes[subject][predicate].append(value)
    listed = [node for properties in list(nodes.values()) for node in properties.get(SH.result, ())]
    return Report.of(_result(nodes[node]) for node in listed if isinstance(node, str))


def _result(properties: dict[str, list[Term]]) -> Result:
    path = _one(properties, SH.resultPath)
    value = properties.get(SH.value)
    return Result(
        focus_node=properties[SH.focusNode][0],
        path=None if path is None or path.startswith("_:") else path,
        value=value[0] if value else None,
        component=str(properties[SH.sourceConstraintComponent][0]),
        source_shape=_one(properties, SH.sourceShape) or "",
        severity=str(properties[SH.resultSeverity][0]),
        message=min((_lexical(message) for message in properties.get(SH.resultMessage, ())), default=""),
    )


def _one(properties: dict[str, list[Term]], predicate: str) -> str | None:
    values = properties.get(predicate)
    return str(values[0]) if values else None


def _lexical(term: Term) -> str:
    return term.lexical if isinstance(term, Literal) else term


def _triples(report: Report) -> Iterator[Triple]:
    yield _REPORT, RDF.type, SH.ValidationReport
    yield _REPORT, SH.conforms, Literal("true" if report.conforms else "false", XSD.boolean)
    for result in report.results:
        about = list(_statements(result))
        digest = hashlib.sha256("".join(lines(("_:result", *each) for each in about)).encode()).hexdigest()
        node = f"_:result{digest[:32]}"
        yield _REPORT, SH.result, node
        yield from ((node, *each) for each in about)


def _statements(result: Result) -> Iterator[tuple[str, Term]]:
    yield RDF.type, SH.ValidationResult
    yield SH.focusNode, result.focus_node
    if result.path:
        yield SH.resultPath, result.path
    if result.value is not None:
        yield SH.value, result.value
    yield SH.sourceConstraintComponent, result.component
    if result.source_shape:
        yield SH.sourceShape, result.source_shape
    yield SH.resultSeverity, result.severity
    yield SH.resultMessage, text(result.message, "en")
