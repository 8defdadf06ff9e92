"""A plain JSON-LD and CSV interface for those who never need to learn SPARQL: filter, and page by the last IRI seen."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from lod import feeds
from lod.formats import Format
from lod.iris import Iris, concept, is_web_iri
from lod.jsonld import embedded, excerpt
from lod.namespaces import DCT, INSP, ORG, RDF, RDFS, SKOS
from lod.queries import query
from lod.terms import Literal, Term, Triple
from lod.web import in_force, listings, negotiation, scales
from lod.web.problems import BAD_PARAMETER, NOT_ACCEPTABLE, HttpProblem
from lod.web.responses import Representation, link, respond
from lod.web.site import served_of, site_of

PAGE = 100
OFFERED = (Format.JSON_LD, Format.JSON, Format.CSV)

router = APIRouter(prefix="/api", tags=["data"])

Row = Mapping[str, Term]
Mapper = Callable[[Row], list[Triple]]


class Filters(msgspec.Struct, frozen=True):
    """What both lists are narrowed by; an empty string admits all."""

    rating: str
    unit_type: str
    unit: str
    after: str


_CONCEPT = r"[a-z0-9]+(-[a-z0-9]+)*"


def _filters(
    request: Request,
    rating: Annotated[
        str,
        Query(
            description="Rating: its IRI; `{scheme}/{concept}`, e.g. hmi-probation-rating/good; or `{concept}` alone,"
            " where one scale only has it",
        ),
    ] = "",
    type: Annotated[str, Query(description="Type of unit, e.g. probation-region", pattern=f"^({_CONCEPT})?$")] = "",
    unit: Annotated[str, Query(description="IRI of the unit inspected, or that contains those listed")] = "",
    after: Annotated[str, Query(description="IRI after which the page starts: the last one of the page before")] = "",
) -> Filters:
    if unit and not is_web_iri(unit):
        raise HttpProblem(BAD_PARAMETER, f"unit: found {unit!r}; accepted: an http or https IRI")
    return Filters(
        scales.rating(served_of(request).store, rating) if rating else "",
        concept("unit-type", type) if type else "",
        unit,
        after,
    )


Narrowed = Annotated[Filters, Depends(_filters)]


@router.head("/inspections", include_in_schema=False)
@router.get("/inspections", response_class=Response)
def inspections(
    request: Request,
    filters: Narrowed,
    modified_since: Annotated[
        str,
        Query(description="A day or a moment: only what came or changed here then or later; 2025-09-01T12:00:00Z"),
    ] = "",
) -> Response:
    """Inspections, 100 a page, in the order of their IRIs: JSON-LD or CSV."""
    found = served_of(request).listings.members
    lists = [found("members", {"class": INSP.Inspection})]
    if filters.rating:
        lists.append(found("having", {"property": INSP.overallRating, "value": filters.rating}))
    if filters.unit:
        lists.append(found("having", {"property": INSP.inspects, "value": filters.unit}))
    if filters.unit_type:
        lists.append(found("inspections_of_type", {"type": filters.unit_type}))
    if modified_since:
        names = Iris(site_of(request).publication.base_iri)
        changed = feeds.changed_since(served_of(request).release, names, _moment(modified_since))
        lists += [] if changed is None else [sorted(changed)]
    return _page(request, lists, filters.after, "inspection", _inspection)


@router.head("/units", include_in_schema=False)
@router.get("/units", response_class=Response)
def units(request: Request, filters: Narrowed) -> Response:
    """Units, 100 a page, in the order of their IRIs: JSON-LD or CSV."""
    found = served_of(request).listings.members
    lists = [found("members", {"class": INSP.InspectedUnit})]
    for property_, value in (
        (INSP.currentRating, filters.rating),
        (ORG.subOrganizationOf, filters.unit),
        (DCT.type, filters.unit_type),
    ):
        if value:
            lists.append(found("having", {"property": property_, "value": value}))
    return _page(request, lists, filters.after, "unit", _unit)


@router.head("/ratings", include_in_schema=False)
@router.get("/ratings", response_class=Response)
def ratings(
    request: Request,
    as_of: Annotated[str, Query(description="A day, a month or a year: 2024-05-31, 2024-05 or 2024")],
    type: Annotated[str, Query(description="Type of unit, e.g. probation-region", pattern=f"^({_CONCEPT})?$")] = "",
    unit: Annotated[str, Query(description="IRI of a unit")] = "",
    after: Annotated[str, Query(description="IRI of the unit after which the page starts")] = "",
) -> Response:
    """The overall judgements that stood at a time, one for each unit of which it can be told, as they were published
    then, whatever was corrected later: JSON-LD or CSV, in the order of the units, of which a page looks at 100. Of a
    month or a year it is told what stood on each of its days."""
    at = in_force.date(as_of)
    found = served_of(request).listings.members
    lists = [found("members", {"class": INSP.InspectedUnit})]
    if type:
        lists.append(found("having", {"property": DCT.type, "value": concept("unit-type", type)}))
    if unit:
        lists.append([unit])
    store = served_of(request).store
    chosen = negotiation.choose(request.headers.get("accept"), OFFERED)
    units = listings.following(listings.common(lists), after, PAGE + 1)
    rows = [row for each in units[:PAGE] if (row := in_force.row(store, each, at))]
    return _sent(request, chosen, rows, in_force.triples, units[PAGE - 1] if len(units) > PAGE else None)


def _moment(asked: str) -> datetime.datetime:
    """A time in UTC, where no other zone is said. Raises HttpProblem (422) for what is none."""
    try:
        found = datetime.datetime.fromisoformat(asked.replace(" ", "+"))  # a plus in a query is read as a space
    except ValueError as problem:
        accepted = "a day or a moment that there is, such as 2025-09-01 or 2025-09-01T12:00:00Z"
        raise HttpProblem(BAD_PARAMETER, f"modified_since: found {asked!r}; accepted: {accepted}") from problem
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


def _page(request: Request, lists: Sequence[Sequence[str]], after: str, name: str, triples_of: Mapper) -> Response:
    """The page after an IRI of what all the lists hold; the query of that name gives the row of each member."""
    chosen = negotiation.choose(request.headers.get("accept"), OFFERED)
    found = listings.following(listings.common(lists), after, PAGE + 1)
    store = served_of(request).store
    rows = [row for iri in found[:PAGE] for row in store.select(query(name), {"id": iri})[:1]]
    return _sent(request, chosen, rows, triples_of, found[PAGE - 1] if len(found) > PAGE else None)


def _sent(request: Request, chosen: Format | None, rows: Sequence[Row], of: Mapper, last: str | None) -> Response:
    """Rows in the format asked for; `last` is what the next page comes after, if there is one."""
    if chosen is None:
        raise HttpProblem(NOT_ACCEPTABLE, f"Accepted: {', '.join(each.media_type for each in OFFERED)}.")
    following = _next(request, last) if last else None
    body = _csv(rows) if chosen is Format.CSV else _json(rows, of, following)
    links = (link(following, "next"),) if following else ()
    return respond(request, Representation(body, chosen.content_type, links=links))


def _next(request: Request, last: str) -> str:
    """The next page's address, every parameter kept."""
    asked = [(key, value) for key, value in request.query_params.multi_items() if key != "after"]
    return f"{request.scope['path']}?{urlencode([*asked, ('after', last)])}"


def _json(rows: Sequence[Row], triples_of: Mapper, following: str | None) -> bytes:
    objects = [embedded(triples_of(row), str(row["id"])) for row in rows]
    page: dict[str, object] = {"@context": excerpt(objects), "@graph": objects}
    document = page if following is None else {**page, "next": following}
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def _csv(rows: Sequence[Row]) -> bytes:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(_cell(row.get(column, "")) for column in columns)
    return text.getvalue().encode()


def _cell(term: Term) -> str:
    return term.lexical if isinstance(term, Literal) else term


def _inspection(row: Row) -> list[Triple]:
    subject = str(row["id"])
    said: list[Triple] = [(subject, RDF.type, INSP.Inspection), (subject, INSP.inspects, row["inspects"])]
    said += _given(row, subject, {"label": RDFS.label, "issued": DCT.issued, "overallRating": INSP.overallRating})
    said += _given(row, str(row["inspects"]), {"unitName": SKOS.prefLabel})
    if "overallRating" in row:
        said += _given(row, str(row["overallRating"]), {"ratingName": SKOS.prefLabel})
    return said


def _unit(row: Row) -> list[Triple]:
    subject = str(row["id"])
    said: list[Triple] = [(subject, RDF.type, INSP.InspectedUnit)]
    said += _given(
        row,
        subject,
        {
            "prefLabel": SKOS.prefLabel,
            "type": DCT.type,
            "subOrganizationOf": ORG.subOrganizationOf,
            "latestInspection": INSP.latestInspection,
            "currentRating": INSP.currentRating,
        },
    )
    if "currentRating" in row:
        said += _given(row, str(row["currentRating"]), {"ratingName": SKOS.prefLabel})
    return said


def _given(row: Row, subject: str, predicates: Mapping[str, str]) -> list[Triple]:
    return [(subject, predicate, row[name]) for name, predicate in predicates.items() if name in row]
