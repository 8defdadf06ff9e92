"""Which framework's standard a document means by a name: that of the inspected unit's type and programme."""

from __future__ import annotations

from lod import iris
from lod.ingest.names import normalise
from lod.model import PartialDate, UnitKey
from lod.profiles import Profile
from lod.profiles.schemes import Concept


def standard(
    named: tuple[Concept, ...],
    unit: UnitKey,
    programme: Concept | None,
    inspected: PartialDate | None,
    reported: PartialDate | None,
    profile: Profile,
) -> Concept | None:
    """The one of several standards of a name by which the unit was inspected; None when that is not certain.

    A framework belongs to a type of unit if its name has one of the type's. Without a programme only a name counts
    that no other framework has, or whose framework is that of the only programme in force when the unit was
    `inspected`: when its fieldwork began. A framework that came into force after the inspection was `reported` is none.
    """
    labels = next((each.labels for each in profile.unit_types if each.name == unit.unit_type), ())
    slugs = [f"-{iris.slug(label)}-" for label in labels]
    fitting = [each for each in named if any(slug in f"-{_framework(each).rsplit('/', 1)[-1]}-" for slug in slugs)]
    if reported:
        fitting = [each for each in fitting if _may_be_used(_framework(each), reported, profile)]
    if programme is None and inspected:
        programme = _in_force(inspected, {_framework(each) for each in fitting}, profile)
    if programme:
        fitting = [each for each in fitting if _framework(each) in programme.uses_framework]
    elif fitting:
        name = normalise(fitting[0].pref_label)
        if sum(normalise(each.pref_label) == name for each in profile.standards) > 1:
            return None
    return fitting[0] if len(fitting) == 1 else None


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


def _framework(standard: Concept) -> str:
    return standard.iri.rsplit("/", 1)[0]
