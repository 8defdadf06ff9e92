"""What a request asks the search: words, values of facets, a page. Whatever is in it is text to look for; what cannot
be meant is refused with the name of the parameter, what was found and what is accepted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from lod.iris import concept, is_web_iri
from lod.namespaces import SCHEME_IRI
from lod.search.asking import LONGEST_TEXT, MOST_WORDS, Question
from lod.search.documents import KINDS
from lod.search.fields import FACETS, KIND, YEAR
from lod.search.words import words
from lod.web.problems import BAD_PARAMETER, HttpProblem

PAGE = 20
"""Things found, a page."""
LAST_PAGE = 50
"""Pages are shown up to this one: who has not found it by then asks for something else."""

_SCHEMES = {"type": "unit-type", "inspectorate": "inspectorate", "programme": "programme"}
"""The facets whose values are all of one scheme, which may be left out."""
_UNCHANGED: Mapping[str, str] = {}
NAME = r"[a-zA-Z0-9]+(?:[-._][a-zA-Z0-9]+)*"
"""What a scheme or a concept is called."""
_BARE, _QUALIFIED = re.compile(NAME), re.compile(rf"({NAME})/({NAME})")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked: `narrowed` are the parameters as they were written, in the order of the facets."""

    text: str
    narrowed: tuple[tuple[str, str], ...]
    page: int

    @property
    def question(self) -> Question:
        """What the index is asked."""
        values = {facet: _value(facet, text) for facet, text in self.narrowed}
        return Question(self.text, values, (self.page - 1) * PAGE, PAGE)

    def query(self, page: int = 1, changed: Mapping[str, str] = _UNCHANGED) -> str:
        """The parameters of another page, or of the first with other values of facets; an empty one is none."""
        narrowed = {**dict(self.narrowed), **changed}
        asked = [("q", self.text), *((facet, narrowed[facet]) for facet in FACETS if narrowed.get(facet))]
        return urlencode([*asked, *([("page", page)] if page > 1 else [])])


def asked(given: Mapping[str, str]) -> Asked:
    """What the parameters of a request ask; those that are empty are none, and others are passed over.

    Raises HttpProblem (422) for a parameter that is not accepted.
    """
    text = searched(given.get("q", ""))
    narrowed = tuple((facet, given[facet]) for facet in FACETS if given.get(facet))
    for facet, value in narrowed:
        _value(facet, value)
    page = given.get("page") or "1"
    if not (page.isascii() and page.isdigit() and len(page) < 4 and 1 <= int(page) <= LAST_PAGE):
        raise HttpProblem(BAD_PARAMETER, f"page: found {page[:40]!r}; accepted: a number from 1 to {LAST_PAGE}")
    return Asked(text, narrowed, int(page))


def searched(text: str) -> str:
    """The text looked for as it is shown: what cannot be printed is taken for spaces.

    Raises HttpProblem (422) when there is too much of it.
    """
    if len(text) > LONGEST_TEXT:
        raise HttpProblem(BAD_PARAMETER, f"q: found {len(text)} characters; accepted: {LONGEST_TEXT} at most")
    if (count := len(words(text))) > MOST_WORDS:
        raise HttpProblem(BAD_PARAMETER, f"q: found {count} words; accepted: {MOST_WORDS} at most")
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def short(facet: str, iri: str) -> str:
    """The value of a parameter that means an IRI: as short as `_value` reads it."""
    name = iri.removeprefix(SCHEME_IRI)
    scheme, _, bare = name.partition("/")
    return bare if name != iri and scheme == _SCHEMES.get(facet) and _BARE.fullmatch(bare) else name


def _value(facet: str, text: str) -> str:
    """The value that a parameter means: an IRI, a year or a kind. Raises HttpProblem."""
    if facet == KIND and text in KINDS:
        return text
    if facet == YEAR and re.fullmatch(r"[0-9]{4}", text):
        return text
    if facet not in (KIND, YEAR):
        if is_web_iri(text):
            return text
        if qualified := _QUALIFIED.fullmatch(text):
            return concept(*qualified.groups())
        if facet in _SCHEMES and _BARE.fullmatch(text):
            return concept(_SCHEMES[facet], text)
    raise HttpProblem(BAD_PARAMETER, f"{facet}: found {text[:80]!r}; accepted: {_accepted(facet)}")


def _accepted(facet: str) -> str:
    if facet == KIND:
        return ", ".join(KINDS)
    if facet == YEAR:
        return "a year of four digits"
    return "an http or https IRI, or {scheme}/{concept}" + (", or {concept} alone" if facet in _SCHEMES else "")
