"""`/compare`: units side by side on one scale: those of a type (`type`), those within an area or a unit (`region`), or
those named (`unit`, several times). Scales are never compared: where units are rated on several, the answer says which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from lod.formats import Format
from lod.iris import is_web_iri
from lod.lists import List
from lod.queries import query
from lod.terms import Literal, Term
from lod.web.http.links import Links
from lod.web.http.responses import Representation, respond
from lod.web.pages import statistics
from lod.web.pages.description import Value
from lod.web.pages.ratings import Rating
from lod.web.problems import AMBIGUOUS, BAD_PARAMETER, HttpProblem
from lod.web.site import Served, served_of, site_of

PAGE = 100
"""Units a page."""
_NAMED = 50
"""Units that may be named one by one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A unit as it is compared."""

    unit: Value
    rating: Rating
    latest: Value | None
    date: str


def compare(request: Request) -> Response:
    """The comparison asked for; without parameters what can be compared. Raises HttpProblem: 422 for a parameter that
    names nothing, 400 for units that are rated on several scales."""
    served, site = served_of(request), site_of(request)
    links = site.pages.links(request)
    chosen = _chosen(request)
    body = (
        site.pages.render(request, "compare.html", **_comparison(request, served, chosen, links))
        if chosen
        else site.pages.render(request, "compare.html", about=None, **_offered(served, links))
    )
    return respond(request, Representation(body, Format.HTML.content_type, negotiated=False))


def _chosen(request: Request) -> tuple[str, Sequence[str]] | None:
    """The parameter that says what is compared, and its values."""
    given = [name for name in ("type", "region", "unit") if name in request.query_params]
    if len(given) > 1:
        raise HttpProblem(BAD_PARAMETER, f"found {' and '.join(given)}; accepted: one of type, region and unit")
    if not given:
        return None
    values = request.query_params.getlist(given[0])
    for value in values:
        if not is_web_iri(value):
            raise HttpProblem(BAD_PARAMETER, f"{given[0]}: found {value!r}; accepted: an IRI, as in the data")
    most = _NAMED if given[0] == "unit" else 1
    if len(values) > most:
        raise HttpProblem(BAD_PARAMETER, f"{given[0]}: found {len(values)} values; accepted: {most} at most")
    return given[0], values


def _comparison(request: Request, served: Served, chosen: tuple[str, Sequence[str]], links: Links) -> dict[str, object]:
    name, values = chosen
    by_scale = _rated(served, _among(served, name, values))
    scale = _scale(request, by_scale, f"{name}: {', '.join(values)}")
    held = by_scale[scale]
    start, total = _start(request), sum(units.bit_count() for _, units in held)
    shown = [_row(served, unit, rating, links) for unit, rating in _page(served, held, start)]
    if total <= PAGE:
        shown.sort(key=lambda row: (row.rating.place or 0, row.unit.text))
    following = {name: values, "scale": scale, "start": start + PAGE}
    return {
        "about": Value("units that were named") if name == "unit" else Value(_name(served, values[0])),
        "scale": held[0][0],
        "rows": shown,
        "total": total,
        "next": f"{links.root}/compare?{urlencode(following, doseq=True)}" if start + PAGE < total else None,
    }


Held = Sequence[tuple[Rating, int]]
"""Levels of one scale, the highest first, each with the set of units that have it."""


def _among(served: Served, name: str, values: Sequence[str]) -> int:
    """The set of units that are compared."""
    units = served.lists.of(List.UNITS)
    if name == "unit":
        return units.named(values)
    return units.having("type" if name == "type" else "area", values[0])


def _rated(served: Served, among: int) -> Mapping[str, Held]:
    """The current levels of some units, by scale."""
    units, found = served.lists.of(List.UNITS), dict[str, list[tuple[Rating, int]]]()
    for iri in units.values("rating"):
        rating = served.ratings.get(iri)
        if rating and rating.place is not None and (held := units.having("rating", iri) & among):
            found.setdefault(rating.scale, []).append((rating, held))
    return {scale: sorted(found[scale], key=_highest_first) for scale in sorted(found)}


def _highest_first(each: tuple[Rating, int]) -> int:
    return each[0].place or 0


def _page(served: Served, held: Held, start: int) -> Iterator[tuple[str, Rating]]:
    """So many units of all, from one on, with their levels."""
    units, left = served.lists.of(List.UNITS), PAGE
    for rating, some in held:
        places = units.by_iri.lowest(some, start + left)[start:]
        yield from ((units.members[place], rating) for place in places)
        start, left = max(start - some.bit_count(), 0), left - len(places)


def _scale(request: Request, found: Mapping[str, object], what: str) -> str:
    asked = request.query_params.get("scale")
    if asked is not None:
        if asked not in found:
            raise HttpProblem(BAD_PARAMETER, f"scale: found {asked!r}; accepted: {', '.join(found) or 'none'}")
        return asked
    if not found:
        raise HttpProblem(BAD_PARAMETER, f"{what}: none of these units has a current rating in this release")
    if len(found) > 1:
        raise HttpProblem(
            AMBIGUOUS,
            f"{what}: these units are rated on several scales, which are never compared; choose one with scale=:"
            f" {', '.join(found)}",
        )
    return next(iter(found))


def _start(request: Request) -> int:
    asked = request.query_params.get("start", "0")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise HttpProblem(BAD_PARAMETER, f"start: found {asked!r}; accepted: a number, 0 or more")
    return int(asked)


def _row(served: Served, unit: str, rating: Rating, links: Links) -> Row:
    row = next(iter(served.store.select(query("compared"), {"unit": unit})), {})
    latest = str(row["latest"]) if "latest" in row else ""
    return Row(
        unit=Value(_text(row.get("name")) or unit, links.href(unit)),
        rating=rating,
        latest=Value("", links.href(latest)) if latest else None,
        date=_text(row.get("issued")) or _text(row.get("ended")),
    )


def _offered(served: Served, links: Links) -> dict[str, object]:
    """What a reader may choose from: kinds by scale as the statistics have them, and units that contain others."""
    containers = islice(served.lists.of(List.UNITS).values("unit"), PAGE)
    named = sorted((_name(served, iri), iri) for iri in containers)
    return {
        "kinds": sorted(set(_kinds(served, links))),
        "containers": [(name, f"{links.root}/compare?{urlencode({'region': iri})}") for name, iri in named],
    }


def _kinds(served: Served, links: Links) -> Iterator[tuple[str, str, str]]:
    for cube in statistics.by_rating(served):
        for each in cube.observations:
            if each.by.iri and each.scale.iri and each.rating.rank is not None:
                address = urlencode({"type": each.by.iri, "scale": each.scale.iri})
                yield each.by.text, each.scale.text, f"{links.root}/compare?{address}"


def _name(served: Served, iri: str) -> str:
    return next((_text(row["name"]) for row in served.store.select(query("name"), {"member": iri})), iri)


def _text(term: Term | None) -> str:
    return term.lexical if isinstance(term, Literal) else ""
