"""A question → the engine's query. No text is parsed as a query language: words become terms, so no question is wrong.

What a thing is called, whole, comes first; then what its name begins with; then words of its name (BM25); then words of
all else. The last word may be the beginning of one, since people are still typing it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tantivy import Occur, Query, Schema

from lod.search.fields import KEY, NAME, TEXT
from lod.search.words import words

LONGEST_TEXT = 200
"""Characters of a question."""
MOST_WORDS = 16
"""Words of a question: each costs the engine time."""

_WEAK = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "y", "yr"})
"""Words that narrow nothing down where others do, in English and Welsh: they only rank."""

_BEGINS = 2
"""Letters from which a word may be the beginning of another: one letter begins half of all words there are."""
_NAME_BEGINS = 4
"""The same for a whole name: less begin too many names."""
_TYPO = 4
"""Letters from which a word may be misspelt by one letter; from twice as many, by two."""

_EXACT, _BEGINNING = 40.0, 12.0
_IN_NAME, _STARTS_IN_NAME, _STARTS_IN_TEXT, _MISSPELT = 3.0, 1.0, 0.3, 0.5
"""Weights. A word of a name is worth BM25 times its own, so that of words the rarer counts more."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: words, and the values that facets must have, by facet (IRIs, years, kinds)."""

    text: str
    narrowed: Mapping[str, str] = field(default_factory=dict)
    offset: int = 0
    limit: int = 20

    @property
    def words(self) -> list[str]:
        """The words of its text, so many at most."""
        return words(self.text)[:MOST_WORDS]


class Asked:
    """The queries of the words of a question on one index."""

    def __init__(self, schema: Schema, asked: list[str], *, misspelt: bool) -> None:
        self._schema, self._words, self._misspelt = schema, asked, misspelt

    def matching(self) -> Query:
        """What has all the words, or of all if there is none; says nothing of the order."""
        strong = [word for word in self._words if word not in _WEAK] or self._words
        if not strong:
            return Query.all_query()
        last = self._words[-1]
        return _all([self._word(word, is_last=word is last) for word in strong])

    def ranked(self, matching: Query) -> Query:
        """The same, the best first."""
        if not self._words:
            return matching
        name = " ".join(self._words)
        better = [(Occur.Should, _worth(Query.term_query(self._schema, KEY, name), _EXACT))]
        if len(name) >= _NAME_BEGINS:
            better.append((Occur.Should, _worth(self._beginning(KEY, name), _BEGINNING)))
        better += [
            (Occur.Should, Query.boost_query(Query.term_query(self._schema, NAME, word), _IN_NAME))
            for word in self._words
            if word in _WEAK
        ]
        return Query.boolean_query([(Occur.Must, matching), *better])

    def _word(self, word: str, *, is_last: bool) -> Query:
        """A word in a name or elsewhere, or near enough."""
        found = [
            Query.boost_query(Query.term_query(self._schema, NAME, word), _IN_NAME),
            Query.term_query(self._schema, TEXT, word),
        ]
        if is_last and len(word) >= _BEGINS:
            found.append(_worth(self._beginning(NAME, word), _STARTS_IN_NAME))
            found.append(_worth(self._beginning(TEXT, word), _STARTS_IN_TEXT))
        if self._misspelt and len(word) >= _TYPO and not word.isdigit():
            distance = 2 if len(word) >= 2 * _TYPO else 1
            near = Query.fuzzy_term_query(self._schema, NAME, word, distance, transposition_cost_one=True)
            found.append(_worth(near, _MISSPELT))
        return Query.boolean_query([(Occur.Should, each) for each in found])

    def _beginning(self, name: str, text: str) -> Query:
        return Query.fuzzy_term_query(self._schema, name, text, distance=0, prefix=True)


def narrowed(schema: Schema, query: Query, numbers: Mapping[str, Sequence[int]]) -> Query:
    """What a query finds that has, in each of the fields, one of the numbers; the order stays."""
    if not numbers:
        return query
    filters = [_worth(Query.term_set_query(schema, name, list(some)), 0.0) for name, some in numbers.items()]
    return _all([query, *filters])


def _all(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, each) for each in queries])


def _worth(query: Query, score: float) -> Query:
    return Query.const_score_query(query, score)
