"""`/compare`: units side by side on one scale: those of a type (`type`), those within an area or a unit (`region`), or
those named (`unit`, several times). Scales are never compared: where units are rated on several, the answer says which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from lod.formats import Format
from lod.iris import is_web_iri
from lod.namespaces import DCT, INSP
from lod.queries import query
from lod.terms import Literal, Term
from lod.web import listings
from lod.web.http.links import Links
from lod.web.http.responses import Representation, respond
from lod.web.lists import List, bits
from lod.web.pages import statistics
from lod.web.pages.description import Value
from lod.web.pages.ratings import Rating
from lod.web.problems import AMBIGUOUS, BAD_PARAMETER, HttpProblem
from lod.web.site import Served, served_of, site_of

PAGE = 100
"""Units a page."""
_NAMED = 50
"""Units that may be named one by one."""
_LOOKED_UP = 10_000
"""Members of an area that are asked for at once; of more, all ratings are gone through."""


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
    by_scale = _rated(served, name, values)
    scale = _scale(request, by_scale, f"{name}: {', '.join(values)}")
    members = by_scale[scale]
    start = _start(request)
    shown = [_row(served, unit, rating, links) for unit, rating in members[start : start + PAGE]]
    if len(members) <= PAGE:
        shown.sort(key=lambda row: (row.rating.place or 0, row.unit.text))
    following = {name: values, "scale": scale, "start": start + PAGE}
    return {
        "about": Value("units that were named") if name == "unit" else Value(_name(served, values[0])),
        "scale": members[0][1],
        "rows": shown,
        "total": len(members),
        "next": f"{links.root}/compare?{urlencode(following, doseq=True)}" if start + PAGE < len(members) else None,
    }


def _rated(served: Served, name: str, values: Sequence[str]) -> Mapping[str, Sequence[tuple[str, Rating]]]:
    """The units with their current levels, by scale; the highest level first."""
    chosen = {"type": _of_type, "region": _in_area}
    held = chosen[name](served, values[0]) if name in chosen else _one_by_one(served, values)
    found: dict[str, list[tuple[str, Rating]]] = {}
    for unit, rating in sorted(held, key=lambda each: (each[1].scale, each[1].place or 0, each[0])):
        if rating.place is not None:
            found.setdefault(rating.scale, []).append((unit, rating))
    return found


def _of_type(served: Served, kind: str) -> Iterator[tuple[str, Rating]]:
    """Lists that are kept, for the ratings that the statistics know of this type: of a type there may be any number."""
    cubes = statistics.by_rating(served)
    given = {each.rating.iri or "" for cube in cubes for each in cube.observations if each.by.iri == kind}
    among = _having(served, DCT.type, kind)
    for iri in sorted(given & served.ratings.keys()):
        for unit in listings.common([_having(served, INSP.currentRating, iri), among]):
            yield unit, served.ratings[iri]


def _in_area(served: Served, area: str) -> Iterator[tuple[str, Rating]]:
    """The units that the API's parameter `area` gives; where there are many, by sets that are kept."""
    if len(served.listings.members("located", {"area": area})) <= _LOOKED_UP:
        rows = served.store.select(query("rated_in"), {"area": area})
        rated = {str(row["member"]): served.ratings.get(str(row.get("rating", ""))) for row in rows}
        yield from ((unit, rating) for unit, rating in rated.items() if rating)
        return
    units, among = served.lists.members(List.UNITS), served.lists.units_in(area)
    for iri, rating in served.ratings.items():
        if rating.place is not None:
            for place in bits.places(among & served.lists.having(List.UNITS, INSP.currentRating, iri)):
                yield units[place], rating


def _one_by_one(served: Served, units: Sequence[str]) -> Iterator[tuple[str, Rating]]:
    for unit in dict.fromkeys(units):
        for row in served.store.select(query("compared"), {"unit": unit}):
            if (rating := served.ratings.get(str(row.get("rating", "")))) is not None:
                yield unit, rating
                break


def _having(served: Served, property_: str, value: str) -> Sequence[str]:
    return served.listings.members("having", {"property": property_, "value": value})


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
    containers = served.listings.members("containers", {})
    named = sorted((_name(served, iri), iri) for iri in listings.following(containers, "", PAGE))
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
