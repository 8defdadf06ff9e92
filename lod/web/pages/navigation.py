"""What leads through the site: the sections in every page's head, and the one address that a page is known by."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from lod.web import memento

_SECTIONS = (
    ("Home", "/"),
    ("Inspections", "/doc/inspection"),
    ("Units", "/doc/unit"),
    ("Search", "/search"),
    ("Compare", "/compare"),
    ("Statistics", "/doc/statistics"),
    ("Data", "/release/"),
    ("About", "/about"),
)
_ALWAYS = ("/doc/inspection", "/doc/unit")
"""Those that a route of another form answers."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the site: its name, where it begins, and whether the page shown is in it."""

    name: str
    path: str
    is_current: bool


def sections(request: Request) -> tuple[Section, ...]:
    """The sections that this server has, in their order."""
    there = {getattr(route, "path", "") for route in request.app.routes}
    here = memento.present(request)
    return tuple(
        Section(name, path, here.startswith(path) if path != "/" else here == "/")
        for name, path in _SECTIONS
        if path in there or path in _ALWAYS
    )


def canonical(request: Request) -> str:
    """The path of a page without what chooses its format and without the release: what it is to be linked by."""
    return memento.present(request).removesuffix(".html")
