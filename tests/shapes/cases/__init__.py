"""Failing examples of every constraint in `shapes`."""

from __future__ import annotations

from .case import NAMES, Case
from .corrections import CHANGE_CASES, CORRECTION_CASES
from .documents import EVIDENCE_CASES, REPORT_CASES, SOURCE_CASES
from .facts import FINDING_CASES, FOOD_CASES, INSPECTION_CASES, JUDGEMENT_CASES
from .previous import PREVIOUS_CASES
from .things import PERSONAL_CASES, UNIT_CASES, VOCABULARY_CASES

CASES = (
    *INSPECTION_CASES,
    *PREVIOUS_CASES,
    *JUDGEMENT_CASES,
    *FINDING_CASES,
    *FOOD_CASES,
    *REPORT_CASES,
    *UNIT_CASES,
    *EVIDENCE_CASES,
    *SOURCE_CASES,
    *VOCABULARY_CASES,
    *PERSONAL_CASES,
    *CORRECTION_CASES,
    *CHANGE_CASES,
)

__all__ = ["CASES", "NAMES", "Case"]
