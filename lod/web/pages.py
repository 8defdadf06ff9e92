"""HTML pages: Jinja2 templates with autoescape, no script, nothing from another server."""

from __future__ import annotations

import jinja2
from starlette.requests import Request

from lod import iris
from lod.errors import NothingPublished
from lod.formats import Format
from lod.model import Publication
from lod.releases import Release
from lod.web import memento
from lod.web.links import Links, compact


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

    def render(self, request: Request, template: str, **values: object) -> bytes:
        """A page in UTF-8. Every page is given the publication with its contact, the release (None before the
        first) and links."""
        links, release = self.links(request), _current(request)
        has_feed = release is not None and release.feeds.is_dir() and not links.below
        values = {
            "licences": request.app.state.site.licences(request.scope),
            "publication": self._publication,
            "contact": iris.contact(self._publication.contact),
            "release": release,
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


def _current(request: Request) -> Release | None:
    try:
        release: Release = request.app.state.site.served(request).release
    except NothingPublished:
        return None
    return release
