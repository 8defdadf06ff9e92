"""The whole build, read top to bottom: sources → facts → triples → SHACL → a release, made current.

Memory is bounded by the chunk and the units, not by the register: facts become sorted lines on disk as they are read,
and every file of the release is written from those. No clock, no network: the time of the switch is an argument.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

import lod
from lod import ingest, latest, mapping, publication, releases, validation
from lod.errors import SourceError, ValidationFailed
from lod.ingest import SourceFiles
from lod.iris import Iris
from lod.latest import Dated
from lod.model import Inspection, PartialDate, Problem, Publication, Source, UnitKey
from lod.namespaces import INSP
from lod.profiles import schemes
from lod.publication import ReleaseFacts
from lod.releases import Release, manifest
from lod.releases.sorting import SortedLines
from lod.store import embedded
from lod.terms import Triple, lines
from lod.validation import Report

CHUNK = 250
"""Inspections validated together: engines slow down faster than the graph grows, and each chunk costs a start."""

Progress = Callable[[str, int], None]
"""Told what is being done, and how many inspections have been read."""


@dataclass(frozen=True, slots=True)
class SourceCount:
    """What became of a source: inspections read from it, and the problems that kept rows or passages out."""

    source: Source
    inspections: int
    problems: int


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. `new` is false when the same release was there already."""

    release: Release
    new: bool
    sources: tuple[SourceCount, ...]
    problems: tuple[Problem, ...]
    report: Report


@dataclass(slots=True)
class _Facts:
    """What is remembered of the facts that have passed: per source and per unit, never per fact."""

    counts: list[SourceCount] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    units: dict[str, list[Dated]] = field(default_factory=lambda: defaultdict(list))
    newest: PartialDate | None = None

    def note(self, fact: Inspection, names: Iris) -> None:
        date = fact.issued or fact.fieldwork_end
        dated = Dated(mapping.inspection_iri(fact, names), date, fact.overall.rating if fact.overall else None)
        known = self.units[mapping.unit_iri(fact.inspects.key, names)]
        if dated.iri not in {each.iri for each in known}:
            known.append(dated)
        if fact.issued and (self.newest is None or self.newest.first_day < fact.issued.first_day):
            self.newest = fact.issued

    @property
    def inspections(self) -> int:
        return sum(len(known) for known in self.units.values())


def build(
    about: Publication,
    sources: Sequence[SourceFiles],
    folder: Path,
    output: Path,
    at: datetime.datetime,
    *,
    strict: bool = False,
    workers: int = 2,
    progress: Progress = lambda _doing, _count: None,
) -> Built:
    """Builds a release from `sources` (paths below `folder`) in `output` and makes it current.

    Raises SourceError when a source cannot be read, when nothing is found in any, or, with `strict`, on any problem;
    ValidationFailed on violations. Whatever is raised, the release that was current stays so.
    """
    with releases.workspace(output) as work:
        release_folder, runs = work / "release", work / "runs"
        release_folder.mkdir()
        runs.mkdir()
        names = Iris(about.base_iri)
        vocabulary = schemes.vocabulary_lines(about.base_iri, _unit_schemes(sources))
        data, facts = SortedLines(runs), _Facts()
        data.add(vocabulary)
        with validation.Gate(vocabulary, workers=workers) as gate:
            for chunk in _chunks(_inspections(sources, folder, facts, names), names, _listed(sources)):
                data.add(chunk)
                gate.submit(chunk)
                progress("reading and validating", facts.inspections)
            _check_problems(facts, strict)
            for chunk in _unit_chunks(facts):
                data.add(chunk)
                gate.submit(chunk)
            progress("validating", facts.inspections)
            report = gate.report()
        if report.violations:
            raise ValidationFailed(report)
        progress("writing the release", facts.inspections)
        release_id = _write_release(release_folder, about, facts, data, report)
        is_new = not (output / releases.RELEASES / release_id).exists()
        release = releases.publish(release_folder, output, release_id, at)
    return Built(release, is_new, tuple(facts.counts), tuple(facts.problems), report)


def _listed(sources: Iterable[SourceFiles]) -> frozenset[UnitKey]:
    """The units that the vocabulary describes."""
    return frozenset(unit.key for files in sources for unit in files.profile.units)


def _unit_schemes(sources: Iterable[SourceFiles]) -> list[str]:
    return sorted({scheme for files in sources for scheme in files.profile.unit_schemes})


def _inspections(
    sources: Sequence[SourceFiles], folder: Path, facts: _Facts, names: Iris
) -> Iterator[tuple[Inspection, ...]]:
    """Each inspection once, as the facts of all the documents about it.

    Prose is held until the tables have passed, since a row may tell of the same inspection; shapes then see both, and
    say where they contradict each other.
    """
    told: dict[str, list[Inspection]] = defaultdict(list)
    tables = [files for files in sources if files.kind == "register"]
    prose = [files for files in sources if files.kind != "register"]
    for fact in _facts(prose, folder, facts):
        told[mapping.inspection_iri(fact, names)].append(fact)
    for fact in _facts(tables, folder, facts):
        facts.note(fact, names)
        yield (fact, *told.pop(mapping.inspection_iri(fact, names), ()))
    for group in told.values():
        facts.note(group[0], names)
        yield tuple(group)


def _facts(sources: Iterable[SourceFiles], folder: Path, facts: _Facts) -> Iterator[Inspection]:
    for files in sources:
        for source, found in ingest.read(files, folder):
            inspections = problems = 0
            for each in found:
                if isinstance(each, Problem):
                    problems += 1
                    facts.problems.append(each)
                else:
                    inspections += 1
                    yield each
            facts.counts.append(SourceCount(source, inspections, problems))


def _chunks(
    inspections: Iterable[tuple[Inspection, ...]], names: Iris, listed: frozenset[UnitKey]
) -> Iterator[list[str]]:
    """Lines of some inspections at a time, with everything their shapes reach: units and sources."""
    groups = iter(inspections)
    while chunk := list(itertools.islice(groups, CHUNK)):
        yield sorted(set(lines(_triples(list(itertools.chain(*chunk)), names, listed))))


def _triples(facts: Sequence[Inspection], names: Iris, listed: frozenset[UnitKey]) -> Iterator[Triple]:
    for fact in facts:
        yield from mapping.inspection(fact, names)
        if fact.inspects.key not in listed:
            yield from mapping.unit(fact.inspects, names)
    for source in {evidence.source for fact in facts for evidence in fact.evidence}:
        yield from mapping.source(source, names, lod.__version__)


def _unit_chunks(facts: _Facts) -> Iterator[list[str]]:
    """The shortcuts from each unit to its latest inspection and current rating."""
    statements = iter(lines(_shortcuts(facts.units)))
    while chunk := list(itertools.islice(statements, CHUNK)):
        yield chunk


def _shortcuts(units: dict[str, list[Dated]]) -> Iterator[Triple]:
    for unit, inspections in units.items():
        if last := latest.latest(inspections):
            yield unit, INSP.latestInspection, last.iri
        if (rated := latest.latest_rated(inspections)) and rated.rating:
            yield unit, INSP.currentRating, rated.rating


def _check_problems(facts: _Facts, strict: bool) -> None:
    if strict and facts.problems:
        raise SourceError("\n".join(str(problem) for problem in facts.problems))
    if not facts.inspections:
        raise SourceError("no inspection was found in any source\n" + "\n".join(map(str, facts.problems)))


def _write_release(folder: Path, about: Publication, facts: _Facts, data: SortedLines, report: Report) -> str:
    """Every file of the release, from the sorted lines; gives its id."""
    digest = _write_lines(folder / releases.DATA, data)
    (folder / "report.nt").write_text("".join(validation.report_lines(report)), "utf-8")
    _write_json(folder / "sources.json", [_source_json(count) for count in facts.counts])
    release_id = _release_id(about, facts, digest)
    statistics = publication.write_files(
        folder,
        about,
        ReleaseFacts(
            id=release_id,
            modified=facts.newest,
            sources=tuple(count.source for count in facts.counts),
        ),
    )
    embedded.build(folder / releases.DATA, folder / manifest.STORE)
    manifest.write(
        folder,
        manifest.Manifest(
            id=release_id,
            title=about.title,
            base_iri=about.base_iri,
            software=lod.__version__,
            ontology=schemes.ontology_version(),
            modified=str(facts.newest) if facts.newest else None,
            inspections=facts.inspections,
            units=len(facts.units),
            triples=statistics.triples,
            files=manifest.described_folder(folder),
        ),
    )
    return release_id


def _write_lines(path: Path, data: Iterable[str]) -> str:
    """Writes lines and gives the SHA-256 of their bytes. They are sorted and blank nodes have canonical names, so this
    is the dataset's RDFC-1.0 digest."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for line in data:
            encoded = line.encode()
            digest.update(encoded)
            file.write(encoded)
    return digest.hexdigest()


def _release_id(about: Publication, facts: _Facts, data_digest: str) -> str:
    """The date of the newest fact, and a digest of all that decides a release's bytes: data, description, software."""
    described = msgspec.json.encode([data_digest, msgspec.to_builtins(about), lod.__version__])
    return f"{facts.newest or 'undated'}-{hashlib.sha256(described).hexdigest()[:12]}"


def _source_json(count: SourceCount) -> dict[str, object]:
    source = msgspec.to_builtins(count.source)
    return {**source, "inspections": count.inspections, "problems": count.problems}


def _write_json(path: Path, value: object) -> None:
    path.write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
