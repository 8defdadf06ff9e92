"""HTML pages: Jinja2 templates with autoescape, no script in them, nothing from another server.

They stand in the components of the GOV.UK Design System, neutrally branded, and are complete without JavaScript.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2
from starlette.requests import Request

from lod import iris
from lod.errors import NothingPublished
from lod.formats import Format
from lod.model import Publication
from lod.web import memento
from lod.web.http.links import Links, compact
from lod.web.pages import assets, dates, navigation

if TYPE_CHECKING:
    from lod.web.site import Served, Site


class Pages:
    """The templates of a publication."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._templates = jinja2.Environment(
            loader=jinja2.PackageLoader("lod.web", "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["compact"] = compact
        self._templates.filters["date"] = dates.words

    def render(self, request: Request, template: str, **values: object) -> bytes:
        """A page in UTF-8. Every page is given the publication with its contact, the release (None before the
        first) and links."""
        links, served = self.links(request), _served(request)
        has_feed = served is not None and served.release.feeds.is_dir() and not links.below
        values = {
            "assets": assets.pages(),
            "sections": navigation.sections(request),
            "ratings": served.ratings if served else {},
            "canonical": f"{self._publication.base_iri.rstrip('/')}{navigation.canonical(request)}",
            "here": navigation.canonical(request),
            "summary": self._publication.description,
            "licences": request.app.state.site.licences(request.scope),
            "publication": self._publication,
            "contact": iris.contact(self._publication.contact),
            "release": served.release if served else None,
            "feed": f"{links.root}/feed/atom.xml" if has_feed else None,
            "root": links.root,
            "memento": memento.of(request),
            "present": memento.present(request) if links.below else "",
            "href": links.href,
            "alternates": (),
            "Format": Format,
            **values,
        }
        return self._templates.get_template(template).render(values).encode()

    def links(self, request: Request) -> Links:
        """Where IRIs lead for this request."""
        return Links(self._publication.base_iri, request.scope.get("root_path", ""), memento.below(request))


def _served(request: Request) -> Served | None:
    """The release that the page is of; None before the first."""
    site: Site = request.app.state.site
    try:
        return site.served(request)
    except NothingPublished:
        return None
