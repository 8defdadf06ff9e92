"""The embedded store: a release's triples in a folder, kept by pyoxigraph (RocksDB).

Written once, by `build`, and only read after that: a release never changes. Literals come back as the engine keeps
them (`2.50` as `2.5`), so a store answers questions, while dumps and digests are made from what was mapped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from lod import terms
from lod.errors import ReleaseDamaged
from lod.store.describing import Descriptions
from lod.store.loading import Loader as Loader
from lod.store.loading import build as build
from lod.store.walking import Walk
from lod.terms import Literal, Term, Triple

_NOTHING: Mapping[str, Term] = {}


def open_store(folder: Path) -> EmbeddedStore:
    """The store that `build` made in `folder`, to read. Raises ReleaseDamaged when there is none that can be read."""
    return EmbeddedStore(open_engine(folder))


def open_engine(folder: Path) -> ox.Store:
    """The engine's own handle, for the query processes. Raises ReleaseDamaged."""
    try:
        return ox.Store.read_only(str(folder))
    except OSError as problem:
        raise ReleaseDamaged(f"{folder.name}: no store can be opened there: {problem}") from problem


class EmbeddedStore:
    """`lod.store.Store` over a folder. Reading from several threads is safe."""

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine
        self._walk = Walk(engine)

    def select(self, query: str, bindings: Mapping[str, Term] = _NOTHING) -> list[dict[str, Term]]:
        solutions = self._run(query, bindings)
        assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - the queries are ours
        names = [variable.value for variable in solutions.variables]
        return [
            {name: _term(value) for name in names if (value := solution[name]) is not None} for solution in solutions
        ]

    def construct(self, query: str, bindings: Mapping[str, Term] = _NOTHING) -> list[Triple]:
        triples = self._run(query, bindings)
        assert isinstance(triples, ox.QueryTriples)  # noqa: S101 - the queries are ours
        return terms.ordered(map(_triple, triples))

    def ask(self, query: str, bindings: Mapping[str, Term] = _NOTHING) -> bool:
        return bool(self._run(query, bindings))

    def describe(self, iri: str, descriptions: Descriptions) -> list[Triple]:
        return terms.ordered(map(_triple, self._walk.description(ox.NamedNode(iri), descriptions.further)))

    def stated(self, iri: str, query: str) -> list[Triple]:  # noqa: ARG002 - a walk finds the same sooner
        return [*map(_triple, self._walk.stated(ox.NamedNode(iri)))]

    def said(self, iri: str, properties: Sequence[str]) -> list[Triple]:
        found = (self._engine.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(each), None) for each in properties)
        return [(iri, each.predicate.value, _term(each.object)) for each in chain.from_iterable(found)]

    def _run(self, query: str, bindings: Mapping[str, Term]) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
        bound = {ox.Variable(name): _node(term) for name, term in bindings.items()}
        return self._engine.query(query, substitutions=bound)


def _triple(triple: ox.Triple) -> Triple:
    return _name(triple.subject), triple.predicate.value, _term(triple.object)


def _node(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(term.lexical, language=term.language)
        return ox.Literal(term.lexical, datatype=ox.NamedNode(term.datatype))
    return ox.BlankNode(term[2:]) if term.startswith("_:") else ox.NamedNode(term)


def _term(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    if isinstance(node, ox.Literal):
        return Literal(node.value, node.datatype.value, node.language or "")
    return _name(node)


def _name(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    assert not isinstance(node, ox.Triple)  # noqa: S101 - releases hold no triple terms
    return str(node) if isinstance(node, ox.BlankNode) else node.value
