"""What became of inspections between two releases: added, corrected, withdrawn, or no longer published.

An inspection and its parts are one range of a sorted dump, but for those whose references begin with its own
(`lod.iris`); so few are held at a time. Where a fact was read is no part of it: a register that was saved anew moves
the evidence of every row, and corrects nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from lod.formats import parse_lines
from lod.iris import Iris
from lod.namespaces import INSP, PROV, RDF, RDFS
from lod.releases.comparing import ADDED, KEPT, REMOVED
from lod.terms import Literal, Term


class Kind(StrEnum):
    """What became of an inspection. A withdrawn one is published still, and says so; a removed one is not."""

    ADDED = "added"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Value:
    """What a property of an inspection or of a part of it was and is: its local name, and the values that only one of
    the releases states, as a person would write them."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}: {', '.join(self.before) or 'nothing'} → {', '.join(self.after) or 'nothing'}"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one inspection; `values` of a corrected one."""

    kind: Kind
    inspection: str
    label: str
    values: tuple[Value, ...] = ()


def changes(lines: Iterable[tuple[str, str]], base_iri: str) -> Iterator[Change]:
    """Every inspection that differs, by IRI, of lines as `comparing.compared` gives them."""
    names = Iris(base_iri)
    below = f"<{names.kind('inspection')}"
    opened: dict[str, _Opened] = {}
    for sign, line in lines:
        for iri in sorted(each for each in opened if line > f"<{each}>!"):
            yield from opened.pop(iri).change()
        if line.startswith(below):
            subject = line[1 : line.index(">")]
            iri = names.whole(subject)
            opened.setdefault(iri, _Opened(iri)).take(sign, subject, line)
    for iri in sorted(opened):
        yield from opened[iri].change()


@dataclass(slots=True)
class _Opened:
    """What was met of an inspection."""

    iri: str
    _label: str = ""
    _is_typed: str = KEPT
    _is_withdrawn: bool = False
    _values: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)

    def take(self, sign: str, subject: str, line: str) -> None:
        is_label = subject == self.iri and line.startswith(f"<{RDFS.label}>", len(subject) + 3)
        if (sign == KEPT and not is_label) or subject.startswith(f"{self.iri}/evidence/"):
            return
        ((_, name, value),) = parse_lines([line])
        if is_label and (sign != REMOVED or not self._label):
            self._label = _written(value)
        if sign == KEPT or (name == PROV.wasDerivedFrom and str(value).startswith(f"{self.iri}/evidence/")):
            return
        if subject == self.iri and (name, value) == (RDF.type, INSP.Inspection):
            self._is_typed = sign
        self._is_withdrawn |= subject == self.iri and name == INSP.withdrawnBy and sign == ADDED
        self._values.setdefault(_local(name), ([], []))[sign == ADDED].append(_written(value))

    def change(self) -> Iterator[Change]:
        if self._is_typed != KEPT:
            yield Change(Kind.ADDED if self._is_typed == ADDED else Kind.REMOVED, self.iri, self._label)
        elif self._is_withdrawn:
            yield Change(Kind.WITHDRAWN, self.iri, self._label)
        elif self._values:
            values = (Value(name, tuple(old), tuple(new)) for name, (old, new) in sorted(self._values.items()))
            yield Change(Kind.CORRECTED, self.iri, self._label, tuple(values))


def _written(value: Term) -> str:
    return value.lexical if isinstance(value, Literal) else _local(str(value))


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]
