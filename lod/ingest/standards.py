"""Which framework's standard a document means by a name: that of the inspected unit's type and programme."""

from __future__ import annotations

from lod import iris
from lod.ingest.names import normalise
from lod.model import UnitKey
from lod.profiles import Profile
from lod.profiles.schemes import Concept


def standard(named: tuple[Concept, ...], unit: UnitKey, programme: Concept | None, profile: Profile) -> Concept | None:
    """The one of several standards of a name by which the unit was inspected; None when that is not certain.

    A framework belongs to a type of unit if its name has one of the type's. Without a programme only a name counts
    that no other framework has.
    """
    labels = next((each.labels for each in profile.unit_types if each.name == unit.unit_type), ())
    slugs = [f"-{iris.slug(label)}-" for label in labels]
    fitting = [each for each in named if any(slug in f"-{_framework(each).rsplit('/', 1)[-1]}-" for slug in slugs)]
    if programme:
        fitting = [each for each in fitting if _framework(each) in programme.uses_framework]
    elif fitting:
        name = normalise(fitting[0].pref_label)
        if sum(normalise(each.pref_label) == name for each in profile.standards) > 1:
            return None
    return fitting[0] if len(fitting) == 1 else None


def _framework(standard: Concept) -> str:
    return standard.iri.rsplit("/", 1)[0]
