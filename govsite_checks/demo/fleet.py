"""The fleet: every demo site served at once on one free port of the loopback address."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType, TracebackType
from typing import Self

from .answer import NOT_FOUND, Answer, Request, redirect
from .misbehaviour import BEHAVIOURS, CLEARANCE, UNSERVED, outside
from .pages import SitePages
from .server import LOOPBACK, Server
from .site import LET_IN, DemoSite
from .sites import SITES
from .traps import LEFT_BEHIND

# Hosts that the demo's pages point to. They are kept on loopback too: a demo leaves the machine for nobody.
OUTSIDE = (
    "www.xugou-daxue.example",
    "www.resold-xugou.example",
    "www.bocai-xugou.example",
    "www.xugou-sousuo.example",
    "www.baidu.com",
    "pos.baidu.com",
    "www.demo-xugou-er.org.cn",
    "bszs.conac.cn",
    "dcs.conac.cn",
    "zfwzgl.www.gov.cn",
    "zfwzzc.www.gov.cn",
    "pucha.kaipuyun.cn",
    "beian.miit.gov.cn",
    "beian.mps.gov.cn",
    "www.gov.cn",
)


# A second domain, where some of a site's names lead.
SECOND = "www.demo-xugou-er.org.cn"


class Fleet:
    """The demo sites, served until ``stop``; also a context manager.

    ``resolve`` maps every host of the fleet to ``127.0.0.1:port``. A site that refuses connections is
    mapped to a port where nobody listens; a site whose name is unknown has no entry.
    """

    def __init__(self, as_of: datetime, sites: Sequence[DemoSite] = SITES) -> None:
        if as_of.tzinfo is None:
            raise ValueError("演示站群的 as_of 必须带时区")
        self._as_of = as_of
        self._sites = tuple(sites)
        self._served = {site.host: site for site in sites if _is_served(site)}
        self._twins = {site.twin: site for site in sites if _is_served(site)}
        self._pages: dict[str, SitePages] = {}
        # Not with the module: it takes as long to load as all the rest, and only a fleet that is served needs it.
        from .tls import Authority

        self._authority = Authority(self._tls_kind)
        self._server = Server(self._respond, self._authority.context())
        # Bound but not listening: connections are refused, and nobody else can be given the port.
        self._dead = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._resolve: Mapping[str, str] = MappingProxyType({})

    @property
    def resolve(self) -> Mapping[str, str]:
        """Host to ``address:port``; empty before the start."""
        return self._resolve

    @property
    def ca_file(self) -> str:
        """The certificate of the authority that vouches for the hosts of the fleet, until ``stop``."""
        return self._authority.ca_file

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
        hosts = dict.fromkeys([*self._twins, *self._served, *OUTSIDE], alive)
        gone = [site.twin for site in self._served.values() if site.facts.server.twin == "none"]
        refused = dict.fromkeys(gone, dead)
        refused |= {site.host: dead for site in self._sites if site.behaviour == "refused"}
        refused |= {site.twin: dead for site in self._sites if site.behaviour == "refused"}
        self._resolve = MappingProxyType(dict(sorted((hosts | refused).items())))
        return self

    def stop(self) -> None:
        """Close every connection and free the ports; stopping twice is allowed."""
        self._server.stop()
        self._dead.close()
        self._authority.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _respond(self, request: Request) -> Answer:
        host, target = request.host, request.target
        site = self._served.get(host)
        if site is None:
            return self._elsewhere(host, target)
        if site.behaviour and not (site.behaviour in LET_IN and CLEARANCE in request.cookie):
            return BEHAVIOURS[site.behaviour](target)
        if site.left_behind:
            return LEFT_BEHIND[site.left_behind]
        if host not in self._pages:
            self._pages[host] = SitePages(site, self._as_of)
        if request.secure and site.facts.server.https == "back":
            return redirect(f"http://{host}{target}".encode("latin-1"))
        return self._pages[host].answer(target, request.body)

    def _tls_kind(self, host: str) -> str:
        site = self._served.get(host) or self._twins.get(host)
        if site is not None:
            return "none" if _misbehaves(site) else site.facts.server.https
        return "valid" if host in OUTSIDE else "none"

    def _elsewhere(self, host: str, target: str) -> Answer:
        """What is no site of the fleet: the other names of its sites, and where their pages lead."""
        twin = self._twins.get(host)
        if twin is not None and not _misbehaves(twin):
            kind = twin.facts.server.twin
            if kind == "same":
                return self._respond(Request(twin.host, target))
            if kind == "elsewhere":
                return redirect(f"http://{SECOND}/".encode())
            return redirect(f"http://{twin.host}{target}".encode("latin-1"), 301)
        return outside(host, target) if host in OUTSIDE else NOT_FOUND


def _is_served(site: DemoSite) -> bool:
    """Whether a server answers for the site: its name is known and connections are not refused."""
    return site.behaviour not in UNSERVED and not site.host.endswith(".invalid")


def _misbehaves(site: DemoSite) -> bool:
    """Whether nobody is shown the site's pages."""
    return bool(site.behaviour) and site.behaviour not in LET_IN
