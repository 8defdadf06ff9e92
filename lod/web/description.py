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


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact was read, on one line. A row quotes nothing and supports no property in particular."""

    place: Value
    """The characters or the row, leading to the evidence itself."""
    source: Value | None
    quote: str = ""
    supports: Value | None = None


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
