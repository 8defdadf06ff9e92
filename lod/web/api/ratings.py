"""The ratings that stood at a time: JSON-LD or CSV, paged by the last unit seen."""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from lod.formats import Format
from lod.iris import concept
from lod.jsonld import embedded, excerpt
from lod.lists import List
from lod.terms import Literal, Term, Triple
from lod.web.api.parameters import DAY
from lod.web.http import negotiation
from lod.web.http.responses import Representation, link, respond
from lod.web.pages import in_force
from lod.web.problems import NOT_ACCEPTABLE, HttpProblem
from lod.web.site import served_of

PAGE = 100
OFFERED = (Format.JSON_LD, Format.JSON, Format.CSV)

router = APIRouter(prefix="/api", tags=["data"])

Row = Mapping[str, Term]
Mapper = Callable[[Row], list[Triple]]


_CONCEPT = r"[a-z0-9]+(-[a-z0-9]+)*"


@router.head("/ratings", include_in_schema=False)
@router.get("/ratings", response_class=Response)
def ratings(
    request: Request,
    as_of: Annotated[
        str, Query(description="A day, a month or a year: 2024-05-31, 2024-05 or 2024", json_schema_extra={**DAY})
    ],
    type: Annotated[str, Query(description="Type of unit, e.g. probation-region", pattern=f"^({_CONCEPT})?$")] = "",
    unit: Annotated[str, Query(description="IRI of a unit")] = "",
    after: Annotated[str, Query(description="IRI of the unit after which the page starts")] = "",
) -> Response:
    """The overall judgements that stood at a time, one for each unit of which it can be told, as they were published
    then, whatever was corrected later: JSON-LD or CSV, in the order of the units, of which a page looks at 100. Of a
    month or a year it is told what stood on each of its days."""
    at = in_force.date(as_of)
    served = served_of(request)
    listed = served.lists.of(List.UNITS)
    found = listed.everything()
    if type:
        found &= listed.having("type", concept("unit-type", type))
    if unit:
        found &= listed.named([unit])
    if after:
        found &= ~listed.by_iri.below(bisect_right(listed.members, after))
    chosen = negotiation.choose(request.headers.get("accept"), OFFERED)
    units = [listed.members[place] for place in listed.by_iri.lowest(found, PAGE + 1)]
    rows = [row for each in units[:PAGE] if (row := in_force.row(served.store, each, at))]
    return _sent(request, chosen, rows, in_force.triples, units[PAGE - 1] if len(units) > PAGE else None)


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
