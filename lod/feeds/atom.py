"""The changes told to people as an Atom feed (RFC 4287)."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from lod.feeds.log import Entry, Log
from lod.iris import Iris
from lod.model import Publication


def atom(log: Log, about: Publication) -> str:
    """The feed: the inspections that changed last, newest first."""
    names = Iris(about.base_iri)
    own = names.feed("atom")
    entries = "".join(_entry(entry, names) for entry in log.entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(about.languages[0])}>\n'
        f"<id>{escape(own)}</id>\n"
        f"<title>{escape(about.title)}</title>\n"
        f"<updated>{log.transitions[-1].at}</updated>\n"
        f"<author><name>{escape(about.publisher.name)}</name><uri>{escape(about.publisher.iri)}</uri></author>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>\n'
        f'<link rel="alternate" type="text/html" href={quoteattr(about.base_iri)}/>\n'
        f'<link rel="license" href={quoteattr(about.licence.iri)}/>\n'
        f"{entries}</feed>\n"
    )


def _entry(entry: Entry, names: Iris) -> str:
    return (
        f"<entry>\n<id>{escape(entry.id)}</id>\n"
        f'<title type="text">{escape(entry.title)}</title>\n'
        f"<updated>{entry.at}</updated>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(names.document(entry.about))}/>\n'
        f"<category term={quoteattr(entry.kind)}/>\n"
        f'<summary type="text">{escape(entry.summary)}</summary>\n</entry>\n'
    )
