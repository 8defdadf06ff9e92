"""The commands as a publisher runs them: real processes, real folders, exit codes, what is printed where."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from lod import releases, resources
from lod.formats import Format, canonical_lines
from tests.cli.commands import LOD, lod
from tests.ingest.tables.test_workbook import said, xlsx, xlsx_row


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """What `lod init` makes."""
    assert lod("init", "mine", cwd=tmp_path).returncode == 0
    return tmp_path / "mine"


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The HMI Probation example, copied away from the checkout."""
    folder = tmp_path_factory.mktemp("example") / "hmi-probation"
    ignored = shutil.ignore_patterns("public")
    return Path(shutil.copytree(resources.folder("examples") / "hmi-probation", folder, ignore=ignored))


def test_init_build_and_list_in_a_new_folder(publication: Path) -> None:
    built = lod("build", "--json", cwd=publication)
    assert built.returncode == 0, built.stderr
    summary = json.loads(built.stdout)
    assert (summary["inspections"], summary["violations"], summary["problems"]) == (1, 0, [])
    assert summary["release"] in lod("releases", cwd=publication).stdout
    assert lod("releases", "verify", cwd=publication).returncode == 0
    assert json.loads(lod("releases", "show", summary["release"], cwd=publication).stdout)["inspections"] == 1


def test_init_writes_over_nothing(publication: Path) -> None:
    again = lod("init", publication, cwd=publication)
    assert again.returncode == 2
    assert "a new or empty folder" in again.stderr


def test_check_prints_every_fact_with_its_row(publication: Path) -> None:
    table = lod("check", "sources/inspections.csv", cwd=publication)
    assert table.returncode == 0
    assert all(each in table.stdout for each in ("East Midlands", "Inadequate", "2025-02", "2025-04", "330", "row 2"))
    facts = json.loads(lod("check", "sources/inspections.csv", "--format", "json", cwd=publication).stdout)
    issued = next(fact for fact in facts["inspections"][0] if fact["name"] == "issued")
    assert (issued["value"], issued["row"], issued["source"]) == ("2025-08-07", 2, "inspections.csv")
    turtle = lod("check", "sources/inspections.csv", "--format", "ttl", cwd=publication)
    assert canonical_lines(turtle.stdout.encode(), Format.TURTLE, "https://data.example.org/")


@pytest.mark.parametrize(
    ("source", "profile", "told", "summary"),
    [
        pytest.param(
            "food/sources/FHRS232en-GB.xml", "fhrs-xml", "Zizzi", "9 inspections, 1 unit without one, 0", id="XML"
        ),
        pytest.param(
            "care/sources/location_1-123327578.json", "cqc-json", "Dr Kershaw's Hospice", "1 inspection, 0", id="JSON"
        ),
        pytest.param(
            "childrens-social-care/sources/providers-2018-03-31.csv",
            "ofsted-social-care-csv",
            "Medway Secure Training Centre",
            "8 inspections, 0",
            id="CSV with two header rows",
        ),
        pytest.param(
            "childrens-social-care/sources/ownership.csv",
            "ofsted-ownership",
            "1027158",
            "0 inspections, 2 units without one, 0",
            id="CSV that lists units",
        ),
    ],
)
def test_check_reads_registers_by_their_suffix(
    tmp_path: Path, source: str, profile: str, told: str, summary: str
) -> None:
    path = resources.folder("examples") / "inspectorates" / source
    found = lod("check", path, "--profile", profile, cwd=tmp_path)
    assert found.returncode == 0
    assert told in found.stdout
    assert found.stderr.startswith(f"{summary} problems")


def test_check_reads_workbooks(tmp_path: Path) -> None:
    (tmp_path / "inspections.xlsx").write_bytes(
        xlsx(
            xlsx_row(1, *map(said, ("unit", "unit type", "overall rating", "published"))),
            xlsx_row(2, *map(said, ("East Midlands", "probation region", "Good", "2023"))),
        )
    )
    found = lod("check", "inspections.xlsx", cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    assert "sheet Units, row 2" in found.stdout


def test_what_check_writes_as_turtle_conforms_to_the_shapes(example: Path) -> None:
    text = next((example / "sources").glob("*.txt"))
    turtle = lod("check", text, "--format", "ttl", cwd=example)
    (example / "checked.ttl").write_text(turtle.stdout)
    validated = lod("validate", "checked.ttl", cwd=example)
    assert validated.returncode == 0, validated.stdout


def test_validate_says_what_is_wrong_and_exits_with_3(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text(
        "@prefix insp: <https://w3id.org/inspection-results/def#> . <i> a insp:Inspection ."
    )
    found = lod("validate", "bad.ttl", cwd=tmp_path)
    assert found.returncode == 3
    assert "https://data.example.org/i" in found.stdout
    report = lod("validate", "bad.ttl", "--format", "ttl", cwd=tmp_path)
    assert report.returncode == 3
    assert any(
        "#focusNode> <https://data.example.org/i>" in line
        for line in canonical_lines(report.stdout.encode(), Format.TURTLE, "https://data.example.org/")
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build",), "publication.toml"),
        (("check", "nothing.txt"), "nothing.txt"),
        (("check", "a.docx"), r"accepted: .txt, .html, .htm, .csv"),
        (("check", "a.csv", "--profile", "hmi-prisons"), "hmi-probation"),
        (("validate", "a.docx"), ".ttl, .jsonld"),
    ],
    ids=["no publication", "no file", "no kind of source", "no profile", "no syntax"],
)
def test_bad_input_exits_with_2_and_says_what_is_accepted(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    for name in ("a.docx", "a.csv"):
        (tmp_path / name).write_text("")
    found = lod(*arguments, cwd=tmp_path)
    assert found.returncode == 2
    assert said in found.stderr
    assert "Traceback" not in found.stderr


def test_violations_exit_with_3_and_leave_the_current_release(publication: Path) -> None:
    assert lod("build", cwd=publication).returncode == 0
    before = releases.current(publication / "public").id
    register = publication / "sources" / "inspections.csv"
    register.write_text(register.read_text().replace("2025-04,330", "2025-01,330"))
    failed = lod("build", cwd=publication)
    assert failed.returncode == 3
    assert "fieldwork" in failed.stdout
    report = (publication / "public" / "violations.ttl").read_bytes()
    assert any("fieldwork" in line for line in canonical_lines(report, Format.TURTLE, "https://data.example.org/"))
    assert releases.current(publication / "public").id == before
    register.write_text(register.read_text().replace("2025-01,330", "2025-04,330"))
    assert lod("build", cwd=publication).returncode == 0
    assert not (publication / "public" / "violations.ttl").exists()


def test_strict_exits_with_2_and_names_row_and_column(publication: Path) -> None:
    register = publication / "sources" / "inspections.csv"
    register.write_text(register.read_text() + "Wales,probation region,,Adequate,2025,,,,\n")
    assert lod("build", cwd=publication).returncode == 0
    failed = lod("build", "--strict", cwd=publication)
    assert failed.returncode == 2
    assert "row 3, column 'overall rating'" in failed.stderr
    assert "'Adequate'" in failed.stderr


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_old_release_served(publication: Path) -> None:
    assert lod("build", cwd=publication).returncode == 0
    output = publication / "public"
    first = releases.current(output)
    register = publication / "sources" / "inspections.csv"
    register.write_text(register.read_text() + "Wales,probation region,,Good,2025,,,,\n")
    command = [*LOD, "build"]
    for tenths in range(2, 30, 3):
        with subprocess.Popen(
            command, cwd=publication, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            time.sleep(tenths / 10)
            process.kill()
        listed = releases.releases(output)
        assert releases.current(output) in listed
        for release in listed:
            releases.verify(release)
        if releases.current(output) != first:
            break
    assert lod("build", cwd=publication).returncode == 0
    assert releases.current(output) != first
    assert not list(output.glob(".building*"))
