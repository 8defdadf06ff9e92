"""`lod build` tells of every row and every kind of problem; of a site, it builds the publications and joins them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from lod import releases
from tests import sites
from tests.cli.commands import lod

PUBLICATION = """
[publication]
title = "Test"
description = "Rows of all kinds"
base_iri = "https://data.example.org/"
publisher = { name = "Tester", iri = "https://www.example.org/" }
contact = "data@example.org"

[[source]]
kind = "register"
path = "*.csv"
profile = "fhrs-csv-2015"
"""
HEADER = ",businessname,ratingvalue,structural,hygiene,confidenceinmanagement,ratingdate,latitude,longitude\n"
RATED = "{},Cafe,5,5,5,5,2014-06-17,51.5,0.1\n"
AWAITING = "{},Cafe,AwaitingInspection,,,,,51.5,0.1\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register of 30 rows: 3 rated, 2 not inspected, 25 whose ratings no scale has, three of them alike."""
    (tmp_path / "publication.toml").write_text(PUBLICATION)
    rows = [RATED.format(number) for number in range(3)] + [AWAITING.format(number) for number in (3, 4)]
    wrong = ["Wow"] * 3 + [f"Nonsense {number}" for number in range(22)]
    rows += [RATED.format(5 + number).replace(",5,5,5,5,", f",{rating},5,5,5,") for number, rating in enumerate(wrong)]
    (tmp_path / "501.csv").write_text(HEADER + "".join(rows))
    return tmp_path


def test_every_row_is_told_of(register: Path) -> None:
    built = lod("build", "--workers", "1", cwd=register)
    assert built.returncode == 0, built.stderr
    (line,) = [line for line in built.stdout.splitlines() if "501.csv" in line]
    assert [cell.strip() for cell in line.strip("│ ").split("│")] == ["501.csv", "30", "3", "2", "25", "3", "25"]


def test_problems_are_told_by_value_and_count_the_most_frequent_first(register: Path) -> None:
    told = [line for line in lod("build", cwd=register).stderr.splitlines() if "ratingvalue" in line]
    assert len(told) == 20
    assert told[0].startswith("3 × column 'ratingvalue': ")
    assert "found 'Wow'; accepted: " in told[0]
    assert all(line.startswith("1 × ") for line in told[1:])


def test_what_is_not_told_is_in_the_table_of_rejections(register: Path) -> None:
    built = lod("build", cwd=register)
    table = register / "public" / "rejected.csv"
    assert f"… and 3 more kinds; every one is in {table}" in built.stderr.splitlines()
    with table.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 25


def test_machines_are_told_the_same(register: Path) -> None:
    summary = json.loads(lod("build", "--json", cwd=register).stdout)
    assert summary["sources"] == [
        {
            "name": "501.csv",
            "rows": 30,
            "published": 3,
            "not_inspected": 2,
            "rejected": 25,
            "inspections": 3,
            "problems": 25,
        }
    ]
    assert len(summary["problems"]) == 20
    assert (summary["problems"][0]["found"], summary["problems"][0]["count"]) == ("Wow", 3)
    assert summary["more_kinds_of_problems"] == 3


def test_workers_do_not_change_the_release(register: Path) -> None:
    one = json.loads(lod("build", "--json", "--workers", "1", cwd=register).stdout)
    three = json.loads(lod("build", "--json", "--workers", "3", cwd=register).stdout)
    assert (one["new"], three["new"]) == (True, False)
    assert one["release"] == three["release"]


@pytest.mark.slow
def test_a_site_builds_its_publications_and_joins_them(tmp_path: Path) -> None:
    site = sites.copied(tmp_path)
    first = lod("build", "--json", "--workers", "1", cwd=site.folder)
    assert first.returncode == 0, first.stderr
    summary = json.loads(first.stdout)
    assert [each["name"] for each in summary["publications"]] == [m.publication.name for m in site.members]
    assert (summary["inspections"], summary["new"]) == (45, True)
    assert releases.current(site.output).id == summary["release"]
    for member, told in zip(site.members, summary["publications"], strict=True):
        assert releases.current(member.output).id == told["release"]
    assert lod("releases", "verify", "--publication", "site.toml", cwd=site.folder).returncode == 0

    again = json.loads(lod("build", "--json", "--workers", "1", "site.toml", cwd=site.folder).stdout)
    assert again["release"] == summary["release"]
    assert not any(each["new"] for each in (again, *again["publications"]))

    food = site.folder / "food" / "sources" / "FHRS232en-GB.xml"
    food.write_text(food.read_text("utf-8").replace("<BusinessName>Zizzi<", "<BusinessName>Zizzi Tombland<"), "utf-8")
    alone = json.loads(lod("build", "--json", "--workers", "1", "food/publication.toml", cwd=site.folder).stdout)
    assert alone["new"]
    assert releases.current(site.output).id == summary["release"]

    care = next((site.folder / "care" / "sources").glob("*.json"))
    care.write_text("{")
    failed = lod("build", "--workers", "1", cwd=site.folder)
    assert failed.returncode == 2
    assert releases.current(site.output).id == summary["release"]


def test_a_diff_of_joint_releases_says_that_they_have_no_dumps(tmp_path: Path) -> None:
    site = sites.copied(tmp_path)
    sites.build_members(site)
    made = sites.join(site).release.id
    found = lod("releases", "-p", "site.toml", "diff", made, made, cwd=site.folder)
    assert found.returncode == 1
    assert f"release {made} has no file 'data.nq'" in found.stderr
    assert "Traceback" not in found.stderr


def test_documents_that_contradict_each_other_are_told_of_and_neither_wins(tmp_path: Path) -> None:
    settings = PUBLICATION.replace("register", "press-release").replace("*.csv", "*.txt")
    (tmp_path / "publication.toml").write_text(settings.replace("fhrs-csv-2015", "hmi-probation"))
    fieldwork = "Fieldwork took place between 3 March 2025 and 14 March 2025. We looked at 40 cases."
    release = f"Leeds PDU has been rated ‘Good’. {fieldwork} The report was published on 5 June 2025."
    (tmp_path / "release.txt").write_text(release, "utf-8")
    (tmp_path / "report.txt").write_text(f"Leeds PDU has been rated ‘Inadequate’. {fieldwork}", "utf-8")
    built = lod("build", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert "states another rating of Leeds, 2025-06-05, than release.txt: neither is published" in built.stderr
    assert "found 'inadequate, and good there'" in built.stderr
    release_folder = (tmp_path / "public" / "current").resolve()
    assert json.loads((release_folder / "manifest.json").read_text())["inspections"] == 1
    data = (release_folder / "data.nq").read_text("utf-8")
    inspection = [line for line in data.splitlines() if line.startswith("<https://data.example.org/id/inspection/")]
    assert any("#fieldworkEnd>" in line and "2025-03-14" in line for line in inspection)
    assert not [line for line in inspection if "#overallRating>" in line or "#rating>" in line]
    assert lod("build", "--strict", cwd=tmp_path).returncode != 0
