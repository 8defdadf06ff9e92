"""Full-text search for people (`/search`), for programs (`/api/search`) and while one types (`/api/suggest`).

OpenSearch 1.1 (draft 6) describes it to browsers; its Suggestions extension 1.1 is what they ask while one types.
"""

from __future__ import annotations

import threading
from typing import Annotated, Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from lod import joint
from lod.formats import Format
from lod.releases import Release
from lod.releases.manifest import SEARCH
from lod.search.asking import LONGEST_TEXT, Question
from lod.search.documents import CONCEPT, KINDS, TERM, UNIT
from lod.search.fields import KIND
from lod.search.index import Found, Index
from lod.search.several import search
from lod.web.api.parameters import Schema, iri_or
from lod.web.http import negotiation
from lod.web.http.responses import Representation, link, respond
from lod.web.problems import NOT_ACCEPTABLE, NOT_FOUND, HttpProblem
from lod.web.search import questions, results
from lod.web.search.questions import LAST_PAGE, NAME, PAGE, Asked
from lod.web.site import Site, served_of, site_of

OFFERED = (Format.JSON_LD, Format.JSON, Format.CSV)
SUGGESTED = 8
"""Suggestions at most."""
_LOOKED_AT = 60
"""Things found that suggestions are taken from: many units have one name."""
_LETTERS = 2
"""Letters from which there are suggestions."""

router = APIRouter(prefix="/api", tags=["data"])


class Indexes:
    """The open indexes of the release that is served: its own, or those of the members of a joint one."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._opened: tuple[str, tuple[Index, ...]] | None = None
        self._opening = threading.Lock()

    def of(self, release: Release) -> tuple[Index, ...]:
        """Raises HttpProblem (404) for a release that was made without an index, ReleaseDamaged for one that cannot be
        read."""
        opened = self._opened
        if opened is not None and opened[0] == release.id:
            return opened[1]
        with self._opening:
            if self._opened is None or self._opened[0] != release.id:
                self._opened = release.id, tuple(map(_open, self._searched(release)))
            return self._opened[1]

    def _searched(self, release: Release) -> list[Release]:
        """The releases that have the indexes."""
        members = joint.members(release)
        return [self._site.release(each.release) for each in members] if members else [release]


def _open(release: Release) -> Index:
    if not (release.folder / SEARCH).is_dir():
        raise HttpProblem(
            NOT_FOUND, f"Release {release.id} was made without a search index; `lod build` makes one with the next."
        )
    return Index(release.folder / SEARCH)


def page(request: Request) -> Response:
    """`/search` for people: a form, what was found, and facets that narrow it down."""
    asked = questions.asked(request.query_params)
    found = _found(request, asked.question)
    alternates = [(f"{_root(request)}/api/search?{asked.query(asked.page)}", Format.JSON_LD)]
    body = site_of(request).pages.render(
        request,
        "search.html",
        asked=asked,
        found=found,
        facets=results.facets(asked, found),
        kinds=results.KIND_NAMES,
        first=results.first_on_page(asked),
        pages=_pages(asked, found),
        alternates=alternates,
    )
    response = respond(request, Representation(body, Format.HTML.content_type, negotiated=False))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


_PATH, _CONCEPT = iri_or(f"{NAME}/{NAME}"), iri_or(f"{NAME}(/{NAME})?")
_YEAR: Schema = {"pattern": "^([0-9]{4})?$"}
_PAGES: Schema = {"enum": [*(str(number) for number in range(1, LAST_PAGE + 1)), ""]}


def _given(description: str, schema: Schema) -> Any:
    """A parameter as OpenAPI describes it. It is read, and refused, by `questions`."""
    return Query(description=description, json_schema_extra=dict(schema))


def _asked(
    q: Annotated[str, _given("Words; the last may be the beginning of one", {"maxLength": LONGEST_TEXT})] = "",
    kind: Annotated[str, _given("What it is", {"enum": [*KINDS, ""]})] = "",
    rating: Annotated[str, _given("Rating: its IRI, or `{scheme}/{concept}`", _PATH)] = "",
    type: Annotated[str, _given("Type of unit, e.g. probation-region", _CONCEPT)] = "",
    area: Annotated[str, _given("Area of the unit: its IRI, or `{scheme}/{concept}`", _PATH)] = "",
    year: Annotated[str, _given("Year of the inspection; of a unit, of its latest", _YEAR)] = "",
    inspectorate: Annotated[str, _given("Inspectorate, e.g. hmi-probation", _CONCEPT)] = "",
    programme: Annotated[str, _given("Programme: its IRI or name", _CONCEPT)] = "",
    page: Annotated[str, _given(f"1 to {LAST_PAGE}; {PAGE} things a page", _PAGES)] = "",
) -> Asked:
    given = {"q": q, "kind": kind, "rating": rating, "type": type, "area": area, "year": year}
    return questions.asked({**given, "inspectorate": inspectorate, "programme": programme, "page": page})


@router.head("/search", include_in_schema=False)
@router.get("/search", response_class=Response)
def answers(request: Request, asked: Annotated[Asked, Depends(_asked)]) -> Response:
    """Units, inspections, measures, recommendations, concepts and terms by their words, the best first, with the counts
    of each facet: JSON-LD or CSV."""
    chosen = negotiation.choose(request.headers.get("accept"), OFFERED)
    if chosen is None:
        raise HttpProblem(NOT_ACCEPTABLE, f"Accepted: {', '.join(each.media_type for each in OFFERED)}.")
    found = _found(request, asked.question)
    pages = {rel: f"{request.scope['path']}?{query}" for rel, query in _pages(asked, found).items()}
    body = results.csv_of(found) if chosen is Format.CSV else results.json_of(found, pages)
    links = tuple(link(href, rel) for rel, href in pages.items())
    return respond(request, Representation(body, chosen.content_type, links=links))


@router.head("/suggest", include_in_schema=False)
@router.get("/suggest", response_class=Response)
def suggestions(
    request: Request,
    q: Annotated[str, Query(description="The beginning of what is looked for")] = "",
) -> Response:
    """What may be meant, as OpenSearch Suggestions: the text asked, names, what they are, and where they are found."""
    text = questions.searched(q)
    names: dict[str, str] = {}
    for kind in (UNIT, CONCEPT, TERM) if len(text) >= _LETTERS else ():
        question = Question(text, {KIND: kind}, limit=_LOOKED_AT)
        for hit in search(_indexes(request), question, counted=False).hits:
            if len(names) < SUGGESTED:
                names.setdefault(hit.title, results.KIND_NAMES[kind][0])
        if len(names) == SUGGESTED:
            break
    where = f"{site_of(request).publication.base_iri}search?"
    said = [text, list(names), list(names.values()), [where + urlencode({"q": name}) for name in names]]
    return respond(
        request, Representation(msgspec.json.encode(said), "application/x-suggestions+json", negotiated=False)
    )


def description(request: Request) -> Response:
    """The OpenSearch description document."""
    about = site_of(request).publication
    body = _DESCRIPTION.format(
        short=escape(about.title[:16].strip()),
        long=escape(about.title[:48].strip()),
        description=escape(f"Search {about.title}"[:1024]),
        base=escape(about.base_iri, {'"': "&quot;"}),
    )
    return respond(
        request,
        Representation(body.encode(), "application/opensearchdescription+xml; charset=utf-8", negotiated=False),
    )


_DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>{short}</ShortName>
  <LongName>{long}</LongName>
  <Description>{description}</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <OutputEncoding>UTF-8</OutputEncoding>
  <Url type="text/html" rel="results" template="{base}search?q={{searchTerms}}&amp;page={{startPage?}}"/>
  <Url type="application/ld+json" rel="results" template="{base}api/search?q={{searchTerms}}&amp;page={{startPage?}}"/>
  <Url type="application/x-suggestions+json" rel="suggestions" template="{base}api/suggest?q={{searchTerms}}"/>
</OpenSearchDescription>
"""


def _indexes(request: Request) -> tuple[Index, ...]:
    indexes = request.app.state.indexes
    assert isinstance(indexes, Indexes)  # noqa: S101 - app.py puts it there
    return indexes.of(served_of(request).release)


def _found(request: Request, question: Question) -> Found:
    return search(_indexes(request), question)


def _pages(asked: Asked, found: Found) -> dict[str, str]:
    """The parameters of the pages that there are beside this one, by relation (RFC 8288)."""
    last = min(LAST_PAGE, -(-found.total // PAGE))
    pages = {"first": asked.query()}
    if asked.page > 1:
        pages["prev"] = asked.query(min(asked.page - 1, max(last, 1)))
    if asked.page < last:
        pages["next"] = asked.query(asked.page + 1)
    return pages


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", ""))
