"""One wanted page to one capture: redirects by HTTP and by the page itself, robots, encoding, what it turned out to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from govsite_checks.evidence.exchange import Capture, Exchange
from govsite_checks.model import BRIEF_ROLES, MESSAGE_CHARS, Encoding, PageError, Role, printable
from govsite_checks.reading.page.challenge import challenge
from govsite_checks.reading.page.encoding import decode
from govsite_checks.reading.page.redirects import html_redirect

from . import fields
from .content import is_text
from .contracts import Wanted
from .fetch import Answer, Fetcher, Request
from .limits import Limits
from .robots import Robots, Wishes
from .session import Session
from .urls import BadUrlError, absolute, origin_of, redirect_target

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_POSTED_AGAIN = frozenset({307, 308})
# Resources that are no documents: what they hold is not followed.
_NO_DOCUMENTS = frozenset({Role.FOOTER_SCRIPT, Role.ROBOTS})
_TITLE_CHARS = 16 * 1024
# Of these the title is kept though nothing else is: it tells whose page it is.
_TITLED = frozenset({Role.LINK, Role.EXTERNAL})
_TITLE_END = re.compile(r"</title\s{0,20}>", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,2000})", re.IGNORECASE)

_NOT_DECODED = Encoding()


@dataclass(frozen=True, slots=True)
class Seen:
    """A capture and its text; the text is empty where the page was not seen."""

    capture: Capture
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the last answer of a page turned out to be: an error, a further address, or the text."""

    error: str = ""
    detail: str = ""
    further: str = ""
    text: str = ""
    encoding: Encoding = _NOT_DECODED
    title: str = ""  # of a page of which no more than the first bytes were read


class Pages:
    """Fetches pages for the sites of one run."""

    def __init__(self, fetcher: Fetcher, robots: Robots, limits: Limits) -> None:
        self._fetcher, self._robots, self._limits = fetcher, robots, limits

    async def see(self, session: Session, wanted: Wanted) -> tuple[Seen, tuple[Wishes, ...]]:
        """Fetch a page. Also gives the robots answers that it was asked for under.

        ``elapsed_s`` is the time on the wire over all hops; the collector's own politeness is no delay of the site.
        """
        exchanges: list[Exchange] = []
        asked: list[Wishes] = []
        wire_s, url = 0.0, wanted.url
        form = wanted.body if wanted.method == "POST" else None
        reading = _Reading(PageError.TOO_MANY_REDIRECTS, f"跳转超过 {self._limits.redirects} 次")
        try:
            url = absolute(wanted.url, wanted.parent)
        except BadUrlError as problem:
            return self._finish(wanted, url, [], _Reading(PageError.CONNECTION, str(problem)), 0.0), ()
        for _ in range(self._limits.redirects + 1):
            if wanted.role == Role.HOME:
                session.adopt(url)
            lane = session.lane(wanted.role, url)
            wishes = await self._robots.of(session, lane, url)
            asked.append(wishes)
            refusal = wishes.refusal(url)
            if refusal:
                reading = _Reading(PageError.ROBOTS, refusal)
                break
            brief = wanted.role in BRIEF_ROLES
            answer = await self._fetcher.fetch(
                session, Request(url, lane, wishes.delay_s, form=form, brief=brief)
            )
            wire_s += answer.wire_s
            if answer.exchange is not None:
                exchanges.append(answer.exchange)
            step = _read(wanted.role, url, answer)
            if step.further and form is not None:
                step, form = _after_post(step, form, answer.status, url)
            if not step.further:
                reading = step
                break
            url = step.further
        return self._finish(wanted, url, exchanges, reading, wire_s), tuple(asked)

    async def refusal(self, session: Session, role: str, url: str) -> tuple[str, Wishes]:
        """Why an address that a browser was led to may not be kept, empty where it may; and who says so."""
        wishes = await self._robots.of(session, session.lane(role, url), url)
        return wishes.refusal(url), wishes

    def _finish(
        self, wanted: Wanted, url: str, exchanges: list[Exchange], reading: _Reading, wire_s: float
    ) -> Seen:
        last = exchanges[-1] if exchanges else None
        capture = capture_of(
            wanted,
            final_url=url,
            exchanges=tuple(exchanges),
            error=reading.error,
            detail=reading.detail,
            encoding=reading.encoding,
            title=reading.title or (_title(reading.text) if wanted.role not in _NO_DOCUMENTS else ""),
            content_type=fields.text(last.head, b"content-type") if last else "",
            modified=fields.text(last.head, b"last-modified") if last else "",
            elapsed_s=wire_s,
            opened_in_time=wire_s <= self._limits.opened_s,
        )
        return Seen(capture, "" if reading.error else reading.text)


def capture_of(wanted: Wanted, **facts: Any) -> Capture:
    """The capture of a page: what it was wanted for, and what came of it."""
    return Capture(
        role=wanted.role,
        url=wanted.url,
        parent=wanted.parent,
        column=wanted.column,
        note=wanted.note,
        query=wanted.query,
        **facts,
    )


def _read(role: str, url: str, answer: Answer) -> _Reading:
    """What an answer is. A firewall's page goes before everything, for it may come with any status."""
    if answer.error:
        return _Reading(answer.error, answer.detail)
    exchange = answer.exchange
    assert exchange is not None
    status = answer.status
    if status in _REDIRECTS and (location := fields.raw(exchange.head, b"location")):
        try:
            return _Reading(further=redirect_target(location, url))
        except BadUrlError as problem:
            return _Reading(PageError.HTTP_STATUS, f"{status} 跳转的{problem}")
    content_type = fields.text(exchange.head, b"content-type")
    if role in BRIEF_ROLES:
        return _read_brief(role, answer, content_type)
    body = exchange.decoded
    textual = is_text(body, content_type)
    text, encoding = decode(body, content_type) if textual else ("", Encoding())
    document = role not in _NO_DOCUMENTS or text.lstrip()[:1] == "<"
    if textual and document and (firewall := challenge(status, text)):
        return _Reading(PageError.CHALLENGE, firewall, text=text, encoding=encoding)
    if status >= 300:
        return _Reading(PageError.HTTP_STATUS, "", text=text, encoding=encoding)
    return (
        _read_success(role, url, exchange, text, encoding)
        if textual
        else _Reading(PageError.NOT_TEXT, content_type[:80])
    )


def _read_brief(role: str, answer: Answer, content_type: str) -> _Reading:
    """What an answer is of which only the first bytes were read; they show whether a firewall wrote it, and the title."""
    title = ""
    if is_text(answer.peek, content_type):
        text = decode(answer.peek, content_type)[0]
        firewall = challenge(answer.status, text)
        if firewall:
            return _Reading(PageError.CHALLENGE, firewall)
        # One that is cut off says something else than the page.
        title = _title(text) if role in _TITLED and _TITLE_END.search(text) else ""
    return _Reading(PageError.HTTP_STATUS if answer.status >= 300 else "", title=title)


def _after_post(step: _Reading, form: bytes, status: int, url: str) -> tuple[_Reading, bytes | None]:
    """How a redirect of a posted form is followed (RFC 9110, 15.4): most become a GET; nothing is posted elsewhere."""
    if status not in _POSTED_AGAIN:
        return step, None
    if origin_of(step.further) != origin_of(url):
        return _Reading(PageError.HTTP_STATUS, f"{status} 把表单转往其他服务器，没有提交"), None
    return step, form


def _read_success(role: str, url: str, exchange: Exchange, text: str, encoding: Encoding) -> _Reading:
    if not text or text.isspace():
        return _Reading(PageError.NOT_TEXT, "应答没有内容", encoding=encoding)
    if role not in _NO_DOCUMENTS and (reference := html_redirect(text)):
        try:
            target = absolute(reference, url)
        except BadUrlError:
            target = url
        # A page that leads to itself is worth asking for again only when it has set a cookie.
        if target != url or fields.raw(exchange.head, b"set-cookie"):
            return _Reading(further=target)
    return _Reading(text=text, encoding=encoding)


def _title(text: str) -> str:
    """The document's title, from the top of the page."""
    found = _TITLE.search(text, 0, _TITLE_CHARS)
    return printable(unescape(found[1]), MESSAGE_CHARS) if found else ""
