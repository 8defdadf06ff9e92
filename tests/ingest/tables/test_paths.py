"""The columns of records: paths."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lod.errors import SettingsError
from lod.ingest.tables import paths

RECORD = {
    "name": " Neville House ",
    "beds": 12,
    "latitude": Decimal("53.5460746"),
    "small": Decimal("1E-7"),
    "huge": Decimal("1E+999999"),
    "dormant": False,
    "closed": None,
    "overall": {"rating": "Good"},
    "questions": [{"name": "Safe", "rating": "Good"}, {"name": "Well-led", "rating": None}],
    "relations": [{"type": "HSCA Predecessor", "id": "1-2"}, {"type": "HSCA Predecessor", "id": "1-3"}],
    "types": [{"name": "Care homes / nursing", "code": "CHN"}],
    "tags": ["a", "b"],
    "report": {"@language": "en", paths.TEXT: "Yes"},
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("name", "Neville House"),
        ("beds", "12"),
        ("latitude", "53.5460746"),
        ("small", "0.0000001"),
        ("huge", "1E+999999"),
        ("dormant", "false"),
        ("closed", ""),
        ("nowhere", None),
        ("name/nowhere", None),
        ("overall/rating", "Good"),
        ("questions[name=Safe]/rating", "Good"),
        ("questions[name=Well-led]/rating", ""),
        ("questions[name=Caring]/rating", None),
        ("questions/name", "Safe\nWell-led"),
        ("relations[type=HSCA Predecessor]/id", "1-2\n1-3"),
        ("types[name=Care homes / nursing]/code", "CHN"),
        ("tags", "a\nb"),
        ("report", "Yes"),
        ("report/@language", "en"),
        ("overall[rating=Good]/rating", "Good"),
    ],
)
def test_a_path_leads_to_a_text(path: str, expected: str | None) -> None:
    assert paths.text(RECORD, paths.parse(path)) == expected


@pytest.mark.parametrize("path", ["overall", "questions", "questions[name=Safe]"])
def test_a_path_to_a_group_of_values_leads_to_no_text(path: str) -> None:
    with pytest.raises(paths.NoValue):
        paths.text(RECORD, paths.parse(path))


@pytest.mark.parametrize("path", ["", "/", "a/", "/a", "a//b", "a[b]", "a[b=c", "a[b=c]d", "a]b"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(SettingsError, match=r"accepted: names with / between them"):
        paths.parse(path)


def test_members_have_their_places() -> None:
    found = list(paths.members({"a": [{"b": [1, 2]}, {"b": 3}]}, paths.parse("a/b")))
    assert found == [((("a", 0), ("b", 0)), 1), ((("a", 0), ("b", 1)), 2), ((("a", 1), ("b", None)), 3)]
