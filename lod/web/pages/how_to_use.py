"""`/how-to-use`: the API for people, with programs to copy. Tests run them as they stand on the page."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from lod.formats import Format
from lod.web.api import parameters, schemas
from lod.web.api.kinds import KINDS, offered
from lod.web.http.responses import Representation, respond
from lod.web.site import site_of

_FOLDER = Path(__file__).resolve().parents[1] / "snippets"
SNIPPETS = {"curl": "curl.txt", "Python": "python.txt", "R": "r.txt", "JavaScript": "javascript.txt"}
"""The file of each program, by its language."""


def page(request: Request) -> Response:
    """The page; the addresses on it are the publication's own, not those of the server in use."""
    site = site_of(request)
    base = site.publication.base_iri
    body = site.pages.render(
        request,
        "how-to-use.html",
        base=base,
        kinds=[(kind, [each.label for each in offered(kind)], parameters.of_kind(kind)) for kind in KINDS],
        parameters=parameters.PARAMETERS,
        snippets=[(name, snippet(file, base)) for name, file in SNIPPETS.items()],
        schemas=[(name, f"/def/schema/{schemas.version()}/{name}.json") for name in schemas.names()],
    )
    return respond(request, Representation(body, Format.HTML.content_type, negotiated=False))


def snippet(file: str, base_iri: str) -> str:
    """A program with the addresses of a publication."""
    return (_FOLDER / file).read_text("utf-8").replace("{{ base }}", base_iri)
