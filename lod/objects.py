"""Files on object storage, by URL (`s3://bucket/folder/file`): the one module that knows fsspec.

Any file system that fsspec has a driver for. Endpoints and credentials come from fsspec's and the driver's own
configuration and environment, never from ours. Whatever a driver raises becomes an OSError that names the URL.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from lod.errors import SettingsError

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_LOCAL = ("file", "local")
"""What has paths of its own here. Written by a driver, a file would not be replaced as a whole."""
_BLOCK = 2**20
"""Bytes that are asked of a driver at a time; it may well read further ahead."""


@dataclass(frozen=True, slots=True, order=True)
class RemoteFile:
    """A file on object storage, with as much of `pathlib.Path` as readers of sources need."""

    url: str

    @property
    def name(self) -> str:
        return PurePosixPath(self.url).name

    @property
    def stem(self) -> str:
        return PurePosixPath(self.url).stem

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.url).suffix

    def open(self) -> io.BufferedReader[Any]:
        """Its bytes, fetched as they are read. Raises OSError, also while it is read."""
        with _told(self.url):
            files, path = _files(self.url)
            return io.BufferedReader(_Reading(self.url, files.open(path, "rb")), _BLOCK)

    def __str__(self) -> str:
        return self.url


def is_url(text: str) -> bool:
    """Whether a setting names object storage and not a path of this machine."""
    return _URL.match(text) is not None


def check(url: str) -> None:
    """Raises SettingsError for a URL that has no driver here, carries a password, or names files of this machine."""
    scheme, _, rest = url.partition("://")
    if scheme in _LOCAL:
        raise SettingsError(url, f"{scheme}://", "a path, for files of this machine")
    if "@" in rest.partition("/")[0]:
        accepted = "a URL without user and password: they belong in the configuration of fsspec or of its driver"
        raise SettingsError(f"{scheme}://…", "a user before the @", accepted)
    try:
        with _told(url):
            _files(url)
    except ImportError as problem:
        accepted = "an installation with the driver, such as pip install 'lod[s3]' for s3://"
        raise SettingsError(url, str(problem), accepted) from problem
    except OSError as problem:
        raise SettingsError(url, str(problem), "a URL that fsspec knows, such as s3://bucket/folder") from problem


def find(pattern: str) -> tuple[RemoteFile, ...]:
    """The files that a pattern such as `s3://bucket/folder/*.csv` matches, in order. Raises SettingsError as `check`
    does, and OSError."""
    check(pattern)
    with _told(pattern):
        files, path = _files(pattern)
        # From here on what is listed is remembered, so that a file that changes while it is read is an error.
        files.invalidate_cache()
        found = files.glob(path, detail=True)
        return tuple(
            sorted(RemoteFile(files.unstrip_protocol(name)) for name, about in found.items() if about["type"] == "file")
        )


class ObjectFolder:
    """The objects whose names begin with `url` and a slash. Nothing is remembered of what was there: others change it.

    An object is written as a whole or not at all, as object stores do. Every method raises OSError.
    """

    def __init__(self, url: str) -> None:
        """Raises SettingsError as `check` does."""
        check(url)
        self.url = url.rstrip("/")
        self._files, self._path = _files(self.url, use_listings_cache=False, skip_instance_cache=True)

    def names(self, below: str = "") -> dict[str, int]:
        """The objects below a folder, by name, with their sizes in bytes."""
        with self._asked(below):
            try:
                found = self._files.find(self._at(below), detail=True)
            except FileNotFoundError:
                return {}
            start = len(self._at("")) + 1
            return {name[start:]: about["size"] for name, about in found.items()}

    def read(self, name: str) -> bytes:
        """Raises FileNotFoundError when it is not there."""
        with self._asked(name):
            return bytes(self._files.cat_file(self._at(name)))

    def write(self, name: str, content: bytes) -> None:
        """Makes or replaces a small object."""
        with self._asked(name):
            self._files.pipe_file(self._at(name), content)

    def open(self, name: str) -> io.BufferedReader[Any]:
        """Its bytes, fetched as they are read."""
        with self._asked(name):
            return io.BufferedReader(_Reading(f"{self.url}/{name}", self._files.open(self._at(name), "rb")), _BLOCK)

    def upload(self, path: Path, name: str) -> None:
        with self._asked(name):
            self._files.put_file(str(path), self._at(name))

    def download(self, name: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._asked(name):
            self._files.get_file(self._at(name), str(path))

    def remove(self, name: str) -> None:
        with self._asked(name):
            self._files.rm_file(self._at(name))

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}" if name else self._path

    @contextmanager
    def _asked(self, name: str) -> Iterator[None]:
        with _told(f"{self.url}/{name}"):
            # Drivers that list by folder remember listings whatever they are told.
            self._files.invalidate_cache()
            yield


class _Reading(io.RawIOBase):
    """A file of a driver as Python's own, so that whatever the driver raises midway is an OSError."""

    def __init__(self, url: str, file: Any) -> None:
        self._url, self._file = url, file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def readinto(self, buffer: Any) -> int:
        with _told(self._url):
            read = self._file.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with _told(self._url):
            return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        self._file.close()
        super().close()


def _files(url: str, **options: object) -> tuple[Any, str]:
    """The driver's file system, and the URL's path in it. Raises ImportError and whatever the driver raises."""
    from fsspec.core import url_to_fs

    files, path = url_to_fs(url, **options)
    return files, str(path)


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Drivers raise what the libraries below them raise, of many classes: here every one is an OSError."""
    try:
        yield
    except FileNotFoundError as problem:
        raise FileNotFoundError(f"{url}: there is no such object") from problem
    except ImportError:
        raise
    except Exception as problem:
        raise OSError(f"{url}: {type(problem).__name__}: {problem}") from problem
