"""The page to write a query on, and what it offers: examples by topic, completion, the bundled editor (`frontend/`).

Without JavaScript, or without the bundle, the page is a form and the examples are links to their results.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lod.formats import Format
from lod.iris import Iris
from lod.namespaces import INSP, SCHEME_IRI
from lod.queries import query
from lod.web import datasets, documents
from lod.web.http.responses import Representation, respond
from lod.web.pages import assets
from lod.web.pages.assets import Entry
from lod.web.site import served_of, site_of
from lod.web.sparql import completion, examples
from lod.web.sparql.examples import Example

_COLUMN_RESIZER = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"  # the one style element of YASR's table
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {_COLUMN_RESIZER}; img-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The page's Content-Security-Policy: its script comes from this server and speaks to this server alone."""


def page(request: Request) -> Response:
    """`/sparql` and `/release/{id}/sparql` for people, without a query: each asks its own endpoint."""
    response = respond(request, Representation(_page(request), Format.HTML.content_type))
    response.headers["Content-Security-Policy"] = POLICY
    return response


def described(request: Request) -> Response:
    """`/def/examples`: the example queries of the current release as `sh:SPARQLExecutable`, or as a page."""
    datasets.tell(request, ())
    where = documents.address(request)
    base_iri = site_of(request).publication.base_iri
    document = f"{base_iri}def/examples"
    offered = examples.of(served_of(request).store)
    statements = list(examples.triples(offered, document, Iris(base_iri).sparql))
    return documents.send(request, where, statements, document, lambda: _examples_page(request, where, offered))


def completions(request: Request) -> Response:
    """`/def/completion.json`: what the editor completes."""
    datasets.tell(request, ())
    body = msgspec.json.encode(completion.of(served_of(request)))
    return respond(request, Representation(body, Format.JSON.content_type, negotiated=False))


@cache
def bundle() -> Entry | None:
    """The editor that the build made (`frontend/hook.py`); None where it was left out, and the form does its work."""
    return assets.entry("bundle.json")


def _page(request: Request) -> bytes:
    offered = examples.of(served_of(request).store)
    return site_of(request).pages.render(
        request,
        "sparql.html",
        query=query("example"),
        topics=list(_topics(offered)),
        address=_address,
        bundle=bundle(),
        endpoint=f"{request.scope.get('root_path', '')}{documents.path_of(request)}",
        links=msgspec.json.encode(_links(request)).decode(),
    )


def _links(request: Request) -> dict[str, str]:
    """Where IRIs of ours lead on the server in use, by what they begin with."""
    site = site_of(request)
    links = site.pages.links(request)
    namespaces = (site.publication.base_iri, INSP.iri, SCHEME_IRI)
    return {iri: href for iri in namespaces if (href := links.href(iri))}


def _examples_page(request: Request, where: documents.Address, offered: tuple[Example, ...]) -> bytes:
    return site_of(request).pages.render(
        request,
        "sparql-examples.html",
        topics=list(_topics(offered)),
        address=_address,
        alternates=documents.alternates(where),
    )


def _topics(offered: tuple[Example, ...]) -> Iterator[tuple[str, list[Example]]]:
    for topic, among in groupby(offered, key=lambda each: each.topic):
        yield topic, list(among)


def _address(root: str, example: Example) -> str:
    """Where an example's results are."""
    return f"{root}/sparql?{urlencode({'query': example.query})}"
