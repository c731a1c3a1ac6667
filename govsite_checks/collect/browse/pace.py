"""How soon after one another a host's pages are opened in the browser: as politely as they are fetched."""

from __future__ import annotations

import asyncio

from govsite_checks.collect.limits import CollectOptions
from govsite_checks.collect.rates import Gates

from .entry import host_of
from .proxy import GuardProxy


class Pace:
    """Of one run: every site that leads to a host waits for the same one. The user's own machines are not waited for.

    What a page asks for itself, and where an act leads, comes as it comes to any visitor.
    """

    def __init__(self, options: CollectOptions, proxy: GuardProxy) -> None:
        self._delay_s, self._proxy = options.politeness.delay_s, proxy
        self._gates = Gates(1, options.limits.origins_kept)

    async def wait(self, url: str) -> None:
        """Wait until a page may be opened; nothing where the address has no host."""
        host = host_of(url)
        if not host or self._proxy.is_own(host):
            return
        now = asyncio.get_running_loop().time()
        pause = self._gates.at(host, now).reserve(now, self._delay_s)
        if pause > 0:
            await asyncio.sleep(pause)
