"""DESCRIBE (SPARQL 1.1 Query Language, section 16.4): resources found by a SELECT, each described as we do it.

What a description holds is left to the service by the specification. Here it is what the resource's own page says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypedDict

import pyoxigraph as ox

from lod.errors import QueryRefused
from lod.store.terminals import Kind, Token, place, tokens
from lod.store.walking import Walk, more

_CLAUSES = frozenset({"FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})
_RESOURCES = frozenset({Kind.VARIABLE, Kind.IRI, Kind.NAME})
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Graphs(TypedDict, total=False):
    """A dataset, as keyword arguments of `pyoxigraph.Store.query`; empty for the store's own."""

    default_graph: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
    named_graphs: list[ox.NamedNode | ox.BlankNode]


@dataclass(frozen=True, slots=True)
class Descriptions:
    """CONSTRUCT queries about `?entity`: what is said of any resource, and what more of one that is of a class or has a
    property, by the IRI of either. `entity` finds what `lod.store.walking` does, and is asked where there is no walk.

    Each begins with its prologue and its template, and has `WHERE`; no relative IRI, no FROM.
    """

    entity: str
    further: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A DESCRIBE query: `prologue` DESCRIBE `resources` `dataset` `rest`, with the names of all variables in it."""

    prologue: str
    resources: tuple[Token, ...]
    dataset: str
    rest: str
    variables: frozenset[str]


def select(text: str) -> str:
    """The SELECT that finds the resources of a decoded DESCRIBE query which the engine has parsed.

    `DESCRIBE <urn:x> ?y WHERE { … }` gives `SELECT ?y (<urn:x> AS ?described) WHERE { … }`.
    """
    parts = _parts(text)
    chosen = dict.fromkeys(token.text.replace("$", "?") for token in parts.resources if token.kind is Kind.VARIABLE)
    if any(token.text == "*" for token in parts.resources):
        chosen = {"*": None}
    number = 0
    for token in parts.resources:
        if token.kind in (Kind.IRI, Kind.NAME):
            while f"described{number}" in parts.variables:
                number += 1
            chosen[f"({token.text} AS ?described{number})"] = None
            number += 1
    rest = parts.rest
    if not rest.lstrip().startswith("{") and rest[:5].upper() != "WHERE":
        rest = f"{{}}\n{rest}"
    return f"{parts.prologue}SELECT {' '.join(chosen)}\n{parts.dataset}\n{rest}"


def dataset(text: str) -> str:
    """The FROM clauses of a decoded DESCRIBE query, as a SELECT of their IRIs: its first solution has those of FROM as
    ?default0, ?default1 …, those of FROM NAMED as ?named0 …; empty when it has none."""
    parts = _parts(text)
    chosen, kind = list[str](), "default"
    for token in tokens(parts.dataset):
        if token.word in ("FROM", "NAMED"):
            kind = {"FROM": "default", "NAMED": "named"}[token.word]
        else:
            chosen.append(f"({token.text} AS ?{kind}{len(chosen)})")
    return f"{parts.prologue}SELECT {' '.join(chosen)} {{}}" if chosen else ""


def _parts(text: str) -> _Parts:
    found = list(tokens(text))
    start = next((at for at, token in enumerate(found) if token.word in _FORMS), None)
    if start is None or found[start].word != "DESCRIBE":
        raise QueryRefused("found no DESCRIBE query")
    behind = found[start + 1 :]
    ends = next((at for at, token in enumerate(behind) if token.word in _CLAUSES or token.text == "{"), len(behind))
    for token in behind[:ends]:
        if token.kind not in _RESOURCES and token.text != "*":
            raise QueryRefused(f"{place(text, token.start)}: found {token.text}; accepted: a variable, an IRI or *")
    after = behind[ends:]
    offsets = [token.start for token in after] + [len(text)]
    # DatasetClause: FROM NAMED? SourceSelector (section 19.8, [13] to [16])
    size = 0
    while size < len(after) and after[size].word == "FROM":
        size += 3 if size + 1 < len(after) and after[size + 1].word == "NAMED" else 2
    size = min(size, len(after))
    return _Parts(
        prologue=text[: found[start].start],
        resources=tuple(behind[:ends]),
        dataset=text[offsets[0] : offsets[size]],
        rest=text[offsets[size] :],
        variables=frozenset(token.text[1:] for token in found if token.kind is Kind.VARIABLE),
    )


def named(text: str) -> list[ox.NamedNode] | None:
    """The resources of a decoded DESCRIBE query that names them all and asks for nothing more; None for any other, and
    where a name has to be resolved or unescaped (sections 4.1.1 and 4.1.4), which is left to the engine."""
    parts = _parts(text)
    if parts.dataset or parts.rest.strip():
        return None
    prefixes = dict[str, str]()
    found = [token.text for token in tokens(parts.prologue)]
    for word, prefix, iri in zip(found, found[1:], found[2:], strict=False):
        if word.upper() == "PREFIX":
            prefixes[prefix] = iri[1:-1]
    iris = [_written_out(token, prefixes) for token in parts.resources]
    return [ox.NamedNode(iri) for iri in iris if iri] if all(iris) else None


def _written_out(token: Token, prefixes: dict[str, str]) -> str:
    """The IRI that a token is, empty where it is none or not for certain."""
    if token.kind is Kind.IRI:
        iri = token.text[1:-1]
    elif token.kind is Kind.NAME:
        prefix, _, local = token.text.partition(":")
        iri = prefixes.get(f"{prefix}:", "") + local
    else:
        return ""
    return iri if _ABSOLUTE.match(iri) and "/." not in iri and "\\" not in iri else ""


class Describer:
    """Describes resources of one store as `descriptions` say. `graphs` are the keyword arguments of
    `pyoxigraph.Store.query` that name a dataset, where the protocol does; else the query's own FROM holds.
    The store's own dataset is walked, with `walk`."""

    def __init__(
        self, engine: ox.Store, descriptions: Descriptions, base_iri: str | None, graphs: Graphs, walk: Walk
    ) -> None:
        self._engine, self._descriptions, self._base_iri = engine, descriptions, base_iri
        self._graphs, self._walk = graphs, walk

    def triples(self, text: str) -> Iterator[ox.Triple]:
        """What is said of the resources of a decoded DESCRIBE query, which the engine has parsed; some repeatedly.

        Raises QueryRefused, and what the engine raises.
        """
        if not self._graphs and (iris := named(text)) is not None:
            for iri in dict.fromkeys(iris):
                yield from self._walk.description(iri, self._descriptions.further)
            return
        found = self._engine.query(select(text), base_iri=self._base_iri, **self._graphs)
        assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - a SELECT
        graphs = self._graphs or self._own_graphs(text)
        described = set[ox.NamedNode | ox.BlankNode]()
        for solution in found:
            for node in solution:
                if isinstance(node, (ox.NamedNode, ox.BlankNode)) and node not in described:
                    described.add(node)
                    yield from self._about(node, graphs)

    def _about(self, node: ox.NamedNode | ox.BlankNode, graphs: Graphs) -> Iterator[ox.Triple]:
        if not graphs:
            yield from self._walk.description(node, self._descriptions.further)
            return
        own = [*self._construct(self._descriptions.entity, node, graphs)]
        said = [triple for triple in own if triple.subject == node]
        if not said:
            return
        yield from own
        for query in more(self._descriptions.further, said):
            yield from self._construct(query, node, graphs)

    def _construct(self, query: str, node: ox.NamedNode | ox.BlankNode, graphs: Graphs) -> ox.QueryTriples:
        found = self._engine.query(query, substitutions={_ENTITY: node}, **graphs)
        assert isinstance(found, ox.QueryTriples)  # noqa: S101 - the queries are CONSTRUCTs
        return found

    def _own_graphs(self, text: str) -> Graphs:
        asked = dataset(text)
        if not asked:
            return {}
        found = self._engine.query(asked, base_iri=self._base_iri)
        assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - a SELECT
        names = [variable.value for variable in found.variables]
        chosen = [(name, node) for name, node in zip(names, next(found), strict=True) if isinstance(node, ox.NamedNode)]
        return {
            "default_graph": [node for name, node in chosen if name.startswith("default")],
            "named_graphs": [node for name, node in chosen if name.startswith("named")],
        }


_ENTITY = ox.Variable("entity")
