"""The releases of a dataset as its versions, and the series of them (DCAT 3, sections 11 and 12).

A version is named `#{release}` in the dataset's document. It has the canonical N-Quads of its release; the other files
stand in the same folder. What an earlier release said of itself is repeated unchanged, so versions never change.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from lod.formats import Format
from lod.iris import fragment
from lod.namespaces import DCAT, DCT, RDF
from lod.publication.entries import Entry
from lod.publication.release import Earlier
from lod.terms import Triple

_ORDER = (DCAT.prev, DCAT.previousVersion)
"""What says which version comes before another: said anew, since releases are removed."""


def series(entry: Entry) -> Iterator[Triple]:
    """The series of a dataset and its versions: this release of it, which is current, and the earlier ones."""
    subject = fragment(entry.iri, "series")
    yield subject, RDF.type, DCAT.DatasetSeries
    yield from entry.named(subject, f"{entry.facts.title}: releases", entry.about.description)
    yield from entry.published(subject)
    yield from entry.dated(subject)
    yield subject, DCAT.contactPoint, entry.contact
    yield subject, DCT.accrualPeriodicity, entry.frequency.iri
    yield from entry.covering(subject)
    yield entry.about.base_iri, DCAT.resource, subject
    versions = [fragment(entry.iri, release.id) for release in _editions(entry)]
    for release, version in zip(_editions(entry), versions, strict=True):
        yield from _repeated(release, version)
    current = fragment(entry.iri, entry.release.id)
    yield from _current(entry, current)
    yield entry.iri, DCAT.hasCurrentVersion, current
    versions.append(current)
    for version in versions:
        yield entry.iri, DCAT.hasVersion, version
        yield version, DCAT.isVersionOf, entry.iri
        yield version, DCAT.inSeries, subject
        yield subject, DCAT.seriesMember, version
    for before, after in itertools.pairwise(versions):
        for order in _ORDER:
            yield after, order, before


def pointed_to(earlier: Sequence[Earlier], said: Iterable[Triple]) -> list[Triple]:
    """What earlier releases say of things that `said` points to and does not describe: a licence, a publisher or a
    language that the publication no longer has."""
    known, wanted = set[str](), set[str]()
    for subject, _, value in said:
        known.add(subject)
        if isinstance(value, str):
            wanted.add(value)
    found: list[Triple] = []
    while wanted := wanted - known:
        known |= wanted
        # Of several releases the last one knows best.
        about = next(filter(None, ([t for t in each.said if t[0] in wanted] for each in reversed(earlier))), [])
        found += about
        wanted = {value for _, _, value in about if isinstance(value, str)}
    return found


def _editions(entry: Entry) -> list[Earlier]:
    """The earlier releases that have a version of the dataset."""
    return [
        release
        for release in entry.release.earlier
        if (fragment(entry.iri, release.id), RDF.type, DCAT.Dataset) in release.said
    ]


def _repeated(release: Earlier, version: str) -> Iterator[Triple]:
    return (said for said in release.said if said[0].startswith(version) and said[1] not in _ORDER)


def _current(entry: Entry, version: str) -> Iterator[Triple]:
    """This release of the dataset, with rights of its own: the dataset's may be others one day."""
    rights = f"{version}-rights"
    yield from entry.edition(version, f"{entry.facts.title}, release {entry.release.id}", rights)
    yield from entry.rights_statement(rights)
    yield from entry.over(version, f"{version}-temporal")
    for dump in entry.facts.dumps:
        if dump.format is Format.N_QUADS and dump.compression is None:
            distribution = f"{version}-{dump.name}"
            yield version, DCAT.distribution, distribution
            yield from entry.distribution(distribution, dump, rights)
    for source in entry.facts.sources:
        yield from entry.derived(version, source)
