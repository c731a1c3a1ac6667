"""What one site's requests have in common: cookies, handles, and how much time and patience each place is given."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pycurl

from govsite_checks.model import Role, Site

from .contracts import Wanted
from .handle import Handle
from .limits import CollectOptions, Limits
from .rates import Stopwatch
from .urls import BadUrlError, absolute, origin_of

# These ask of the site's own machine, yet whether it answers there says nothing of the site's pages.
_APART = frozenset({Role.HTTPS, Role.TWIN})


class Lane:
    """The time and the patience that one place is given: the site itself, or a foreign server that it refers to.

    ``left`` is why the place is asked no more, in Chinese; empty while it may be asked.
    """

    def __init__(self, limits: Limits, seconds: float, *, foreign: bool) -> None:
        self.clock = Stopwatch(asyncio.get_running_loop())
        self.foreign = foreign
        self.left = ""
        self.total_s = limits.foreign_total_s if foreign else limits.total_s
        self._seconds = seconds
        self._most = 1 if foreign else limits.timeouts_in_a_row
        self._timeouts = 0

    def seconds_left(self) -> float:
        """What remains of the time; notes that the place is left when nothing does."""
        left = self._seconds - self.clock.seconds
        if left <= 0:
            self.spend()
        return left

    def spend(self) -> None:
        """Note that the time is used up: a request was given all that was left, whichever clock says so first."""
        self.leave(f"{'该主机' if self.foreign else '本站点'}用时已满 {self._seconds:g} 秒")

    def note_timeout(self, timed_out: bool) -> None:
        """Count time-outs in a row; after so many the place is left."""
        self._timeouts = self._timeouts + 1 if timed_out else 0
        if self._timeouts >= self._most:
            self.leave("该主机已超时" if self.foreign else f"已连续 {self._most} 次超时")

    def leave(self, why: str) -> None:
        """Ask no more; the first reason stays."""
        self.left = self.left or why


class Session:
    """The state of one site while it is collected."""

    def __init__(self, site: Site, options: CollectOptions, user_agent: str) -> None:
        self._options, self._user_agent = options, user_agent
        self._share = pycurl.CurlShare()
        self._share.setopt(pycurl.SH_SHARE, pycurl.LOCK_DATA_COOKIE)
        self._idle: list[Handle] = []
        self._own_hosts: set[str] = set()
        self._foreign: dict[tuple[str, str, int], Lane] = {}
        self._bytes = 0
        self.own = Lane(options.limits, options.politeness.site_seconds, foreign=False)
        self.has_cookies = False
        self.old_tls: set[tuple[str, str, int]] = set()
        self.full = ""
        with_host = address_of(Wanted(Role.HOME, site.url))
        if with_host:
            self.adopt(with_host)

    def adopt(self, url: str) -> None:
        """Take the host of an address for the site's own: its home page is there."""
        self._own_hosts.add(origin_of(url)[1])

    def is_foreign(self, role: str, url: str) -> bool:
        """Whether an address is no part of the site: what becomes of it there must cost the site nothing."""
        if role == Role.HOME or not url:
            return False
        return role in _APART or origin_of(url)[1] not in self._own_hosts

    def lane(self, role: str, url: str) -> Lane:
        """The lane of an address. Every foreign server has one of its own."""
        if not self.is_foreign(role, url):
            return self.own
        origin = origin_of(url)
        lane = self._foreign.get(origin)
        if lane is None:
            limits = self._options.limits
            lane = self._foreign[origin] = Lane(limits, limits.foreign_seconds, foreign=True)
        return lane

    def count(self, size: int) -> None:
        """Count the decoded bytes of a page; beyond the bound nothing further is asked for."""
        self._bytes += size
        most = self._options.limits.site_bytes
        if self._bytes > most and not self.full:
            self.full = f"本站点内容已满 {most // 1024**2} MB"

    @contextmanager
    def handle(self) -> Iterator[Handle]:
        """A handle of the site for the time of one request."""
        handle = self._idle.pop() if self._idle else self.fresh_handle()
        try:
            yield handle
        finally:
            handle.let_go()
            self._idle.append(handle)

    def fresh_handle(self) -> Handle:
        """A handle for a purpose of its own, for the caller to close."""
        return Handle(self._options.limits, self._user_agent, self._options.proxy, self._share)

    def close(self) -> None:
        """Free the handles and forget the cookies."""
        while self._idle:
            self._idle.pop().close()
        self._share.close()


def address_of(wanted: Wanted) -> str:
    """The absolute address of a page, empty where it has none."""
    try:
        return absolute(wanted.url, wanted.parent)
    except BadUrlError:
        return ""
