"""Shapes as they are written → shapes that find the same, as pySHACL evaluates them quickest.

pySHACL asks a property shape that belongs to a node shape of each focus node apart, and one that has a target of all
its focus nodes at once. Of `sh:or` it asks every alternative, and a query costs as much as forty constraints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lod.namespaces import RDF, RDFS, SH
from lod.terms import Term, Triple

_PATH, _PROPERTY, _NODE_SHAPE, _OR = (SH.iri + name for name in ("path", "property", "NodeShape", "or"))
_DEACTIVATED, _DISJOINT, _SPARQL = (SH.iri + name for name in ("deactivated", "qualifiedValueShapesDisjoint", "sparql"))
_TARGET_NODE = SH.iri + "targetNode"
_TARGETS = [_TARGET_NODE, *(SH.iri + name for name in ("targetClass", "targetObjectsOf", "targetSubjectsOf"))]
_FIRST, _REST, _NIL = (RDF.iri + name for name in ("first", "rest", "nil"))

_SAID_TO_READERS = frozenset({SH.iri + "name", SH.iri + "description", RDFS.label})
"""What validation never reads (SHACL 2.3.2)."""

Described = Mapping[str, Mapping[str, list[Term]]]


def regrouped(shapes: Iterable[Triple]) -> list[Triple]:
    """Shapes in which each property shape of a node shape with targets has these targets itself.

    So it has the same focus nodes and gives the same results: those of a node shape's property shapes are its own
    (SHACL 4.7.2). A node shape stays as it is where more depends on it: where it is deactivated, is a class as well
    (SHACL 2.1.3.3), is asked by other shapes, or makes siblings of its property shapes (SHACL 4.7.3). What only people
    read is left out.
    """
    described = _described(shape for shape in shapes if shape[1] not in _SAID_TO_READERS)
    asked = _asked(described)
    movable = {shape for shape, of_shape in described.items() if _PATH in of_shape}
    siblings = {shape for shape, of_shape in described.items() if _DISJOINT in of_shape}
    found: list[Triple] = []
    for shape, of_shape in described.items():
        stays = shape in asked or not _is_plain(of_shape) or not siblings.isdisjoint(of_shape.get(_PROPERTY, ()))
        targets = [] if stays else list(_targets(of_shape))
        for predicate, values in of_shape.items():
            for value in values:
                if targets and predicate == _PROPERTY and value in movable:
                    found += ((str(value), target, node) for target, node in targets)
                else:
                    found.append((shape, predicate, value))
    return found


def without_queries(shapes: Iterable[Triple]) -> tuple[list[Triple], frozenset[str]]:
    """Stricter shapes: those with targets whose alternatives (`sh:or`) ask a query have the other alternatives only.

    Gives them and the names of the shapes that became stricter. What conforms to these conforms to the shapes as they
    are written; where one of these gives a result, nothing is known yet.
    """
    described = _described(shapes)
    asked = _asked(described)
    stricter: set[str] = set()
    cells: dict[str, list[Term]] = {}
    for shape, of_shape in described.items():
        if shape not in asked and any(_targets(of_shape)):
            for head in map(str, of_shape.get(_OR, ())):
                listed = list(_list(described, head))
                kept = [each for _, each in listed if _SPARQL not in described.get(str(each), {})]
                if 0 < len(kept) < len(listed):
                    stricter.add(shape)
                    cells |= {cell: [] for cell, _ in listed} | {head: kept}
    found = [triple for triple in _triples(described) if triple[0] not in cells]
    for head, kept in cells.items():
        names = [head, *(f"{head}-{number}" for number in range(1, len(kept)))]
        for name, rest, each in zip(names, [*names[1:], _NIL], kept, strict=False):
            found += [(name, _FIRST, each), (name, _REST, rest)]
    return found, frozenset(stricter)


def targeted(shapes: Iterable[Triple], nodes: Mapping[str, Iterable[Term]]) -> list[Triple]:
    """Some shapes, each with nodes to ask it of instead of its targets, and all that these shapes lead to."""
    described = _described(shapes)
    found = [(shape, _TARGET_NODE, node) for shape, of_shape in nodes.items() for node in of_shape]
    reached: set[str] = set()
    waiting = [*nodes]
    while waiting:
        subject = waiting.pop()
        if subject not in reached:
            reached.add(subject)
            for predicate, values in described.get(subject, {}).items():
                if predicate not in _TARGETS:
                    found += ((subject, predicate, value) for value in values)
                    waiting += (value for value in values if isinstance(value, str))
    return found


def _described(shapes: Iterable[Triple]) -> Described:
    described: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in shapes:
        described[subject][predicate].append(value)
    return described


def _triples(described: Described) -> Iterator[Triple]:
    return (
        (subject, predicate, value)
        for subject, of_subject in described.items()
        for predicate, values in of_subject.items()
        for value in values
    )


def _asked(described: Described) -> set[Term]:
    return {value for _, _, value in _triples(described)}


def _is_plain(of_shape: Mapping[str, list[Term]]) -> bool:
    return of_shape.get(RDF.type) == [_NODE_SHAPE] and _DEACTIVATED not in of_shape


def _targets(of_shape: Mapping[str, list[Term]]) -> Iterator[tuple[str, Term]]:
    return ((target, node) for target in _TARGETS for node in of_shape.get(target, ()))


def _list(described: Described, cell: str) -> Iterator[tuple[str, Term]]:
    """Each cell of a list with its member."""
    while cell != _NIL and cell in described:
        yield cell, described[cell][_FIRST][0]
        cell = str(described[cell][_REST][0])
