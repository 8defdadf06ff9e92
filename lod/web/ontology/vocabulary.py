"""Our ontology, schemes and shapes, under `/def/`: w3id.org redirects there, and links in pages lead there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lod.formats import Format, parse_lines
from lod.namespaces import INSP, ONTOLOGY_IRI, SCHEME_IRI, SKOS
from lod.queries import query
from lod.resources import folder
from lod.terms import Triple
from lod.web import datasets, documents, entities
from lod.web.documents import Address
from lod.web.http.links import SHAPES_IRI, Links
from lod.web.http.negotiation import DOCUMENT
from lod.web.http.responses import Representation, respond
from lod.web.ontology import page as ontology_page
from lod.web.ontology import shapes as shape_files
from lod.web.pages import counted, frameworks
from lod.web.pages.description import Description
from lod.web.pages.ratings import levels
from lod.web.pages.statements import Statements
from lod.web.problems import NOT_FOUND, HttpProblem
from lod.web.site import served_of, site_of

_MOST = 60
"""Terms that a page describes; of more, such as a list of authorities, it gives the names."""


def ontology(request: Request) -> Response:
    """`/def/inspection`: every term of the ontology."""
    where = documents.address(request)
    said = _ontology(request)
    datasets.tell(request, ())
    return documents.send(
        request, where, said, ONTOLOGY_IRI, lambda: ontology_page.page(request, where, said, ONTOLOGY_IRI)
    )


def rules(request: Request) -> Response:
    """`/def/inspection-rules`: the shapes by the term that they check."""
    datasets.tell(request, ())
    return _html(request, ontology_page.rules_page(request, _ontology(request)))


def examples(request: Request) -> Response:
    """`/def/inspection-examples`: an example of each term."""
    return _html(request, ontology_page.examples_page(request, _ontology(request)))


def changes(request: Request) -> Response:
    """`/def/inspection-changes`: what has changed in the ontology."""
    datasets.tell(request, ())
    return _html(request, ontology_page.changes_page(request))


def _html(request: Request, body: bytes) -> Response:
    return respond(request, Representation(body, Format.HTML.content_type, negotiated=False))


def term(request: Request) -> Response:
    """`/def/inspection/{term}`: to the term in the ontology's document, be it deprecated or not."""
    name = documents.path_of(request).removeprefix("/def/inspection/")
    if not any(subject == f"{INSP.iri}{name}" for subject, _, _ in _ontology(request)):
        raise _unknown(INSP.iri + name)
    return RedirectResponse(f"{request.scope.get('root_path', '')}/def/inspection#{name}", 303)


def _ontology(request: Request) -> list[Triple]:
    return served_of(request).store.construct(query("ontology"), {"ontology": ONTOLOGY_IRI})


def scheme(request: Request) -> Response:
    """`/def/{scheme}`: a concept scheme with its concepts."""
    where = documents.address(request)
    iri = _scheme_iri(where)
    said = served_of(request).store.construct(query("scheme"), {"scheme": iri})
    if not said:
        raise _unknown(iri)
    return _vocabulary(request, where, said, iri, f"{iri}/")


def concept(request: Request) -> Response:
    """`/def/{scheme}/{concept}`: one concept."""
    datasets.tell(request, ())
    where = documents.address(request)
    iri = _scheme_iri(where)
    said = entities.about(served_of(request).store, iri)
    if not said:
        raise _unknown(iri)
    return documents.send(request, where, said, iri, lambda: entities.page(request, where, said, iri))


def context(request: Request) -> Response:
    """`/def/context.jsonld`: the JSON-LD context of every JSON document here."""
    body = (folder("ontology") / "context.jsonld").read_bytes()
    return respond(request, Representation(body, Format.JSON_LD.content_type, negotiated=False))


def shapes(request: Request) -> Response:
    """`/shapes` and `/shapes/{class}`: the SHACL shapes that every release conforms to."""
    where = documents.address(request)
    name = where.path.removeprefix("/shapes").removeprefix("/")
    paths = shape_files.files(name)
    if not paths:
        raise _unknown(f"{SHAPES_IRI}/{name}")
    datasets.tell(request, ())
    variant = documents.negotiate(request, where)
    if variant is Format.TURTLE:
        # As their authors wrote them, comments and all.
        body = b"\n".join(path.read_bytes() for path in paths)
        return documents.send_bytes(request, where, variant, body, offered=DOCUMENT)
    return _vocabulary(request, where, list(parse_lines(shape_files.lines(paths))), SHAPES_IRI, f"{SHAPES_IRI}/")


def _vocabulary(request: Request, where: Address, said: Sequence[Triple], iri: str, namespace: str) -> Response:
    datasets.tell(request, ())
    return documents.send(request, where, said, iri, lambda: _page(request, where, said, iri, namespace))


def _page(request: Request, where: Address, said: Sequence[Triple], iri: str, namespace: str) -> bytes:
    """The vocabulary as one page: its header, then each term under its own anchor; of many terms the names alone, which
    lead to what is said of each."""
    site = site_of(request)
    pages = site.pages
    served = served_of(request)
    statements = Statements(said, pages.links(request), served.names, served.ratings)
    names = _terms(statements, iri)
    terms = [statements.describe(name, (iri, *names)) for name in names]
    header = statements.describe(iri, names)
    return pages.render(
        request,
        "vocabulary.html",
        # Its terms follow, and are not listed twice.
        header=replace(header, properties=tuple(each for each in header.properties if each.iri != SKOS.hasTopConcept)),
        terms=[(_anchor(each, namespace), each) for each in terms] if len(terms) <= _MOST else [],
        listed=[_listed(where, each, namespace, pages.links(request)) for each in terms] if len(terms) > _MOST else [],
        levels=list(reversed(levels(served.ratings, iri))),
        standards=frameworks.standards(served, iri, pages.links(request)),
        programmes=frameworks.programmes(served, iri, pages.links(request)),
        used=counted.uses(served, iri),
        alternates=documents.alternates(where),
    )


def _listed(where: Address, term: Description, namespace: str, links: Links) -> tuple[str, str, str | None]:
    """The anchor of a term, what it is listed as, and where it stands by itself: a concept or unit in its own document,
    a shape among those of its file, by its local name, since several are called the same."""
    anchor = _anchor(term, namespace)
    if term.iri.startswith(SHAPES_IRI):
        return anchor, anchor, f"{where.root}/shapes/{shape_files.homes()[term.iri]}#{anchor}"
    return anchor, term.title, links.href(term.iri)


def _terms(statements: Statements, vocabulary: str) -> list[str]:
    """The subjects that have a name of their own, the vocabulary itself apart."""
    return sorted(subject for subject in statements.of if not subject.startswith("_:") and subject != vocabulary)


def _anchor(each: Description, namespace: str) -> str:
    local = each.iri.removeprefix(namespace)
    return local if local != each.iri else each.iri.rpartition("/")[2]


def _scheme_iri(where: Address) -> str:
    return f"{SCHEME_IRI}{where.path.removeprefix('/def/')}"


def _unknown(iri: str) -> HttpProblem:
    return HttpProblem(NOT_FOUND, f"No term is published under <{iri}>.")
