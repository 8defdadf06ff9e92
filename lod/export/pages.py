"""Pages of the server as pages of a copy: links lead to files or to the original, and each says what it is a copy of.

Only our own templates are read here, whose attributes stand in double quotes and whose text is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from lod.errors import ExportError
from lod.export.layout import is_left, relative
from lod.model import Publication
from lod.releases import Release

_LINK = re.compile(r'(?<=\s)(href|src|action)="([^"]*)"')
_OTHER_FORMAT = re.compile(
    r'^(?:<link rel="alternate" type="([^"]*)" href="[^"]*">|<li><a href="[^"]*" type="([^"]*)">[^<]*</a></li>)\n',
    re.M,
)
_BODY = "<body>\n"
_CANONICAL = re.compile(r'<link rel="canonical" href="[^"]*">\n')


def links(page: str) -> list[str]:
    """The addresses on the same server that a page leads to, each once, in their order."""
    found = (unescape(match[2]) for match in _LINK.finditer(page))
    return list(dict.fromkeys(each for each in found if is_local(each)))


def is_local(address: str) -> bool:
    """Whether an address is a path of the same server."""
    return address.startswith("/") and not address.startswith("//")


def without_other_formats(page: str) -> str:
    """A page without what leads to its formats that are not copied."""
    return _OTHER_FORMAT.sub(lambda match: "" if is_left(unescape(match[1] or match[2])) else match[0], page)


def led(page: str, name: str, files: Mapping[str, str | None], origin: str) -> str:
    """A page that becomes the file `name`, with links that lead to `files`, by address, and to the server at `origin`
    (with a slash behind) for addresses that have none."""

    def lead(match: re.Match[str]) -> str:
        address = unescape(match[2])
        if not is_local(address):
            return match[0]
        file, fragment = files[address], address.partition("#")[2]
        there = relative(name, file, fragment) if file else f"{origin}{address[1:]}"
        return f'{match[1]}="{escape(there)}"'

    return _LINK.sub(lead, page)


def marked(page: str, original: str, publication: Publication, release: Release) -> str:
    """A page that says, to people and to programs (RFC 6596, `canonical`), of which address it is a copy, and of when.

    Raises ExportError for what is not a page of ours."""
    if page.count(_BODY) != 1 or "</head>" not in page:
        raise ExportError(f"{original}: a page without head and body cannot say what it is a copy of")
    address, newest = escape(original), release.manifest.modified
    until = f", with data to {escape(newest)}" if newest else ""
    note = (
        f'<p class="message" role="note">This is a copy of <a href="{address}">{address}</a>: '
        f"{escape(publication.title)}, release {escape(release.id)}{until}. "
        "Questions to SPARQL and the interface are answered by the original alone.</p>\n"
    )
    page = _CANONICAL.sub("", page)
    head = f'<link rel="canonical" href="{address}">\n</head>'
    return page.replace("</head>", head, 1).replace(_BODY, _BODY + note, 1)


def redirect(name: str, file: str, iri: str, formats: Mapping[str, str]) -> bytes:
    """The page of a thing: to its document, the file `file`. `formats` are files by media type."""
    there, shown = escape(relative(name, file)), escape(iri)
    others = "".join(
        f'<link rel="alternate" type="{media_type}" href="{escape(relative(name, other))}">\n'
        for media_type, other in formats.items()
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="refresh" content="0; url={there}">\n<title>{shown}</title>\n'
        f'<link rel="canonical" href="{shown}">\n{others}</head>\n'
        f'<body>\n<p>What is known of <code>{shown}</code>: <a href="{there}">its document</a></p>\n</body>\n</html>\n'
    ).encode()
