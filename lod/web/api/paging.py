"""Pages of a set of members, from the one that was seen last: a page stays what it is when others come and go.

RFC 8288 `first`, `prev` and `next`, each with every parameter of the request; what is told of a page it tells exactly.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from lod.lists.index import Listed
from lod.web.api.asked import Asked, Cursor
from lod.web.api.parameters import PAGE


@dataclass(frozen=True, slots=True)
class Page:
    """The members of a page by their places, how many there are on all pages, and where other pages end or start."""

    places: tuple[int, ...]
    count: int
    before: Cursor | None = None
    after: Cursor | None = None


def page(listed: Listed, found: int, asked: Asked) -> Page:
    """The page of a set of members that was asked for."""
    by_date = asked.sort.endswith("date")
    descending = asked.sort.startswith("-")
    order = listed.dates.order if by_date else listed.by_iri
    left, backwards = found, bool(asked.before and not asked.after)
    excluded = {"lower": 0, "higher": 0}
    for cursor, is_after in ((asked.after, True), (asked.before, False)):
        if cursor:
            first, behind = _ranks(listed, cursor, by_date=by_date)
            side, beyond = ("higher", ~order.below(first)) if is_after is descending else ("lower", order.below(behind))
            excluded[side] = (left & beyond).bit_count()
            left &= ~beyond
    from_top = backwards is not descending
    places = (order.highest if from_top else order.lowest)(left, asked.limit or PAGE)
    if not places:
        return Page((), found.bit_count())
    # What is left and not on this page lies on the other side of it.
    excluded["lower" if from_top else "higher"] += left.bit_count() - len(places)
    is_lower, is_higher = bool(excluded["lower"]), bool(excluded["higher"])
    if descending:
        places, is_lower, is_higher = places[::-1], is_higher, is_lower

    def at(place: int) -> Cursor:
        return Cursor(listed.members[place], listed.dates.text(place) if by_date else None)

    return Page(
        tuple(places),
        found.bit_count(),
        at(places[0]) if is_lower else None,
        at(places[-1]) if is_higher else None,
    )


def _ranks(listed: Listed, cursor: Cursor, *, by_date: bool) -> tuple[int, int]:
    """How many of all members come before a cursor, and how many when the member that it names is counted."""
    first, behind = bisect_left(listed.members, cursor.iri), bisect_right(listed.members, cursor.iri)
    if not by_date:
        return first, behind
    date = cursor.date
    if date is None:
        date = listed.dates.text(first) if first < behind else ""
    return listed.dates.ranks(date, cursor.iri)


def links(page: Page, path: str, given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The addresses of other pages by their relation, below this server."""
    kept = [(name, value) for name, value in given if name not in ("after", "before")]

    def address(*more: tuple[str, str]) -> str:
        asked = urlencode([*kept, *more])
        return f"{path}?{asked}" if asked else path

    found = {"first": address()}
    if page.before:
        found["prev"] = address(("before", str(page.before)))
    if page.after:
        found["next"] = address(("after", str(page.after)))
    return found
