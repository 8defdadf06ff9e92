"""A register of any size, always the same for the same size: what the benchmarks read.

Youth justice services stand in for units, since no scheme limits their number; four inspections each.
"""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

RATINGS = ("Inadequate", "Requires improvement", "Good", "Outstanding")
HEADER = (
    "unit",
    "unit type",
    "region",
    "overall rating",
    "published",
    "fieldwork start",
    "fieldwork end",
    "cases",
    "recommendations",
    "address",
)


def register(path: Path, inspections: int) -> None:
    """Writes a register of so many inspections, in the columns of the profile hmi-probation."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(inspections):
            unit, visit = divmod(number, 4)
            published = datetime.date(2019 + visit * 2, 1 + unit % 12, 1 + unit % 28)
            fieldwork = f"{published.year - 1}-{1 + unit % 12:02d}"
            writer.writerow(
                (
                    f"Generated service {unit}",
                    "youth justice service",
                    "East Midlands",
                    RATINGS[(unit * 7 + visit) % len(RATINGS)],
                    published.isoformat(),
                    fieldwork,
                    fieldwork,
                    20 + unit % 300,
                    1 + unit % 12,
                    f"https://www.example.org/reports/{unit}-{visit}",
                )
            )


def publication(folder: Path, inspections: int) -> Path:
    """A whole publication of so many inspections; gives its publication.toml."""
    (folder / "sources").mkdir(parents=True)
    register(folder / "sources" / "register.csv", inspections)
    path = folder / "publication.toml"
    path.write_text(
        """
[publication]
title       = "Generated inspection results"
description = "A generated register, to measure by"
base_iri    = "https://data.example.org/"
publisher   = { name = "Nobody", iri = "https://www.example.org/" }
contact     = "data@example.org"

[[source]]
kind    = "register"
path    = "sources/*.csv"
profile = "hmi-probation"
""",
        "utf-8",
    )
    return path


SCORES = (0, 5, 10, 15, 20, 25)
LIMITS = ((5, 15, 5), (4, 20, 10), (3, 30, 10), (2, 40, 15), (1, 50, 20))
"""Rating, the most that its scores may sum to, and the most that each may be; else it is 0."""


def food_register(path: Path, rows: int) -> None:
    """Writes a food register of one authority with so many rated rows, in the columns of the profile fhrs-csv-2015."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        scored = ("structural", "hygiene", "confidenceinmanagement")
        writer.writerow(("", "businessname", "ratingvalue", *scored, "ratingdate", "latitude", "longitude"))
        for number in range(rows):
            structural, hygiene = SCORES[number % 6], SCORES[number // 6 % 6]
            confidence = (0, 5, 10, 20, 30)[number // 36 % 5]
            scores = (structural, hygiene, confidence)
            rating = next((level for level, total, each in LIMITS if sum(scores) <= total and max(scores) <= each), 0)
            day = datetime.date(2012, 1, 1) + datetime.timedelta(days=number % 1000)
            place = (f"51.{number % 899999 + 100000}", f"-0.{number % 799999 + 100000}")
            writer.writerow((number, f"Generated Café {number}", rating, *scores, day.isoformat(), *place))
