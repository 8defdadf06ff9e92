"""How many facts the reader finds, and how many that are none: `docs/accuracy.md`.

    .venv/bin/python -m tests.ingest.prose.accuracy

writes the page anew. It needs the folder `../shared` with the captured releases.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lod import profiles
from lod.ingest import press_release
from lod.model import Doubt, Inspection, Problem, Source
from lod.profiles import Profile

from .stated import ALSO, UNSTATED, Release, captured, found, written

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "accuracy.md"
CAPTURED = ROOT.parent / "shared" / "data" / "press-releases"

KINDS = (
    "unit",
    "type of unit",
    "overall rating",
    "rating on a standard",
    "score",
    "maximum score",
    "date of publication",
    "fieldwork start",
    "fieldwork end",
    "cases",
    "cases by category",
    "recommendations",
    "recommendations by addressee",
    "percentage",
    "polarity",
    "previous rating",
    "date of the previous inspection",
    "number of the inspection",
    "counted since",
)

BLIND = {1: (27, 89, 29, 78), 2: (22, 76, 5, 71), 3: (12, 31, 0, 34), 4: (10, 31, 4, 32), 5: (6, 46, 2, 13)}
"""By batch of written releases: how many there were, and what was right, wrong and missing when they were first read,
by a reader that had been made without them."""


Facts = dict[str, list[Inspection | Problem]]
"""What the reader makes of releases, by their ids."""


class Count(NamedTuple):
    """Facts that were found, that are none, and that were not found."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    @property
    def precision(self) -> str:
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> str:
        return _share(self.right, self.right + self.missing)


def _share(part: int, whole: int) -> str:
    """Rounded down, so that 100 % is all of them."""
    return f"{100 * part // whole} %" if whole else "–"


def read(release: Release, profile: Profile) -> list[Inspection | Problem]:
    """What the reader makes of a release."""
    data = release.text.encode()
    media_type = "text/html" if release.is_page else "text/plain"
    source = Source(release.id, hashlib.sha256(data).hexdigest(), len(data), media_type)
    return list(press_release.read(source, data, profile))


def read_all(releases: Iterable[Release], profile: Profile) -> Facts:
    """The same of several releases."""
    return {release.id: read(release, profile) for release in releases}


def counts(releases: Iterable[Release], facts: Facts) -> dict[str, Count]:
    """Right, wrong and missing facts of releases, by kind."""
    right, wrong, missing = Counter[str](), Counter[str](), Counter[str]()
    for release in releases:
        stated = found(facts[release.id])
        right.update(each.kind for each in stated & release.facts)
        wrong.update(each.kind for each in stated - release.facts)
        missing.update(each.kind for each in release.facts - stated)
    return {kind: Count(right[kind], wrong[kind], missing[kind]) for kind in KINDS if right[kind] + missing[kind]}


def total(by_kind: dict[str, Count]) -> Count:
    """The sum over kinds."""
    return Count(*map(sum, zip(*by_kind.values(), strict=True)))


def page(profile: Profile) -> str:
    """docs/accuracy.md as it should be."""
    real, own = captured(CAPTURED, profile), written(profile)
    facts = read_all((*real, *own), profile)
    return "\n".join((*_head(), *_captured(real, facts), *_written(own, facts), *_tail())) + "\n"


def _head() -> Iterator[str]:
    yield from (
        "# What the reader of releases finds",
        "",
        "Made by `.venv/bin/python -m tests.ingest.prose.accuracy`; a test fails when a number gets worse, or when"
        " this page is out of",
        "date. *Right* is a fact that was found and is stated, *wrong* one that was found and is not, *missing* one"
        " that is stated and",
        "was not found. Precision is right / (right + wrong), recall is right / (right + missing). Precision comes"
        " first: what is not",
        "plain is left out, or reported for [review](#readings-that-need-review).",
        "",
    )


def _captured(releases: list[Release], facts: Facts) -> Iterator[str]:
    yield from (
        f"## The {len(releases)} captured releases",
        "",
        "Twenty are summaries of real documents, one is a real release. The facts are those of their `facts.json`.",
        "",
    )
    yield from _table(counts(releases, facts))
    rest = Counter(stated.kind for release in releases for stated in release.unstated)
    yield from (
        "",
        f"`facts.json` lists {sum(rest.values())} facts more, which the summaries do not say; they are not counted"
        f" as missing:",
        "",
    )
    for release, kinds in UNSTATED.items():
        for kind, why in kinds.items():
            yield f"- {release}, {'unit, type of unit, overall rating' if kind == '*' else kind}: {why}"
    yield from ("", f"The summaries say {len(ALSO)} facts that `facts.json` leaves out; they are counted:", "")
    for release, kind, value, words in ALSO:
        yield f"- {release}, {kind} {value}: {words}"
    silent = [release for release in releases if not release.facts]
    yield from (
        "",
        f"{len(silent)} of the releases report no inspection that they name, and give none. The ratings of sibling"
        f" units and of",
        "earlier inspections are nowhere taken for the inspected unit’s.",
        "",
    )


def _written(releases: list[Release], facts: Facts) -> Iterator[str]:
    yield from (
        f"## {len(releases)} releases written for the tests",
        "",
        "Written in the form of an inspectorate’s, none by one: `tests/ingest/prose/releases/`. Each batch was written",
        "by who wrote the reader, before the reader was tried on it. How it did then is the best guess at those that",
        "nobody has seen; how it does now shows only that what was found wrong was mended. The first four batches were",
        "made to be hard; the fifth is closer to ordinary releases.",
        "",
        "| batch | releases | right, wrong, missing when first read | precision, recall | right, wrong, missing now"
        " | precision, recall |",
        "| --- | --- | --- | --- | --- | --- |",
    )
    for batch, (many, *numbers) in BLIND.items():
        of_batch = [release for release in releases if release.batch == batch]
        first, now = Count(*numbers), total(counts(of_batch, facts))
        yield (
            f"| {batch} | {many} | {first.right}, {first.wrong}, {first.missing} | {first.precision}, {first.recall} "
            f"| {now.right}, {now.wrong}, {now.missing} | {now.precision}, {now.recall} |"
        )
    yield ""
    yield from _table(counts(releases, facts))
    doubts = [each for release in releases for each in facts[release.id] if isinstance(each, Doubt)]
    silent = sum(not release.facts for release in releases)
    yield from (
        "",
        f"{silent} of them report no inspection, such as annual reports, speeches and guides, and none of these"
        f" gives one.",
        f"{len(doubts)} readings are reported for review.",
        "",
    )


def _table(by_kind: dict[str, Count]) -> Iterator[str]:
    yield "| fact | right | wrong | missing | precision | recall |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for kind, count in (*by_kind.items(), ("**all**", total(by_kind))):
        yield f"| {kind} | {count.right} | {count.wrong} | {count.missing} | {count.precision} | {count.recall} |"


def _tail() -> Iterator[str]:
    yield from (
        "## Not read",
        "",
        "- how many standards have a rating (“eight out of nine”), and ratings of standards whose framework the"
        " profile does not have;",
        "- percentages that are only near (“more than 70 per cent”), of staff, of other inspections or of the country;",
        "- children’s and victims’ cases, for which there is no category;",
        "- whatever a table or a picture says without a label beside it.",
        "",
        "## Readings that need review",
        "",
        "A doubtful reading is reported by `lod check` and `lod build` like any problem, with “needs review”, its"
        " property, value and",
        "stretch of text. It is not published unless the publisher says so in a file beside the document:"
        " `NAME.review.toml`, where",
        "NAME is the document’s file name with its suffix.",
        "",
        "```toml",
        'source = "…"              # SHA-256 of the document: offsets say nothing about another',
        "",
        "[[reading]]",
        'property = "issued"       # as reported',
        "start    = 168",
        "end      = 178",
        'decision = "accept"       # or "reject", or "replace" with a value',
        "",
        "[[reading]]",
        'property = "inspects"',
        "start    = 78",
        "end      = 114",
        'decision = "replace"',
        'value    = "probation-delivery-unit/WPTGWT"',
        "```",
        "",
        "A certain reading can be rejected or replaced as well, so a document that contradicts itself is settled by"
        " rejecting one of its",
        "statements. Unknown keys, another digest, and a property or stretch that was never read are errors that"
        " name file and key.",
    )


if __name__ == "__main__":
    PAGE.write_text(page(profiles.load("hmi-probation")), "utf-8")
