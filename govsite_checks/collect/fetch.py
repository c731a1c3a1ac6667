"""One address to one answer: politeness, the guard's endpoints, retries, old TLS. Redirects are not followed here."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pycurl

from govsite_checks.evidence.exchange import Exchange
from govsite_checks.model import PageError

from . import fields
from .addresses import AddressBook, Endpoint, UnreachableError
from .content import TooLargeError, UndecodableError, decode_content
from .failures import classify
from .handle import ACCEPT, Handle
from .limits import CollectOptions
from .rates import Gate, Gates
from .session import Session
from .urls import origin_of

_PASSING_STATUS = frozenset({429, 500, 502, 503, 504})
_PASSING_ERRORS = frozenset({PageError.REFUSED, PageError.CONNECTION, PageError.TIMEOUT})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one address: the exchange where anything answered, and a page error where it is not whole.

    ``wire_s`` is the time on the wire, failed attempts included and our own waiting left out. ``passing`` marks a
    failure that may pass: the connection could not be made.
    """

    exchange: Exchange | None = None
    error: str = ""
    detail: str = ""
    wire_s: float = 0.0
    passing: bool = False

    @property
    def status(self) -> int:
        """The status, 0 where nothing answered."""
        return (self.exchange.status or 0) if self.exchange else 0

    @property
    def head(self) -> bytes:
        """The raw head, empty where nothing answered."""
        return self.exchange.head if self.exchange else b""


class Fetcher:
    """The network of one run, shared by its sites."""

    def __init__(self, multi: pycurl.AsyncCurlMulti, options: CollectOptions, user_agent: str) -> None:
        self._multi, self._options = multi, options
        limits, politeness = options.limits, options.politeness
        self.book = AddressBook(options)
        self._hosts = Gates(politeness.per_host, limits.origins_kept)
        self._addresses = Gates(politeness.per_address, limits.origins_kept)
        self._loop = asyncio.get_running_loop()
        self._constant_fields = "\r\n".join((f"User-Agent: {user_agent}", *ACCEPT, "", ""))

    async def fetch(
        self, session: Session, url: str, *, delay_s: float = 0.0, patient: bool = True
    ) -> Answer:
        """Ask for an address, again where that may help.

        ``delay_s`` is the least time between the starts of two requests to the host. Not ``patient``: its time-outs
        do not count against the site.
        """
        wire_s, attempt = 0.0, 0
        while True:
            if session.left or session.seconds_left() <= 0:
                return Answer(error=PageError.SITE_LEFT, detail=session.left, wire_s=wire_s)
            answer = await self._try(session, url, attempt, delay_s)
            wire_s += answer.wire_s
            if patient:
                session.note_timeout(answer.error == PageError.TIMEOUT)
            attempt += 1
            if not self._worth_again(answer, attempt, session):
                return _with_time(answer, wire_s)
            await self._back_off(session, url, answer, attempt)

    def _worth_again(self, answer: Answer, attempt: int, session: Session) -> bool:
        again = answer.passing or answer.status in _PASSING_STATUS
        return again and attempt <= self._options.limits.retries and not session.left

    async def _back_off(self, session: Session, url: str, answer: Answer, attempt: int) -> None:
        """Wait before another attempt; what the server asks for holds for everyone who wants that host."""
        limits = self._options.limits
        pause = min(limits.backoff_s * 2 ** (attempt - 1), limits.backoff_most_s)
        asked = fields.retry_after(answer.head, datetime.now(UTC)) if answer.status in {429, 503} else None
        if asked is not None or answer.status == 429:
            pause = min(max(pause, asked or 0.0), limits.retry_after_most_s)
            now = self._loop.time()
            self._hosts.at(origin_of(url)[1], now).hold(now + pause)
        session.clock.start()
        try:
            await asyncio.sleep(min(pause, max(0.0, session.seconds_left())))
        finally:
            session.clock.stop()

    async def _try(self, session: Session, url: str, attempt: int, delay_s: float) -> Answer:
        """One attempt, at the next of the host's endpoints, with old TLS where the modern one fails."""
        origin = origin_of(url)
        try:
            endpoints = await self.book.find(origin[1])
        except UnreachableError as problem:
            return Answer(error=problem.error, detail=problem.detail, passing=problem.passing)
        endpoint = endpoints[attempt % len(endpoints)]
        delay_s = 0.0 if endpoint.own else delay_s
        old = origin in session.old_tls
        answer = await self._ask(session, url, endpoint, delay_s, old)
        if answer.error == PageError.TLS and not old:
            second = await self._ask(session, url, endpoint, delay_s, True)
            if second.error != PageError.TLS:
                session.old_tls.add(origin)
                return _with_time(second, answer.wire_s + second.wire_s)
        return answer

    async def _ask(
        self, session: Session, url: str, endpoint: Endpoint, delay_s: float, old_tls: bool
    ) -> Answer:
        """One request, when the host's and the address's gates let it."""
        now = self._loop.time()
        host = self._hosts.at(origin_of(url)[1], now)
        await host.enter()
        try:
            if not endpoint.address:
                return await self._start(session, url, endpoint, host, delay_s, old_tls)
            address = self._addresses.at(endpoint.address, now)
            await address.enter()
            try:
                return await self._start(session, url, endpoint, host, delay_s, old_tls)
            finally:
                address.leave()
        finally:
            host.leave()

    async def _start(
        self, session: Session, url: str, endpoint: Endpoint, host: Gate, delay_s: float, old_tls: bool
    ) -> Answer:
        session.clock.start()
        try:
            wait = host.reserve(self._loop.time(), delay_s)
            if wait > 0:
                await asyncio.sleep(min(wait, max(0.0, session.seconds_left())))
            allowed = session.seconds_left()
            if session.left or allowed <= 0:
                return Answer(error=PageError.SITE_LEFT, detail=session.left)
            with session.handle() as handle:
                return await self._send(session, handle, url, endpoint, allowed, old_tls)
        finally:
            session.clock.stop()

    async def _send(
        self, session: Session, handle: Handle, url: str, endpoint: Endpoint, allowed: float, old_tls: bool
    ) -> Answer:
        """The request itself."""
        total_s = self._options.limits.total_s
        handle.prepare(url, endpoint, min(total_s, allowed), legacy=old_tls, exact=session.has_cookies)
        started, began = datetime.now(UTC), self._loop.time()
        error, detail, passing = "", "", False
        try:
            await self._multi.perform(handle.curl)
        except pycurl.error as problem:
            error, detail = self._explain(handle, problem)
            passing = error in _PASSING_ERRORS and _not_connected(handle, error)
        wire_s = self._loop.time() - began
        if error == PageError.TIMEOUT and allowed < total_s:
            session.seconds_left()
            error, detail = PageError.SITE_LEFT, session.left or detail
        head = handle.head
        if not head:
            return Answer(None, error, detail, wire_s, passing)
        if not session.has_cookies and fields.raw(head, b"set-cookie"):
            session.has_cookies = True
        body = handle.body
        truncated = bool(error)
        decoded, error, detail = self._decoded(head, body, error, detail)
        proxied = bool(self._options.proxy) and not endpoint.own
        exchange = Exchange(
            url=url,
            method="GET",
            request_head=handle.sent or self._request_head(url),
            started=started,
            address="" if proxied else endpoint.address,
            status=handle.curl.getinfo(pycurl.RESPONSE_CODE),
            head=head,
            body=body,
            decoded=decoded,
            elapsed_s=wire_s,
            opened_s=handle.curl.getinfo(pycurl.STARTTRANSFER_TIME),
            tls=("legacy" if old_tls else "modern") if url.startswith("https:") else "",
            truncated=truncated,
        )
        return Answer(exchange, error, detail, wire_s, passing)

    def _explain(self, handle: Handle, problem: pycurl.error) -> tuple[str, str]:
        code, message = problem.args[0], str(problem.args[1])
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
