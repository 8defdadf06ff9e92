"""The publication itself: home page or DCAT 3 catalogue at `/`, each dataset, VoID at `/.well-known/void`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from starlette.requests import Request
from starlette.responses import Response

from lod import feeds
from lod.formats import Format, parse_file
from lod.namespaces import DCAT
from lod.publication import schema_org
from lod.queries import query
from lod.terms import Triple
from lod.web import datasets, documents, entities, signposts
from lod.web.collections import COLLECTIONS
from lod.web.documents import Address
from lod.web.http.negotiation import GRAPH
from lod.web.http.responses import Representation, link, respond
from lod.web.pages import counted, statistics
from lod.web.problems import KINDS, NOT_FOUND, HttpProblem
from lod.web.site import Served, served_of, site_of

CATALOGUE, VOID = "catalogue.nt", "void.nt"


def home(request: Request) -> Response:
    """`/`: the home page, or the catalogue in RDF; its other formats stand at `/catalogue.…`."""
    site = site_of(request)
    served = served_of(request)
    where = Address("/catalogue", None, request.scope.get("root_path", ""))
    return documents.send(
        request,
        where,
        parse_file(served.release.file(CATALOGUE)),
        site.publication.base_iri,
        lambda: _home_page(request, served, where),
        links=lambda _: _feeds(request, served),
    )


def catalogue(request: Request) -> Response:
    """`/catalogue` and its suffixes: the same catalogue, as a document of its own."""
    site = site_of(request)
    served = served_of(request)
    said = _said(served)
    where, root = documents.address(request), site.publication.base_iri
    return documents.send(
        request,
        where,
        said,
        root,
        lambda: entities.page(request, where, said, root),
        links=lambda _: _feeds(request, served),
    )


def dataset(request: Request) -> Response:
    """`/dataset/{name}`: what the catalogue says of a dataset and all that belongs to it."""
    site = site_of(request)
    where = documents.address(request)
    root = f"{site.publication.base_iri}{where.path.removeprefix('/')}"
    said = reachable(_said(served_of(request)), root)
    every = served_of(request).datasets
    own = [each for each in every if each.iri == root]
    datasets.tell(request, own or every)
    if not said:
        raise HttpProblem(NOT_FOUND, f"No dataset is published under <{root}>.")
    posts = [post for each in own for post in signposts.of_dataset(request, where, each)]
    return documents.send(
        request,
        where,
        said,
        root,
        lambda: _dataset_page(request, where, _uncompressed(said), root),
        links=lambda variant: signposts.values(request, where, variant, posts),
    )


def _uncompressed(said: Iterable[Triple]) -> list[Triple]:
    """What a page of 24 files says of the plain ones; the page of the release lists all."""
    every = list(said)
    forms = {subject for subject, predicate, _ in every if predicate == DCAT.compressFormat}
    return [each for each in every if each[0] not in forms and each[2] not in forms]


def _feeds(request: Request, served: Served) -> list[str]:
    """Values of Link to the feeds that have a relation for it: news (RFC 4287), and ResourceSync (Z39.99, section
    6.3.2). The catalogue itself names all."""
    if not served.release.feeds.is_dir():
        return []
    root = request.scope.get("root_path", "")
    capabilities = link(f"{root}/feed/resourcesync/{feeds.CAPABILITIES}", "resourcesync", "application/xml")
    return [link(f"{root}/feed/atom", "alternate", "application/atom+xml"), capabilities]


def void(request: Request) -> Response:
    """`/.well-known/void`: the statistics of the dataset."""
    site = site_of(request)
    where = Address("/void", documents.address(request, GRAPH).fixed, request.scope.get("root_path", ""))
    root = f"{site.publication.base_iri}dataset/{site.publication.name}"
    variant = documents.negotiate(request, where, GRAPH)
    body = documents.rdf(parse_file(served_of(request).release.file(VOID)), variant, root)
    return documents.send_bytes(request, where, variant, body, offered=GRAPH)


def problem_kinds(request: Request) -> Response:
    """`/problems`: what the `type` of a problem document means."""
    body = site_of(request).pages.render(request, "problems.html", kinds=KINDS)
    return respond(request, Representation(body, Format.HTML.content_type, negotiated=False))


def reachable(said: Sequence[Triple], root: str) -> list[Triple]:
    """What is said of `root` and all it leads to, in its order."""
    leads: dict[str, set[str]] = defaultdict(set)
    for subject, _, value in said:
        if isinstance(value, str):
            leads[subject].add(value)
    seen, waiting = set[str](), [root]
    while waiting:
        if (subject := waiting.pop()) not in seen:
            seen.add(subject)
            waiting.extend(leads[subject])
    return [each for each in said if each[0] in seen]


def _dataset_page(request: Request, where: Address, said: Sequence[Triple], root: str) -> bytes:
    """The page of a dataset, with what search engines for data sets read."""
    structured = schema_org.dataset(_said(served_of(request)), root)
    return entities.page(request, where, said, root, template="dataset.html", structured=structured)


def _home_page(request: Request, served: Served, where: Address) -> bytes:
    pages = site_of(request).pages
    links = pages.links(request)
    schemes = [
        (links.href(str(row["scheme"])), _name(row.get("name")) or str(row["scheme"]))
        for row in served.store.select(query("schemes"))
    ]
    cubes = statistics.by_rating(served)
    return pages.render(
        request,
        "home.html",
        manifest=served.release.manifest,
        datasets=served.datasets,
        collections=list(COLLECTIONS),
        schemes=schemes,
        statistics=cubes,
        pictures=[picture for cube in cubes for picture in counted.pictures_of(cube, served.ratings)],
        newest=counted.newest(served, links),
        structured={
            "@context": "https://schema.org",
            "@type": "WebSite",
            "@id": site_of(request).publication.base_iri,
            "name": site_of(request).publication.title,
            "description": site_of(request).publication.description,
            "publisher": {"@id": site_of(request).publication.publisher.iri},
        },
        alternates=documents.alternates(where),
    )


def _name(term: object) -> str:
    return str(getattr(term, "lexical", ""))


def _said(served: Served) -> list[Triple]:
    return list(parse_file(served.release.file(CATALOGUE)))
