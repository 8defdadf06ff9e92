"""ontology/context.jsonld, read for writing: which term says a property, and how its values then look.

That file alone names terms. The first term of a property is its usual one; a property may have others for strings
without a language and for lists. Clauses are those of JSON-LD 1.1 (2020).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import msgspec

from lod import resources

WEB = ("http://", "https://")
"""How most IRIs begin; what begins so is no compact IRI (API section 6.2)."""


class Definition(msgspec.Struct, frozen=True):
    """An expanded term definition (section 9.15.1), in the part of it that our context uses."""

    iri: str = msgspec.field(name="@id")
    type: str | None = msgspec.field(name="@type", default=None)
    language: str | msgspec.UnsetType | None = msgspec.field(name="@language", default=msgspec.UNSET)
    container: str | None = msgspec.field(name="@container", default=None)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of an object: how it is called and what it makes of plain strings."""

    name: str
    type: str | None = None
    """The datatype of its strings, or `@id` or `@vocab`."""
    language: str | None = None
    is_set: bool = False
    """Its value is an array even when there is but one."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one property. `position` is its place in the context, which is the order of an object's keys."""

    position: int
    usual: Key
    untagged: str | None = None
    ordered: Key | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """The context from the side of IRIs."""

    properties: Mapping[str, Keys]
    names: Mapping[str, str]
    """Terms by what they stand for."""
    prefixes: Mapping[str, str]
    """Prefixes by their namespace."""
    reserved: frozenset[str]
    """The prefixes: no IRI may have one as its scheme."""

    def keys(self, predicate: str) -> Keys:
        """The keys of a property, known to the context or not."""
        return self.properties.get(predicate) or Keys(len(self.properties), Key(self.name(predicate)))

    def name(self, iri: str) -> str:
        """An IRI as a key, a type or a datatype: a term, a compact IRI or itself. Raises ValueError as `identifier`."""
        return self.names.get(iri) or _compact(iri, self.prefixes) or self.identifier(iri)

    def identifier(self, iri: str) -> str:
        """The IRI itself. Raises ValueError for one whose scheme is a prefix of ours, which no JSON-LD with our context
        can hold (API section 6.2: IRI confused with prefix)."""
        if iri.startswith(WEB):
            return iri
        scheme, _, rest = iri.partition(":")
        if scheme in self.reserved and not rest.startswith("//"):
            raise ValueError(
                f"<{iri}>: {scheme!r} is a prefix of our JSON-LD context, so no IRI scheme can be {scheme!r}"
            )
        return iri


@cache
def terms() -> dict[str, object]:
    """The context as it is published; it does not change while the code runs."""
    content = (resources.folder("ontology") / "context.jsonld").read_bytes()
    return msgspec.json.decode(content, type=dict[str, dict[str, object]])["@context"]


@cache
def published() -> Context:
    """The published context from the side of IRIs."""
    return read(terms())


def excerpt(document: object) -> dict[str, object]:
    """The part of the published context that a document uses, to stand in it: then nobody has to fetch one.

    It is found by the names that occur, so a text that happens to be a term's name brings that term along.
    """
    return dict(_defined(_named(document)))


@lru_cache(maxsize=1024)
def _defined(named: frozenset[str]) -> dict[str, object]:
    """The definitions of some terms and of those that occur in them. Documents about things of a kind have the same."""
    used, waiting, known = {"@version"}, set(named), terms()
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting |= _named(known[name])
    return {name: definition for name, definition in known.items() if name in used}


def _named(document: object) -> frozenset[str]:
    """The terms that occur in a document, alone or as the prefix of a compact IRI."""
    known, strings = terms(), set[str]()
    _gather(document, strings)
    return frozenset(name for each in strings for name in (each, each.partition(":")[0]) if name in known)


def _gather(value: object, strings: set[str]) -> None:
    """Adds every string of a document, keys too. Generators would cost more than all else in writing a document."""
    if isinstance(value, str):
        strings.add(value)
    elif isinstance(value, dict):
        strings.update(value)
        for each in value.values():
            _gather(each, strings)
    elif isinstance(value, list):
        for each in value:
            _gather(each, strings)


def read(terms: Mapping[str, object]) -> Context:
    """A context of prefixes and terms, nothing scoped and nothing nested."""
    definitions = {
        name: msgspec.convert({"@id": value} if isinstance(value, str) else value, Definition)
        for name, value in terms.items()
        if not name.startswith("@")
    }
    namespaces = {name: each.iri for name, each in definitions.items() if each.iri[-1] in "#/"}
    prefixes = {namespace: prefix for prefix, namespace in namespaces.items()}
    names: dict[str, str] = {}
    by_property: dict[str, dict[str, Definition]] = {}
    for name, each in definitions.items():
        if name not in namespaces and not each.iri.startswith("@"):
            iri = _expand(each.iri, namespaces)
            names.setdefault(iri, name)
            by_property.setdefault(iri, {})[name] = each
    properties = {
        iri: _keys(position, iri, same, namespaces) for position, (iri, same) in enumerate(by_property.items())
    }
    return Context(properties, names, prefixes, frozenset(namespaces))


def _keys(position: int, iri: str, definitions: Mapping[str, Definition], namespaces: Mapping[str, str]) -> Keys:
    usual = ordered = untagged = None
    for name, each in definitions.items():
        if each.container == "@list":
            ordered = _key(name, each, namespaces)
        elif each.language is None:
            untagged = name
        else:
            usual = usual or _key(name, each, namespaces)
    prefixes = {namespace: prefix for prefix, namespace in namespaces.items()}
    return Keys(position, usual or Key(_compact(iri, prefixes) or iri), untagged, ordered)


def _key(name: str, definition: Definition, namespaces: Mapping[str, str]) -> Key:
    return Key(
        name,
        type=_expand(definition.type, namespaces) if definition.type else None,
        language=definition.language or None,
        is_set=definition.container == "@set",
    )


def _expand(name: str, namespaces: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return f"{namespaces[prefix]}{local}" if prefix in namespaces else name


def _compact(iri: str, prefixes: Mapping[str, str]) -> str | None:
    """An IRI as `prefix:name`, if it is a name in one of the namespaces."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = prefixes.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and iri[cut:] else None
