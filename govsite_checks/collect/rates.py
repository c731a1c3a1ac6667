"""Politeness over the whole run: how many requests are in flight to one host and one address, and how soon the next.

A gate is shared by every site of the run that leads to the same place.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """At most ``width`` requests in flight, and the moment before which no further one may start."""

    __slots__ = ("_not_before", "_slots", "users")

    def __init__(self, width: int) -> None:
        self._slots = asyncio.Semaphore(max(1, width))
        self._not_before = 0.0
        self.users = 0

    async def enter(self) -> None:
        """Wait for a slot."""
        self.users += 1
        try:
            await self._slots.acquire()
        except BaseException:
            self.users -= 1
            raise

    def leave(self) -> None:
        """Give the slot back."""
        self.users -= 1
        self._slots.release()

    def reserve(self, now: float, delay_s: float) -> float:
        """Seconds to wait before the request may start; the next one may start ``delay_s`` after it."""
        start = max(now, self._not_before)
        self._not_before = start + delay_s
        return start - now

    def hold(self, until: float) -> None:
        """Let no request start before a moment: the server asked to be left alone."""
        self._not_before = max(self._not_before, until)

    def idle(self, now: float) -> bool:
        """Whether forgetting the gate would change nothing."""
        return self.users == 0 and self._not_before <= now


class Gates:
    """Gates by name, made when first asked for; idle ones are forgotten beyond ``kept``, so memory stays flat."""

    def __init__(self, width: int, kept: int) -> None:
        self._width, self._kept = width, kept
        self._gates: OrderedDict[str, Gate] = OrderedDict()

    def at(self, name: str, now: float) -> Gate:
        """The gate of a name."""
        gate = self._gates.get(name)
        if gate is None:
            self._forget_idle(now)
            gate = self._gates[name] = Gate(self._width)
        else:
            self._gates.move_to_end(name)
        return gate

    def __len__(self) -> int:
        return len(self._gates)

    def _forget_idle(self, now: float) -> None:
        if len(self._gates) >= self._kept:
            for name in [name for name, gate in self._gates.items() if gate.idle(now)]:
                del self._gates[name]


class Stopwatch:
    """The time that a site's own requests took, however many ran at once; waiting for a gate does not count.

    So a site is not cut short because many others share its address.
    """

    __slots__ = ("_loop", "_running", "_since", "_total")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._running, self._since, self._total = 0, 0.0, 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """One more request runs, for the time of the block."""
        self.start()
        try:
            yield
        finally:
            self.stop()

    def start(self) -> None:
        """One more request runs."""
        if not self._running:
            self._since = self._loop.time()
        self._running += 1

    def stop(self) -> None:
        """One request less runs."""
        self._running -= 1
        if not self._running:
            self._total += self._loop.time() - self._since

    @property
    def seconds(self) -> float:
        """What has been spent."""
        return self._total + (self._loop.time() - self._since if self._running else 0.0)
