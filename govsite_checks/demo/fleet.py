"""The fleet: every demo site served at once on one free port of the loopback address."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType, TracebackType
from typing import Self

from .answer import NOT_FOUND, Answer
from .misbehaviour import BEHAVIOURS, UNSERVED
from .pages import SitePages
from .server import LOOPBACK, Server
from .sites import SITES, DemoSite

# Hosts that the demo's pages point to. They are kept on loopback too: a demo leaves the machine for nobody.
OUTSIDE = (
    "bszs.conac.cn",
    "dcs.conac.cn",
    "zfwzgl.www.gov.cn",
    "zfwzzc.www.gov.cn",
    "pucha.kaipuyun.cn",
    "beian.miit.gov.cn",
    "beian.mps.gov.cn",
    "www.gov.cn",
)


class Fleet:
    """The demo sites, served until ``stop``; also a context manager.

    ``resolve`` maps every host of the fleet to ``127.0.0.1:port``. A site that refuses connections is
    mapped to a port where nobody listens; a site whose name is unknown has no entry.
    """

    def __init__(self, as_of: datetime) -> None:
        if as_of.tzinfo is None:
            raise ValueError("演示站群的 as_of 必须带时区")
        self._as_of = as_of
        self._served = {site.host: site for site in SITES if _is_served(site)}
        self._pages: dict[str, SitePages] = {}
        self._server = Server(self._respond)
        # Bound but not listening: connections are refused, and nobody else can be given the port.
        self._dead = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._resolve: Mapping[str, str] = MappingProxyType({})

    @property
    def resolve(self) -> Mapping[str, str]:
        """Host to ``address:port``; empty before the start."""
        return self._resolve

    @property
    def port(self) -> int:
        """The port that the sites are served on."""
        return self._server.port

    def start(self) -> Self:
        """Begin to serve.

        Raises:
            OSError: no port of the loopback address can be had.
        """
        try:
            self._dead.bind((LOOPBACK, 0))
            self._server.start()
        except OSError:
            self.stop()
            raise
        alive = f"{LOOPBACK}:{self._server.port}"
        dead = f"{LOOPBACK}:{self._dead.getsockname()[1]}"
        hosts = dict.fromkeys([*self._served, *OUTSIDE], alive)
        refused = {site.host: dead for site in SITES if site.behaviour == "refused"}
        self._resolve = MappingProxyType(dict(sorted((hosts | refused).items())))
        return self

    def stop(self) -> None:
        """Close every connection and free the ports; stopping twice is allowed."""
        self._server.stop()
        self._dead.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _respond(self, host: str, target: str) -> Answer:
        site = self._served.get(host)
        if site is None:
            return NOT_FOUND
        if site.behaviour:
            return BEHAVIOURS[site.behaviour](target)
        if host not in self._pages:
            self._pages[host] = SitePages(site, self._as_of)
        return self._pages[host].answer(target)


def _is_served(site: DemoSite) -> bool:
    """Whether a server answers for the site: its name is known and connections are not refused."""
    return site.behaviour not in UNSERVED and not site.host.endswith(".invalid")
