"""Which framework a document rates by: that of the inspected unit's type and programme, with the standards it names."""

from __future__ import annotations

from collections.abc import Iterable

from lod import iris
from lod.model import PartialDate, UnitKey
from lod.profiles import Profile
from lod.profiles.schemes import Concept


def framework(
    named: Iterable[tuple[Concept, ...]],
    unit: UnitKey,
    programme: Concept | None,
    inspected: PartialDate | None,
    reported: PartialDate | None,
    profile: Profile,
) -> str | None:
    """The IRI of the only framework by which the unit may have been inspected; None when there is not just one.

    `named` has, for each name that the document rates, the standards that bear it: the framework has all the names that
    any has. A framework belongs to a type of unit if its name has one of the type's. Without a programme it is that of
    the only one in force when the unit was `inspected`: when its fieldwork began. One that came into force after the
    inspection was `reported` is not used.
    """
    fitting = {framework_of(each) for each in profile.standards}
    fitting &= _of_type(unit.unit_type, fitting, profile)
    if reported:
        fitting = {each for each in fitting if _may_be_used(each, reported, profile)}
    if programme is None and inspected:
        programme = _in_force(inspected, fitting, profile)
    if programme:
        fitting.intersection_update(programme.uses_framework)
    for standards in named:
        fitting = fitting.intersection(map(framework_of, standards)) or fitting
    return fitting.pop() if len(fitting) == 1 else None


def framework_of(standard: Concept) -> str:
    """The IRI of the framework that a standard is of."""
    return standard.iri.rsplit("/", 1)[0]


def _of_type(unit_type: str, frameworks: set[str], profile: Profile) -> set[str]:
    labels = next((each.labels for each in profile.unit_types if each.name == unit_type), ())
    slugs = [f"-{iris.slug(label)}-" for label in labels]
    return {each for each in frameworks if any(slug in f"-{each.rsplit('/', 1)[-1]}-" for slug in slugs)}


def _may_be_used(framework: str, reported: PartialDate, profile: Profile) -> bool:
    """Whether a programme that uses a framework had begun, if it is known when it did."""
    starts = [each.start for each in profile.programmes if framework in each.uses_framework]
    return not starts or any(start is None or start.first_day <= reported.last_day for start in starts)


def _in_force(inspected: PartialDate, frameworks: set[str], profile: Profile) -> Concept | None:
    """The only programme with one of the frameworks that had surely begun and not ended."""
    found = [
        each
        for each in profile.programmes
        if frameworks.intersection(each.uses_framework)
        and each.start
        and each.start.last_day <= inspected.first_day
        and (each.end is None or inspected.last_day < each.end.first_day)
    ]
    return found[0] if len(found) == 1 else None
