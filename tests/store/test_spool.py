"""Results that are kept until they are whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lod.store.spool import Spool, Spooled, nameless_file


def open_files() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


def test_a_small_result_is_bytes_and_opens_no_file() -> None:
    def never() -> int:
        pytest.fail("a file was opened")

    spool = Spool(8, never)
    spool.write(b"1234")
    spool.write(b"5678")
    assert (spool.whole(), spool.size) == (b"12345678", 8)


def test_a_large_result_is_a_file_without_a_name() -> None:
    spool = Spool(8)
    for _ in range(5):
        spool.write(b"12345")
    whole = spool.whole()
    assert isinstance(whole, Spooled)
    assert whole.size == 25
    assert os.fstat(whole.descriptor).st_nlink == 0
    assert [*whole.chunks(10)] == [b"1234512345", b"1234512345", b"12345"]
    assert whole.read() == b"12345" * 5
    whole.close()
    whole.close()
    with pytest.raises(ValueError, match="closed"):
        whole.read()


def test_a_result_that_is_given_up_leaves_nothing_open() -> None:
    before = open_files()
    spool = Spool(1)
    spool.write(b"12")
    assert open_files() == before + 1
    spool.close()
    assert open_files() == before


def test_a_result_that_nobody_closes_is_closed_with_it() -> None:
    before = open_files()
    spooled = Spooled(nameless_file(), 0)
    del spooled
    assert open_files() == before


def test_a_file_that_became_shorter_is_an_error_and_no_end() -> None:
    spooled = Spooled(nameless_file(), 10)
    with pytest.raises(OSError, match="has 10 bytes; found only 0"):
        spooled.read()
    spooled.close()
