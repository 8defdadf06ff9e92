"""The embedded store: a release's triples in a folder, kept by pyoxigraph (RocksDB).

Written once, by `build`, and only read after that: a release never changes. Literals come back as the engine keeps
them (`2.50` as `2.5`), so a store answers questions, while dumps and digests are made from what was mapped.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from lod import terms
from lod.errors import ReleaseDamaged
from lod.terms import Literal, Term

_NOTHING: Mapping[str, Term] = {}


PIECE = 500_000
"""Lines loaded at once: the engine's loader takes memory with what it is given, some 500 bytes a line."""


def build(nquads: Path, folder: Path, piece: int = PIECE) -> None:
    """Loads an N-Quads or N-Triples file into a new store in `folder`, which must be absent or empty.

    The store is complete, compacted and closed on return. Raises SyntaxError when the file does not parse.
    """
    with Loader(folder, piece) as loader:
        loader.add_file(nquads)


class Loader:
    """A new store in `folder`, which must be absent or empty, loaded in pieces while the caller goes on.

    A context manager: left without an exception, the store is complete, compacted and closed. Raises SyntaxError, from
    any of its methods, when some lines do not parse. `piece` is the number of lines loaded at once.
    """

    def __init__(self, folder: Path, piece: int = PIECE) -> None:
        self._folder, self._piece = folder, piece
        self._store = ox.Store(folder)
        self._lines: list[bytes] = []
        self._held = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store-loader")
        self._loading: Future[None] | None = None
        self._is_completing = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.complete()
                self._wait()
        finally:
            self._thread.shutdown(cancel_futures=True)
            del self._store  # closes it: pyoxigraph has no other way
        for diary in self._folder.glob("LOG*"):  # names and times of the machine that built it: not ours to publish
            diary.unlink()

    def complete(self) -> None:
        """Begins to load what is left and to compact the store, while the caller goes on; nothing may be added then."""
        if not self._is_completing:
            self._is_completing = True
            self._load()
            self._wait()
            self._loading = self._thread.submit(self._compact)

    def _compact(self) -> None:
        self._store.optimize()
        self._store.flush()

    def add(self, lines: bytes) -> None:
        """Lines without blank nodes, whose names would mean others in the next piece."""
        self._lines.append(lines)
        self._held += lines.count(b"\n")
        if self._held >= self._piece:
            self._load()

    def add_file(self, nquads: Path) -> None:
        """A whole file. Its lines that may hold a blank node come together: only there does its name mean the same."""
        blank: list[bytes] = []
        with nquads.open("rb") as file:
            while lines := list(itertools.islice(file, self._piece)):
                blank += (line for line in lines if b"_:" in line)
                self.add(b"".join(line for line in lines if b"_:" not in line))
        self._load()
        self._lines = blank
        self._load()

    def _load(self) -> None:
        """Hands on what is held, once the piece before it is loaded: two are in memory at most."""
        self._wait()
        piece, self._lines, self._held = b"".join(self._lines), [], 0
        self._loading = self._thread.submit(self._store.bulk_load, piece, format=ox.RdfFormat.N_QUADS)

    def _wait(self) -> None:
        if self._loading is not None:
            self._loading.result()


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

    def select(self, query: str, bindings: Mapping[str, Term] = _NOTHING) -> list[dict[str, Term]]:
        solutions = self._run(query, bindings)
        assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - the queries are ours
        names = [variable.value for variable in solutions.variables]
        return [
            {name: _term(value) for name in names if (value := solution[name]) is not None} for solution in solutions
        ]

    def construct(self, query: str, bindings: Mapping[str, Term] = _NOTHING) -> list[str]:
        triples = self._run(query, bindings)
        assert isinstance(triples, ox.QueryTriples)  # noqa: S101 - the queries are ours
        found = ((_name(each.subject), each.predicate.value, _term(each.object)) for each in triples)
        return sorted(set(terms.lines(found)))

    def ask(self, query: str, bindings: Mapping[str, Term] = _NOTHING) -> bool:
        return bool(self._run(query, bindings))

    def _run(self, query: str, bindings: Mapping[str, Term]) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
        bound = {ox.Variable(name): _node(term) for name, term in bindings.items()}
        return self._engine.query(query, substitutions=bound)


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
