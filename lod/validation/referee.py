"""The engine whose word counts: pySHACL on rdflib, with no inference, no owl:imports and no network.

Lines are read by `lod.formats`, so literals keep the form they are written in: rdflib's own parsers rewrite
`"007"^^xsd:integer` before a shape sees it. An ill-typed literal is a violation and never a crash.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pyshacl
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Node

from lod.formats import Format, canonical_lines, parse_lines
from lod.namespaces import XSD
from lod.terms import Literal, Term, Triple
from lod.validation.indexes import IndexedGraph
from lod.validation.rdf import read_report
from lod.validation.regrouping import regrouped, targeted, without_queries
from lod.validation.results import Report
from lod.validation.shapes import SHAPES_IRI

_LEXICAL_SPACES = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.nonNegativeInteger: re.compile(r"[+]?[0-9]+|-0+"),
    XSD.decimal: re.compile(r"[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)"),
    XSD.double: re.compile(r"[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN"),
    XSD.boolean: re.compile(r"true|false|1|0"),
}
"""What XSD 1.1 part 2 lets literals of these datatypes be. rdflib takes what Python's `int` takes, such as 1_000."""

_ILL_TYPED = "urn:ill-typed:"
"""Before the datatype of an ill-typed literal while rdflib has it, so that rdflib does not calculate with it."""


class Referee:
    """Validates by pySHACL. `shapes` is Turtle; RdfSyntaxError for what does not parse."""

    def __init__(self, shapes: str) -> None:
        self._prepare = cache(prepareQuery)
        triples = list(parse_lines(canonical_lines(shapes.encode(), Format.TURTLE, SHAPES_IRI, "shapes")))
        stricter, self._stricter = without_queries(triples)
        self._first = self._graph(regrouped(stricter))
        self._triples = triples

    def validate(self, lines: Iterable[str]) -> Report:
        graph = self._graph(parse_lines(lines))
        found = self._report(graph, self._first)
        unsure: dict[str, set[Term]] = defaultdict(set)
        for result in found.results:
            if result.source_shape in self._stricter:
                unsure[result.source_shape].add(result.focus_node)
        if not unsure:
            return found
        sure = Report.of(result for result in found.results if result.source_shape not in unsure)
        return sure.merge(self._report(graph, self._graph(targeted(self._triples, unsure))))

    def _report(self, graph: rdflib.Graph, shapes: rdflib.Graph) -> Report:
        _, found, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
        return read_report(_triples(found))

    def _graph(self, triples: Iterable[Triple]) -> rdflib.Graph:
        node = cache(_node)
        with _quiet():
            return IndexedGraph(((node(s), rdflib.URIRef(p), node(o)) for s, p, o in triples), self._prepare)


class _IllTyped(rdflib.Literal):
    """A literal that has no value, so that comparing it is an error (SPARQL 1.1, 17.3.1), as SHACL 4.3 relies on."""

    def eq(self, other: Any) -> bool:
        raise TypeError(f"{self.n3()} has no value to compare with {other}")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps rdflib from logging a traceback for each ill-typed literal: the report says what is wrong with it."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _node(term: Term) -> Node:
    if not isinstance(term, Literal):
        return rdflib.BNode(term[2:]) if term.startswith("_:") else rdflib.URIRef(term)
    if term.language:
        return rdflib.Literal(term.lexical, lang=term.language)
    lexical_space = _LEXICAL_SPACES.get(term.datatype)
    if lexical_space and not lexical_space.fullmatch(term.lexical):
        return _ill_typed(term)
    literal = rdflib.Literal(term.lexical, datatype=rdflib.URIRef(term.datatype), normalize=False)
    if literal.ill_typed:
        return _ill_typed(term)
    return literal


def _ill_typed(term: Literal) -> _IllTyped:
    return _IllTyped(term.lexical, datatype=rdflib.URIRef(_ILL_TYPED + term.datatype))


def _triples(graph: rdflib.Graph) -> Iterator[Triple]:
    for subject, predicate, value in graph:
        yield str(_term(subject)), str(predicate), _term(value)


def _term(node: Node) -> Term:
    if isinstance(node, rdflib.Literal):
        datatype = str(node.datatype or XSD.string).removeprefix(_ILL_TYPED)
        return Literal(str(node), datatype, node.language or "")
    return f"_:{node}" if isinstance(node, rdflib.BNode) else str(node)
