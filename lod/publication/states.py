"""What a release holds of each entity, as a line: so that releases can be compared without reading what they say.

`<IRI> digest size date sign` with one space between: the first 128 bits of the SHA-256 of the entity's state, which is
its canonical lines without its evidence, the bytes of that, when an inspection was published or corrected last (`-`
where that is not said, and of all else), and `retired` or `-`: of an inspection that was withdrawn, of a unit that went
on as another. Lines are sorted.
An entity is what `lod.iris.Iris.whole` says, with all its parts; what a release holds besides (ontology, schemes) is
one entity more, by the IRI of the ontology, so that the blank nodes in it stay in one place.

Evidence names the digest of a file and a place in it. A register is a new file each month, in which a row that says
what it said before is evidence of the same facts: what is stated has not changed.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lod.iris import Iris
from lod.namespaces import DCT, INSP, ONTOLOGY_IRI
from lod.publication.tokens import encoded
from lod.terms import written

NOTHING, RETIRED = "-", "retired"
_DIGITS = 32
_NEAR = 64
_SEGMENT = b"/evidence/"
_EVIDENCE = re.compile(_SEGMENT + rb"[0-9a-f]{16}/")
"""In IRIs of evidence (`lod.iris.place_evidence`, `lod.iris.span_evidence`)."""


def digest(statements: bytes | memoryview) -> str:
    """Of canonical lines."""
    return hashlib.sha256(statements).hexdigest()[:_DIGITS]


def stated(said: bytes, names: Iris) -> bytes:
    """The state of an entity: of its canonical lines those that are not about evidence and do not lead to any."""
    ours, kept, done, at = f"<{names.entities}".encode(), list[bytes](), 0, -1
    while (at := said.find(_SEGMENT, at + 1)) >= 0:
        start = said.rfind(b"\n", 0, at) + 1
        iri = said.rfind(b"<", start, at)
        is_evidence = said.startswith(ours, iri) and _EVIDENCE.match(said, at)
        if is_evidence and said.find(b'"', start, iri) < 0:  # no IRI has quotes: this one is not in a text
            kept.append(said[done:start])
            done = said.index(b"\n", at) + 1
            if iri == start:  # lines are sorted, so those about all evidence from one file are together
                about = said[start : is_evidence.end()]
                while said.startswith(about, done):
                    done = said.index(b"\n", done) + 1
            at = done - 1
    return b"".join([*kept, said[done:]]) if done else said


def states(lines: Sequence[str], said: bytes, names: Iris) -> list[str]:
    """The lines of the entities of which all is in some sorted canonical lines, all of which are about entities. `said`
    are the same as UTF-8."""
    found, at, offset = [], 0, 0
    view, is_plain = memoryview(said), said.isascii()
    while at < len(lines):
        line = lines[at]
        whole = names.whole(line[1 : line.index(">")])
        # A part's IRI continues its whole's with `/`, which `0` follows; `?` follows the `>` that ends an IRI.
        parts = at if line.startswith(f"<{whole}>") else _end(lines, f"<{whole}0", at)
        end = _end(lines, f"<{whole}?", parts)
        if end == parts or not lines[parts].startswith(f"<{whole}>"):
            # Another entity's IRI begins with this one's, and stands between its parts and itself.
            return sorted(each for _, each in _apart(lines, names))
        about = lines[at:end]
        size = sum(map(len, about)) if is_plain else len(encoded(about))
        found.append(_state(whole, about, parts - at, bytes(view[offset : offset + size]), names))
        at, offset = end, offset + size
    return sorted(found)


def _end(lines: Sequence[str], after: str, at: int) -> int:
    """Where sorted lines reach `after`, from a place near to that."""
    step = _NEAR
    while at + step < len(lines) and lines[at + step] < after:
        at, step = at + step, 2 * step
    return bisect_left(lines, after, at, min(at + step, len(lines)))


def of_the_rest(lines: Iterable[str], names: Iris) -> Iterator[str]:
    """The same of any sorted canonical lines, in no order; memory holds the entities whose IRIs begin with one another.
    What is about no entity of the publication comes last."""
    rest, size = hashlib.sha256(), 0

    def own() -> Iterator[str]:
        nonlocal size
        for line in lines:
            if line.startswith(f"<{names.entities}"):
                yield line
            else:
                said = line.encode()
                rest.update(said)
                size += len(said)

    for _, state in _apart(own(), names):
        yield state
    if size:
        yield f"{written(ONTOLOGY_IRI)} {rest.hexdigest()[:_DIGITS]} {size} {NOTHING} {NOTHING}\n"


def _apart(lines: Iterable[str], names: Iris) -> Iterator[tuple[str, str]]:
    """Entities by IRI, in the order of their own lines."""
    opened: list[tuple[str, list[str]]] = []
    for subject, same in groupby(lines, key=_subject):
        while opened and written(opened[-1][0]) < written(subject):
            whole, held = opened.pop()
            yield whole, _held(whole, held, names)
        whole = names.whole(subject)
        if not opened or opened[-1][0] != whole:
            opened.append((whole, []))
        opened[-1][1].extend(same)
    while opened:
        whole, held = opened.pop()
        yield whole, _held(whole, held, names)


def _held(whole: str, lines: list[str], names: Iris) -> str:
    return _state(whole, lines, bisect_left(lines, f"<{whole}>"), encoded(lines), names)


def _subject(line: str) -> str:
    return line[1 : line.index(">")]


def _state(iri: str, lines: Sequence[str], own: int, said: bytes, names: Iris) -> str:
    """`own` is where the lines about the entity itself begin, after those about its parts."""
    date, sign = "", ""
    if iri.startswith(names.kind("inspection")):
        date, sign = _newest(iri, lines, own), _first(lines, f"<{iri}> <{INSP.withdrawnBy}> ", own)
    elif iri.startswith(names.kind("unit")):
        sign = _first(lines, f"<{iri}> <{DCT.isReplacedBy}> ", own)
    state = stated(said, names)
    return f"<{iri}> {digest(state)} {len(state)} {date or NOTHING} {RETIRED if sign else NOTHING}\n"


def _newest(iri: str, lines: Sequence[str], own: int) -> str:
    """Of its publication or of what was corrected in it."""
    newest = _date(_first(lines, f'<{iri}> <{DCT.issued}> "', own))
    corrected = f"<{iri}/correction/"
    at = bisect_left(lines, corrected, 0, own) if own else 0
    while at < own and lines[at].startswith(corrected):
        if f'> <{DCT.date}> "' in lines[at]:
            newest = max(newest, _date(lines[at]))
        at += 1
    return newest


def _first(lines: Sequence[str], start: str, at: int) -> str:
    """The first of sorted lines from a place that begins so, or nothing."""
    at = bisect_left(lines, start, at)
    return lines[at] if at < len(lines) and lines[at].startswith(start) else ""


def _date(line: str) -> str:
    return line.split('"', 2)[1] if line else ""
