"""One address to one answer: politeness, the guard's endpoints, retries, old TLS. Redirects are not followed here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

import pycurl

from govsite_checks.evidence.exchange import Exchange
from govsite_checks.model import PageError

from . import fields
from .access import without_coding
from .addresses import AddressBook, Endpoint, UnreachableError
from .content import TooLargeError, UndecodableError, decode_content, first_bytes
from .failures import classify
from .handle import ACCEPT, Handle
from .limits import CollectOptions
from .rates import Gate, Gates
from .session import Lane, Session
from .urls import origin_of

_PASSING_STATUS = frozenset({429, 500, 502, 503, 504})
_PASSING_ERRORS = frozenset({PageError.REFUSED, PageError.CONNECTION, PageError.TIMEOUT})


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for, and on whose time.

    ``delay_s`` is the least time between the starts of two requests to the host. Not ``patient``: its time-outs do
    not count against the place. ``form`` is what to post; ``brief``: only the first bytes of the answer matter.
    """

    url: str
    lane: Lane
    delay_s: float = 0.0
    patient: bool = True
    form: bytes | None = None
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one address: the exchange where anything answered, and a page error where it is not whole.

    ``wire_s`` is the time on the wire, failed attempts included and our own waiting left out. ``passing`` marks a
    failure that may pass: the connection could not be made. ``peek`` are the first bytes of a brief answer, decoded.
    """

    exchange: Exchange | None = None
    error: str = ""
    detail: str = ""
    wire_s: float = 0.0
    passing: bool = False
    peek: bytes = b""

    @property
    def status(self) -> int:
        """The status, 0 where nothing answered."""
        return (self.exchange.status or 0) if self.exchange else 0

    @property
    def head(self) -> bytes:
        """The raw head, empty where nothing answered."""
        return self.exchange.head if self.exchange else b""


class _Read(NamedTuple):
    """What was read of an answer's body, and what is wrong with it."""

    body: bytes
    decoded: bytes
    truncated: bool
    error: str
    detail: str
    peek: bytes = b""


class Fetcher:
    """The network of one run, shared by its sites."""

    def __init__(self, multi: pycurl.AsyncCurlMulti, options: CollectOptions, user_agent: str) -> None:
        self.multi, self._options = multi, options
        limits, politeness = options.limits, options.politeness
        self.book = AddressBook(options)
        self._hosts = Gates(politeness.per_host, limits.origins_kept)
        self._addresses = Gates(politeness.per_address, limits.origins_kept)
        self._loop = asyncio.get_running_loop()
        self._constant_fields = "\r\n".join((f"User-Agent: {user_agent}", *ACCEPT, "", ""))

    async def fetch(self, session: Session, request: Request) -> Answer:
        """Ask for an address, again where that may help."""
        wire_s, attempt, lane = 0.0, 0, request.lane
        while True:
            if lane.left or lane.seconds_left() <= 0:
                return Answer(error=PageError.SITE_LEFT, detail=lane.left, wire_s=wire_s)
            answer = await self._try(session, request, attempt)
            wire_s += answer.wire_s
            if request.patient:
                lane.note_timeout(answer.error == PageError.TIMEOUT)
            attempt += 1
            if not self._worth_again(answer, attempt, lane):
                return _with_time(answer, wire_s)
            await self._back_off(request, answer, attempt)

    def _worth_again(self, answer: Answer, attempt: int, lane: Lane) -> bool:
        if lane.left or (lane.foreign and answer.error == PageError.TIMEOUT):
            return False
        again = answer.passing or answer.status in _PASSING_STATUS
        return again and attempt <= self._options.limits.retries

    async def _back_off(self, request: Request, answer: Answer, attempt: int) -> None:
        """Wait before another attempt; what the server asks for holds for everyone who wants that host."""
        limits = self._options.limits
        pause = min(limits.backoff_s * 2 ** (attempt - 1), limits.backoff_most_s)
        asked = fields.retry_after(answer.head, datetime.now(UTC)) if answer.status in {429, 503} else None
        if asked is not None or answer.status == 429:
            pause = min(max(pause, asked or 0.0), limits.retry_after_most_s)
            now = self._loop.time()
            self._hosts.at(origin_of(request.url)[1], now).hold(now + pause)
        with request.lane.clock.running():
            await asyncio.sleep(min(pause, max(0.0, request.lane.seconds_left())))

    async def _try(self, session: Session, request: Request, attempt: int) -> Answer:
        """One attempt, at the next of the host's endpoints, with old TLS where the modern one fails."""
        origin = origin_of(request.url)
        try:
            endpoints = await self.book.find(origin[1])
        except UnreachableError as problem:
            return Answer(error=problem.error, detail=problem.detail, passing=problem.passing)
        endpoint = endpoints[attempt % len(endpoints)]
        old = origin in session.old_tls
        answer = await self._ask(session, request, endpoint, old)
        if answer.error == PageError.TLS and not old:
            second = await self._ask(session, request, endpoint, True)
            if second.error != PageError.TLS:
                session.old_tls.add(origin)
                return _with_time(second, answer.wire_s + second.wire_s)
        return answer

    async def _ask(self, session: Session, request: Request, endpoint: Endpoint, old_tls: bool) -> Answer:
        """One request, when the host's and the address's gates let it."""
        async with self.turn(request.url, endpoint) as host:
            with request.lane.clock.running():
                wait = host.reserve(self._loop.time(), 0.0 if endpoint.own else request.delay_s)
                if wait > 0:
                    await asyncio.sleep(min(wait, max(0.0, request.lane.seconds_left())))
                allowed = request.lane.seconds_left()
                if request.lane.left or allowed <= 0:
                    return Answer(error=PageError.SITE_LEFT, detail=request.lane.left)
                with session.handle() as handle:
                    return await self._send(session, handle, request, endpoint, allowed, old_tls)

    @asynccontextmanager
    async def turn(self, url: str, endpoint: Endpoint) -> AsyncIterator[Gate]:
        """A place among the requests in flight to a host and to an address; gives the host's gate."""
        now = self._loop.time()
        host = self._hosts.at(origin_of(url)[1], now)
        await host.enter()
        try:
            if not endpoint.address:
                yield host
                return
            address = self._addresses.at(endpoint.address, now)
            await address.enter()
            try:
                yield host
            finally:
                address.leave()
        finally:
            host.leave()

    async def _send(
        self,
        session: Session,
        handle: Handle,
        request: Request,
        endpoint: Endpoint,
        allowed: float,
        old_tls: bool,
    ) -> Answer:
        """The request itself."""
        self._prepare(session, handle, request, endpoint, min(request.lane.total_s, allowed), old_tls)
        started, began = datetime.now(UTC), self._loop.time()
        error, detail, passing = "", "", False
        try:
            await self.multi.perform(handle.curl)
        except pycurl.error as problem:
            error, detail = self._explain(handle, problem, request)
            passing = error in _PASSING_ERRORS and _not_connected(handle, error)
        wire_s = self._loop.time() - began
        if error == PageError.TIMEOUT and allowed < request.lane.total_s:
            request.lane.spend()
            error, detail = PageError.SITE_LEFT, request.lane.left
        head = handle.head
        if not head:
            return Answer(None, error, detail, wire_s, passing)
        if not session.has_cookies and fields.raw(head, b"set-cookie"):
            session.has_cookies = True
        read = self._brief(handle, error, detail) if request.brief else self._whole(handle, error, detail)
        proxied = bool(self._options.proxy) and not endpoint.own
        head, read = self._without_secrets(head, read)
        exchange = Exchange(
            url=request.url,
            method="GET" if request.form is None else "POST",
            request_head=self._options.access.masked(handle.sent or self._request_head(request.url)),
            started=started,
            address="" if proxied else endpoint.address,
            status=handle.curl.getinfo(pycurl.RESPONSE_CODE),
            head=head,
            body=read.body,
            decoded=read.decoded,
            elapsed_s=wire_s,
            opened_s=handle.curl.getinfo(pycurl.STARTTRANSFER_TIME),
            tls=("legacy" if old_tls else "modern") if request.url.startswith("https:") else "",
            truncated=read.truncated,
            request_body=request.form or b"",
        )
        return Answer(exchange, read.error, read.detail, wire_s, passing, read.peek)

    def _without_secrets(self, head: bytes, read: _Read) -> tuple[bytes, _Read]:
        """An answer as it may be kept, where a server said back what it was told."""
        access = self._options.access
        if not access.has_secrets:
            return head, read
        body, decoded = access.masked(read.body), access.masked(read.decoded)
        if decoded != read.decoded and read.body != read.decoded:
            head, body = without_coding(head), decoded  # the coded bytes hold it too, where nobody finds it
        peek = access.masked(read.peek)
        return access.masked(head), read._replace(body=body, decoded=decoded, peek=peek)

    def _prepare(
        self,
        session: Session,
        handle: Handle,
        request: Request,
        endpoint: Endpoint,
        timeout_s: float,
        old_tls: bool,
    ) -> None:
        handle.prepare(
            request.url,
            endpoint,
            timeout_s,
            legacy=old_tls,
            exact=session.has_cookies or request.form is not None,
            most=self._options.limits.brief_bytes if request.brief else 0,
            form=request.form,
            access=self._options.access.of(origin_of(request.url)[1]),
        )

    def _whole(self, handle: Handle, error: str, detail: str) -> _Read:
        """All of an answer: its body without the content coding, nothing of one that is cut."""
        body, truncated = handle.body, bool(error)
        decoded, error, detail = self._decoded(handle.head, body, error, detail)
        return _Read(body, decoded, truncated, error, detail)

    def _brief(self, handle: Handle, error: str, detail: str) -> _Read:
        """The first bytes of an answer: little is kept of them, and that it was cut is no error."""
        limits = self._options.limits
        body = handle.body
        coding = fields.text(handle.head, b"content-encoding")
        kept = body[: limits.brief_kept_bytes]
        truncated = bool(error or handle.overflow) or len(kept) < len(body)
        peek = first_bytes(body, coding, limits.brief_bytes)
        return _Read(kept, b"" if coding else kept, truncated, error, detail, peek)

    def _explain(self, handle: Handle, problem: pycurl.error, request: Request) -> tuple[str, str]:
        code, message = problem.args[0], str(problem.args[1])
        if request.brief and handle.overflow == "body":
            return "", ""
        if handle.blocked:
            return PageError.BLOCKED_BY_GUARD, handle.blocked
        if handle.overflow:
            part = "应答头" if handle.overflow == "head" else "应答"
            return PageError.TOO_LARGE, f"{part}超过大小上限"
        error, detail = classify(code, message, handle.curl.getinfo(pycurl.OS_ERRNO))
        if error == PageError.TIMEOUT:
            detail = "" if _connected(handle) else "连接超时"
        return error, detail

    def _decoded(self, head: bytes, body: bytes, error: str, detail: str) -> tuple[bytes, str, str]:
        """The body without its content encoding; nothing of one that is not whole. The error and its detail."""
        if error:
            return b"", error, detail
        coding = fields.text(head, b"content-encoding")
        if not coding:
            return body, "", ""
        try:
            return decode_content(body, coding, self._options.limits.decoded_bytes), "", ""
        except TooLargeError as problem:
            return b"", PageError.TOO_LARGE, str(problem)
        except UndecodableError as problem:
            return b"", PageError.CONNECTION, str(problem)

    def _request_head(self, url: str) -> bytes:
        """The request's head as libcurl writes it for our options; where there are cookies libcurl is asked."""
        host, _, target = url.partition("://")[2].partition("/")
        return f"GET /{target} HTTP/1.1\r\nHost: {host}\r\n{self._constant_fields}".encode("ascii", "replace")


def _not_connected(handle: Handle, error: str) -> bool:
    """Whether a request failed before anything came of it: a connection time-out, a refusal, a reset."""
    if error == PageError.TIMEOUT:
        return not _connected(handle)
    return not handle.answered


def _connected(handle: Handle) -> bool:
    """Whether the request was on its way; a connection used again has no time of connecting, so that is no sign."""
    return bool(handle.curl.getinfo(pycurl.REQUEST_SIZE))


def _with_time(answer: Answer, wire_s: float) -> Answer:
    """The answer with the time that all attempts took."""
    if wire_s == answer.wire_s:
        return answer
    exchange = answer.exchange
    if exchange is not None:
        earlier = wire_s - answer.wire_s
        exchange = replace(exchange, elapsed_s=wire_s, opened_s=exchange.opened_s + earlier)
    return replace(answer, exchange=exchange, wire_s=wire_s)
