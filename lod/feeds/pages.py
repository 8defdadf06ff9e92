"""The first page of an event stream, which leads to all others (TREE, https://w3id.org/tree/specification)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lod.feeds.log import Log
from lod.iris import Iris, fragment
from lod.namespaces import AS, DCT, LDES, RDF, TREE, XSD
from lod.terms import Literal, Triple, lines


def described(log: Log, names: Iris, licences: Iterable[str]) -> list[str]:
    """The first page, as sorted lines: how versions are to be read, what is kept, where each page is and of when.
    `licences` are those of the datasets that the members are of."""
    return sorted(lines(_described(log, names, licences)))


def _described(log: Log, names: Iris, licences: Iterable[str]) -> Iterator[Triple]:
    stream, view = names.stream, names.stream_root
    kept, about = fragment(view, "retention"), fragment(view, "view")
    yield stream, RDF.type, LDES.EventStream
    yield stream, TREE.view, view
    for licence in licences:
        yield stream, DCT.license, licence
    yield stream, LDES.timestampPath, DCT.created
    yield stream, LDES.versionOfPath, DCT.isVersionOf
    yield stream, LDES.versionCreateObject, AS.Create
    yield stream, LDES.versionUpdateObject, AS.Update
    yield stream, LDES.versionDeleteObject, AS.Delete
    yield stream, LDES.versionCreatePath, RDF.type
    yield stream, LDES.versionDeletePath, RDF.type
    yield view, RDF.type, TREE.Node
    yield view, TREE.viewDescription, about
    yield about, RDF.type, LDES.EventSource
    yield about, LDES.retentionPolicy, kept
    yield kept, RDF.type, LDES.RetentionPolicy
    yield kept, LDES.startingFrom, _time(log.transitions[0].at)
    for transition in log.transitions:
        for number in range(1, len(transition.pages) + 1):
            yield from _relations(names, transition.name, number, _time(transition.at))


def _relations(names: Iris, transition: str, number: int, at: Literal) -> Iterator[Triple]:
    view, page = names.stream_root, names.page(transition, number)
    for kind, bound in ((TREE.GreaterThanOrEqualToRelation, "from"), (TREE.LessThanOrEqualToRelation, "until")):
        relation = fragment(view, f"{transition}-{number}-{bound}")
        yield view, TREE.relation, relation
        yield relation, RDF.type, kind
        yield relation, TREE.node, page
        yield relation, TREE.path, DCT.created
        yield relation, TREE.value, at


def _time(at: str) -> Literal:
    return Literal(at, XSD.dateTime)
