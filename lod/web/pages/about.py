"""Pages about the site itself: what the data are and how they are made, how accessible the pages are, and the
publisher's colour as a style sheet, since the policy allows none in a page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lod.formats import Format
from lod.web import datasets
from lod.web.http.responses import Representation, respond
from lod.web.site import served_of, site_of


def about(request: Request) -> Response:
    """`/about`: where the data come from, what they mean, how they are checked, who answers for them."""
    served = served_of(request)
    return _page(request, "about.html", datasets=served.datasets, manifest=served.release.manifest)


def accessibility(request: Request) -> Response:
    """`/accessibility`: the accessibility statement."""
    datasets.tell(request, ())
    return _page(request, "accessibility.html")


def theme(request: Request) -> Response:
    """`/theme.css`: the publisher's colour (`publication.colour`); empty without one."""
    colour = site_of(request).publication.colour
    body = f":root{{--publisher-colour:{colour}}}\n" if colour else ""
    return respond(request, Representation(body.encode(), "text/css; charset=utf-8", negotiated=False))


def _page(request: Request, template: str, **values: object) -> Response:
    body = site_of(request).pages.render(request, template, **values)
    return respond(request, Representation(body, Format.HTML.content_type, negotiated=False))
