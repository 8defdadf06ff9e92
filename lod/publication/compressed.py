"""A file and its compressed forms, beside it (RFC 1952, RFC 8878): one gzip member, one zstd frame.

No header holds a name or a time, and blocks have one size whatever comes in, so the same file gives the same bytes for
the same versions of the libraries.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import zstandard
from isal import isal_zlib

from lod.formats import Coding, Format
from lod.publication.digested import DigestedFile
from lod.publication.release import Dump

_BLOCK = 2**18
"""What gzip comes to depends on how its input is cut."""
_GZIP_LEVEL, _ZSTD_LEVEL = 2, 2
"""ISA-L compresses as well at 2 as zlib at 1, in an eighth of the time; zstd at 3 is no smaller (decision 12)."""
_GZIP_HEADER = 16 + isal_zlib.MAX_WBITS


class DumpFile:
    """A dump while it is written, in order: the file at `path` and its compressed forms, each at its name with the
    suffix of the coding. `table` is the name of the table that it holds, if it is one."""

    def __init__(self, path: Path, form: Format, table: str = "") -> None:
        self._form, self._table = form, table
        self._plain = DigestedFile(path)
        self._files = {coding: DigestedFile(path.with_name(coding.of(path.name))) for coding in Coding}
        zstd = zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).compressobj()
        gzip = isal_zlib.compressobj(_GZIP_LEVEL, isal_zlib.DEFLATED, _GZIP_HEADER)
        self._compress: dict[Coding, Callable[[bytearray | memoryview], bytes]] = {
            Coding.ZSTD: zstd.compress,
            Coding.GZIP: gzip.compress,
        }
        self._flush: dict[Coding, Callable[[], bytes]] = {Coding.ZSTD: zstd.flush, Coding.GZIP: gzip.flush}
        self._held = bytearray()

    @property
    def path(self) -> Path:
        """Where the file itself is."""
        return self._plain.path

    def write(self, data: bytes) -> None:
        """The next bytes of the file."""
        self._plain.write(data)
        view = memoryview(data)
        if self._held:
            missing = _BLOCK - len(self._held)
            self._held += view[:missing]
            view = view[missing:]
            if len(self._held) == _BLOCK:
                self._code(self._held)
                self._held = bytearray()
        while len(view) >= _BLOCK:
            self._code(view[:_BLOCK])
            view = view[_BLOCK:]
        self._held += view

    def close(self) -> tuple[Dump, ...]:
        """Puts all on the disk; gives the file itself, and its compressed forms."""
        self._code(self._held)
        for coding, file in self._files.items():
            file.write(self._flush[coding]())
        return self._dump(self._plain), *(self._dump(file, coding) for coding, file in self._files.items())

    def _code(self, block: bytearray | memoryview) -> None:
        for coding, file in self._files.items():
            file.write(self._compress[coding](block))

    def _dump(self, file: DigestedFile, coding: Coding | None = None) -> Dump:
        return Dump(file.path.name, self._form, file.size, file.close(), coding, self._table)
