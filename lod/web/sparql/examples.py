"""Example queries: the competency questions that have a topic, as values for the editor and as RDF for machines.

A question is a file `ontology/competency/<name>.rq` that opens with comments: `# Question:` in words, `# Topic:`,
`# Needs:` what a release must hold to have an answer, `# View:` what shows it best. One without a topic is no example.
The RDF is `sh:SPARQLExecutable` (SHACL, section 5.2), described as the SIB's collection of examples does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lod.namespaces import DCT, PREFIXES, RDF, RDFS, SCHEMA, SCHEME_IRI, SH, XSD, Namespace
from lod.queries import query
from lod.resources import folder
from lod.store import Store
from lod.terms import Literal, Term, Triple, text

VIEWS = ("table", "chart", "map")
"""What the editor can show solutions as, the usual one first."""

_EXECUTABLE = Namespace(
    SH.iri, "SPARQLExecutable SPARQLSelectExecutable select prefixes declare prefix namespace PrefixDeclaration"
)
_DESCRIBED = Namespace(SCHEMA.iri, "keywords target")
_COMMENT = Namespace(RDFS.iri, "comment").comment
_LANGUAGE = "en"
_HEADING = re.compile(r"# (Question|Topic|Needs|View): (.+)\n")
_NEEDED = {**PREFIXES, "type": f"{SCHEME_IRI}unit-type/"}


@dataclass(frozen=True, slots=True)
class Example:
    """A query with the question it answers. `needs` binds what a release must hold, in the variables of has_value.rq;
    empty where any release may have an answer."""

    name: str
    question: str
    topic: str
    view: str
    needs: tuple[tuple[str, str], ...]
    query: str


@cache
def every() -> tuple[Example, ...]:
    """All examples, by topic and then by question."""
    paths = (folder("ontology") / "competency").glob("*.rq")
    found = (_example(path.stem, path.read_text("utf-8")) for path in paths)
    return tuple(sorted((each for each in found if each.topic), key=lambda each: (each.topic, each.question)))


def of(store: Store) -> tuple[Example, ...]:
    """The examples that a release may have an answer to: it holds what they need."""
    needed = {each.needs for each in every()}
    held = {needs for needs in needed if not needs or store.ask(query("has_value"), dict(needs))}
    return tuple(each for each in every() if each.needs in held)


def triples(examples: tuple[Example, ...], document: str, endpoint: str) -> Iterator[Triple]:
    """The examples as RDF. `document` is the IRI of the description, `endpoint` that of the service they are for."""
    yield document, DCT.title, text("Example queries", _LANGUAGE)
    for prefix, namespace in PREFIXES.items():
        declaration = f"{document}#prefix-{prefix}"
        yield document, _EXECUTABLE.declare, declaration
        yield declaration, RDF.type, _EXECUTABLE.PrefixDeclaration
        yield declaration, _EXECUTABLE.prefix, Literal(prefix)
        yield declaration, _EXECUTABLE.namespace, Literal(namespace, XSD.anyURI)
    for each in examples:
        iri = f"{document}#{each.name}"
        said: tuple[tuple[str, Term], ...] = (
            (RDF.type, _EXECUTABLE.SPARQLExecutable),
            (RDF.type, _EXECUTABLE.SPARQLSelectExecutable),
            (_COMMENT, text(each.question, _LANGUAGE)),
            (_DESCRIBED.keywords, text(each.topic, _LANGUAGE)),
            (_DESCRIBED.target, endpoint),
            (_EXECUTABLE.prefixes, document),
            (_EXECUTABLE.select, Literal(each.query)),
            (RDFS.isDefinedBy, document),
        )
        for predicate, value in said:
            yield iri, predicate, value


def _example(name: str, source: str) -> Example:
    """The file's headings, and its text without them but for the question."""
    said = {heading: value.strip() for heading, value in _HEADING.findall(source)}
    kept = re.sub(r"# (Topic|Needs|View): .+\n", "", source)
    needs = _needs(said["Needs"]) if "Needs" in said else ()
    return Example(name, said["Question"], said.get("Topic", ""), said.get("View", VIEWS[0]), needs, kept)


def _needs(term: str) -> tuple[tuple[str, str], ...]:
    """`type:x` is a type of unit, `insp:Report` a class, `geo:lat` a property: what a release must have one of."""
    prefix, _, local = term.partition(":")
    iri = _NEEDED[prefix] + local
    if prefix == "type":
        return (("property", DCT.type), ("value", iri))
    if local[0].isupper():
        return (("property", RDF.type), ("value", iri))
    return (("property", iri),)
