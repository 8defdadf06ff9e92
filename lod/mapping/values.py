"""Values of the model as terms, and statements of those that are given."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from lod.model import PartialDate
from lod.namespaces import XSD
from lod.terms import Literal, Term, Triple, integer


def given(subject: str, *statements: tuple[str, Term | None]) -> list[Triple]:
    """What is said of a subject, of all that may be."""
    return [(subject, predicate, value) for predicate, value in statements if value is not None]


def date(value: PartialDate) -> Literal:
    """A date, as precise as it is."""
    return Literal(str(value), value.datatype)


@lru_cache(maxsize=4096)
def date_if_given(value: PartialDate | None) -> Literal | None:
    """The same of a date that may not be given."""
    return Literal(str(value), value.datatype) if value else None


def whole_number(value: int | None) -> Literal | None:
    """A number that may not be given."""
    return None if value is None else integer(value)


def decimal(value: Decimal | None) -> Literal | None:
    """Canonical `xsd:decimal` (XSD 1.1 part 2, 3.3.3.1: no point for whole numbers), which engines leave as it is."""
    return None if value is None else Literal(format(value.normalize(), "f"), XSD.decimal)


def last_segment(concept: str | None) -> str | None:
    """What a concept is called in its scheme."""
    return concept.rsplit("/", 1)[-1] if concept else None
