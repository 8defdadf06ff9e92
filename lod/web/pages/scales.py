"""Which rating a request means. Scales are never compared: the Good of one inspectorate is not that of another."""

from __future__ import annotations

import re

from lod.iris import concept, is_web_iri
from lod.namespaces import INSP
from lod.queries import query
from lod.store import Store
from lod.web.problems import AMBIGUOUS, BAD_PARAMETER, HttpProblem

_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_QUALIFIED = re.compile(rf"({_NAME})/({_NAME})")
_BARE = re.compile(_NAME)


def rating(store: Store, asked: str) -> str:
    """The IRI of a rating (level or status) that is named by its IRI, by `{scheme}/{concept}`, or by `{concept}` alone.

    A name alone means the one rating of that name that inspections or units have in the release. Raises HttpProblem:
    400 that lists the IRIs when there are several, 422 for a name that no rating has.
    """
    if is_web_iri(asked):
        return asked
    if qualified := _QUALIFIED.fullmatch(asked):
        return concept(*qualified.groups())
    named = _named(store, asked) if _BARE.fullmatch(asked) else []
    found = [iri for iri in named if _is_given(store, iri)] or named
    if len(found) > 1:
        raise HttpProblem(
            AMBIGUOUS,
            f"rating: {asked!r} is on several scales, which are not compared; accepted: {', '.join(found)}",
        )
    if not found:
        raise HttpProblem(
            BAD_PARAMETER,
            f"rating: found {asked!r}; accepted: the IRI of a rating, {{scheme}}/{{concept}} as in"
            " hmi-probation-rating/good, or a name that one scale has",
        )
    return found[0]


def names(store: Store) -> list[str]:
    """The names that mean one rating by themselves."""
    kinds = (INSP.RatingLevel, INSP.RatingStatus)
    rows = (row for kind in kinds for row in store.select(query("members"), {"class": kind}))
    by_name: dict[str, set[str]] = {}
    for iri in {str(row["member"]) for row in rows}:
        by_name.setdefault(iri.rpartition("/")[2], set()).add(iri)
    return sorted(
        name
        for name, every in by_name.items()
        if len(every) == 1 or len([iri for iri in every if _is_given(store, iri)]) == 1
    )


def _named(store: Store, name: str) -> list[str]:
    kinds = (INSP.RatingLevel, INSP.RatingStatus)
    rows = (row for kind in kinds for row in store.select(query("members"), {"class": kind}))
    return sorted({iri for row in rows if (iri := str(row["member"])).rpartition("/")[2] == name})


def _is_given(store: Store, iri: str) -> bool:
    """Whether an inspection or a unit has the rating."""
    return any(
        store.ask(query("has_value"), {"property": property_, "value": iri})
        for property_ in (INSP.overallRating, INSP.currentRating)
    )
