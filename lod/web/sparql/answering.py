"""From a question to its response: kept from before, had by the client already, or found by the query processes.

ETag and If-None-Match are those of RFC 9110 sections 8.8.3 and 13.1.2: the tag says the release and what was asked, so
it is known before the query runs. It is weak, since an engine may give the same solutions in another order. The answer
to a POST is no representation of the address, and has no tag.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from lod.formats import Format
from lod.store import Answer, Spooled
from lod.web.http import negotiation
from lod.web.http.presence import Presence
from lod.web.http.responses import CACHE, Header, is_current
from lod.web.kept import asked_of
from lod.web.serving.query_log import Note
from lod.web.site import Site
from lod.web.sparql import protocol, replies, results
from lod.web.sparql.cache import AnswerCache, Kept, KeptResponse, Key
from lod.web.sparql.editions import Edition
from lod.web.sparql.question import Question

_WORTH_COMPRESSING = 1024
_CURRENT = CACHE.encode()
_FROZEN = b"public, max-age=86400"
"""How long an answer of a release that was named may be used unasked: only a new version of this program changes it."""
_CHANGING = b"no-store"

_accepts_gzip = lru_cache(maxsize=128)(negotiation.accepts_gzip)


class Answering:
    """Answers questions to the releases of a site. `is_same` says that each client gets the same fields."""

    def __init__(self, site: Site, cache: AnswerCache, *, is_same: bool) -> None:
        self._site, self._cache, self._is_same = site, cache, is_same

    async def reply(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        note: Note,
        edition: Edition,
        asked: Question,
        client: str,
        *,
        at_current: bool,
    ) -> None:
        """Sends 200, or 304 when the client has the answer. `client` is the address that asks; `at_current` says that
        the release was asked because it is the current one, and not by name.

        Raises what `Queries.run` raises and ClientDisconnect, both before anything is sent; while a large result is
        sent, also OSError.
        """
        own = _fields(scope, edition, asked, at_current)
        if _is_had(scope, edition, asked, answered=False):
            note.outcome = "not-modified"
            await replies.send_bytes(send, 304, own, b"")
            return
        gzip = _takes_gzip(scope)
        key = Key(edition.id, asked.digest, gzip, scope.get("root_path", ""))
        kept = None if asked.changing else self._cache.get(key)
        note.cached = kept is not None
        if kept is None:
            with Presence(receive):  # a client that goes away takes its query with it
                answer = await self._site.pool.run(edition.store, asked.query, client)
            note.rows, note.running = answer.rows, answer.seconds
            if isinstance(answer.body, Spooled) and asked.variant is not Format.HTML:
                note.bytes = answer.body.size
                typed = (b"content-type", asked.variant.content_type.encode())
                head = scope["method"] == "HEAD"
                await replies.send_spooled(send, receive, [*own, typed], answer.body, compress=gzip, head=head)
                return
            kept = await _whole(scope, asked, answer, gzip=gzip)
            if not asked.changing:
                self._cache.put(key, kept)
        note.rows, note.bytes = kept.rows, len(kept.body)
        if _is_had(scope, edition, asked, answered=True):
            note.outcome = "not-modified"
            await replies.send_bytes(send, 304, own, b"")
            return
        body = b"" if scope["method"] == "HEAD" else kept.body
        await replies.send_bytes(send, 200, [*own, *kept.headers], body)
        if note.cached and at_current and self._is_same and scope["method"] == "GET":
            self._keep(scope, edition, KeptResponse((*own, *kept.headers), kept.body, note=note))

    def _keep(self, scope: Scope, edition: Edition, response: KeptResponse) -> None:
        """What is asked often in the same words has its whole response kept (`lod.web.serving.at_once`)."""
        found = asked_of(self._site, scope)
        if found and found.release == edition.id:
            self._cache.put(found, response)


async def _whole(scope: Scope, asked: Question, answer: Answer, *, gzip: bool) -> Kept:
    """The answer as it is sent at once. A page is made of it in a thread, for pages take long."""
    if asked.variant is Format.HTML:
        try:
            body = await run_in_threadpool(results.page, Request(scope), asked.query.text, answer)
        finally:
            if isinstance(answer.body, Spooled):
                answer.body.close()
    else:
        assert isinstance(answer.body, bytes)  # noqa: S101 - `reply` sends a spooled one
        body = answer.body
    said: list[Header] = [(b"content-type", asked.variant.content_type.encode())]
    if gzip and len(body) >= _WORTH_COMPRESSING:
        body = await replies.compressed(body)
        said.append(replies.GZIP)
    said.append((b"content-length", b"%d" % len(body)))
    return Kept(tuple(said), body, answer.rows)


def _fields(scope: Scope, edition: Edition, asked: Question, at_current: bool) -> list[Header]:
    """The fields that every answer has, 304 too."""
    cache = _CHANGING if asked.changing else _CURRENT if at_current else _FROZEN
    said = [*edition.headers, (b"cache-control", cache), (b"link", _links(scope, edition, asked, at_current))]
    if _has_tag(scope, asked):
        said.append((b"etag", b'W/"%s"' % _tag(edition, asked).encode()))
    return said


def _links(scope: Scope, edition: Edition, asked: Question, at_current: bool) -> bytes:
    """The licences; and where the same can be asked of this release for ever (`cite-as`, RFC 8574), or of the newest
    (`latest-version`, RFC 5829). What is too long to be linked to has a link to the release's endpoint alone
    (`service-desc`, RFC 8631)."""
    root = quote(scope.get("root_path") or "").encode()
    if not asked.parameters:
        return b'%s, <%s%s>; rel="service-desc"' % (edition.licences, root, edition.path)
    if at_current:
        return b'%s, <%s%s?%s>; rel="cite-as"' % (edition.licences, root, edition.path, asked.parameters)
    return b'%s, <%s/sparql?%s>; rel="latest-version"' % (edition.licences, root, asked.parameters)


def _has_tag(scope: Scope, asked: Question) -> bool:
    return scope["method"] != "POST" and not asked.changing


def _tag(edition: Edition, asked: Question) -> str:
    return f"{edition.id}.{asked.digest[:16]}"


def _is_had(scope: Scope, edition: Edition, asked: Question, *, answered: bool) -> bool:
    """Whether the client has the answer. Until there is one, `*` says nothing: the query may have none."""
    tags = protocol.field(scope, b"if-none-match")
    if tags is None or not _has_tag(scope, asked) or (tags.strip() == "*") is not answered:
        return False
    return is_current(tags, f'"{_tag(edition, asked)}"')


def _takes_gzip(scope: Scope) -> bool:
    """To a client of HTTP/1.0 the end is told by the length, which compressing on the way leaves unknown."""
    accepted = protocol.field(scope, b"accept-encoding")
    return bool(accepted) and scope["http_version"] != "1.0" and _accepts_gzip(accepted)
