"""The members of an event stream, page after page (Linked Data Event Streams, https://w3id.org/ldes/specification).

A member is a version. Of it is said what it is a version of, since when, and whether that was created, updated or
deleted; the entity's state stands, as it is, in the graph that the version names. So the newest versions' graphs
together are the data but for evidence, to the byte. A transition keeps which members it has; a page is made of that
when it is read, and always to the same bytes, since what was said of each entity is known by its digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lod.feeds.log import Page, Transition
from lod.feeds.statements import Statements
from lod.feeds.states import Change, Kind, read, written
from lod.iris import Iris
from lod.namespaces import AS, DCT, LDES, RDF, TREE, XSD
from lod.terms import Literal, lines

MEMBERS = 250
"""Of a page: some hundred kilobytes, or a few megabytes where much is said of each."""

_ACTIVITY = {Kind.CREATED: AS.Create, Kind.UPDATED: AS.Update, Kind.DELETED: AS.Delete}
_SIGNS = {Kind.CREATED: "+", Kind.UPDATED: "!", Kind.DELETED: "-"}
_KINDS = {sign: kind for kind, sign in _SIGNS.items()}


class MemberWriter:
    """Writes which members a transition has: a sign of what became of each entity, and the line of its state."""

    def __init__(self, path: Path, names: Iris, transition: str) -> None:
        self._file, self._names, self._transition = path.open("wb"), names, transition
        self._held: list[str] = []
        self._offset = 0
        self.pages: list[Page] = []

    def add(self, change: Change) -> tuple[int, int]:
        """Gives the number of the page that the change is on, and its own there; both from 1."""
        self._held.append(_SIGNS[change.kind] + written(change.state))
        at = len(self.pages) + 1, len(self._held)
        if len(self._held) == MEMBERS:
            self._end_page()
        return at

    def close(self) -> tuple[Page, ...]:
        """The pages, in their order."""
        if self._held:
            self._end_page()
        self._file.close()
        return tuple(self.pages)

    def _end_page(self) -> None:
        body = "".join(self._held).encode()
        self._file.write(body)
        self.pages.append(Page(self._offset, len(body), len(self._held)))
        self._offset += len(body)
        self._held = []


def page(members: bytes, statements: Statements, names: Iris, transition: Transition, number: int) -> Iterator[bytes]:
    """A page as N-Quads, in pieces, of what a transition keeps of it. Raises ReleaseDamaged."""
    own = names.page(transition.name, number)
    yield "".join(
        lines(
            [
                (own, RDF.type, TREE.Node),
                (own, LDES.immutable, Literal("true", XSD.boolean)),
                (names.stream, TREE.view, names.stream_root),
            ]
        )
    ).encode()
    since = Literal(transition.at, XSD.dateTime)
    for at, line in enumerate(members.decode().removesuffix("\n").split("\n"), 1):
        kind, state = _KINDS[line[0]], read(line[1:])
        version = names.version(transition.name, number, at)
        about = lines(
            [
                (names.stream, TREE.member, version),
                (version, RDF.type, _ACTIVITY[kind]),
                (version, DCT.isVersionOf, state.iri),
                (version, DCT.created, since),
            ]
        )
        yield "".join(about).encode()
        if kind is not Kind.DELETED:
            # A line feed only ever ends a line: in literals it is escaped (RDF 1.1 N-Triples, canonical form).
            yield statements.of(state).replace(b" .\n", f" <{version}> .\n".encode())
