"""libcurl's transfers in the event loop: many sockets behind one descriptor, many completions in one turn.

pycurl's own driver makes asyncio watch each socket anew for each request and sets a timer of asyncio's at each word of
libcurl; with a page every millisecond that is a tenth of what a page costs. Here libcurl's sockets are in an epoll set
of their own, of which asyncio watches the one descriptor. Where a system has no epoll, pycurl's driver does the same.
"""

from __future__ import annotations

import asyncio
import select
from types import TracebackType
from typing import Any, Protocol, Self

import pycurl

_EVENTS_AT_ONCE = 256
_WATCHED = {pycurl.POLL_IN: 1, pycurl.POLL_OUT: 4, pycurl.POLL_INOUT: 5}  # EPOLLIN, EPOLLOUT, both


class Multi(Protocol):
    """What the collector needs of a driver of libcurl's multi interface."""

    def setopt(self, option: int, value: Any) -> None:
        """Set an option of the multi handle."""

    async def perform(self, curl: pycurl.Curl) -> Any:
        """Run one transfer to its end; raises ``pycurl.error`` where it fails."""


def transfers() -> Transfers | pycurl.AsyncCurlMulti:
    """The driver that this system allows; an asynchronous context manager that ends what still runs."""
    return Transfers() if hasattr(select, "epoll") else pycurl.AsyncCurlMulti()


class Transfers:
    """Drives a ``CurlMulti`` from the running event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._futures: dict[pycurl.Curl, asyncio.Future[None]] = {}
        self._sockets: set[int] = set()
        self._epoll = select.epoll()
        self._timer: asyncio.TimerHandle | None = None
        self._kick: asyncio.Handle | None = None
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)

    async def __aenter__(self) -> Self:
        self._loop.add_reader(self._epoll.fileno(), self._ready)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for curl in list(self._futures):
            self._resolve(curl, asyncio.CancelledError())
        for handle in (self._timer, self._kick):
            if handle is not None:
                handle.cancel()
        self._loop.remove_reader(self._epoll.fileno())
        self._multi.close()
        self._epoll.close()

    def setopt(self, option: int, value: Any) -> None:
        """Set an option of the multi handle."""
        self._multi.setopt(option, value)

    async def perform(self, curl: pycurl.Curl) -> None:
        """Run one transfer to its end.

        Raises:
            pycurl.error: it failed.
        """
        future = self._futures[curl] = self._loop.create_future()
        try:
            self._multi.add_handle(curl)
            await future
        finally:
            if self._futures.pop(curl, None) is not None:  # cancelled, or never begun
                self._remove(curl)

    def _watch(self, what: int, fd: int, _multi: pycurl.CurlMulti, _data: object) -> None:
        """Take libcurl's word on which of its sockets to watch, and for what."""
        events = _WATCHED.get(what)
        if events is None:
            if fd in self._sockets:
                self._sockets.discard(fd)
                self._epoll.unregister(fd)
        elif fd in self._sockets:
            self._epoll.modify(fd, events)
        else:
            self._sockets.add(fd)
            self._epoll.register(fd, events)

    def _set_timer(self, timeout_ms: int) -> None:
        """Take libcurl's word on when it wants to be called. Being called too early does no harm, too late does."""
        if timeout_ms < 0:
            return
        if timeout_ms == 0:
            # Not at once: this is said from inside libcurl. However many transfers begin in a turn, it is done once.
            if self._kick is None:
                self._kick = self._loop.call_soon(self._start_due)
            return
        when = self._loop.time() + timeout_ms / 1000
        if self._timer is not None:
            if self._timer.when() <= when:
                return
            self._timer.cancel()
        self._timer = self._loop.call_at(when, self._time_out)

    def _start_due(self) -> None:
        self._kick = None
        self._act(pycurl.SOCKET_TIMEOUT, 0)
        self._drain()

    def _time_out(self) -> None:
        self._timer = None
        self._act(pycurl.SOCKET_TIMEOUT, 0)
        self._drain()
        if self._timer is None and self._futures:
            self._set_timer(self._multi.timeout())

    def _ready(self) -> None:
        for fd, events in self._epoll.poll(0, _EVENTS_AT_ONCE):
            mask = (pycurl.CSELECT_IN if events & ~4 else 0) | (pycurl.CSELECT_OUT if events & 4 else 0)
            self._act(fd, mask)
        self._drain()

    def _act(self, fd: int, mask: int) -> None:
        try:
            self._multi.socket_action(fd, mask)
        except pycurl.error as problem:  # the multi handle itself is unusable: nothing would ever end
            for curl in list(self._futures):
                self._resolve(curl, problem)

    def _drain(self) -> None:
        """Hand on what has ended."""
        waiting = 1
        while waiting:
            waiting, ended, failed = self._multi.info_read()
            for curl in ended:
                self._resolve(curl, None)
            for curl, code, message in failed:
                self._resolve(curl, pycurl.error(code, message))

    def _resolve(self, curl: pycurl.Curl, problem: BaseException | None) -> None:
        future = self._futures.pop(curl, None)
        if future is None:
            return
        self._remove(curl)
        if future.done():
            return
        if problem is None:
            future.set_result(None)
        elif isinstance(problem, asyncio.CancelledError):
            future.cancel()
        else:
            future.set_exception(problem)

    def _remove(self, curl: pycurl.Curl) -> None:
        try:
            self._multi.remove_handle(curl)
        except pycurl.error:
            return  # it was not, or is no longer, the multi handle's
