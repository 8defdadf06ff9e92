"""Which framework a document rates by: told by the unit's type, the time and the standards it names, else left open."""

from __future__ import annotations

import pytest

from lod.ingest.standards import framework
from lod.model import PartialDate, UnitKey
from lod.profiles import Profile

PDU, REGION, YJS = "probation-delivery-unit", "probation-region", "youth-justice-service"
SCHEME = "https://w3id.org/inspection-results/scheme/"


@pytest.mark.parametrize(
    ("unit_type", "names", "began", "reported", "expected"),
    [
        (PDU, ["Leadership"], "2022-03", "2022-06", "pdu-2021"),
        (PDU, ["Leadership"], None, "2022-06", "pdu-2021"),
        (PDU, ["Leadership"], "2023-11", "2024-02", "pdu-2023"),
        (PDU, ["Leadership"], None, "2024-02", None),
        (PDU, ["Leadership", "Staffing"], None, "2024-02", "pdu-2023"),
        (PDU, ["Leadership", "Outcomes"], None, "2024-02", "pdu-2021"),
        (PDU, ["Leadership", "Resettlement"], "2023-11", "2024-02", "pdu-2023"),
        (REGION, ["Leadership"], None, None, "region-2023"),
        (REGION, ["Leadership"], None, "2022-02", None),
        (YJS, ["Resettlement"], None, "2023-02", "yjs-2021"),
        (YJS, ["Court disposals"], None, "2023-02", None),
        (YJS, ["Work with victims"], None, "2025-08", "yjs-2025"),
        ("prison", ["Leadership"], None, "2024-02", None),
    ],
)
def test_the_framework_of_a_document(
    profile: Profile, unit_type: str, names: list[str], began: str | None, reported: str | None, expected: str | None
) -> None:
    named = [tuple(each for each in profile.standards if each.pref_label == name) for name in names]
    inspected, published = (PartialDate.parse(each) if each else None for each in (began, reported))
    found = framework(named, UnitKey(unit_type, "x"), None, inspected, published, profile)
    assert found == (f"{SCHEME}hmi-probation-{expected}" if expected else None)


def test_a_programme_that_is_named_leaves_only_its_frameworks(profile: Profile) -> None:
    leadership = tuple(each for each in profile.standards if each.pref_label == "Leadership")
    (programme,) = (each for each in profile.programmes if each.name == "hmi-probation-adult-2021")
    found = framework([leadership], UnitKey(PDU, "x"), programme, None, None, profile)
    assert found == f"{SCHEME}hmi-probation-pdu-2021"
