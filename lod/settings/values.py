"""Checks of values that both kinds of file have: what types cannot say of them."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path

from lod import iris, objects
from lod.model import Licence, Place, Publication, Publisher
from lod.namespaces import OGL, OGL_ATTRIBUTION
from lod.publication.authorities import FREQUENCIES
from lod.settings.reading import KeyPath, Reader
from lod.settings.tables import LicenceTable, PublicationTable, PublisherTable, ServeTable, SiteTable
from lod.store import Limits
from lod.web.http.rate import Rate
from lod.web.serving.settings import Serving

_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_IRREGULAR = "irregular"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LEAST_CONTRAST = 4.5
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def about(reader: Reader, at: str, table: PublicationTable | SiteTable, licence: Licence) -> Publication:
    """What the table called `at` says of the whole. Raises SettingsError."""
    check_text(reader, (at, "title"), table.title)
    check_text(reader, (at, "description"), table.description)
    _check_base(reader, at, table.base_iri)
    if not (_MAIL.fullmatch(table.contact) or iris.is_web_iri(table.contact)):
        raise reader.error((at, "contact"), table.contact, "an e-mail address, or the address of a page")
    for language in table.languages or ("",):
        if not _LANGUAGE.fullmatch(language):
            raise reader.error((at, "languages"), language, 'language tags, such as ["en", "cy"]')
    return Publication(
        name=_name(reader, at, table),
        title=table.title,
        description=table.description,
        base_iri=table.base_iri,
        publisher=_publisher(reader, at, table.publisher),
        contact=table.contact,
        languages=table.languages,
        licence=licence,
        place=_place(reader, at, table) if isinstance(table, PublicationTable) else None,
        frequency=_frequency(reader, at, table) if isinstance(table, PublicationTable) else _IRREGULAR,
        colour=_colour(reader, at, table.colour),
    )


def licence(reader: Reader, table: LicenceTable) -> Licence:
    """The licence of the whole. Raises SettingsError for one that is not the OGL and has no attribution."""
    check_iri(reader, ("licence", "iri"), table.iri)
    iri = iris.licence(table.iri)
    attribution = table.attribution or (OGL_ATTRIBUTION if iri == OGL else None)
    if not attribution:
        accepted = "what this licence asks users to write"
        raise reader.error(("licence", "attribution"), table.attribution, accepted)
    return Licence(iri, attribution)


def folder(reader: Reader, at: KeyPath, path: str) -> Path:
    """A folder of this machine, relative to that of the file. Raises SettingsError."""
    check_text(reader, at, path)
    if objects.is_url(path):
        raise reader.error(at, path, "a folder of this machine")
    return (reader.folder / path).resolve()


def limits(table: ServeTable) -> Limits:
    """What a query of a stranger may cost."""
    return Limits(
        timeout=table.query_timeout,
        memory=table.query_memory,
        wait=table.query_wait,
        max_rows=table.result_rows,
        max_bytes=table.result_size * 2**20,
        workers=table.workers,
        light=table.light,
        heavy=table.heavy,
        parked=table.parked,
        queue=table.queue,
        spool=table.result_spool * 2**20,
        max_query=table.query_size * 2**10,
        max_depth=table.query_depth,
        max_operators=table.query_operators,
    )


def serving(reader: Reader, table: ServeTable) -> Serving:
    """How the server serves. Raises SettingsError for a proxy that is no address."""
    for index, proxy in enumerate(table.proxies):
        try:
            ipaddress.ip_network(proxy)
        except ValueError:
            accepted = "an address or a network, such as 10.0.0.7 or 10.0.0.0/24"
            raise reader.error(("serve", "proxies", index), proxy, accepted) from None
    return Serving(
        cache=table.cache * 2**20,
        rate=Rate(table.rate.requests, table.rate.seconds),
        proxies=table.proxies,
        log_queries=table.log_queries,
        metrics=table.metrics,
    )


def check_text(reader: Reader, at: KeyPath, text: str) -> None:
    if not text.strip():
        raise reader.error(at, text, "a text")


def check_iri(reader: Reader, at: KeyPath, text: str) -> None:
    if not iris.is_web_iri(text):
        raise reader.error(at, text, "an http or https IRI")


def _name(reader: Reader, at: str, table: PublicationTable | SiteTable) -> str:
    named = table.name if isinstance(table, PublicationTable) else None
    name = iris.slug(table.title) if named is None else named
    if not _NAME.fullmatch(name):
        raise reader.error((at, "name"), name, "lower-case letters and digits, with hyphens between")
    return name


def _place(reader: Reader, at: str, table: PublicationTable) -> Place | None:
    if table.place is None and table.place_name is None:
        return None
    check_iri(reader, (at, "place"), table.place or "")
    check_text(reader, (at, "place_name"), table.place_name or "")
    return Place(table.place or "", table.place_name or "")


def _frequency(reader: Reader, at: str, table: PublicationTable) -> str:
    if table.frequency not in FREQUENCIES:
        raise reader.error((at, "frequency"), table.frequency, ", ".join(FREQUENCIES))
    return table.frequency


def _colour(reader: Reader, at: str, colour: str | None) -> str:
    """A colour that white text can be read on (WCAG 2.2, success criterion 1.4.3). Raises SettingsError."""
    if colour is None:
        return ""
    if not _COLOUR.fullmatch(colour):
        raise reader.error((at, "colour"), colour, "a colour as #rrggbb, such as #1d3a5f")
    contrast = contrast_with_white(colour)
    if contrast < _LEAST_CONTRAST:
        found = f"{colour}, whose contrast with white is {contrast:.2f}"
        raise reader.error((at, "colour"), found, f"a darker one: a contrast of {_LEAST_CONTRAST} or more")
    return colour.lower()


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of `#rrggbb` and white, from 1 to 21 (WCAG 2.2, "contrast ratio", "relative luminance")."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def _check_base(reader: Reader, at: str, base_iri: str) -> None:
    is_base = iris.is_web_iri(base_iri) and base_iri.endswith("/") and not re.search("[?#]", base_iri)
    if not is_base:
        accepted = "an http or https IRI that ends with / and has neither ? nor #: https://data.example.org/"
        raise reader.error((at, "base_iri"), base_iri, accepted)


def _publisher(reader: Reader, at: str, table: PublisherTable) -> Publisher:
    check_text(reader, (at, "publisher", "name"), table.name)
    check_iri(reader, (at, "publisher", "iri"), table.iri)
    if table.homepage is not None:
        check_iri(reader, (at, "publisher", "homepage"), table.homepage)
    return Publisher(table.name, table.iri, table.homepage)
