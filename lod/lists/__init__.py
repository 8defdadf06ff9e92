"""What the lists of units, inspections and judgements are narrowed and ordered by: `entries` are made of triples while
they are made, `making` writes an index of them beside the store, `index` answers from it. No web here.
"""

from __future__ import annotations

from enum import Enum


class List(Enum):
    """The lists that there are, by the names of their files."""

    UNITS = "units"
    INSPECTIONS = "inspections"
    """Without those that were taken back whole."""
    JUDGEMENTS = "judgements"
    """Those that stand."""
    STATED = "stated"
    """The overall judgements that were ever published, also those that were taken back, once for each time that one
    stood as its unit's."""
