"""robots.txt (RFC 9309): asked for once per scheme, host and port, obeyed unless the user says otherwise.

What an answer means: 2xx is read; 4xx, a redirect without end and an answer that is no text mean "no rules" (RFC 9309,
2.3.1.3); 5xx means "keep out" (2.3.1.4), and the pages get the error ``robots`` with the status in its detail. Where
the server gives no answer at all, nothing is known of its wishes and the page is asked for once, as a visitor would:
either it fails in the same way, and its own error tells the user what is wrong, or the site is simply readable.
Neither can become an accusation.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, replace

from protego import Protego

from govsite_checks.evidence.exchange import Capture, Exchange
from govsite_checks.model import Encoding, PageError, Role

from . import fields
from .fetch import Answer, Fetcher, Request
from .limits import CollectOptions
from .session import Lane, Session
from .urls import BadUrlError, at_origin, origin_of, redirect_target

PRODUCT = "govsite-checks"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a server wants of robots. ``closed`` is why nothing may be asked for, empty where ``rules`` decide."""

    capture: Capture | None = None
    rules: Protego | None = None
    closed: str = ""
    delay_s: float = 0.0

    def refusal(self, url: str) -> str:
        """Why an address may not be asked for; empty where it may."""
        if self.closed:
            return self.closed
        if self.rules is None or self.rules.can_fetch(url, PRODUCT):
            return ""
        return "robots.txt 写明不允许访问本页"


class Robots:
    """The wishes of every origin of a run; the oldest are forgotten beyond a bound, so memory stays flat."""

    def __init__(self, fetcher: Fetcher, options: CollectOptions) -> None:
        self._fetcher, self._limits = fetcher, options.limits
        self._ignored = options.politeness.robots == "ignore"
        self._least_delay_s = options.politeness.delay_s
        self._nothing = Wishes(delay_s=self._least_delay_s)
        self._known: OrderedDict[tuple[str, str, int], asyncio.Future[Wishes]] = OrderedDict()

    async def of(self, session: Session, lane: Lane, url: str) -> Wishes:
        """The wishes of the server of an address, asked for on the time of ``lane``."""
        if self._ignored:
            return self._nothing
        origin = origin_of(url)
        while (known := self._known.get(origin)) is not None:
            wishes = await asyncio.shield(known)
            if wishes.capture is None or wishes.capture.error != PageError.SITE_LEFT:
                if self._known.get(origin) is known:  # it may have been forgotten while we waited
                    self._known.move_to_end(origin)
                return wishes
        return await self._learn(session, lane, origin)

    async def _learn(self, session: Session, lane: Lane, origin: tuple[str, str, int]) -> Wishes:
        """Ask; whoever else wants to know meanwhile waits. What a site that is being left saw is not remembered."""
        asked = self._known[origin] = asyncio.get_running_loop().create_future()
        try:
            wishes = await self._ask(session, lane, origin)
        except BaseException:
            self._known.pop(origin, None)
            asked.cancel()
            raise
        if wishes.capture is not None and wishes.capture.error == PageError.SITE_LEFT:
            self._known.pop(origin, None)
        asked.set_result(wishes)
        while len(self._known) > self._limits.origins_kept and next(iter(self._known.values())).done():
            self._known.popitem(last=False)
        return wishes

    async def _ask(self, session: Session, lane: Lane, origin: tuple[str, str, int]) -> Wishes:
        url = at_origin(origin, "/robots.txt")
        exchanges: list[Exchange] = []
        target, wire_s = url, 0.0
        for _ in range(self._limits.robots_redirects + 1):
            request = Request(target, lane, self._least_delay_s, patient=False)
            answer = await self._fetcher.fetch(session, request)
            wire_s += answer.wire_s
            if answer.exchange is not None:
                exchanges.append(answer.exchange)
            location = fields.raw(answer.head, b"location")
            if answer.error or answer.status not in _REDIRECTS or not location:
                break
            try:
                target = redirect_target(location, target)
            except BadUrlError:
                break
        return self._read(answer, Capture(Role.ROBOTS, url, target, tuple(exchanges), elapsed_s=wire_s))

    def _read(self, answer: Answer, capture: Capture) -> Wishes:
        limits, status = self._limits, answer.status
        capture = replace(
            capture,
            error=answer.error,
            detail=answer.detail,
            content_type=fields.text(answer.head, b"content-type"),
        )
        if answer.error:
            return Wishes(capture, delay_s=self._least_delay_s)
        if status >= 400:
            capture = replace(capture, error=PageError.HTTP_STATUS)
            closed = f"robots.txt 返回 {status}，按惯例视为不允许访问" if status >= 500 else ""
            return Wishes(capture, closed=closed, delay_s=self._least_delay_s)
        assert answer.exchange is not None
        text = answer.exchange.decoded[: limits.robots_bytes].decode("utf-8-sig", "replace")
        rules = Protego.parse(text) if 200 <= status < 300 else None
        asked = float((rules.crawl_delay(PRODUCT) if rules else None) or 0.0)
        delay_s = max(self._least_delay_s, min(max(asked, 0.0), limits.crawl_delay_most_s))
        capture = replace(capture, encoding=Encoding(used="utf-8", how="fallback"))
        return Wishes(capture, rules, delay_s=delay_s)
