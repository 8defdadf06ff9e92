"""The file of corrections: what it says, and an error with file, key, found and accepted for all that cannot be."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from lod.errors import SettingsError
from lod.ingest import corrections
from lod.model import Corrections, JsonPointer, PartialDate, Publication, Publisher
from lod.namespaces import OGL

BASE = "https://data.example.org/"
INSPECTION = f"{BASE}id/inspection/probation-delivery-unit/N55SHF/2024"
OTHER = f"{BASE}id/inspection/probation-delivery-unit/N55SHF/2023-03-30"
NORTH, SOUTH = (f"{BASE}id/unit/probation-delivery-unit/{each}" for each in ("north", "south"))
SCHEME = "https://w3id.org/inspection-results/scheme/"
ABOUT = Publication(
    name="test",
    title="Test results",
    description="Results to test with",
    base_iri=BASE,
    publisher=Publisher("Tester", "https://www.example.org/"),
    contact="data@example.org",
)

CORRECTED = {
    "inspection": f'"{INSPECTION}"',
    "kind": '"corrected"',
    "date": "2025-09-01",
    "reason": '"Mixed up."',
    "rating": '"hmi-probation-rating/good"',
}
MERGED = {"from": f'"{NORTH}"', "into": f'"{SOUTH}"', "date": '"2025-04"', "reason": '"Merged."'}


def entry(table: str, keys: dict[str, str]) -> str:
    return f"[[{table}]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


def read(text: str, folder: Path) -> Corrections | None:
    (folder / "corrections.toml").write_text(text, "utf-8")
    return corrections.read(folder / "corrections.toml", folder, ABOUT)


def test_a_correction_says_what_is_right_since_when_and_why(tmp_path: Path) -> None:
    text = entry("correction", {**CORRECTED, "score": "3", "issued": '"2024-05"'})
    found = read(text, tmp_path)
    assert found is not None
    (correction,) = found.corrections
    assert (correction.inspection, correction.kind, correction.reason) == (INSPECTION, "corrected", "Mixed up.")
    assert (correction.date, correction.issued) == (PartialDate(2025, 9, 1), PartialDate(2024, 5))
    assert (correction.rating, correction.score) == (f"{SCHEME}hmi-probation-rating/good", 3)


def test_it_is_a_source_with_its_digest_and_each_entry_has_its_place(tmp_path: Path) -> None:
    text = entry("correction", CORRECTED) + entry("unit", MERGED)
    found = read(text, tmp_path)
    assert found is not None
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = found.source
    assert (source.name, source.sha256, source.media_type) == ("corrections.toml", digest, "application/toml")
    assert source.licence == OGL
    assert found.corrections[0].evidence.selector == JsonPointer("/correction/0")
    assert found.mergers[0].evidence.selector == JsonPointer("/unit/0")
    assert found.mergers[0].evidence.source == digest


def test_a_rating_may_be_given_by_its_iri(tmp_path: Path) -> None:
    found = read(entry("correction", {**CORRECTED, "rating": f'"{SCHEME}cqc-rating/good"'}), tmp_path)
    assert found is not None
    assert found.corrections[0].rating == f"{SCHEME}cqc-rating/good"


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_a_file_without_an_entry_changes_nothing(text: str, tmp_path: Path) -> None:
    assert read(text, tmp_path) is None


WITHDRAWN = {key: CORRECTED[key] for key in ("inspection", "date", "reason")} | {"kind": '"withdrawn"'}
SUPERSEDED = {**WITHDRAWN, "kind": '"superseded"', "superseded_by": f'"{OTHER}"'}


def without(keys: dict[str, str], key: str) -> dict[str, str]:
    return {name: value for name, value in keys.items() if name != key}


@pytest.mark.parametrize(
    ("text", "where", "accepted"),
    [
        pytest.param("[[corection]]\n", "corection", "correction, unit", id="unknown table"),
        pytest.param("correction = 1\n", "correction", "[[correction]] tables", id="no table"),
        pytest.param("[[correction]\n", "", "TOML 1.0", id="no TOML"),
        pytest.param(entry("correction", {**CORRECTED, "date": "2025-02-30"}), "", "TOML 1.0", id="no day of TOML"),
        pytest.param(
            entry("correction", {**CORRECTED, "date": '"2025-13"'}),
            "[[correction]] 1: date",
            "that there is",
            id="no month",
        ),
        pytest.param(
            entry("correction", without(CORRECTED, "date")), "[[correction]] 1: date", "that there is", id="no date"
        ),
        pytest.param(
            entry("correction", {**CORRECTED, "date": "2025-09-01T12:00:00Z"}),
            "[[correction]] 1: date",
            "2025",
            id="instant",
        ),
        pytest.param(
            entry("correction", {**CORRECTED, "kind": '"deleted"'}),
            "[[correction]] 1: kind",
            "withdrawn, corrected, superseded",
            id="unknown kind",
        ),
        pytest.param(
            entry("correction", {**CORRECTED, "raeson": '"x"'}), "[[correction]] 1: raeson", "reason", id="unknown key"
        ),
        pytest.param(
            entry("correction", {**CORRECTED, "reason": '" "'}),
            "[[correction]] 1: reason",
            "a sentence",
            id="no reason",
        ),
        pytest.param(
            entry("correction", {**CORRECTED, "inspection": f'"{NORTH}"'}),
            "[[correction]] 1: inspection",
            f"{BASE}id/inspection/TYPE/IDENTIFIER/REFERENCE",
            id="no inspection",
        ),
        pytest.param(
            entry("correction", {**CORRECTED, "inspection": f'"{INSPECTION}/judgement/overall"'}),
            "[[correction]] 1: inspection",
            "TYPE/IDENTIFIER/REFERENCE",
            id="a part of one",
        ),
        pytest.param(
            entry("correction", {**CORRECTED, "rating": '"hmi-probation-rating/excellent"'}),
            "[[correction]] 1: rating",
            "hmi-probation-rating/outstanding",
            id="unknown rating",
        ),
        pytest.param(
            entry("correction", {**CORRECTED, "rating": '"good"'}),
            "[[correction]] 1: rating",
            "SCHEME/CONCEPT",
            id="no scale",
        ),
        pytest.param(
            entry("correction", {**CORRECTED, "rating": '"case-category/community-sentence"'}),
            "[[correction]] 1: rating",
            "a concept of another scheme",
            id="no rating at all",
        ),
        pytest.param(
            entry("correction", {**CORRECTED, "score": "-1"}),
            "[[correction]] 1: score",
            "0 or more",
            id="negative score",
        ),
        pytest.param(
            entry("correction", without(CORRECTED, "rating")),
            "[[correction]] 1: rating",
            "what is right",
            id="nothing right",
        ),
        pytest.param(
            entry("correction", {**WITHDRAWN, "rating": '"hmi-probation-rating/good"'}),
            "[[correction]] 1: rating",
            "only the keys",
            id="withdrawn with a rating",
        ),
        pytest.param(
            entry("correction", without(SUPERSEDED, "superseded_by")),
            "[[correction]] 1: superseded_by",
            "the IRI of an inspection",
            id="superseded by nothing",
        ),
        pytest.param(
            entry("correction", WITHDRAWN) + entry("correction", CORRECTED),
            "[[correction]] 2: inspection",
            "withdrawn already",
            id="corrected after it was withdrawn",
        ),
        pytest.param(
            entry("correction", CORRECTED) + entry("correction", {**CORRECTED, "date": "2025-08-31"}),
            "[[correction]] 2: date",
            "a later date",
            id="out of order",
        ),
        pytest.param(
            entry("correction", CORRECTED) + entry("correction", CORRECTED),
            "[[correction]] 2: date",
            "a later date",
            id="twice on a day",
        ),
        pytest.param(
            entry("unit", {**MERGED, "from": '"North"'}), "[[unit]] 1: from", "TYPE/IDENTIFIER", id="a unit by its name"
        ),
        pytest.param(
            entry("unit", MERGED) + entry("unit", MERGED), "[[unit]] 2: from", "for each unit", id="merged twice"
        ),
        pytest.param(
            entry("unit", MERGED) + entry("unit", {**MERGED, "from": f'"{SOUTH}"', "into": f'"{NORTH}"'}),
            "[[unit]] 2: into",
            "a unit that did not become part of this one",
            id="in a circle",
        ),
    ],
)
def test_what_cannot_be_is_an_error_with_file_and_key(text: str, where: str, accepted: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as failure:
        read(text, tmp_path)
    assert failure.value.where == ": ".join(filter(None, ("corrections.toml", where)))
    assert accepted in failure.value.accepted
