"""Failing examples: the valid data with one thing changed, and what has to be found then.

A change is Turtle: what is taken out of the valid data (`remove`) and what is put in (`add`). `inspection:`, `overall:`
… are names of the things in `valid/prose.ttl`, `row:` … of those in `valid/table.ttl`, `cafe:` … of those in
`valid/food.ttl`, `correction:` … of those in `valid/corrected.ttl`.
"""

from __future__ import annotations

from dataclasses import dataclass

BASE = "https://data.example.org/id/"
INSPECTION = BASE + "inspection/probation-region/N53/2025-08-07"
DIGEST = "aaaaaaaaaaaaaaaa0000000000000000" * 2
OTHER_DIGEST = "bbbbbbbbbbbbbbbb0000000000000000" * 2
FOOD = BASE + "inspection/food-business/7/2014-05-12"
NORTH = BASE + "inspection/probation-delivery-unit/north"
TABLE = BASE + "inspection/probation-delivery-unit/07523805224"

NAMES = {
    "inspection": INSPECTION,
    "overall": INSPECTION + "/judgement/overall",
    "staffing": INSPECTION + "/judgement/staffing",
    "sample": INSPECTION + "/sample",
    "community": INSPECTION + "/sample/community-sentence",
    "measure": INSPECTION + "/measure/1",
    "group": INSPECTION + "/recommendations/N53",
    "unit": BASE + "unit/probation-region/N53",
    "derby": BASE + "unit/probation-delivery-unit/N53DRBY",
    "release": BASE + "report/0123456789abcdef",
    "evidence": BASE + "evidence/text",
    "quote": BASE + "evidence/text/quote",
    "position": BASE + "evidence/text/position",
    "document": BASE + "source/aaaaaaaaaaaaaaaa",
    "checksum": BASE + "source/aaaaaaaaaaaaaaaa/checksum",
    "extraction": BASE + "extraction/aaaaaaaaaaaaaaaa",
    "software": BASE + "software/lod/0.1.0",
    "unrated": TABLE + "/2025-11",
    "report": BASE + "report/fedcba9876543210",
    "row": BASE + "evidence/row-2/selector",
    "register": BASE + "source/bbbbbbbbbbbbbbbb",
    "cafe": BASE + "unit/food-business/7",
    "new-cafe": BASE + "unit/food-business/8",
    "visit": FOOD,
    "cafe-overall": FOOD + "/judgement/overall",
    "hygiene": FOOD + "/judgement/hygiene",
    "structural": FOOD + "/judgement/structural",
    "confidence": FOOD + "/judgement/confidence-in-management",
    "pointer": BASE + "evidence/pointer/selector",
    "element": BASE + "evidence/element/selector",
    "fhrs-3": "https://w3id.org/inspection-results/scheme/fhrs-rating/3",
    "fhrs-4": "https://w3id.org/inspection-results/scheme/fhrs-rating/4",
    "fhrs-5": "https://w3id.org/inspection-results/scheme/fhrs-rating/5",
    "rfc6901": "http://tools.ietf.org/rfc/rfc6901",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "good": "https://w3id.org/inspection-results/scheme/hmi-probation-rating/good",
    "inadequate": "https://w3id.org/inspection-results/scheme/hmi-probation-rating/inadequate",
    "not-rated": "https://w3id.org/inspection-results/scheme/hmi-probation-rating/not-rated",
    "scale": "https://w3id.org/inspection-results/scheme/hmi-probation-rating",
    "other-good": "https://w3id.org/inspection-results/scheme/another-scale/good",
    "other-scale": "https://w3id.org/inspection-results/scheme/another-scale",
    "rated-programme": "https://w3id.org/inspection-results/scheme/programme/rated",
    "unrated-programme": "https://w3id.org/inspection-results/scheme/programme/unrated",
    "inspectorate": "https://w3id.org/inspection-results/scheme/inspectorate/hmi-probation",
    "region": "https://w3id.org/inspection-results/scheme/unit-type/probation-region",
    "standard": "https://w3id.org/inspection-results/scheme/region/staffing",
    "category": "https://w3id.org/inspection-results/scheme/case-category/community-sentence",
    "other-category": "https://w3id.org/inspection-results/scheme/case-category/release-on-licence",
    "ogl": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "ogl-short": "https://nationalarchives.gov.uk/doc/open-government-licence/version/3",
    "cc-by": "https://creativecommons.org/licenses/by/4.0/",
    "rfc7111": "http://tools.ietf.org/rfc/rfc7111",
    "north": BASE + "unit/probation-delivery-unit/north",
    "merged": BASE + "unit/probation-delivery-unit/old",
    "change": BASE + "change/2024-05/old",
    "corrected-inspection": NORTH + "/2024",
    "wrong": NORTH + "/2024/judgement/overall",
    "right": NORTH + "/2024/judgement/overall/2024-09-01",
    "correction": NORTH + "/2024/correction/2024-09-01",
    "superseded-inspection": NORTH + "/2023-11-02",
    "old-overall": NORTH + "/2023-11-02/judgement/overall",
    "superseding": NORTH + "/2023-11-02/correction/2024",
    "corrected": "https://w3id.org/inspection-results/scheme/correction-kind/corrected",
    "withdrawn": "https://w3id.org/inspection-results/scheme/correction-kind/withdrawn",
    "publisher": "https://www.example.org/",
    "east-midlands": "http://statistics.data.gov.uk/id/statistical-geography/E12000004",
    "nothing": "https://data.example.org/nothing",
    "person": "https://data.example.org/person",
}


@dataclass(frozen=True)
class Case:
    """`shape` finds `component` at `focus` on `path`, and says `message` (a part of it)."""

    shape: str
    component: str
    focus: str
    path: str | None
    message: str
    remove: str = ""
    add: str = ""

    @property
    def id(self) -> str:
        return f"{self.shape}:{self.component}"
