"""Every error that this project raises on purpose.

    LodError                      what, where, and what to do next
    ├── SettingsError             publication.toml or a profile says what cannot be       exit 2
    ├── SourceError               a source cannot be read at all                          exit 2
    ├── RdfSyntaxError            RDF that does not parse                                 exit 2
    ├── ValidationFailed          facts break their shapes; carries the report            exit 3
    ├── ValidatorsDisagree        the fast engine and the referee differ
    ├── EngineFailed              a SHACL engine broke down, and has no report
    ├── ReleaseError              a release that cannot be made, found or trusted
    │   ├── ReleaseNotFound
    │   │   └── NothingPublished  there is no release at all
    │   └── ReleaseDamaged        a file is not what the manifest says
    ├── ExportError               a copy of the site that cannot be written
    ├── StoreUnavailable          the SPARQL engine is down, overloaded or too slow
    └── QueryError                a query that gets no answer
        ├── QueryRefused          asks for what is not offered (SERVICE, updates, over a limit)
        ├── QuerySyntaxError      is not SPARQL 1.1
        ├── QueryTimeout          ran into its deadline and was killed
        ├── ResultTooLarge        more rows or bytes than are given out
        ├── QueryFailed           the engine gave up: out of memory, crashed
        │   └── FormatUnfit       the format asked for cannot hold the result
        └── StoreBusy             no worker was free in time

A bad row of a source is no exception: it is a `lod.model.Problem`, which is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lod.validation import Report


class LodError(Exception):
    """Whatever stops a command, with a message for the person who ran it."""


class SettingsError(LodError):
    """A setting that cannot be used: `where` names file and key."""

    def __init__(self, where: str, found: object, accepted: str) -> None:
        super().__init__(f"{where}: found {'nothing' if found is None else repr(found)}; accepted: {accepted}")
        self.where, self.found, self.accepted = where, found, accepted

    def __reduce__(self) -> tuple[type[SettingsError], tuple[str, object, str]]:
        """Errors travel from workers: pickled as they are made, and not as they read."""
        return type(self), (self.where, self.found, self.accepted)


class SourceError(LodError):
    """A source that cannot be read as what it is said to be."""


class RdfSyntaxError(LodError):
    """RDF that does not parse."""


class ValidationFailed(LodError):
    """Facts that break their shapes. Nothing was published."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{len(report.violations)} violations: nothing was published")
        self.report = report

    def __reduce__(self) -> tuple[type[ValidationFailed], tuple[Report]]:
        return type(self), (self.report,)


class ValidatorsDisagree(LodError):
    """The fast SHACL engine and the referee gave different reports on the same graph."""


class EngineFailed(LodError):
    """A SHACL engine broke down on a graph, and has no report."""


class ReleaseError(LodError):
    """A release that cannot be made, found or trusted."""


class ReleaseNotFound(ReleaseError):
    """There is no release of that id, or none at all."""


class NothingPublished(ReleaseNotFound):
    """A publication of which no release has been made yet."""


class ReleaseDamaged(ReleaseError):
    """A file of a release is missing, added, or not what the manifest says."""


class ExportError(LodError):
    """A copy of the site that cannot be written. There is none then, not even a part."""


class QueryError(LodError):
    """A query that gets no answer."""


class QueryRefused(QueryError):
    """A query that asks for what is not offered: SERVICE, an update, more than a limit."""


class QuerySyntaxError(QueryError):
    """A query that is not SPARQL 1.1."""


class QueryTimeout(QueryError):
    """A query that ran into its deadline and was killed."""


class ResultTooLarge(QueryError):
    """A result of more rows or bytes than are given out."""


class QueryFailed(QueryError):
    """The engine gave up on a query: out of memory, or its process died."""


class FormatUnfit(QueryFailed):
    """The result is there, and the format asked for cannot hold it."""


class StoreBusy(QueryError):
    """No worker was free in time."""


class StoreUnavailable(LodError):
    """The SPARQL engine that holds the releases is down, overloaded or too slow. Nothing was published or answered."""
