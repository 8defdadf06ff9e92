"""Which inspections were added, corrected, withdrawn or removed, of the sorted lines of two releases."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest
from rdflib import BNode, Dataset

from lod.namespaces import INSP, OA, PROV, RDF, RDFS
from lod.releases.changes import Change, Kind, Value, changes
from lod.releases.comparing import compared
from lod.releases.differences import Between, Form, written

BASE = "https://data.example.org/"
ID = f"{BASE}id/inspection/school/100"
BETWEEN = Between("2025-01", "2025-02", BASE)


def inspection(reference: str, rating: str, label: str, row: int = 2) -> list[str]:
    """An inspection with its judgement and where both were read, as lines."""
    iri, evidence = f"{ID}/{reference}", f"{ID}/{reference}/evidence/ab/row-{row}"
    return [
        f"<{iri}> <{RDF.type}> <{INSP.Inspection}> .\n",
        f'<{iri}> <{RDFS.label}> "{label}"@en .\n',
        f"<{iri}> <{PROV.wasDerivedFrom}> <{evidence}> .\n",
        f"<{iri}> <{INSP.overallRating}> <https://w3id.org/inspection-results/scheme/ofsted-rating/{rating}> .\n",
        f"<{iri}/judgement/overall> <{PROV.wasDerivedFrom}> <{evidence}> .\n",
        f"<{evidence}> <{RDF.type}> <{OA.SpecificResource}> .\n",
    ]


def withdrawn(reference: str) -> str:
    return f"<{ID}/{reference}> <{INSP.withdrawnBy}> <{ID}/{reference}/correction/2025-09-01> .\n"


A = inspection("2024-05", "good", "A")
"""Its reference begins that of the next: their lines are in between each other when they are sorted."""
B = inspection("2024-051", "good", "B")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(A, A + B, [Change(Kind.ADDED, f"{ID}/2024-051", "B")], id="added"),
        pytest.param(A + B, B, [Change(Kind.REMOVED, f"{ID}/2024-05", "A")], id="removed"),
        pytest.param(
            A + B,
            [*A, *B, withdrawn("2024-05")],
            [Change(Kind.WITHDRAWN, f"{ID}/2024-05", "A")],
            id="withdrawn",
        ),
        pytest.param(
            A + B,
            A + inspection("2024-051", "inadequate", "B"),
            [
                Change(Kind.CORRECTED, f"{ID}/2024-051", "B", (Value("overallRating", ("good",), ("inadequate",)),)),
            ],
            id="corrected",
        ),
        pytest.param(
            A,
            inspection("2024-05", "good", "A!"),
            [Change(Kind.CORRECTED, f"{ID}/2024-05", "A!", (Value("label", ("A",), ("A!",)),))],
            id="another label",
        ),
        pytest.param(A, inspection("2024-05", "good", "A", row=9), [], id="read elsewhere"),
        pytest.param(A, [*A, f"<{BASE}id/unit/school/100> <{RDF.type}> <{INSP.InspectedUnit}> .\n"], [], id="a unit"),
        pytest.param([], [], [], id="nothing"),
    ],
)
def test_what_became_of_inspections(before: list[str], after: list[str], expected: list[Change]) -> None:
    lines = compared([sorted(before)], [sorted(after)])
    assert list(changes(lines, BASE)) == expected


def test_datasets_of_a_release_are_compared_together() -> None:
    assert list(compared([["<a> .\n", "<c> .\n"], ["<b> .\n"]], [["<a> .\n", "<b> .\n", "<d> .\n"]])) == [
        (" ", "<a> .\n"),
        (" ", "<b> .\n"),
        ("-", "<c> .\n"),
        ("+", "<d> .\n"),
    ]


LIST = ["_:c14n0 <http://example.org/first> _:c14n1 .\n", f'_:c14n1 <{RDFS.label}> "a _:b ."@en .\n']
OLD = sorted([*A, *B, *LIST])
NEW = sorted([*inspection("2024-05", "outstanding", "A, “B”"), *LIST[:1], *inspection("2025-01", "good", "C")])


def _written(form: Form) -> str:
    return "".join(written(form, BETWEEN, compared([OLD], [NEW])))


def test_in_words() -> None:
    assert _written(Form.WORDS) == (
        f"removed: B <{ID}/2024-051>\n"
        f"corrected: A, “B” <{ID}/2024-05>\n"
        "    label: A → A, “B”\n"
        "    overallRating: good → outstanding\n"
        f"added: C <{ID}/2025-01>\n"
        "from 2025-01 to 2025-02: inspections 1 added, 1 corrected, 0 withdrawn, 1 removed; "
        "statements 8 added, 9 removed\n"
    )


def test_as_a_table() -> None:
    rows = list(csv.DictReader(io.StringIO(_written(Form.CSV), newline="")))
    assert Counter(row["change"] for row in rows) == {"removed": 1, "corrected": 2, "added": 1}
    assert rows[1] == {
        "change": "corrected",
        "inspection": f"{ID}/2024-05",
        "label": "A, “B”",
        "property": "label",
        "before": "A",
        "after": "A, “B”",
    }


def test_as_nquads() -> None:
    signed = _written(Form.NQUADS).splitlines(keepends=True)
    removed, added = ({line[2:] for line in signed if line[0] == sign} for sign in "-+")
    assert sorted(set(OLD) - removed | added) == NEW


class _Same(dict[str, BNode]):
    """Blank nodes keep the labels of the file, as RDF Patch has it."""

    def __missing__(self, label: str) -> BNode:
        return BNode(label)

    def get(self, label: str, default: object = None) -> BNode:  # type: ignore[override]
        return BNode(label)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_makes_the_new_release_of_the_old_one_and_the_patch() -> None:
    patch = _written(Form.PATCH)
    assert patch.startswith("H id <urn:uuid:")
    assert patch.count("\nTX .\n") == patch.count("\nTC .\n") == 1
    old, new = Dataset(), Dataset()
    old.parse(data="".join(OLD), format="nquads", bnode_context=_Same())
    new.parse(data="".join(NEW), format="nquads", bnode_context=_Same())
    assert set(old.quads()) != set(new.quads())
    old.parse(data=patch, format="patch")
    assert set(old.quads()) == set(new.quads())
