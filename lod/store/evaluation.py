"""Evaluates a stranger's query and serialises its whole result: all of it, or an error, never a part.

Runs in a query process (`lod.store.worker`), where going wrong hurts nobody.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from typing import IO, cast

import msgspec
import pyoxigraph as ox

from lod import jsonld
from lod.errors import FormatUnfit, QueryFailed, QueryRefused, QuerySyntaxError, ResultTooLarge
from lod.formats import RDF_FORMATS, Format, parse_lines, serialise
from lod.store.describing import Describer, Descriptions, Graphs
from lod.store.explaining import explained
from lod.store.glancing import described_at_a_glance
from lod.store.limits import Limits
from lod.store.query_text import outline
from lod.store.spool import Spool, Spooled, nameless_file
from lod.store.terminals import decoded
from lod.store.walking import Walk


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the SPARQL 1.1 Protocol (section 2.1): its text, the dataset it is asked of, the format of the answer.

    Naming a graph in either tuple replaces the dataset, also that of the text's own FROM; a graph that does not exist
    is empty. SELECT and ASK take SPARQL_JSON, SPARQL_XML, CSV or TSV; CONSTRUCT and DESCRIBE take RDF_FORMATS.
    """

    text: str
    format: Format
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base_iri: str | None = None
    """What relative IRIs in the text resolve against, unless it has a BASE."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete result. `rows` counts solutions or triples; a boolean is one.

    A large body is `Spooled`, and whoever gets it closes it.
    """

    body: bytes | Spooled
    format: Format
    rows: int
    seconds: float = field(default=0.0, compare=False)
    """How long the query ran, without the time in which it was stopped."""


_TABLES = {
    Format.SPARQL_JSON: ox.QueryResultsFormat.JSON,
    Format.SPARQL_XML: ox.QueryResultsFormat.XML,
    Format.CSV: ox.QueryResultsFormat.CSV,
    Format.TSV: ox.QueryResultsFormat.TSV,
}
_XML = frozenset({Format.SPARQL_XML, Format.RDF_XML})
_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""The characters that XML 1.0 (section 2.2) cannot hold, in UTF-8."""


def evaluate(
    engine: ox.Store,
    query: Query,
    limits: Limits,
    descriptions: Descriptions | None = None,
    open_file: Callable[[], int] = nameless_file,
    walk: Walk | None = None,
) -> Answer:
    """The answer to a query that `query_text.refuse` has let pass. A result of more than `limits.spool` bytes is
    written into the file that `open_file` gives; DESCRIBE without `descriptions` is the engine's. `walk` is one of
    the same engine, which may remember something of other queries.

    Raises QuerySyntaxError, QueryRefused (a function that is not offered, a graph that is no IRI), ResultTooLarge,
    FormatUnfit (the format cannot hold the result) or QueryFailed.
    """
    try:
        result = _result(engine, query, descriptions, walk)
        if isinstance(result, ox.QuerySolutions | ox.QueryBoolean):
            return table(result, query.format, limits, open_file)
        return graph(result, query.format, limits, open_file)
    except RuntimeError as problem:
        if "custom function" in str(problem):
            raise QueryRefused(f"{problem}; accepted: the functions of SPARQL 1.1") from problem
        raise QueryFailed(f"the query cannot be evaluated: {problem}") from problem
    except OSError as problem:
        raise QueryFailed(f"the query cannot be evaluated: {problem}") from problem
    except MemoryError as problem:
        raise QueryFailed(f"the query ran out of memory; accepted: up to {limits.memory:,} MiB") from problem


def _result(
    engine: ox.Store, query: Query, descriptions: Descriptions | None, walk: Walk | None
) -> ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]:
    text = decoded(query.text)
    graphs: Graphs = {}
    if query.default_graphs or query.named_graphs:
        graphs = {
            "default_graph": [_graph_name(iri) for iri in query.default_graphs],
            "named_graphs": [_graph_name(iri) for iri in query.named_graphs],
        }
    walk = walk or Walk(engine)
    if descriptions and not graphs and (things := _things(text)):
        return chain.from_iterable(walk.description(each, descriptions.further) for each in things)
    try:
        result = engine.query(text, base_iri=query.base_iri, **graphs)
    except SyntaxError as problem:
        raise QuerySyntaxError(explained(query.text, str(problem))) from problem
    if descriptions and isinstance(result, ox.QueryTriples) and outline(query.text).form == "DESCRIBE":
        return Describer(engine, descriptions, query.base_iri, graphs, walk).triples(text)
    return result


def _things(text: str) -> list[ox.NamedNode]:
    """What a decoded query describes, where that is plain: the engine need not read it, nor find what is not asked for.
    It says what is wrong with an IRI."""
    try:
        return [ox.NamedNode(iri) for iri in dict.fromkeys(described_at_a_glance(text))]
    except ValueError:
        return []


def _graph_name(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as problem:
        raise QueryRefused(f"the dataset names a graph {iri!r}; accepted: an absolute IRI") from problem


def table(
    result: ox.QuerySolutions | ox.QueryBoolean,
    form: Format,
    limits: Limits,
    open_file: Callable[[], int] = nameless_file,
) -> Answer:
    """Solutions or a boolean, serialised. Raises ResultTooLarge or FormatUnfit."""
    if form not in _TABLES:
        raise _unfit(form, "solutions or a boolean", _TABLES)
    with closing(_Bounded(form, limits, open_file)) as written:
        result.serialize(cast("IO[bytes]", written), format=_TABLES[form])
        body = written.whole()
    rows = 1 if isinstance(result, ox.QueryBoolean) else _rows(body, form)
    if rows > limits.max_rows:
        raise _too_many(limits)
    return Answer(body, form, rows)


def graph(
    result: Iterable[ox.Triple], form: Format, limits: Limits, open_file: Callable[[], int] = nameless_file
) -> Answer:
    """Distinct triples in the order of canonical N-Triples: the engine repeats them, in no order that lasts.

    They are held in memory to be sorted. Raises ResultTooLarge or FormatUnfit.
    """
    if form not in RDF_FORMATS:
        raise _unfit(form, "a graph", RDF_FORMATS)
    collected = _Lines(limits)
    ox.serialize(result, cast("IO[bytes]", collected), format=ox.RdfFormat.N_TRIPLES)
    lines = collected.sorted()
    with closing(_Bounded(form, limits, open_file)) as written:
        if form is Format.N_TRIPLES:
            for line in lines:
                written.write(line)
        elif form is Format.JSON_LD:
            written.write(_json(lines))
        else:
            written.write(serialise(map(bytes.decode, lines), form))
        return Answer(written.whole(), form, len(lines))


def _json(lines: Iterable[bytes]) -> bytes:
    try:
        return msgspec.json.encode(jsonld.graph(parse_lines(map(bytes.decode, lines))))
    except ValueError as problem:
        raise FormatUnfit(f"JSON-LD with our context cannot hold the result: {problem}") from problem


class _Lines:
    """Collects triples as N-Triples while they are within the limits, each once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lines = set[bytes]()
        self._size = 0
        self._rest = b""

    def write(self, chunk: bytes) -> int:
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        fresh = set(lines) - self._lines
        self._lines |= fresh
        self._size += sum(map(len, fresh)) + len(fresh)
        if len(self._lines) > self._limits.max_rows:
            raise _too_many(self._limits)
        if self._size > self._limits.max_bytes:
            raise _too_large(self._limits)
        return len(chunk)

    def flush(self) -> None:
        """Writers ask for it."""

    def sorted(self) -> list[bytes]:
        """The triples as lines, each once."""
        return [line + b"\n" for line in sorted(self._lines)]


_FITS = {Format.SPARQL_XML: Format.SPARQL_JSON.media_type, Format.RDF_XML: Format.TURTLE.media_type}


class _Solutions(msgspec.Struct):
    bindings: list[msgspec.Raw]


class _Results(msgspec.Struct):
    results: _Solutions


def _rows(body: bytes | Spooled, form: Format) -> int:
    """The solutions in a serialised table."""
    if isinstance(body, Spooled):
        with mmap.mmap(body.descriptor, body.size, access=mmap.ACCESS_READ) as mapped:
            return _count(mapped, form)
    return _count(body, form)


def _count(body: bytes | mmap.mmap, form: Format) -> int:
    match form:
        case Format.SPARQL_JSON:
            return len(msgspec.json.decode(body, type=_Results).results.bindings)
        case Format.SPARQL_XML:
            return sum(1 for _ in _RESULT.finditer(body))
        case Format.CSV:  # a line feed ends a row where an even number of quotes stands before it
            return sum(found[0] == b"\n" for found in _UNQUOTED.finditer(body)) - 1
        case _:
            return sum(1 for _ in _LINE.finditer(body)) - 1


_RESULT = re.compile(b"<result>")
_LINE = re.compile(b"\n")
_UNQUOTED = re.compile(b'"[^"]*+"|\n')


class _Bounded(Spool):
    """Takes a result in a format while it is within the limits, and makes it well-formed where it is XML: the engine
    writes characters there as they are."""

    def __init__(self, form: Format, limits: Limits, open_file: Callable[[], int]) -> None:
        super().__init__(limits.spool, open_file)
        self._form, self._limits = form, limits
        self._end = b""

    def write(self, chunk: bytes) -> int:
        written = chunk
        if self._form in _XML:
            if _NOT_IN_XML.search(self._end + chunk):
                raise FormatUnfit(
                    f"the result holds control characters, which {self._form.label} cannot; ask for {_FITS[self._form]}"
                )
            self._end = chunk[-2:]  # a character may be cut
            written = chunk.replace(b"\r", b"&#xD;")  # a parser would read a bare one as a line feed (section 2.11)
        if self.size + len(written) > self._limits.max_bytes:
            raise _too_large(self._limits)
        super().write(written)
        return len(chunk)


def _too_large(limits: Limits) -> ResultTooLarge:
    return ResultTooLarge(
        f"the result has more than {limits.max_bytes:,} bytes, the most that is given out;"
        " ask for less with LIMIT, or take a dump"
    )


def _too_many(limits: Limits) -> ResultTooLarge:
    return ResultTooLarge(
        f"the result has more than {limits.max_rows:,} rows, the most that is given out;"
        " ask for less with LIMIT, or take a dump"
    )


def _unfit(form: Format, result: str, accepted: Iterable[Format]) -> FormatUnfit:
    media_types = ", ".join(each.media_type for each in accepted)
    return FormatUnfit(f"{form.label} cannot hold {result}; accepted: {media_types}")
