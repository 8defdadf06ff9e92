"""Things and their documents: `/id/…` answers 303 to `/doc/…` (W3C "Cool URIs", UKGovLD URI Patterns 1.0)."""

from __future__ import annotations

from collections.abc import Container, Iterable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lod.formats import Format
from lod.iris import Iris
from lod.namespaces import DCT, INSP, ORG, RDF, SKOS
from lod.queries import query
from lod.store import Store
from lod.terms import Triple
from lod.web import collections, datasets, documents, memento, retired, signposts
from lod.web.collections import COLLECTIONS
from lod.web.documents import Address
from lod.web.pages import area, frameworks, histories, inspection, unit
from lod.web.pages.description import Value
from lod.web.pages.statements import Statements
from lod.web.problems import NOT_FOUND, HttpProblem
from lod.web.retired import Retired
from lod.web.site import Served, served_of, site_of
from lod.web.stores import descriptions

_RETIRING = (INSP.withdrawnBy, DCT.isReplacedBy)
"""What is said of a thing that may have no document of its own any more."""


def thing(request: Request) -> Response:
    """`/id/{path}`: 303 to the document, in one hop and whatever the format."""
    served, path = served_of(request), documents.path_of(request).removeprefix("/id/")
    if path not in COLLECTIONS:
        if not _exists(served.store, _iri(request, path)):
            raise _unknown(request, path)
        if found := _retired(request, served, _iri(request, path)):
            if found.is_gone:
                raise retired.gone(request, found)
            return retired.redirect(request, found, "/id/")
    location = f"{request.scope.get('root_path', '')}{memento.below(request)}/doc/{path}"
    return RedirectResponse(location, 303, {"Vary": "Accept", "Cache-Control": "public, max-age=60"})


def document(request: Request) -> Response:
    """`/doc/{path}` and its suffixes: the thing with its parts."""
    served = served_of(request)
    where = documents.address(request)
    path = where.path.removeprefix("/doc/")
    if path in COLLECTIONS:
        return collections.members(request, served, path, where)
    said = about(served.store, _iri(request, path))
    if not said and where.fixed:
        # An identifier may end as a suffix does.
        where = Address(documents.path_of(request), None, where.root)
        path = where.path.removeprefix("/doc/")
        said = about(served.store, _iri(request, path))
    if not said:
        raise _unknown(request, path)
    iri = _iri(request, path)
    tell_datasets(request, served, iri)
    posts = signposts.of_thing(request, where, iri, said)

    def links(variant: Format) -> list[str]:
        return signposts.values(request, where, variant, posts)

    if _says(said, iri, _RETIRING) and (found := _retired(request, served, iri)):
        if not found.is_gone:
            return retired.redirect(request, found, "/doc/", f".{where.fixed.suffix}" if where.fixed else "")
        notice = found.said
        return retired.document(
            request, where, found, said, lambda: page(request, where, said, iri, notice), links=links
        )
    return documents.send(request, where, said, iri, lambda: page(request, where, said, iri), links=links)


def about(store: Store, iri: str) -> list[Triple]:
    """What is said of a thing and its parts; of a unit also what is known through others.
    Empty when nothing is said of the thing itself."""
    return store.describe(iri, descriptions())


def tell_datasets(request: Request, served: Served, iri: str) -> None:
    """Says which datasets the facts in a thing's document are from; a thing of a vocabulary is from none."""
    if len(served.datasets) == 1:
        datasets.tell(request, served.datasets)
        return
    kind, _, named = iri.removeprefix(f"{site_of(request).publication.base_iri}id/").partition("/")
    if kind == "statistics":  # counted from a dataset, whose name is in their IRIs
        datasets.tell(request, [each for each in served.datasets if each.name == named.partition("/")[0]])
        return
    rows = served.store.select(query("sources_of"), {"entity": iri})
    datasets.tell(request, datasets.reading(served.datasets, (str(row["source"]) for row in rows)))


def page(
    request: Request,
    where: Address,
    said: Iterable[Triple],
    iri: str,
    notice: str = "",
    template: str = "entity.html",
    **more: object,
) -> bytes:
    """A thing as HTML; `notice` is what a reader has to know first. `template` extends that of things, by `more`."""
    site = site_of(request)
    pages = site.pages
    served = served_of(request)
    statements = Statements(said, pages.links(request), served.names, served.ratings)
    kinds = statements.all(iri, RDF.type)
    if INSP.InspectedUnit in kinds:
        template, more = "unit.html", unit.more(served, statements, iri)
    elif INSP.Inspection in kinds:
        template, more = "inspection.html", inspection.more(statements, iri, served.ratings)
    elif iri in served.ratings:
        template, more = "rating.html", {"standing": served.ratings[iri]}
    elif INSP.Standard in kinds and (framework := statements.first(iri, SKOS.inScheme)):
        template, more = "standard.html", frameworks.of_standard(served, statements, framework)
    elif SKOS.Concept in kinds and (found := area.about(served, statements.links, iri)):
        datasets.tell(request, found.datasets)
        template, more = "area.html", {"area": found}
    return pages.render(
        request,
        template,
        entity=statements.describe(iri),
        within=_within(statements, iri),
        history=histories.rows(statements, iri),
        notice=notice,
        alternates=documents.alternates(where),
        **more,
    )


def _within(statements: Statements, unit: str) -> list[tuple[Value, Value | None]]:
    """The units that the unit contains, by name, each with its current rating."""
    found = statements.subjects(ORG.subOrganizationOf, unit)
    return [
        (statements.link(iri), statements.value(iri, INSP.currentRating)) for iri in sorted(found, key=statements.name)
    ]


def _iri(request: Request, path: str) -> str:
    return f"{site_of(request).publication.base_iri}id/{path}"


def _says(said: Iterable[Triple], iri: str, properties: Container[str]) -> bool:
    """Whether a thing is said to have any of the properties."""
    return any(subject == iri and predicate in properties for subject, predicate, _ in said)


def _retired(request: Request, served: Served, iri: str) -> Retired | None:
    return retired.retired(served.store, Iris(site_of(request).publication.base_iri), iri)


def _exists(store: Store, iri: str) -> bool:
    return store.ask(query("exists"), {"entity": iri})


def _unknown(request: Request, path: str) -> HttpProblem:
    return HttpProblem(NOT_FOUND, f"Nothing is published under <{_iri(request, path)}>.")
