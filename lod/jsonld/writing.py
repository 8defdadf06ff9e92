"""An entity as JSON-LD 1.1 that reads like ordinary JSON, and expands to exactly the triples it was made from.

- What an entity is composed of is an object inside it, at its first mention; anything else it leads to is an IRI.
- Where all that is known of a thing is what it is called, every mention is an object with `id` and name.
- Whatever cannot be reached that way is listed under `included`. Key order is that of the context.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from lod.jsonld import context
from lod.jsonld.context import WEB, Context, Key, Keys
from lod.jsonld.nodes import Node, by_subject, take_lists
from lod.namespaces import DCAT, DCT, INSP, OA, PROV, RDF, RDFS, SKOS, SPDX, VOID, XSD
from lod.terms import Literal, Term, Triple

PARTS = frozenset(
    {
        INSP.hasJudgement,
        INSP.hadJudgement,
        INSP.correctedBy,
        INSP.hasSample,
        INSP.subSample,
        INSP.hasMeasure,
        INSP.makesRecommendations,
        INSP.reportedIn,
        PROV.wasDerivedFrom,
        OA.hasSelector,
        SPDX.checksum,
        DCAT.dataset,
        DCAT.service,
        DCAT.distribution,
        DCAT.contactPoint,
        DCT.rights,
        VOID.classPartition,
        VOID.propertyPartition,
    }
)
"""The properties whose values are written inside the entity."""

_TYPE = RDF.type
_STRING, _INTEGER, _COUNT, _BOOLEAN = XSD.string, XSD.integer, XSD.nonNegativeInteger, XSD.boolean
_NAMES = frozenset({RDFS.label, SKOS.prefLabel, DCT.title})
_DEPTH = 12
"""Objects nest no deeper; a graph that would is written flat from there, and readers need no deep stack."""
_SAFE_INTEGER = 2**53
"""Below it every JSON reader keeps integers exact (RFC 8259 section 6)."""

Json = Any


def compact(triples: Iterable[Triple], root: str) -> dict[str, Json]:
    """One JSON object for `root` with everything that `triples` say, in the terms of ontology/context.jsonld.

    It carries the part of the context that it uses, so nothing has to be fetched to read it. The order of the triples
    makes no difference. Raises ValueError for an IRI such as `<dct:x>`, whose scheme is a prefix of the context.
    """
    document = embedded(triples, root)
    return {"@context": context.excerpt(document), **document}


def embedded(triples: Iterable[Triple], root: str) -> dict[str, Json]:
    """The same object without its context, to stand in a document that has one."""
    nodes = by_subject(triples)
    lists = take_lists(nodes, root)
    return _Writer(nodes, lists, context.published()).document(root)


def graph(triples: Iterable[Triple]) -> dict[str, Json]:
    """A JSON-LD document for any graph: its things, each with its parts, in the order of their IRIs, under `@graph`.

    It carries the part of the context that it uses. Raises ValueError as `compact` does.
    """
    nodes = by_subject(triples)
    lists = take_lists(nodes, "")
    document = {"@graph": _Writer(nodes, lists, context.published()).objects()}
    return {"@context": context.excerpt(document), **document}


class _Writer:
    """Writes each node of a graph once, names excepted."""

    def __init__(self, nodes: Mapping[str, Node], lists: Mapping[str, list[Term]], terms: Context) -> None:
        self._nodes = nodes
        self._lists = lists
        self._terms = terms
        self._named = {subject for subject, node in nodes.items() if _is_only_named(subject, node)}
        self._written: set[str] = set()

    def document(self, root: str) -> dict[str, Json]:
        document = self._object(root, 0)
        included = self.objects()
        return {**document, "included": included} if included else document

    def objects(self) -> list[dict[str, Json]]:
        """Whatever is not written yet."""
        return [self._object(subject, 1) for subject in self._waiting() if subject not in self._written]

    def _waiting(self) -> list[str]:
        """What is not written yet: wholes first, so that they take in their parts; then parts in a circle."""
        left = self._nodes.keys() - self._written
        if not left:
            return []
        inside = {
            value
            for node in self._nodes.values()
            for predicate, values in node.items()
            for value in values
            if isinstance(value, str) and (_is_part(predicate, value) or value in self._named)
        }
        return [*sorted(left - inside), *sorted(left & inside)]

    def _object(self, subject: str, depth: int) -> dict[str, Json]:
        self._written.add(subject)
        written: dict[str, Json] = {"id": self._terms.identifier(subject)}
        node = self._nodes.get(subject, {})
        for keys, predicate in _in_order(tuple(node)):
            values, usual = node[predicate], keys.usual
            if predicate == _TYPE:
                types, values = _types(tuple(values))
                if types:
                    written["type"] = types
            # One value that is no part of this one is what most properties have; calls would cost more than all else.
            only = values[0] if len(values) == 1 and not usual.is_set else None
            if isinstance(only, Literal) and not keys.untagged:
                written[usual.name] = _literal(only, usual, self._terms)
            elif usual.type == "@id" and isinstance(only, str) and only not in self._nodes and only.startswith(WEB):
                written[usual.name] = only
            elif values:
                self._add(written, predicate, keys, values, depth)
        return written

    def _add(self, written: dict[str, Json], predicate: str, keys: Keys, values: Sequence[Term], depth: int) -> None:
        """Adds what `predicate` says, under one key or, where values differ in kind, several."""
        if keys.ordered and len(values) == 1 and isinstance(values[0], str) and values[0] in self._lists:
            written[keys.ordered.name] = self._members(values[0], keys.ordered, depth)
            return
        usual: list[Json] = []
        plain: list[str] = []
        for value in values:
            if isinstance(value, str):
                usual.append(self._reference(predicate, value, keys.usual, depth))
            elif keys.untagged and value.datatype == _STRING:
                plain.append(value.lexical)
            else:
                usual.append(_literal(value, keys.usual, self._terms))
        if usual:
            written[keys.usual.name] = usual if keys.usual.is_set or len(usual) > 1 else usual[0]
        if plain and keys.untagged:
            written[keys.untagged] = plain if len(plain) > 1 else plain[0]

    def _members(self, head: str, key: Key, depth: int) -> list[Json]:
        return [
            self._reference(RDF.first, value, key, depth)
            if isinstance(value, str)
            else _literal(value, key, self._terms)
            for value in self._lists[head]
        ]

    def _reference(self, predicate: str, value: str, key: Key, depth: int) -> Json:
        if value in self._lists:
            return {"@list": self._members(value, key, depth)}
        if value in self._nodes and (
            value in self._named or (value not in self._written and depth < _DEPTH and _is_part(predicate, value))
        ):
            return self._object(value, depth + 1)
        if key.type == "@vocab":
            return self._terms.name(value)
        identifier = self._terms.identifier(value)
        return identifier if key.type == "@id" else {"id": identifier}


@lru_cache(maxsize=1024)
def _types(classes: tuple[Term, ...]) -> tuple[list[str], list[Term]]:
    """Classes by name, and what is no class. Things of a kind have the same."""
    name = context.published().name
    return [name(each) for each in classes if isinstance(each, str)], [
        each for each in classes if isinstance(each, Literal)
    ]


@lru_cache(maxsize=1024)
def _in_order(predicates: tuple[str, ...]) -> tuple[tuple[Keys, str], ...]:
    """Properties in the order of their keys, classes first. Things of a kind have the same."""
    keys = context.published().keys
    said = sorted((predicate != _TYPE, keys(predicate).position, predicate) for predicate in predicates)
    return tuple((keys(predicate), predicate) for _, _, predicate in said)


def _literal(literal: Literal, key: Key, terms: Context) -> Json:
    """A literal as the plainest JSON from which `key` gives it back (API 5.3.2, 8.2.2)."""
    lexical, datatype, language = literal
    if language:
        return lexical if language == key.language else {"lang": language, "value": lexical}
    if datatype == key.type:
        return int(lexical) if datatype == _COUNT and _is_plain_integer(lexical) else lexical
    if datatype == _STRING:
        return {"value": lexical} if key.type or key.language else lexical
    if key.type in (None, "@id", "@vocab"):
        if datatype == _INTEGER and _is_plain_integer(lexical):
            return int(lexical)
        if datatype == _BOOLEAN and lexical in ("true", "false"):
            return lexical == "true"
    return {"type": terms.name(datatype), "value": lexical}


def _is_only_named(subject: str, node: Node) -> bool:
    return node.keys() <= _NAMES and not subject.startswith("_:") and _all_literals(node)


def _is_part(predicate: str, value: str) -> bool:
    """Whether a node belongs inside the one that leads to it: a blank node has no address to be read at."""
    return predicate in PARTS or value.startswith("_:")


def _all_literals(node: Node) -> bool:
    return all(isinstance(value, Literal) for values in node.values() for value in values)


@lru_cache(maxsize=1024)
def _is_plain_integer(lexical: str) -> bool:
    """Whether a JSON number says just this lexical form, in every reader."""
    return (
        len(lexical) < 17
        and lexical.removeprefix("-").isdecimal()
        and str(int(lexical)) == lexical
        and abs(int(lexical)) < _SAFE_INTEGER
    )
