"""The keys of facts in our JSON-LD, as its context defines them."""

from __future__ import annotations

from functools import cache

import msgspec

from lod.jsonld import context
from lod.jsonld.context import Definition

_LEFT_OUT = frozenset({"dcat", "dcatap", "void", "sd", "odrs", "vcard", "foaf", "owl", "sh", "qb"})
"""Prefixes of what only catalogues and vocabularies say."""


@cache
def keys() -> dict[str, Definition]:
    """The keys of facts by name, as the context defines them."""
    found: dict[str, Definition] = {}
    for name, value in context.terms().items():
        if name.startswith("@"):
            continue
        definition = msgspec.convert({"@id": value} if isinstance(value, str) else value, Definition)
        prefix, colon, local = definition.iri.partition(":")
        if colon and not local.startswith("//") and prefix not in _LEFT_OUT and local[:1].islower():
            found[name] = definition
    return found


def keys_of(property_: str) -> list[str]:
    """The keys that stand for a property."""
    return [name for name, each in keys().items() if expanded(each.iri) == property_]


def expanded(name: str) -> str:
    """The IRI of a name with a prefix."""
    prefix, _, local = name.partition(":")
    return f"{context.terms()[prefix]}{local}"
