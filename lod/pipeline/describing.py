"""What a release says of itself: its id, what its sources came to, what validation found, its manifest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

import lod
from lod import validation
from lod.model import PartialDate, Publication
from lod.pipeline.reading import SourceCount
from lod.profiles import schemes
from lod.publication import Dataset, ReleaseFacts
from lod.releases import manifest
from lod.validation import Report


def release_id(about: Publication, datasets: Sequence[Dataset], newest: PartialDate | None) -> str:
    """The date of the newest fact, and a digest of all that decides a release's bytes: data, description, software."""
    digests = [dataset.dumps[0].sha256 for dataset in datasets]
    described = msgspec.json.encode([digests, msgspec.to_builtins(about), lod.__version__])
    return f"{newest or 'undated'}-{hashlib.sha256(described).hexdigest()[:12]}"


def write_reports(folder: Path, report: Report, counts: Sequence[SourceCount]) -> None:
    """Writes report.nt, what validation found, and sources.json, what became of the rows of each source."""
    (folder / "report.nt").write_text("".join(validation.report_lines(report)), "utf-8")
    described = msgspec.json.encode([_source(count) for count in counts])
    (folder / "sources.json").write_bytes(msgspec.json.format(described, indent=2) + b"\n")


def write_manifest(
    folder: Path,
    about: Publication,
    facts: ReleaseFacts,
    counts: Sequence[SourceCount],
    inspections: int,
    units: int,
    validated: manifest.Validated,
) -> manifest.Manifest:
    """Writes the manifest of the release in `folder`, which is complete but for it, and gives it."""
    described = manifest.Manifest(
        id=facts.id,
        title=about.title,
        base_iri=about.base_iri,
        software=lod.__version__,
        ontology=schemes.ontology_version(),
        modified=str(facts.modified) if facts.modified else None,
        inspections=inspections,
        units=units,
        triples=sum(dataset.statistics.triples for dataset in facts.datasets),
        files=manifest.described_folder(folder, _known(facts)),
        classes=_classes(facts),
        datasets=tuple(map(_dataset, facts.datasets)),
        sources=tuple(manifest.Source(each.source.name, each.source.sha256, each.source.licence) for each in counts),
        validated=validated,
    )
    manifest.write(folder, described)
    return described


def _classes(facts: ReleaseFacts) -> dict[str, int]:
    """How many entities of each class its datasets have, by IRI."""
    counted: Counter[str] = Counter()
    for dataset in facts.datasets:
        counted.update({each.iri: each.entities for each in dataset.statistics.classes})
    return {iri: counted[iri] for iri in sorted(counted)}


def _dataset(dataset: Dataset) -> manifest.Dataset:
    """The first dump is canonical N-Quads, so its digest is that of the dataset."""
    return manifest.Dataset(
        dataset.name, dataset.licence.iri, dataset.statistics.triples, rdfc10=dataset.dumps[0].sha256
    )


def _known(facts: ReleaseFacts) -> dict[str, manifest.File]:
    """The files whose digests were taken as they were written."""
    dumps = (dump for dataset in facts.datasets for dump in dataset.dumps)
    return {dump.name: manifest.File(dump.name, dump.byte_size, dump.sha256) for dump in dumps}


def _source(count: SourceCount) -> dict[str, object]:
    return {**msgspec.to_builtins(count.source), **{name: getattr(count, name) for name in count.__slots__[1:]}}
