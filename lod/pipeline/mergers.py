"""Mergers of units, as the file of corrections states them: a change of units (ORG, section 5.6) that both lead to."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from urllib.parse import unquote

from lod import mapping
from lod.errors import SettingsError
from lod.iris import Iris
from lod.model import Corrections, Merger, Publisher
from lod.namespaces import DCT, ORG, RDF, RDFS
from lod.terms import Triple, text


def told(corrections: Corrections, shared: AbstractSet[str], names: Iris) -> list[Triple]:
    """The changes, and what they mean for the units that are `shared`: those that a vocabulary describes."""
    said = [triple for each in corrections.mergers for triple in change(each, corrections.publisher, names)]
    return said + [triple for unit in sorted(shared) for triple in changed(unit, corrections.mergers, names)]


def change(of: Merger, publisher: Publisher, names: Iris) -> list[Triple]:
    """A merger as a change of units (ORG, section 5.6)."""
    node = _change_iri(of, names)
    into = of.into.removeprefix(names.kind("unit"))
    return [
        (node, RDF.type, ORG.ChangeEvent),
        (node, RDFS.label, text(f"Merger of {of.unit.removeprefix(names.kind('unit'))} into {into}", "en")),
        (node, DCT.date, mapping.date(of.date)),
        (node, DCT.description, text(of.reason, "en")),
        (node, ORG.originalOrganization, of.unit),
        (node, ORG.resultingOrganization, of.into),
        *mapping.by(node, publisher),
        *mapping.stated(node, node, of.evidence, names),
    ]


def changed(unit: str, mergers: tuple[Merger, ...], names: Iris) -> list[Triple]:
    """What mergers say of one of their units, by its IRI."""
    said: list[Triple] = []
    for each in mergers:
        if unit == each.unit:
            said += [(unit, ORG.changedBy, _change_iri(each, names)), (unit, DCT.isReplacedBy, each.into)]
        if unit == each.into:
            said.append((unit, ORG.resultedFrom, _change_iri(each, names)))
    return said


def _change_iri(of: Merger, names: Iris) -> str:
    kind, identifier = of.unit.removeprefix(names.kind("unit")).split("/")
    return names.change(str(of.date), f"{kind}-{unquote(identifier)}")


def check(corrections: Corrections, met: AbstractSet[str], units: Iterable[str]) -> None:
    """Raises SettingsError for an entry about an inspection or a unit that there is not.

    `met` are the entries that were applied, by their `where`, and the units with facts, by IRI; `units` are those that
    a vocabulary describes.
    """
    for each in corrections.corrections:
        if each.where not in met:
            raise SettingsError(f"{each.where}: inspection", each.inspection, "an inspection that the sources state")
    known = {*met, *units}
    for merger in corrections.mergers:
        for key, unit in (("from", merger.unit), ("into", merger.into)):
            if unit not in known:
                raise SettingsError(f"{merger.where}: {key}", unit, "a unit that the sources or their lists describe")
