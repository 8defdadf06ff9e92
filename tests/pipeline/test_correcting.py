"""Corrections in a build: what stands and what stood are told apart, shortcuts follow, and nothing is corrected that is
not there."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lod import pipeline, profiles
from lod.errors import SettingsError, ValidationFailed
from lod.formats import Format, canonical_lines
from lod.ingest import SourceFiles, corrections
from lod.model import Publication
from lod.pipeline import Built, LocalProcesses
from lod.releases import manifest

AT = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
BASE = "https://data.example.org/id/"
DEF = "https://w3id.org/inspection-results/def#"
RATING = "https://w3id.org/inspection-results/scheme/hmi-probation-rating"
KIND = "https://w3id.org/inspection-results/scheme/correction-kind"
UNIT = f"{BASE}unit/probation-delivery-unit/N55SHF"
OLD = f"{BASE}inspection/probation-delivery-unit/N55SHF/2023-03-30"
NEW = f"{BASE}inspection/probation-delivery-unit/N55SHF/2024-05-01"
ROWS = """\
unit,unit type,overall rating,published,score,maximum score,leadership
Sheffield,Probation delivery unit,Good,2023-03-30,,,
Sheffield,Probation delivery unit,Inadequate,2024-05-01,1,27,Good
York,Probation delivery unit,Inadequate,2024-06-01,,,
"""
RIGHT = 'kind = "corrected"\ndate = 2024-09-01\nreason = "Mixed up."\nrating = "hmi-probation-rating/good"\n'
GONE = 'kind = "withdrawn"\ndate = "2024-10"\nreason = "Wrong cases."\n'

Build = Callable[..., Built]


@pytest.fixture
def build(tmp_path: Path, about: Publication) -> Build:
    """Builds three inspections of two units with a file of corrections."""

    def run(corrections: str | None, output: str = "public") -> Built:
        (tmp_path / "register.csv").write_text(ROWS, "utf-8")
        files = [SourceFiles("register", (tmp_path / "register.csv",), profiles.load("hmi-probation"))]
        path = tmp_path / "corrections.toml" if corrections is not None else None
        if path and corrections is not None:
            path.write_text(corrections, "utf-8")
        here = LocalProcesses(1)
        return pipeline.build(about, files, tmp_path, tmp_path / output, AT, corrected=path, scheduler=here)

    return run


def correction(inspection: str, rest: str) -> str:
    return f'[[correction]]\ninspection = "{inspection}"\n{rest}'


def said(built: Built, subject: str) -> set[str]:
    """What the release says of a thing, without its own name: `<property> <value> .`"""
    lines = built.release.file("data.nq").read_text("utf-8").splitlines()
    return {line.removeprefix(f"<{subject}> ") for line in lines if line.startswith(f"<{subject}> ")}


def test_a_corrected_rating_stands_and_the_old_one_stays_citable(build: Build) -> None:
    built = build(correction(NEW, RIGHT))
    old, new, node = f"{NEW}/judgement/overall", f"{NEW}/judgement/overall/2024-09-01", f"{NEW}/correction/2024-09-01"
    assert {f"<{DEF}hadJudgement> <{old}> .", f"<{DEF}hasJudgement> <{new}> ."} <= said(built, NEW)
    assert {f"<{DEF}overallRating> <{RATING}/good> .", f"<{DEF}correctedBy> <{node}> ."} <= said(built, NEW)
    assert f"<{DEF}hasJudgement> <{old}> ." not in said(built, NEW)
    assert {
        f"<{DEF}rating> <{RATING}/inadequate> .",
        f"<http://www.w3.org/ns/prov#wasInvalidatedBy> <{node}> .",
    } <= said(built, old)
    assert {f"<{DEF}rating> <{RATING}/good> .", f"<{DEF}supersedes> <{old}> ."} <= said(built, new)
    assert f"<{DEF}currentRating> <{RATING}/good> ." in said(built, UNIT)


def test_what_is_not_corrected_is_taken_over(build: Build) -> None:
    new = said(build(correction(NEW, RIGHT)), f"{NEW}/judgement/overall/2024-09-01")
    assert f'<{DEF}score> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .' in new
    assert f"<{DEF}judges> <{UNIT}> ." in new


def test_old_judgement_keeps_every_statement_that_it_had(build: Build) -> None:
    before, after = build(None, "before"), build(correction(NEW, RIGHT))
    assert said(before, f"{NEW}/judgement/overall") < said(after, f"{NEW}/judgement/overall")


def test_a_correction_says_when_why_by_whom_and_where(build: Build, tmp_path: Path) -> None:
    built = build(correction(NEW, RIGHT))
    node = said(built, f"{NEW}/correction/2024-09-01")
    digest = hashlib.sha256((tmp_path / "corrections.toml").read_bytes()).hexdigest()[:16]
    evidence = f"{NEW}/evidence/{digest}/correction%2F0"
    assert node >= {
        f"<{DEF}correctionKind> <{KIND}/corrected> .",
        '<http://purl.org/dc/terms/date> "2024-09-01"^^<http://www.w3.org/2001/XMLSchema#date> .',
        '<http://purl.org/dc/terms/description> "Mixed up."@en .',
        "<http://www.w3.org/ns/prov#wasAssociatedWith> <https://www.example.org/> .",
        f"<http://www.w3.org/ns/prov#wasDerivedFrom> <{evidence}> .",
    }
    assert f"<http://www.w3.org/ns/oa#hasSource> <{BASE}source/{digest}> ." in said(built, evidence)
    selector = said(built, f"{evidence}/selector")
    assert '<http://www.w3.org/1999/02/22-rdf-syntax-ns#value> "/correction/0" .' in selector
    assert '<http://purl.org/dc/terms/title> "corrections.toml" .' in said(built, f"{BASE}source/{digest}")


def test_a_rating_corrected_twice_leads_from_one_to_the_next(build: Build) -> None:
    again = RIGHT.replace("2024-09-01", "2024-11-01").replace("good", "outstanding")
    built = build(correction(NEW, RIGHT) + correction(NEW, again))
    last = said(built, f"{NEW}/judgement/overall/2024-11-01")
    assert f"<{DEF}supersedes> <{NEW}/judgement/overall/2024-09-01> ." in last
    assert [line for line in said(built, NEW) if "overallRating" in line] == [
        f"<{DEF}overallRating> <{RATING}/outstanding> ."
    ]


def test_a_judgement_on_a_standard_is_corrected_alone(build: Build) -> None:
    on = RIGHT.replace("rating/good", "rating/outstanding") + 'standard = "hmi-probation-pdu-2023/leadership"\n'
    built = build(correction(NEW, on))
    about = said(built, NEW)
    assert f"<{DEF}hasJudgement> <{NEW}/judgement/overall> ." in about
    assert f"<{DEF}hadJudgement> <{NEW}/judgement/leadership> ." in about
    assert f"<{DEF}overallRating> <{RATING}/inadequate> ." in about


def test_a_wrong_date_moves_to_its_correction_and_the_latest_inspection_follows(build: Build) -> None:
    date = RIGHT.replace('rating = "hmi-probation-rating/good"', "issued = 2025-01-10").replace(
        "2024-09-01", "2025-02-01"
    )
    built = build(correction(OLD, date))
    issued = [line for line in said(built, OLD) if "terms/issued" in line]
    assert issued == ['<http://purl.org/dc/terms/issued> "2025-01-10"^^<http://www.w3.org/2001/XMLSchema#date> .']
    node = said(built, f"{OLD}/correction/2025-02-01")
    assert f'<{DEF}formerValue> "2023-03-30"^^<http://www.w3.org/2001/XMLSchema#date> .' in node
    assert f"<{DEF}correctsProperty> <http://purl.org/dc/terms/issued> ." in node
    assert f"<{DEF}latestInspection> <{OLD}> ." in said(built, UNIT)


def test_a_withdrawn_inspection_is_neither_latest_nor_current(build: Build) -> None:
    built = build(correction(NEW, GONE))
    about = said(built, NEW)
    assert f"<{DEF}withdrawnBy> <{NEW}/correction/2024-10> ." in about
    assert manifest.read(built.release.folder).inspections == 2  # of three rows
    assert not [line for line in about if "overallRating" in line or "hasJudgement" in line]
    assert {f"<{DEF}latestInspection> <{OLD}> .", f"<{DEF}currentRating> <{RATING}/good> ."} <= said(built, UNIT)


def test_a_unit_whose_inspections_are_all_withdrawn_has_no_rating(build: Build) -> None:
    unit = said(build(correction(NEW, GONE) + correction(OLD, GONE)), UNIT)
    assert not [line for line in unit if "latestInspection" in line or "currentRating" in line]


def test_an_inspection_is_superseded_judgement_by_judgement(build: Build) -> None:
    built = build(
        correction(OLD, f'kind = "superseded"\ndate = 2024-05-02\nreason = "Again."\nsuperseded_by = "{NEW}"\n')
    )
    assert f"<http://purl.org/dc/terms/isReplacedBy> <{NEW}> ." in said(built, OLD)
    assert f"<{DEF}supersedes> <{OLD}/judgement/overall> ." in said(built, f"{NEW}/judgement/overall")
    assert f"<{DEF}latestInspection> <{NEW}> ." in said(built, UNIT)


def test_a_merged_unit_leads_to_its_successor_by_a_change(build: Build) -> None:
    york, north = (f"{BASE}unit/probation-delivery-unit/{code}" for code in ("N55YRK", "N55YNY"))
    built = build(f'[[unit]]\nfrom = "{york}"\ninto = "{north}"\ndate = "2025-04"\nreason = "Merged."\n')
    change = f"{BASE}change/2025-04/probation-delivery-unit-N55YRK"
    assert f"<http://purl.org/dc/terms/isReplacedBy> <{north}> ." in said(built, york)
    assert f"<http://www.w3.org/ns/org#changedBy> <{change}> ." in said(built, york)
    assert f"<http://www.w3.org/ns/org#resultedFrom> <{change}> ." in said(built, north)
    assert '<http://purl.org/dc/terms/date> "2025-04"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> .' in said(
        built, change
    )
    assert built.release.id.startswith("2025-04-")


def test_the_same_corrections_give_the_same_bytes(build: Build) -> None:
    text = correction(NEW, RIGHT) + correction(OLD, GONE)
    one, two = build(text, "a"), build(text, "b")
    assert one.release.id == two.release.id
    assert one.release.file("data.nq").read_bytes() == two.release.file("data.nq").read_bytes()


def test_every_dump_says_the_same_and_is_counted_right(build: Build) -> None:
    york, north = (f"{BASE}unit/probation-delivery-unit/{code}" for code in ("N55YRK", "N55YNY"))
    merger = f'[[unit]]\nfrom = "{york}"\ninto = "{north}"\ndate = "2025-04"\nreason = "Merged."\n'
    release = build(correction(NEW, RIGHT) + correction(OLD, GONE) + merger).release
    data = release.file("data.nq").read_text("utf-8").splitlines(keepends=True)
    assert data == sorted(set(data))
    assert len(data) == release.manifest.triples
    turtle = canonical_lines(release.file("data.ttl").read_bytes(), Format.TURTLE, "https://data.example.org/")
    assert turtle == data


def test_a_file_without_entries_gives_the_release_that_none_gives(build: Build) -> None:
    assert build("# nothing\n", "a").release.id == build(None, "b").release.id


@pytest.mark.parametrize(
    ("text", "key", "accepted"),
    [
        pytest.param(
            correction(NEW.replace("05-01", "05-02"), GONE),
            "[[correction]] 1: inspection",
            "sources state",
            id="inspection",
        ),
        pytest.param(
            correction(NEW, RIGHT.replace("good", "inadequate")), "[[correction]] 1: rating", "another value", id="same"
        ),
        pytest.param(
            correction(NEW, GONE + 'standard = "hmi-probation-pdu-2023/services"\n'),
            "[[correction]] 1: standard",
            "leadership",
            id="standard",
        ),
        pytest.param(
            correction(OLD, f'kind = "superseded"\ndate = 2024-05-02\nreason = "Again."\nsuperseded_by = "{OLD}"\n'),
            "[[correction]] 1: superseded_by",
            "another inspection of the same unit",
            id="itself",
        ),
        pytest.param(
            f'[[unit]]\nfrom = "{UNIT}"\ninto = "{UNIT}X"\ndate = 2025-01-01\nreason = "Merged."\n',
            "[[unit]] 1: into",
            "a unit that the sources or their lists describe",
            id="unit",
        ),
    ],
)
def test_what_is_not_there_cannot_be_corrected(text: str, key: str, accepted: str, build: Build) -> None:
    with pytest.raises(SettingsError) as failure:
        build(text)
    assert failure.value.where == f"corrections.toml: {key}"
    assert accepted in failure.value.accepted


def test_a_correction_before_the_publication_is_a_violation(build: Build) -> None:
    with pytest.raises(ValidationFailed) as failure:
        build(correction(NEW, RIGHT.replace("2024-09-01", "2023-09-01")))
    (violation,) = failure.value.report.violations
    assert violation.source_shape.endswith("/Correction-date-order")


def test_the_templates_of_the_example_are_entries_that_can_be_read(tmp_path: Path, about: Publication) -> None:
    template = Path(__file__).parents[2] / "examples/hmi-probation/corrections.toml"
    entries = re.sub(r"^# (?=\[\[|[a-z_]+ +=)", "", template.read_text("utf-8"), flags=re.M)
    (tmp_path / "corrections.toml").write_text(entries, "utf-8")
    found = corrections.read(tmp_path / "corrections.toml", tmp_path, about)
    assert found is not None
    assert [each.kind for each in found.corrections] == ["corrected", "withdrawn", "superseded"]
    assert len(found.mergers) == 1
    assert corrections.read(template, template.parent, about) is None
