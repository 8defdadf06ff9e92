"""What is said of a thing, found by following its triples: what `lod/queries/entity.rq` finds, without planning.

The query stays the measure, and serves engines that cannot be walked; `lod.namespaces` says which properties make parts
and names. A release never changes, so names and the digests of documents are looked up once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import chain, islice

import pyoxigraph as ox

from lod.namespaces import DCT, INSP, NAMES, OA, PARTS, PROV, RDF, RDFS, SPDX

Node = ox.NamedNode | ox.BlankNode
Matching = Callable[..., Iterable[ox.Quad]]
"""`pyoxigraph.Store.quads_for_pattern`."""

MOST = 250
"""Places in a document that its description lists, as far as one page holds."""
_REMEMBERED = 4096
"""Things whose names are kept, and documents whose digests are."""

_NO_NODES = (ox.Literal, ox.Triple)
_RELEASE = ox.DefaultGraph()
_PARTS = frozenset(map(ox.NamedNode, PARTS))
_UNNAMED = frozenset((*_PARTS, ox.NamedNode(INSP.latestInspection)))
_NAMES = tuple(map(ox.NamedNode, sorted(NAMES)))
_TYPE, _CHECKSUM = ox.NamedNode(RDF.type), ox.NamedNode(SPDX.checksum)
_SOURCE, _SELECTOR = ox.NamedNode(OA.hasSource), ox.NamedNode(OA.hasSelector)
_DERIVED = ox.NamedNode(PROV.wasDerivedFrom)
_TOLD = frozenset(map(ox.NamedNode, (RDF.type, RDFS.label, DCT.title, DCT.source)))
_ENTITY = ox.Variable("entity")


def more(further: Mapping[str, str], said: Iterable[ox.Triple]) -> list[str]:
    """The queries of `further` that are asked of a thing of which that is said."""
    told = {triple.predicate.value for triple in said}
    classes = (triple.object for triple in said if triple.predicate == _TYPE)
    told |= {each.value for each in classes if isinstance(each, ox.NamedNode)}
    return sorted({further[each] for each in told & further.keys()})


class Walk:
    """Walks one store that does not change. Several threads may."""

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine
        self._match: Matching = engine.quads_for_pattern
        self._named = lru_cache(_REMEMBERED)(partial(_names, self._match))
        self._proven = lru_cache(_REMEMBERED)(partial(_digests, self._match))

    def description(self, node: Node, further: Mapping[str, str]) -> Iterator[ox.Triple]:
        """What is said of a thing and its parts, some repeatedly; nothing when nothing is said of the thing itself.

        `further` are CONSTRUCT queries about `?entity`, as `Descriptions` has them.
        """
        said = list[ox.Triple]()
        for quad in self._whole(node):
            if quad.subject == node:
                said.append(quad.triple)
            yield quad.triple
        if not said:
            return
        for quad in self._read_from(node):
            yield quad.triple
        for query in more(further, said):
            found = self._engine.query(query, substitutions={_ENTITY: node})
            assert isinstance(found, ox.QueryTriples)  # noqa: S101 - the queries are CONSTRUCTs
            yield from found

    def stated(self, node: Node) -> Iterator[ox.Triple]:
        """What is said of a thing itself, and what the things that it leads to are called: what
        `lod/queries/stated.rq` finds."""
        for quad in self._match(node, None, None, _RELEASE):
            yield quad.triple
            if quad.predicate not in _UNNAMED and not isinstance(quad.object, _NO_NODES):
                for name in self._named(quad.object):
                    yield name.triple

    def _whole(self, node: Node) -> Iterator[ox.Quad]:
        """The thing and its parts, what the things they lead to are called, and the digests of documents."""
        match = self._match
        waiting, parts, others, sources = [node], {node}, set[Node](), set[Node]()
        while waiting:
            for quad in match(waiting.pop(), None, None, _RELEASE):
                yield quad
                value = quad.object
                if isinstance(value, _NO_NODES):
                    continue
                predicate = quad.predicate
                if predicate not in _PARTS:
                    others.add(value)
                elif value not in parts:
                    parts.add(value)
                    waiting.append(value)
                if predicate == _SOURCE:
                    sources.add(value)
        for other in others - parts:
            yield from self._named(other)
        for source in sources:
            yield from self._proven(source)

    def _read_from(self, document: Node) -> Iterator[ox.Quad]:
        """Of a document that was read: places in it, and what was read there."""
        match = self._match
        for place in islice(match(None, _SOURCE, document, _RELEASE), MOST):
            evidence = place.subject
            for quad in match(evidence, None, None, _RELEASE):
                yield quad
                if quad.predicate == _SELECTOR:
                    yield from _all_of(match, quad.object)
            for derived in match(None, _DERIVED, evidence, _RELEASE):
                for quad in match(derived.subject, None, None, _RELEASE):
                    if quad.predicate in _TOLD or quad.object == evidence:
                        yield quad


def _names(match: Matching, node: Node) -> tuple[ox.Quad, ...]:
    """What a thing is called."""
    return tuple(quad for naming in _NAMES for quad in match(node, naming, None, _RELEASE))


def _digests(match: Matching, source: Node) -> tuple[ox.Quad, ...]:
    """The digests of a document."""
    found = list(match(source, _CHECKSUM, None, _RELEASE))
    return (*found, *chain.from_iterable(_all_of(match, each.object) for each in found))


def _all_of(match: Matching, value: Node | ox.Literal | ox.Triple) -> Iterable[ox.Quad]:
    """What is said of a value, of which a literal has nothing said."""
    return () if isinstance(value, _NO_NODES) else match(value, None, None, _RELEASE)
