"""The publication itself: who publishes what, where, under which licence."""

from __future__ import annotations

from dataclasses import dataclass

from lod.namespaces import OGL, OGL_ATTRIBUTION


@dataclass(frozen=True, slots=True)
class Publisher:
    name: str
    iri: str
    homepage: str | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    iri: str = OGL
    attribution: str = OGL_ATTRIBUTION


@dataclass(frozen=True, slots=True)
class Place:
    """A place that all data of a publication are about, by the IRI of a gazetteer."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What publication.toml says of the whole: who publishes what, where, under which licence."""

    name: str
    """The dataset's name in IRIs and file names."""
    title: str
    description: str
    base_iri: str
    publisher: Publisher
    contact: str
    languages: tuple[str, ...] = ("en",)
    licence: Licence = Licence()
    place: Place | None = None
    frequency: str = "irregular"
    """How often a release is made: a term of the Dublin Core Collection Description Frequency Vocabulary."""
    colour: str = ""
    """The publisher's colour on pages, as `#rrggbb`; empty for a neutral one."""
