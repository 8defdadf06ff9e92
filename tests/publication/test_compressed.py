"""A file's compressed forms: what real programs make of them, and the same bytes each time."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from lod.formats import Coding, Format
from lod.publication import Dump
from lod.publication.compressed import DumpFile
from tests.needs import missing

LINES = [
    f'<https://data.example.org/{number}> <https://example.org/p> "{number * number}" .\n'.encode()
    for number in range(60_000)
]
WHOLE = b"".join(LINES)
PLAIN = Dump("data.nq", Format.N_QUADS, len(WHOLE), hashlib.sha256(WHOLE).hexdigest())


def write(path: Path) -> tuple[Dump, ...]:
    """More than a few blocks, a line at a time."""
    file = DumpFile(path, Format.N_QUADS)
    for line in LINES:
        file.write(line)
    return file.close()


@pytest.fixture
def written(tmp_path: Path) -> Path:
    write(tmp_path / "data.nq")
    return tmp_path


def test_all_forms_hold_the_same(written: Path) -> None:
    assert gzip.decompress((written / "data.nq.gz").read_bytes()) == WHOLE
    with (written / "data.nq.zst").open("rb") as file:
        assert zstandard.ZstdDecompressor().stream_reader(file).read() == WHOLE


def test_gzip_reads_it(program: Callable[[str], str], written: Path) -> None:
    run = subprocess.run([program("gzip"), "-dc", str(written / "data.nq.gz")], check=True, capture_output=True)
    assert run.stdout == WHOLE


def test_zstd_reads_it(program: Callable[[str], str], written: Path) -> None:
    run = subprocess.run([program("zstd"), "-dc", str(written / "data.nq.zst")], check=True, capture_output=True)
    assert run.stdout == WHOLE


def test_the_gzip_header_has_no_time_and_no_name(written: Path) -> None:
    """RFC 1952 section 2.3: flags in byte 3, the time in bytes 4 to 7."""
    head = (written / "data.nq.gz").read_bytes()[:8]
    assert head == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"


def test_each_is_one_member_and_one_frame(written: Path) -> None:
    """Some clients read only the first of several."""
    stream = zstandard.ZstdDecompressor().decompressobj()
    assert stream.decompress((written / "data.nq.zst").read_bytes()) == WHOLE
    assert (stream.eof, stream.unused_data) == (True, b"")
    assert (written / "data.nq.gz").read_bytes().count(b"\x1f\x8b\x08\x00\x00\x00\x00\x00") == 1


def test_however_it_comes_it_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    file = DumpFile(again / "data.nq", Format.N_QUADS)
    file.write(WHOLE)
    made = file.close()
    assert made == write(written / "data.nq")
    for dump in made:
        assert (again / dump.name).read_bytes() == (written / dump.name).read_bytes()


def test_each_form_is_told_with_its_size_and_digest(written: Path) -> None:
    plain, *forms = write(written / "data.nq")
    assert plain == PLAIN
    assert [(dump.name, dump.format, dump.compression) for dump in forms] == [
        ("data.nq.zst", Format.N_QUADS, Coding.ZSTD),
        ("data.nq.gz", Format.N_QUADS, Coding.GZIP),
    ]
    for dump in forms:
        content = (written / dump.name).read_bytes()
        assert (dump.byte_size, dump.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_an_empty_file_is_one_in_each_form(tmp_path: Path) -> None:
    DumpFile(tmp_path / "data.nq", Format.N_QUADS).close()
    assert (tmp_path / "data.nq").read_bytes() == b""
    assert gzip.decompress((tmp_path / "data.nq.gz").read_bytes()) == b""
    assert zstandard.ZstdDecompressor().decompressobj().decompress((tmp_path / "data.nq.zst").read_bytes()) == b""


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        missing("needs /dev/full, a device without room")
    (tmp_path / "data.nq.zst").symlink_to(full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path / "data.nq")
