"""Any number of lines comes back sorted and distinct, in bounded memory."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lod.sorting import NearlySorted, SortedLines


@pytest.mark.parametrize("run_size", [1, 6, 1000], ids=["a run each", "some runs", "in memory"])
def test_lines_come_back_sorted_and_once(tmp_path: Path, run_size: int) -> None:
    data = SortedLines(tmp_path, run_size)
    data.add(["c\n", "a\n"])
    data.add(["b\n", "a\n"])
    data.add(["ä\n"])
    assert list(data) == ["a\n", "b\n", "c\n", "ä\n"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r")).map(lambda s: s + "\n"))))
def test_runs_change_nothing(tmp_path_factory: pytest.TempPathFactory, batches: list[list[str]]) -> None:
    data = SortedLines(tmp_path_factory.mktemp("runs"), run_size=4)
    for batch in batches:
        data.add(batch)
    assert list(data) == sorted({line for batch in batches for line in batch})


def test_lines_that_come_nearly_sorted_are_written_as_they_come() -> None:
    file = io.BytesIO()
    data = NearlySorted(file)
    data.add(b"a\nc\nb\n", b"b")
    assert file.getvalue() == b"a\n"
    data.add(b"bb\n", b"c")
    assert file.getvalue() == b"a\nb\nbb\n"


def test_a_line_that_comes_too_late_is_refused() -> None:
    data = NearlySorted(io.BytesIO())
    data.add(b"a\nc\n", b"b")
    with pytest.raises(ValueError, match=r"b'aa\\n' comes after b'b'"):
        data.add(b"d\naa\n", b"d")
