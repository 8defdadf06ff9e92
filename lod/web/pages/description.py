"""A thing as a page shows it: properties with names for people, parts inside the thing they belong to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: text, where it leads, and the part or the evidence that stands in its place."""

    text: str
    href: str | None = None
    language: str = ""
    is_time: bool = False
    part: Description | None = None
    evidence: Evidence | None = None
    colour: str = ""
    """Of a rating: the colour of its tag."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact was read, on one line. A row quotes nothing and supports no property in particular."""

    place: Value
    """The characters or the row, leading to the evidence itself."""
    source: Value | None
    quote: str = ""
    supports: Value | None = None
    of: tuple[Value, ...] = ()
    """The things that it states facts about, where those are not what it stands beside."""


@dataclass(frozen=True, slots=True)
class SourceDigest:
    """A document that was read, and the SHA-256 by which anybody can tell that they hold the same one."""

    source: Value
    sha256: str


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its name for people and all its values."""

    name: str
    iri: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """A thing: what it is called, its classes, what is said of it."""

    iri: str
    title: str
    kinds: tuple[Value, ...]
    properties: tuple[Property, ...]
    sources: tuple[SourceDigest, ...] = ()
    """The documents that it and its parts were read from."""
    read_from: tuple[Evidence, ...] = ()
    """Of a document that was read: the places in it that state facts."""
