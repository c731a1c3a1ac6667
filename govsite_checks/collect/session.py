"""What one site's requests have in common: cookies, handles, the clock, and the site's patience."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pycurl

from .handle import Handle
from .limits import CollectOptions
from .rates import Stopwatch


class Session:
    """The state of one site while it is collected."""

    def __init__(self, options: CollectOptions, user_agent: str) -> None:
        self._options, self._user_agent = options, user_agent
        self._share = pycurl.CurlShare()
        self._share.setopt(pycurl.SH_SHARE, pycurl.LOCK_DATA_COOKIE)
        self._idle: list[Handle] = []
        self._timeouts = 0
        self.clock = Stopwatch(asyncio.get_running_loop())
        self.has_cookies = False
        self.old_tls: set[tuple[str, str, int]] = set()
        self.left = ""

    @contextmanager
    def handle(self) -> Iterator[Handle]:
        """A handle of the site for the time of one request."""
        limits = self._options.limits
        handle = (
            self._idle.pop()
            if self._idle
            else Handle(limits, self._user_agent, self._options.proxy, self._share)
        )
        try:
            yield handle
        finally:
            handle.let_go()
            self._idle.append(handle)

    def seconds_left(self) -> float:
        """What remains of the site's time; notes that the site is left when nothing does."""
        allowed = self._options.politeness.site_seconds
        left = allowed - self.clock.seconds
        if left <= 0 and not self.left:
            self.left = f"本站点用时已满 {allowed:g} 秒"
        return left

    def note_timeout(self, timed_out: bool) -> None:
        """Count time-outs in a row; after so many the site is left."""
        self._timeouts = self._timeouts + 1 if timed_out else 0
        most = self._options.limits.timeouts_in_a_row
        if self._timeouts >= most and not self.left:
            self.left = f"已连续 {most} 次超时"

    def close(self) -> None:
        """Free the handles and forget the cookies."""
        while self._idle:
            self._idle.pop().close()
        self._share.close()
