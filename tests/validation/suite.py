"""The W3C SHACL test suite as cases: graphs, shapes, and the results that count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from rdflib import RDF, SH, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")


@dataclass(frozen=True)
class SuiteCase:
    """A test of the suite. `expected` is None where the shapes have to be refused."""

    name: str
    data: Path
    shapes: Path
    expected: Counter[tuple[str, ...]] | None


def cases(folder: Path) -> Iterator[SuiteCase]:
    """All tests below the suite's folder `tests`, in the order of its manifests."""
    for file, graph in _manifests(folder / "manifest.ttl"):
        for entries in graph.objects(None, MF.entries):
            for test in Collection(graph, entries):
                action = graph.value(test, MF.action)
                result = graph.value(test, MF.result)
                name = f"{file.relative_to(folder).with_suffix('').as_posix()}/{str(test).rsplit('/', 1)[-1]}"
                yield SuiteCase(
                    name,
                    _path(graph.value(action, SHT.dataGraph)),
                    _path(graph.value(action, SHT.shapesGraph)),
                    None if result == SHT.Failure else results(graph, result),
                )


def results(graph: Graph, report: Node) -> Counter[tuple[str, ...]]:
    """Focus node, simple path, component and severity of each result; blank nodes are alike."""
    return Counter(
        tuple(
            _name(graph.value(result, term))
            for term in (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent, SH.resultSeverity)
        )
        for result in graph.objects(report, SH.result)
    )


def load(file: Path) -> Graph:
    """A file of the suite, its relative IRIs resolved against its own."""
    return Graph().parse(file, format="turtle", publicID=file.as_uri())


def report_of(graph: Graph) -> Node | None:
    """The report's node."""
    return graph.value(None, RDF.type, SH.ValidationReport)


def _manifests(file: Path) -> Iterator[tuple[Path, Graph]]:
    graph = load(file)
    yield file, graph
    for included in sorted(graph.objects(None, MF.include)):
        if _path(included).exists():
            yield from _manifests(_path(included))


def _path(iri: Node | None) -> Path:
    return Path(unquote(urlsplit(str(iri)).path))


def _name(term: Node | None) -> str:
    if term is None:
        return ""
    return "_:" if isinstance(term, BNode) else str(term) if isinstance(term, URIRef) else term.n3()
