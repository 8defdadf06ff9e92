"""A document as the statements need it: its sentences with everything named in them, and evidence for what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Generic, TypeVar

from lod.ingest.annotation import Recogniser, Sentence, annotate
from lod.ingest.documents import Block, Document
from lod.ingest.recognisers.dates import dates
from lod.ingest.recognisers.gazetteer import Gazetteer
from lod.ingest.recognisers.mentions import Kind, Mention
from lod.ingest.recognisers.numbers import numbers, percentages
from lod.ingest.recognisers.phrases import Phrases, concept_mentions, concept_phrases, is_proper
from lod.ingest.recognisers.ratings import recogniser as rating_recogniser
from lod.ingest.review import Decision, Review
from lod.ingest.sentences import readable_blocks, sentences
from lod.ingest.values import replacement, shown
from lod.model import Doubt, Evidence, Problem, Source
from lod.profiles import Profile
from lod.profiles.schemes import Concept

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value and the stretch of the document that states it; `doubt` says why that is not certain, if it is not."""

    value: T
    start: int
    end: int
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the statements are looked for in."""

    source: Source
    document: Document
    profile: Profile
    sentences: tuple[Sentence, ...]
    """Those of the document's content, in order."""
    review: Review = field(default_factory=Review)

    def evidence(self, supports: str, stated: Stated[T]) -> Evidence:
        """The stretch as evidence of a property, named by its local name in the ontology."""
        return Evidence(self.source.sha256, self.document.span(stated.start, stated.end), supports)

    def text_of(self, stretch: Sentence | Block | Mention | Stated[T]) -> str:
        return self.document.text[stretch.start : stretch.end]

    def problem(self, message: str, accepted: str, *stated: Stated[T]) -> Problem:
        """A problem with what was found at one place or several."""
        return Problem(
            source=self.source.name,
            message=message,
            found=" … ".join(" ".join(self.text_of(each).split()) for each in stated),
            accepted=accepted,
            start=min(each.start for each in stated),
            end=max(each.end for each in stated),
        )

    def agreed(self, supports: str, what: str, stated: Iterable[Stated[T]]) -> Stated[T] | Problem | None:
        """The first of several statements of a property when all give one value; a problem when they contradict each
        other, and a doubt when none of them is certain. What the publisher decided is done first."""
        found = list(self.reviewed(supports, stated))
        certain = [each for each in found if not each.doubt]
        other = next((each for each in certain if each.value != certain[0].value), None)
        if other:
            return self.problem(f"states two different {what}", "one, or the same each time", certain[0], other)
        if certain or not found:
            return certain[0] if certain else None
        return self.doubt(supports, found[0])

    def reviewed(self, supports: str, stated: Iterable[Stated[T]]) -> Iterator[Stated[T]]:
        """Statements of a property as the publisher decided about them: without those rejected, and certain where
        accepted or replaced. Raises SettingsError for another value that cannot be of the property."""
        for each in stated:
            ruling = self.review.ruling(supports, each.start, each.end)
            if ruling is None:
                yield each
            elif ruling.decision is Decision.ACCEPT:
                yield replace(each, doubt="")
            elif ruling.decision is Decision.REPLACE:
                yield replace(each, value=replacement(ruling, self.profile), doubt="")

    def doubt(self, supports: str, stated: Stated[T]) -> Doubt:
        """A statement that waits for the publisher's decision."""
        value = shown(stated.value)
        return Doubt(
            source=self.source.name,
            message=f"needs review: {supports}{f' {value}' if value else ''}, {stated.doubt}",
            found=" ".join(self.text_of(stated).split()),
            accepted="a decision in the review file",
            start=stated.start,
            end=stated.end,
            supports=supports,
            value=value,
        )


def reading(source: Source, document: Document, profile: Profile, review: Review | None = None) -> Reading:
    """A document with its main content taken apart, and what its publisher decided about it."""
    document = replace(document, blocks=tuple(readable_blocks(document)))
    blocks = [block for block in document.blocks if block.is_main]
    spans = [
        (start, end, number)
        for number, block in enumerate(blocks)
        for start, end in sentences(document.text, block.start, block.end)
    ]
    recognisers = tuple(_recognisers(profile, [document.text[start:end] for start, end, _ in spans]))
    annotated = (annotate(document.text, start, end, number, recognisers) for start, end, number in spans)
    return Reading(source, document, profile, tuple(annotated), review or Review())


def _recognisers(profile: Profile, texts: list[str]) -> Iterator[Recogniser]:
    """In the order in which they have their way where mentions overlap."""
    gazetteer = Gazetteer(profile)
    yield partial(gazetteer.mentions, known=gazetteer.known(texts))
    yield rating_recogniser(profile.ratings)
    yield dates
    yield percentages
    yield numbers
    yield gazetteer.types
    yield partial(_organisations, concept_phrases(profile.organisations))
    yield partial(concept_mentions, kind=Kind.CATEGORY, phrases=concept_phrases(profile.case_categories))


def _organisations(phrases: Phrases[Concept], text: str) -> Iterator[Mention]:
    """Organisations are proper names: "the Probation Service", unlike "the probation service in Leeds"."""
    for mention in concept_mentions(text, Kind.ORGANISATION, phrases):
        if is_proper(text[mention.start : mention.end]):
            yield mention
