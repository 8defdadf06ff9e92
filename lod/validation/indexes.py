"""An rdflib graph for reading: pySHACL asks a hundred thousand times for the values of a property.

rdflib's own store says of each statement in which of its graphs it is, and keeps the names of these; here is one graph.
Statements are given once and never change. What a graph answers is what `rdflib.Graph` answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import rdflib
from rdflib.namespace import NamespaceManager
from rdflib.paths import Path
from rdflib.plugins.sparql.sparql import Query
from rdflib.store import Store
from rdflib.term import Node

Statement = tuple[Node, Node, Node]


class Indexes(Store):
    """The statements of one graph, by subject and property and by property and value, in the order they came in."""

    # pySHACL wraps each graph as a data set, which rdflib asks of its store.
    context_aware = True
    graph_aware = True

    def __init__(self, statements: Iterable[Statement]) -> None:
        super().__init__()
        self.graph: rdflib.Graph | None = None
        self._values: dict[Node, dict[Node, dict[Node, None]]] = {}
        self._subjects: dict[Node, dict[Node, dict[Node, None]]] = {}
        for subject, predicate, value in statements:
            self._values.setdefault(subject, {}).setdefault(predicate, {})[value] = None
            self._subjects.setdefault(predicate, {}).setdefault(value, {})[subject] = None
        self._count = sum(len(values) for of_node in self._values.values() for values in of_node.values())

    def __len__(self, context: rdflib.Graph | None = None) -> int:
        return self._count if self._holds(context) else 0

    def triples(self, triple_pattern: Any, context: rdflib.Graph | None = None) -> Iterator[Any]:
        """The statements that match, each with the graph it is in (rdflib's interface of stores)."""
        if self._holds(context):
            for statement in self.matching(triple_pattern):
                yield statement, iter((self.graph,))

    def bind(self, *_: Any, **__: Any) -> None:
        """Keeps no prefix: what pySHACL writes by prefixes is a text that nobody reads."""

    def namespaces(self) -> Iterator[Any]:
        """None."""
        return iter(())

    def values(self, subject: Node, predicate: Node) -> Iterable[Node]:
        """The values of a property of a node."""
        return self._values.get(subject, {}).get(predicate, ())

    def matching(self, pattern: Any) -> Iterator[Statement]:
        """The statements that a pattern matches, in which None matches anything."""
        subject, predicate, value = pattern
        if predicate is None:
            for each in self._values if subject is None else (subject,):
                for one in self._values.get(each, ()):
                    yield from self.matching((each, one, value))
        elif subject is None:
            subjects = self._subjects.get(predicate, {})
            for each in subjects if value is None else (value,):
                for one in subjects.get(each, ()):
                    yield one, predicate, each
        elif value is None:
            for each in self.values(subject, predicate):
                yield subject, predicate, each
        elif value in self.values(subject, predicate):
            yield subject, predicate, value

    def _holds(self, context: rdflib.Graph | None) -> bool:
        return context is None or self.graph is None or context.identifier == self.graph.identifier


class IndexedGraph(rdflib.Graph):
    """A graph over `Indexes`. `prepare` parses a query; pySHACL asks the same one of every focus node."""

    def __init__(self, statements: Iterable[Statement], prepare: Callable[[str], Query]) -> None:
        self._indexes = Indexes(statements)
        super().__init__(self._indexes, bind_namespaces="none")
        self._indexes.graph = self
        self._prepare = prepare
        self.namespace_manager = _NoNamespaces(self, bind_namespaces="none")

    def triples(self, triple: Any) -> Any:
        """As rdflib has it."""
        return super().triples(triple) if isinstance(triple[1], Path) else self._indexes.matching(triple)

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Any:
        """As rdflib has it, and at once where both a node and a property are given."""
        if subject is None or predicate is None or isinstance(predicate, Path):
            return super().objects(subject, predicate, unique)
        return iter(self._indexes.values(subject, predicate))

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> rdflib.query.Result:
        """As rdflib has it; a query's text is parsed once."""
        prepared = self._prepare(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


class _NoNamespaces(NamespaceManager):
    """Writes each IRI in full, without the search for its prefix."""

    def bind(self, *_: Any, **__: Any) -> None:
        """Keeps no prefix."""

    def normalizeUri(self, rdfTerm: str) -> str:  # noqa: N802, N803 - named by rdflib
        """The IRI as N-Triples has it."""
        return f"<{rdfTerm}>"
