"""Changes of inspections told to people: who was rated what and when, what was corrected, withdrawn or taken away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from lod.feeds.log import Entry
from lod.feeds.statements import Statements
from lod.feeds.states import Change, Kind, State
from lod.formats import parse_lines
from lod.namespaces import DCT, INSP, ORG, RDF, RDFS, SKOS
from lod.terms import Literal, Term, Triple

MOST = 50
"""Entries of a feed."""


def lines(statements: Statements | None, state: State | None) -> list[str]:
    """What is said of an entity, line by line; nothing of none."""
    return [f"{line}\n" for line in statements.of(state).decode().split("\n")[:-1]] if statements and state else []


def wholes(change: Change, before: Statements | None, after: Statements) -> list[str]:
    """The units that a unit was or is part of."""
    start = f"{change.state.name} <{ORG.subOrganizationOf}> <"
    said = (*lines(before, change.before), *lines(after, change.after))
    return [line[len(start) : line.index(">", len(start))] for line in said if line.startswith(start)]


def names_of(vocabulary: Sequence[str]) -> dict[str, str]:
    """What the concepts of the schemes are called, English before all else, by IRI."""
    named: dict[str, str] = {}
    for subject, predicate, value in parse_lines(line for line in vocabulary if SKOS.prefLabel in line):
        if (
            predicate == SKOS.prefLabel
            and isinstance(value, Literal)
            and (value.language == "en" or subject not in named)
        ):
            named[subject] = value.lexical
    return named


def told(
    change: Change, version: str, at: str, names: Mapping[str, str], before: Statements | None, after: Statements
) -> Entry:
    """The change of an inspection as an entry. `names` are those of ratings; what is said of it is looked up in the
    release before, if there is one, and the one after."""
    earlier = lines(before, change.before)
    iri, triples = change.state.iri, list(parse_lines(lines(after, change.after) or earlier))
    label = _text(triples, iri, RDFS.label) or iri
    corrections = list(_new_corrections(set(earlier) if change.after else set(), triples))
    withdrawn = any((subject, predicate) == (iri, INSP.withdrawnBy) for subject, predicate, _ in triples)
    verb = _verb(change.kind, withdrawn=withdrawn, corrected=bool(corrections))
    return Entry(
        version, iri, at, change.kind.value, f"{label} ({verb})", _summary(iri, triples, corrections, names, verb)
    )


def _verb(kind: Kind, *, withdrawn: bool, corrected: bool) -> str:
    if kind is Kind.DELETED:
        return "removed"
    if corrected:
        return "withdrawn" if withdrawn else "corrected"
    return "new" if kind is Kind.CREATED else "changed"


def _summary(
    iri: str, triples: Sequence[Triple], corrections: Sequence[str], names: Mapping[str, str], verb: str
) -> str:
    """In sentences, each of which stands only if the data says so."""
    rating = next(
        (value for subject, predicate, value in triples if (subject, predicate) == (iri, INSP.overallRating)), None
    )
    date = _text(triples, iri, DCT.issued)
    said = []
    if verb == "removed":
        said.append("This inspection is not in the data any more.")
    if rating is not None:
        said.append(f"Overall rating: {names.get(_plain(rating), _plain(rating))}.")
    if date:
        said.append(f"Published: {date}.")
    for correction in corrections:
        said.append(f"Taken back {_text(triples, correction, DCT.date)}: {_text(triples, correction, DCT.description)}")
    return " ".join(said)


def _new_corrections(before: AbstractSet[str], triples: Sequence[Triple]) -> Iterator[str]:
    """The corrections that were not there before."""
    for subject, predicate, value in triples:
        is_one = predicate == RDF.type and value == INSP.Correction
        if is_one and f"<{subject}> <{RDF.type}> <{INSP.Correction}> .\n" not in before:
            yield subject


def _text(triples: Sequence[Triple], subject: str, predicate: str) -> str:
    return next((_plain(value) for each, said, value in triples if (each, said) == (subject, predicate)), "")


def _plain(term: Term) -> str:
    return term.lexical if isinstance(term, Literal) else term
