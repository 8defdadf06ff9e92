"""Mints every IRI of a publication; nothing else may. docs/iri-policy.md says the same for people.

All are below `{base_iri}id/`, which answers 303 to `{base_iri}doc/` (UKGovLD URI Patterns 1.0). What belongs to an
inspection continues its IRI with `/`, so an inspection and all its parts are one range in any sorted dump.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from lod.namespaces import OGL, OGL_FORMS, SCHEME_IRI

# RFC 3987 section 2.2: a host, perhaps a port, then characters that may stand as they are or %XX, and one fragment.
_CHARACTER = r"""(?:[^\s<>"{}|\\^`\[\]#%\x00-\x20\x7f-\x9f\ue000-\uf8ff]|%[0-9A-Fa-f]{2})"""
_HOST = r"""(?:\[[0-9A-Fa-f:.]+\]|[^\s<>"{}|\\^`\[\]#%/?:@\x00-\x20\x7f-\x9f\ue000-\uf8ff]+)(?::[0-9]+)?"""
_WEB_IRI = re.compile(rf"https?://{_HOST}(?:[/?]{_CHARACTER}*)?(?:#{_CHARACTER}*)?")


def slug(text: str) -> str:
    """A name as a path segment: lower case, unaccented, words joined by hyphens. `Kent, Surrey & Sussex` →
    `kent-surrey-and-sussex`. A name without a letter or digit gives the empty string."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and "))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


@lru_cache(maxsize=1024)
def key(identifier: str) -> str:
    """An identifier of the source as one path segment: kept as it is, percent-encoded where it must be."""
    return quote(identifier.strip(), safe="-._~")


def is_web_iri(text: str) -> bool:
    """Whether a text is an absolute `http` or `https` IRI."""
    return _WEB_IRI.fullmatch(text) is not None


def contact(address: str) -> str:
    """The IRI of a contact: a web address is one, an e-mail address becomes `mailto:` (RFC 6068)."""
    return address if is_web_iri(address) else f"mailto:{quote(address, safe='@')}"


def licence(iri: str) -> str:
    """A licence's IRI in the one form that is published; only the OGL v3.0 is found in several."""
    return OGL if iri in OGL_FORMS else iri


def concept(scheme: str, name: str) -> str:
    """A concept of one of our schemes; the same in every publication."""
    return f"{SCHEME_IRI}{scheme}/{name}"


_SEGMENTS = {
    "inspection": 3,
    "unit": 2,
    "report": 1,
    "source": 1,
    "extraction": 1,
    "software": 2,
    "statistics": 3,
    "change": 2,
}
"""How many segments name an entity of a kind; what follows them names a part of it."""


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of one publication. `base_iri` ends in a slash."""

    base_iri: str

    def unit(self, unit_type: str, identifier: str) -> str:
        return f"{self.base_iri}id/unit/{key(unit_type)}/{key(identifier)}"

    def inspection(self, unit_type: str, identifier: str, reference: str) -> str:
        """An inspection of a unit, told from its others by a reference: its date, or the source's own name for it."""
        return f"{self.base_iri}id/inspection/{key(unit_type)}/{key(identifier)}/{key(reference)}"

    def report(self, address: str) -> str:
        """A report or press release, by the address (or, without one, the digest) of its text."""
        return f"{self.base_iri}id/report/{hashlib.sha256(address.encode()).hexdigest()[:16]}"

    def source(self, sha256: str) -> str:
        return f"{self.base_iri}id/source/{sha256[:16]}"

    def extraction(self, sha256: str) -> str:
        return f"{self.base_iri}id/extraction/{sha256[:16]}"

    def software(self, version: str) -> str:
        return f"{self.base_iri}id/software/lod/{key(version)}"

    def kind(self, name: str) -> str:
        """What the IRIs of all entities of a kind, and of their parts, begin with: `inspection`, `unit`, `report` …"""
        return f"{self.base_iri}id/{name}/"

    def cube(self, dataset: str, name: str) -> str:
        """Statistics of a dataset, by the names of both."""
        return f"{self.base_iri}id/statistics/{key(dataset)}/{key(name)}"

    def change(self, date: str, identifier: str) -> str:
        """A change of units, by its date and the identifier of the first unit that it changed."""
        return f"{self.base_iri}id/change/{key(date)}/{key(identifier)}"

    def dataset(self, name: str) -> str:
        return f"{self.base_iri}dataset/{key(name)}"

    def release(self, release_id: str) -> str:
        return f"{self.base_iri}release/{key(release_id)}"

    def release_file(self, release_id: str, name: str) -> str:
        return f"{self.release(release_id)}/{key(name)}"

    def document(self, iri: str) -> str:
        """The address of the document about an entity: `…/id/unit/…` → `…/doc/unit/…`."""
        return f"{self.base_iri}doc/{iri.removeprefix(f'{self.base_iri}id/')}"

    @property
    def entities(self) -> str:
        """What the IRIs of all entities, and of their parts, begin with."""
        return f"{self.base_iri}id/"

    def feed(self, name: str) -> str:
        """The address of a feed, or of a file of one."""
        return f"{self.base_iri}feed/{name}"

    @property
    def resourcesync(self) -> str:
        """ResourceSync's source description (ANSI/NISO Z39.99-2017, section 6.3.1)."""
        return f"{self.base_iri}.well-known/resourcesync"

    @property
    def stream(self) -> str:
        """The event stream of all versions of all entities."""
        return fragment(self.stream_root, "stream")

    @property
    def stream_root(self) -> str:
        """The first page of the event stream."""
        return self.feed("ldes")

    def page(self, transition: str, number: int) -> str:
        """A page of the event stream, by the time of its transition and its number."""
        return self.feed(f"ldes/{key(transition)}/{number}")

    def version(self, transition: str, page: int, number: int) -> str:
        """A version of an entity: a member of a page of the event stream, by its number there."""
        return f"{self.page(transition, page)}#{number}"

    @property
    def sparql(self) -> str:
        """The query service of the current release."""
        return f"{self.base_iri}sparql"

    @property
    def context(self) -> str:
        """The JSON-LD context of every JSON document here."""
        return f"{self.base_iri}def/context.jsonld"

    def service(self, name: str) -> str:
        """A service as the catalogue describes it: the plain interface (`api`), a feed."""
        return fragment(f"{self.base_iri}catalogue", name)

    @property
    def void(self) -> str:
        """The VoID description (RFC 8615, VoID section 7.2)."""
        return f"{self.base_iri}.well-known/void"

    def whole(self, iri: str) -> str:
        """The entity that an IRI names or names a part of: `…/id/source/0123/checksum` → `…/id/source/0123`."""
        entities = f"{self.base_iri}id/"
        if not iri.startswith(entities):
            return iri
        kind, *path = iri.removeprefix(entities).split("/")
        return entities + "/".join([kind, *path[: _SEGMENTS.get(kind)]])


def fragment(iri: str, name: str) -> str:
    """Something described in the same document as `iri`."""
    return f"{iri}#{key(name)}"


def judgement(inspection: str, standard: str | None) -> str:
    """`standard` is the last segment of the standard's IRI; None is the overall judgement."""
    return f"{inspection}/judgement/{standard or 'overall'}"


def correction(inspection: str, date: str, standard: str | None) -> str:
    """What was done to an inspection, or to its judgement on a standard, on a date."""
    return f"{inspection}/correction/{key(date)}{f'-{standard}' if standard else ''}"


def corrected_judgement(inspection: str, standard: str | None, date: str) -> str:
    """The judgement that takes the place of `judgement(inspection, standard)` on a date."""
    return f"{judgement(inspection, standard)}/{key(date)}"


def sample(inspection: str, category: str | None) -> str:
    return f"{inspection}/sample/{category}" if category else f"{inspection}/sample"


def measure(inspection: str, statement: str) -> str:
    """Named by what it states, so that two documents that state the same make one measure."""
    return f"{inspection}/measure/{hashlib.sha256(statement.encode()).hexdigest()[:12]}"


def recommendations(inspection: str, addressee: str) -> str:
    return f"{inspection}/recommendations/{key(addressee)}"


def span_evidence(fact: str, sha256: str, supports: str) -> str:
    """Where a text says one property of a fact."""
    return f"{fact}/evidence/{sha256[:16]}/{key(supports)}"


def place_evidence(inspection: str, sha256: str, place: str) -> str:
    """The place in a document (`row-5`) that says everything of an inspection or of a part of it."""
    return f"{inspection}/evidence/{sha256[:16]}/{key(place)}"


def observation(cube: str, *values: str) -> str:
    """A count in a cube, by the values of its dimensions: IRIs, of which the last two segments tell them apart, and
    years."""
    return f"{cube}/{'_'.join('.'.join(value.rsplit('/', 2)[-2:]) for value in values)}"
