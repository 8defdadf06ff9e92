"""An engine's SPARQL results JSON and N-Triples, read as the embedded engine's own results are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from traceback import clear_frames
from typing import IO, cast

import pyoxigraph as ox

from lod.errors import QueryFailed
from lod.store.remote.bodies import Body
from lod.terms import Literal, Term


def table(body: Body) -> ox.QuerySolutions | ox.QueryBoolean:
    """The solutions or the boolean of a SPARQL 1.1 Query Results JSON document, read as they are asked for."""
    return ox.parse_query_results(cast("IO[bytes]", body), ox.QueryResultsFormat.JSON)


def triples(body: Body) -> Iterator[ox.Triple]:
    """The triples of an N-Triples document, read as they are asked for; engines may repeat them."""
    return (quad.triple for quad in ox.parse(cast("IO[bytes]", body), ox.RdfFormat.N_TRIPLES))


def term(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    """A term as a value."""
    if isinstance(node, ox.Literal):
        return Literal(node.value, node.datatype.value, node.language or "")
    return name(node)


def name(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    """An IRI, or a blank node as `_:name`. Raises ValueError for a triple term, which releases hold none of."""
    if isinstance(node, ox.Triple):
        raise ValueError(f"found the triple term {node}")
    return str(node) if isinstance(node, ox.BlankNode) else node.value


def rows(body: Body) -> list[dict[str, Term]]:
    """The solutions of a SELECT, in order, by variable name. Raises ValueError for a boolean."""
    found = table(body)
    if not isinstance(found, ox.QuerySolutions):
        raise ValueError("a boolean for a SELECT")
    names = [variable.value for variable in found.variables]
    return [{name: term(value) for name in names if (value := row[name]) is not None} for row in found]


@contextmanager
def readable() -> Iterator[None]:
    """Turns the parser's complaints about an engine's answer into QueryFailed.

    Whatever is raised leaves without the locals of the functions it came through: the parser's objects must not be
    freed in another thread than theirs, and an exception may be.
    """
    try:
        yield
    except (SyntaxError, ValueError) as problem:
        clear_frames(problem.__traceback__)
        raise QueryFailed(f"the SPARQL engine's answer cannot be read: {problem}") from problem
    except BaseException as problem:
        clear_frames(problem.__traceback__)
        raise


def check_whole(rows: int, body: Body) -> None:
    """Raises QueryFailed when an engine that cuts results at so many rows gave as many: some may be missing."""
    if body.cut_at is not None and rows >= body.cut_at:
        raise QueryFailed(
            f"the SPARQL engine cuts results at {body.cut_at:,} rows and gave {rows:,}; ask for less with LIMIT,"
            " or have its own limit raised"
        )
