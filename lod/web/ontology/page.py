"""The ontology for people: a page of diagrams, terms and how they relate to other vocabularies; one of the shapes that
check each term; one of examples in the release that is served; one of what has changed. Nothing is written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from starlette.requests import Request

from lod.formats import Format, parse_lines, serialise
from lod.namespaces import PREFIXES
from lod.queries import query
from lod.resources import folder
from lod.store import Store
from lod.terms import Triple, lines
from lod.web import documents
from lod.web.documents import Address
from lod.web.ontology import changelog, diagrams, terminology
from lod.web.ontology.rules import Rule, borrowed, rules
from lod.web.ontology.shapes import all_lines
from lod.web.ontology.terminology import OntologyTerm, Said
from lod.web.pages.statements import Statements
from lod.web.site import served_of, site_of

_LONGEST = 24
"""Statements of an example: what has more is shown by these, and leads to all."""


@dataclass(frozen=True, slots=True)
class Example:
    """A thing in the release that is served, and what is said of it in Turtle."""

    iri: str
    turtle: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A term with all that belongs to it."""

    term: OntologyTerm
    properties: tuple[OntologyTerm, ...]
    """Of a class: those that its things may have."""
    leads_here: tuple[OntologyTerm, ...]
    """Of a class: those whose values are its things."""
    narrower: tuple[OntologyTerm, ...]
    rules: tuple[Rule, ...]
    example: Example | None


def page(request: Request, where: Address, said: Sequence[Triple], iri: str) -> bytes:
    """The documentation of the ontology `iri`, of which a release says no more than `said`."""
    served, site = served_of(request), site_of(request)
    terms, entries = _entries(said, served.store)
    statements = Statements(said, site.pages.links(request), served.names)
    return site.pages.render(
        request,
        "ontology.html",
        header=statements.describe(iri, [term.iri for term in terms]),
        classes=[entry for entry in entries if entry.term.is_class],
        properties_listed=[entry for entry in entries if not entry.term.is_class],
        named={term.iri: term for term in terms},
        diagrams=diagrams.diagrams(terms, borrowed(_shapes())),
        alternates=documents.alternates(where),
    )


def rules_page(request: Request, said: Sequence[Triple]) -> bytes:
    """The terms that shapes check, each with the rules."""
    _, entries = _entries(said, served_of(request).store)
    checked = [entry for entry in entries if entry.rules]
    return site_of(request).pages.render(request, "ontology-rules.html", entries=checked)


def examples_page(request: Request, said: Sequence[Triple]) -> bytes:
    """The terms that the release has something of, each with an example."""
    _, entries = _entries(said, served_of(request).store)
    shown = [entry for entry in entries if entry.example]
    return site_of(request).pages.render(request, "ontology-examples.html", entries=shown)


def changes_page(request: Request) -> bytes:
    """What has changed, as the change log of the ontology has it."""
    changes = list(changelog.blocks((folder("ontology") / "CHANGELOG.md").read_text("utf-8")))
    return site_of(request).pages.render(request, "ontology-changes.html", changes=changes)


def _entries(said: Sequence[Triple], store: Store) -> tuple[Sequence[OntologyTerm], Sequence[Entry]]:
    """The terms that are defined, and all that belongs to each."""
    terms = terminology.terms(terminology.by_subject(said))
    return terms, [_entry(term, terms, store) for term in terms]


def _entry(term: OntologyTerm, terms: Sequence[OntologyTerm], store: Store) -> Entry:
    of_class, of_property = _rules()
    return Entry(
        term=term,
        properties=tuple(each for each in terms if term.is_class and term.iri in each.domains),
        leads_here=tuple(each for each in terms if term.is_class and term.iri in each.ranges),
        narrower=tuple(each for each in terms if term.iri in each.broader),
        rules=tuple((of_class if term.is_class else of_property).get(term.iri, ())),
        example=_example(term, store),
    )


@cache
def _rules() -> tuple[Mapping[str, Sequence[Rule]], Mapping[str, Sequence[Rule]]]:
    return rules(_shapes())


@cache
def _shapes() -> Said:
    """The shapes travel with the code, and stay as they are while it runs."""
    return terminology.by_subject(parse_lines(all_lines()))


def _example(term: OntologyTerm, store: Store) -> Example | None:
    if term.is_class:
        said = store.construct(query("example_of"), {"class": term.iri})
    else:
        said = store.construct(query("example_value"), {"property": term.iri})
    if not said:
        return None
    written = sorted(lines(said))
    text = "".join(written)
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}
    turtle = serialise(written[:_LONGEST], Format.TURTLE, used).decode()
    body = [line for line in turtle.splitlines() if not line.startswith("@prefix")]
    return Example(said[0][0], "\n".join(body).strip())
