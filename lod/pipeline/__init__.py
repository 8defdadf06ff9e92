"""The whole build, read top to bottom: sources → facts → triples → SHACL → a release, made current.

Memory is bounded by the chunk, not by the register: facts are sorted on disk, so that all there is about a unit comes
together, and workers make of some units at a time everything that the files of a release have of them. No clock, no
network: the time of the switch is an argument.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import lod
from lod import feeds, mapping, publication, releases, validation
from lod.errors import SourceError, ValidationFailed
from lod.formats import parse_lines
from lod.ingest import SourceFiles, corrections
from lod.iris import Iris
from lod.model import Corrections, Licence, PartialDate, Problem, Publication
from lod.pipeline import chunks, describing, lineage, mergers
from lod.pipeline.chunks import Made, Setting
from lod.pipeline.reading import SourceCount, Sources
from lod.pipeline.rejections import Kind, Rejections
from lod.pipeline.scheduling import LocalProcesses, Scheduler
from lod.pipeline.writing import Writing
from lod.profiles import schemes
from lod.publication import Dataset, Earlier, ReleaseFacts
from lod.releases import Release, manifest
from lod.sorting import SortedLines
from lod.terms import lines
from lod.validation import Report, Vocabulary

__all__ = ["Built", "Kind", "LocalProcesses", "Progress", "Scheduler", "SourceCount", "build"]

REJECTED = "rejected.csv"
"""In the output folder: what could not be read in the last build, with reasons; not published."""

Progress = Callable[[str, int, int | None], None]
"""Told what is being done, how much of it is done, and how much there is, if that is known."""


Deliver = Callable[[Path, str], None]
"""Given the folder of a complete release and its id, before it becomes current: puts it where it is queried."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. `new` is false when the same release was there already."""

    release: Release
    new: bool
    sources: tuple[SourceCount, ...]
    problems: tuple[Problem, ...]
    """The first of them; all are in the table `REJECTED`."""
    problem_counts: dict[Kind, int]
    """How many there are of each kind."""
    report: Report


def build(
    about: Publication,
    sources: Sequence[SourceFiles],
    folder: Path,
    output: Path,
    at: datetime.datetime,
    *,
    corrected: Path | None = None,
    strict: bool = False,
    scheduler: Scheduler | None = None,
    progress: Progress = lambda _doing, _done, _of: None,
    deliver: Deliver = lambda _folder, _release_id: None,
) -> Built:
    """Builds a release from `sources` (paths below `folder`) in `output` and makes it current. `corrected` is the file
    of corrections, if there is one.

    Raises SettingsError for an entry of that which cannot be; SourceError when a source cannot be read, when nothing is
    found in any, or, with `strict`, on any problem; ValidationFailed on violations; what `deliver` raises. Whatever is
    raised, the release that was current stays so.
    """
    with (
        releases.workspace(output) as work,
        Rejections(output / REJECTED) as rejections,
        scheduler or LocalProcesses() as workers,
    ):
        taken_back = corrections.read(corrected, folder, about) if corrected else None
        build = _Build(about, sources, folder, work, rejections, workers, progress, taken_back, at)
        facts = build.read()
        made = build.publish(facts, lineage.earlier(output), strict=strict)
        is_new = not (output / releases.RELEASES / made.id).exists()
        deliver(work / "release", made.id)
        progress("flushing to disk", made.inspections, None)
        release = releases.publish(work / "release", output, made.id, at)
    counts = tuple(build.sources.counts)
    return Built(release, is_new, counts, tuple(rejections.first), dict(rejections.counts), build.report)


class _Build:
    """One build while it goes on, in the folder `work`."""

    def __init__(
        self,
        about: Publication,
        files: Sequence[SourceFiles],
        folder: Path,
        work: Path,
        rejections: Rejections,
        scheduler: Scheduler,
        progress: Progress,
        corrections: Corrections | None,
        at: datetime.datetime,
    ) -> None:
        self._about, self._files, self._work, self._at = about, files, work, at
        self._rejections, self._scheduler, self._progress = rejections, scheduler, progress
        self._names = Iris(about.base_iri)
        self._corrections = corrections
        self.sources = Sources(folder, rejections.note)
        self.report = Report()
        self._validated = self._refereed = 0

    def read(self) -> SortedLines:
        """The facts of all sources, sorted."""
        facts = SortedLines(_new(self._work / "facts"))
        for rows in self.sources.read(self._files, self._scheduler, facts):
            self._progress("reading rows", rows, None)
        if self._corrections:
            self.sources.counts.append(SourceCount(self._corrections.source))
        return facts

    def publish(self, facts: SortedLines, earlier: Sequence[Earlier], *, strict: bool) -> manifest.Manifest:
        """Every file of the release, which comes after those `earlier`; gives its manifest."""
        release = _new(self._work / "release")
        vocabulary = schemes.vocabulary_lines(self._about.base_iri, self._lists())
        inspections = units = 0
        newest: PartialDate | None = None
        met: set[str] = set()
        with Writing(self._about, self._licences(), release, _new(self._work / "writing"), vocabulary) as writing:
            for made in self._made(facts):
                writing.add(made.parts, made.documents, made.entries)
                inspections += made.inspections
                units += made.units
                met |= made.met
                newest = max(filter(None, (newest, made.newest)), key=_first_day, default=None)
                self._take(made)
                self._progress("validating and writing", inspections, self._expected)
            self._scheduler.rest()
            self._check(strict=strict)
            newest = max(filter(None, (newest, self._share_corrections(writing, met))), key=_first_day, default=None)
            self._share_sources(writing)
            self._share_statistics(writing, vocabulary)
            self._progress("writing dumps", inspections, None)
            datasets = writing.finish([count.source for count in self.sources.counts])
            self._progress("describing the release", inspections, None)
            facts_of = self._describe(release, datasets, newest, earlier)
            self._progress("writing feeds", inspections, None)
            self._write_feeds(release, facts_of)
            self._progress("completing the store", inspections, None)
        validated = manifest.Validated(self._validated, self._refereed)
        return describing.write_manifest(
            release, self._about, facts_of, self.sources.counts, inspections, units, validated
        )

    def _describe(
        self, release: Path, datasets: tuple[Dataset, ...], newest: PartialDate | None, earlier: Sequence[Earlier]
    ) -> ReleaseFacts:
        """Writes what is told of the release beside its datasets."""
        release_id = describing.release_id(self._about, datasets, newest)
        facts = ReleaseFacts(release_id, newest, datasets, tuple(each for each in earlier if each.id != release_id))
        describing.write_reports(release, self.report, self.sources.counts)
        publication.write_descriptions(release, self._about, facts)
        return facts

    def _write_feeds(self, release: Path, facts: ReleaseFacts) -> None:
        held = feeds.Held(release, tuple(release / dataset.dumps[0].name for dataset in facts.datasets))
        licences = {dataset.licence.iri for dataset in facts.datasets}
        switch = feeds.Switch(facts.id, self._at, str(facts.modified or ""), licences, held)
        feeds.write(release / manifest.FEEDS, switch, self._work.parent, self._about)

    def _made(self, facts: SortedLines) -> Iterator[Made]:
        # Of an area the shapes ask no more than that it has an IRI: long lists of them would cost each chunk.
        reached = schemes.vocabulary_lines(self._about.base_iri, filter(schemes.lists_units, self._lists()))
        setting = Setting(
            self._about.base_iri,
            "".join(reached),
            frozenset(unit.key for files in self._files for unit in files.profile.units),
            tuple(count.source for count in self.sources.counts),
            self._corrections,
            frozenset(self._described_units(reached)),
            publication.known(parse_lines(schemes.vocabulary_lines(self._about.base_iri, self._lists()))),
        )
        return self._scheduler.map(partial(chunks.make, setting.packed()), chunks.chunks(facts))

    def _take(self, made: Made) -> None:
        for file, problem in made.problems:
            self._rejections.note(problem)
            self.sources.counts[file].problems += 1
        for (file, states_inspection), rows in made.repeated.items():
            self.sources.counts[file].reject(rows, states_inspection=states_inspection)
        self._validated += made.validated
        self._refereed += made.refereed
        if made.report.results:
            self.report = self.report.merge(made.report)

    def _check(self, *, strict: bool) -> None:
        problems = "\n".join(map(str, self._rejections.first))
        if strict and problems:
            raise SourceError(problems)
        if not self._expected:
            raise SourceError(f"no inspection was found in any source\n{problems}")
        if self.report.violations:
            raise ValidationFailed(self.report)
        for count in self.sources.counts:
            count.check()

    def _share_sources(self, writing: Writing) -> None:
        for count in self.sources.counts:
            if count.inspections or count.not_inspected or self._is_corrections(count):
                triples = mapping.source(count.source, self._names, lod.__version__)
                writing.share(count.source.licence, lines(triples))

    def _is_corrections(self, count: SourceCount) -> bool:
        return self._corrections is not None and count.source == self._corrections.source

    def _share_corrections(self, writing: Writing, met: set[str]) -> PartialDate | None:
        """The mergers of units, validated like all else; gives the newest of their dates. Raises SettingsError for a
        correction of what there is not."""
        if self._corrections is None:
            return None
        vocabulary = schemes.vocabulary_lines(self._about.base_iri, filter(schemes.lists_units, self._lists()))
        shared = set(self._described_units(vocabulary))
        mergers.check(self._corrections, met, shared)
        source = self._corrections.source
        told = mergers.told(self._corrections, shared, self._names)
        said = list(lines(told))
        graph = said + list(lines(mapping.source(source, self._names, lod.__version__)))
        graph.append(Vocabulary(vocabulary).reached({subject for subject, _, _ in told}))
        self._accept(validation.judge("".join(graph), validation.shapes(), to_referee=True))
        writing.share(source.licence, said)
        return max((each.date for each in self._corrections.mergers), key=_first_day, default=None)

    def _described_units(self, vocabulary: Iterable[str]) -> Iterator[str]:
        """The units, by IRI, of which lines of the vocabulary say something."""
        below = f"<{self._names.kind('unit')}"
        return (line[1 : line.index(">")] for line in vocabulary if line.startswith(below))

    def _accept(self, found: Report) -> None:
        """Raises ValidationFailed, with all that was found, if there is a violation."""
        self.report = self.report.merge(found)
        if self.report.violations:
            raise ValidationFailed(self.report)

    def _share_statistics(self, writing: Writing, vocabulary: list[str]) -> None:
        """The counts of each dataset, validated like all that they were counted in."""
        structures = publication.structures()
        writing.share(self._about.licence.iri, structures)
        reached = "".join([*schemes.vocabulary_lines(self._about.base_iri), *structures])
        for licence, said in writing.statistics(vocabulary):
            graph = "".join(said)
            found = validation.judge(graph + reached, validation.shapes(), validation.is_sampled(graph))
            self.report = self.report.merge(found)
            writing.share(licence, said)
        if self.report.violations:
            raise ValidationFailed(self.report)

    @property
    def _expected(self) -> int:
        return sum(count.inspections for count in self.sources.counts)

    def _licences(self) -> list[Licence]:
        return sorted({files.licence for files in self._files}, key=lambda licence: licence.iri)

    def _lists(self) -> list[str]:
        """The schemes of units and of areas that the profiles use."""
        return sorted({scheme for files in self._files for scheme in files.profile.lists})


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _first_day(date: PartialDate) -> datetime.date:
    return date.first_day
