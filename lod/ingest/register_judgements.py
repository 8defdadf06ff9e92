"""What a register's row says that an inspection found: ratings, scores, cases, recommendations.

Nothing here has evidence of its own: the row is the evidence of its inspection, and with it of every part.
"""

from __future__ import annotations

from collections.abc import Iterator

from lod import iris
from lod.errors import SettingsError
from lod.ingest.cells import Cells
from lod.ingest.register_words import Spellings
from lod.ingest.tables import fold
from lod.model import CaseSample, InspectedUnit, Judgement, RecommendationGroup
from lod.profiles import Columns, Profile, StandardColumns
from lod.profiles.schemes import Concept

OWN = "unit"
"""In `recommendations_to`, the unit that was inspected."""


class Judgements:
    """The ratings and scores of a profile's rows, overall and on standards."""

    def __init__(self, profile: Profile, columns: Columns) -> None:
        self._columns = columns
        self.overall_ratings = Spellings(profile.ratings, _spellings(profile, columns))
        self._unrated = frozenset(map(fold, columns.unrated))
        self._or_unrated = " or ".join(repr(each) for each in columns.unrated if each)
        scales: dict[str | None, Spellings] = {None: Spellings(profile.ratings)}
        scales |= {scale: Spellings(concepts) for scale, concepts in profile.standard_ratings.items()}
        self._frameworks = tuple(_Framework(profile, entry, scales[entry.rating_scale]) for entry in columns.standards)

    def rating(self, cells: Cells, column: str | None, scale: Spellings) -> Concept | None:
        """The rating that a cell states."""
        text = cells.text(column)
        if text is None or column is None or (self._unrated and fold(text) in self._unrated):
            return None
        return cells.concept(column, scale, self._or_unrated)

    def of(self, cells: Cells, unit: InspectedUnit | None, overall: Concept | None) -> tuple[Judgement, ...]:
        """Every judgement of a row, that of the whole first."""
        return (*self._overall(cells, overall), *self._on_standards(cells, unit))

    def _overall(self, cells: Cells, rating: Concept | None) -> Iterator[Judgement]:
        columns = self._columns
        score = cells.whole_number(columns.score) if columns.score else None
        max_score = cells.whole_number(columns.max_score) if columns.max_score else None
        if rating:
            yield Judgement(rating.iri, score=score, max_score=max_score)
        elif score is not None or max_score is not None:
            cells.note(columns.rating, "a score is stated, but not the rating it goes with")

    def _on_standards(self, cells: Cells, unit: InspectedUnit | None) -> Iterator[Judgement]:
        if unit is None:
            return
        fitting = [each for each in self._frameworks if each.unit_type in (None, unit.key.unit_type)]
        for framework in fitting:
            for standard, rated, scored in framework.columns:
                rating = self.rating(cells, rated, framework.scale)
                score = cells.whole_number(scored) if scored else None
                if rating or score is not None:
                    yield Judgement(rating.iri if rating else None, on_standard=standard, score=score)
        if len(fitting) < len(self._frameworks):
            self._note_misplaced(cells, fitting)

    def _note_misplaced(self, cells: Cells, fitting: list[_Framework]) -> None:
        """A rating on a standard that no framework has for the row's type of unit."""
        here = dict.fromkeys(column for framework in fitting for column in framework.named)
        accepted = f"an empty cell; units of its type are rated on {', '.join(here) or 'no standard'}"
        elsewhere = {column: each.scale for each in self._frameworks for column in each.named if column not in here}
        for column, scale in elsewhere.items():
            rating = self.rating(cells, column, scale)
            if rating:
                cells.note(column, "is no standard for a unit of this type", rating.pref_label, accepted)


class _Framework:
    """The standards of one framework with the columns of their ratings and scores."""

    def __init__(self, profile: Profile, entry: StandardColumns, scale: Spellings) -> None:
        self.unit_type, self.scale = entry.unit_type, scale
        framework = iris.concept(entry.framework, "")
        known = {each.name: each for each in profile.standards if each.iri.startswith(framework)}
        named = dict.fromkeys((*entry.columns, *entry.scores))
        for name in named:
            if name not in known:
                where = f"profile {profile.name!r}: register.standards: {entry.framework}"
                raise SettingsError(where, name, ", ".join(known) or "none")
        self.columns = tuple((known[name].iri, entry.columns.get(name), entry.scores.get(name)) for name in named)
        self.named = tuple(entry.columns.values())


class Counts:
    """The cases and recommendations of a profile's rows."""

    def __init__(self, profile: Profile, columns: Columns) -> None:
        self._columns = columns
        self._categories = _by_column(profile, "case_categories", columns.case_categories, profile.case_categories)
        organisations = {name: column for name, column in columns.recommendations_to.items() if name != OWN}
        self._organisations = _by_column(profile, "recommendations_to", organisations, profile.organisations)

    def samples(self, cells: Cells) -> Iterator[CaseSample]:
        """The whole sample with its parts; the parts alone where no whole is stated, for a sum is not a statement."""
        whole = cells.whole_number(self._columns.cases)
        parts = tuple(
            CaseSample(count, case_category=category.iri)
            for column, category in self._categories.items()
            if (count := cells.whole_number(column)) is not None
        )
        if whole is None:
            yield from parts
        else:
            yield CaseSample(whole, sub_samples=parts)

    def recommendations(self, cells: Cells, unit: InspectedUnit | None) -> Iterator[RecommendationGroup]:
        own = cells.whole_number(self._columns.recommendations_to.get(OWN))
        if own is not None and unit:
            yield RecommendationGroup(own, unit.key)
        for column, organisation in self._organisations.items():
            count = cells.whole_number(column)
            if count is not None:
                yield RecommendationGroup(count, organisation.iri)


def _spellings(profile: Profile, columns: Columns) -> dict[str, Concept]:
    named = {rating.name: rating for rating in profile.ratings}
    for name in columns.spellings.values():
        if name not in named:
            raise SettingsError(f"profile {profile.name!r}: register.spellings", name, ", ".join(named))
    return {spelling: named[name] for spelling, name in columns.spellings.items()}


def _by_column(
    profile: Profile, key: str, columns: dict[str, str], concepts: tuple[Concept, ...]
) -> dict[str, Concept]:
    """Concepts by the column that the profile gives them."""
    named = {concept.name: concept for concept in concepts}
    for name in columns:
        if name not in named:
            raise SettingsError(f"profile {profile.name!r}: register.{key}", name, ", ".join(named) or "none")
    return {column: named[name] for name, column in columns.items()}
