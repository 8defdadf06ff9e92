"""Which overall judgement of a unit stood at a time: never a guess, by the rule of `lod.latest.as_of`."""

from __future__ import annotations

from collections.abc import Mapping

from lod.latest import Stated, as_of
from lod.model import PartialDate
from lod.namespaces import DCT, INSP, RDF, SKOS
from lod.queries import query
from lod.store import Store
from lod.terms import Literal, Term, Triple
from lod.web.problems import BAD_PARAMETER, HttpProblem

Row = Mapping[str, Term]


def date(asked: str) -> PartialDate:
    """The date of a parameter. Raises HttpProblem (422) for what is none."""
    try:
        return PartialDate.parse(asked)
    except ValueError as problem:
        accepted = "a day, month or year that there is, such as 2024-05-31, 2024-05 or 2024"
        raise HttpProblem(BAD_PARAMETER, f"as_of: found {asked!r}; accepted: {accepted}") from problem


def row(store: Store, unit: str, at: PartialDate) -> Row | None:
    """The judgement that stood, in one row; None where there was none, or where the dates do not tell which."""
    rows = {str(each["judgement"]): each for each in store.select(query("as_of"), {"unit": unit})}
    found = as_of([_stated(each) for each in rows.values()], at)
    if found is None:
        return None
    said = rows[found.iri]
    columns = {"id": "judgement", "judges": "unit", "inspection": "inspection", "issued": "published"}
    columns |= {"unitName": "unitName", "rating": "rating", "ratingName": "ratingName"}
    return {column: said[name] for column, name in columns.items() if name in said}


def triples(row: Row) -> list[Triple]:
    """A row as statements, each of them true whatever was corrected since."""
    judgement, inspection = str(row["id"]), str(row["inspection"])
    said: list[Triple] = [
        (judgement, RDF.type, INSP.Judgement),
        (judgement, INSP.judges, row["judges"]),
        (judgement, INSP.rating, row["rating"]),
        (str(row["judges"]), SKOS.prefLabel, row["unitName"]),
        (str(row["rating"]), SKOS.prefLabel, row["ratingName"]),
    ]
    return said + ([(inspection, DCT.issued, row["issued"])] if "issued" in row else [])


def _stated(row: Row) -> Stated:
    return Stated(
        str(row["judgement"]),
        _date(row, "published") or _date(row, "ended"),
        _date(row, "since"),
        _date(row, "until"),
    )


def _date(row: Row, name: str) -> PartialDate | None:
    value = row.get(name)
    return PartialDate.parse(value.lexical) if isinstance(value, Literal) else None
