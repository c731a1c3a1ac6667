"""Servers on loopback that behave as they are told, and a folder that keeps captures in memory."""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from govsite_checks.collect import CollectOptions, CollectReport, Limits, Wanted, collect
from govsite_checks.collect.planner import HomePlan
from govsite_checks.evidence.exchange import Capture
from govsite_checks.model import Observation, Politeness, Rendered, Role, Site

QUICK = Limits(
    connect_s=1.0,
    total_s=1.0,
    opened_s=0.5,
    backoff_s=0.02,
    backoff_most_s=0.05,
    retry_after_most_s=0.3,
    crawl_delay_most_s=0.3,
)


@dataclass
class Request:
    method: str
    target: str
    head: bytes
    at: float
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


Reply = bytes | Callable[[socket.socket, Request], None]


def http(body: bytes = b"", status: str = "200 OK", **fields: str) -> bytes:
    fields.setdefault("content_type", "text/html; charset=utf-8")
    fields.setdefault("content_length", str(len(body)))
    lines = "".join(
        f"{name.replace('_', '-').title()}: {value}\r\n" for name, value in fields.items() if value
    )
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


NOT_FOUND = http(b"<h1>404</h1>", "404 Not Found")


@dataclass
class Server:
    """One thread a connection; what is asked for is looked up by ``path`` or by ``host/path``."""

    address: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    pages: dict[str, Reply] = field(default_factory=dict)
    default: Reply = NOT_FOUND
    latency: float = 0.0
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    in_flight: int = 0
    most_in_flight: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        self._listener = socket.create_server((self.address, 0), family=family, backlog=256)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def endpoint(self) -> str:
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{host}:{self.port}"

    def paths(self) -> list[str]:
        return [request.target for request in self.requests]

    def close(self) -> None:
        self._listener.close()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with self._lock:
                self._open.add(connection)
            while self._answer(connection):
                pass
        except (OSError, ValueError):
            pass
        finally:
            with self._lock:
                self._open.discard(connection)
            connection.close()

    def _answer(self, connection: socket.socket) -> bool:
        head = b""
        while b"\r\n\r\n" not in head:
            data = connection.recv(65536)
            if not data:
                return False
            head += data
        head, _, body = head.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        while length and len(body) < int(length[1]):
            body += connection.recv(65536)
        method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
        request = Request(method, target, head + b"\r\n\r\n", time.monotonic(), body)
        with self._lock:
            self.requests.append(request)
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            if self.latency:
                time.sleep(self.latency)
            reply = self.pages.get(request.target, self.pages.get(request.path, self.default))
            if callable(reply):
                reply(connection, request)
                return False
            connection.sendall(reply)
            return b"Connection: close" not in reply
        finally:
            with self._lock:
                self.in_flight -= 1


class MemoryFolder:
    """Keeps every capture; a site that is neither committed nor abandoned is a fault."""

    def __init__(self) -> None:
        self.kept: dict[str, list[Capture]] = {}
        self.abandoned: list[str] = []
        self.open: dict[str, list[Capture]] = {}
        self.notes: dict[str, list[Observation]] = {}
        self.most_open = 0

    def open_site(self, site: Site) -> MemoryWriter:
        self.open[site.id] = []
        self.most_open = max(self.most_open, len(self.open))
        return MemoryWriter(self, site.id)

    def captures(self, site: str = "a", role: str = Role.HOME) -> list[Capture]:
        return [capture for capture in self.kept[site] if capture.role == role]


class MemoryWriter:
    def __init__(self, folder: MemoryFolder, site: str) -> None:
        self.folder, self.site = folder, site

    def add(self, capture: Capture) -> None:
        self.folder.open[self.site].append(capture)

    def show(self, role: str, url: str, rendered: Rendered) -> None:
        """The page as it was handed over, with its rendering, in its place."""
        captures = self.folder.open[self.site]
        (at,) = [i for i, c in enumerate(captures) if (c.role, c.url) == (role, url)]
        assert captures[at].rendered is None
        captures[at] = replace(captures[at], rendered=rendered)

    def note(self, observation: Observation) -> None:
        self.folder.notes.setdefault(self.site, []).append(observation)

    def commit(self) -> None:
        self.folder.kept[self.site] = self.folder.open.pop(self.site)

    def abandon(self) -> None:
        del self.folder.open[self.site]
        self.folder.abandoned.append(self.site)


class Plan(HomePlan):
    """The home page and then the given paths."""

    def __init__(self, site: Site, paths: tuple[str, ...], role: str) -> None:
        super().__init__(site)
        self.paths, self.role = paths, role

    def then(self, wanted: Wanted, capture: Capture, text: str) -> list[Wanted]:
        if wanted.role != Role.HOME or capture.error:
            return []
        return [Wanted(self.role, path, capture.final_url) for path in self.paths]


class Script(Plan):
    """What a test says: the rounds of pages to want, the home page being the first; keeps what it is handed."""

    def __init__(self, site: Site, rounds: tuple[list[Wanted], ...], notes: tuple[Observation, ...]) -> None:
        super().__init__(site, (), Role.OTHER)
        self.rounds, self.notes = list(rounds), notes
        self.handed: list[tuple[str, str, str, str]] = []
        self.asked = 0

    def then(self, wanted: Wanted, capture: Capture, text: str) -> list[Wanted]:
        self.handed.append((wanted.role, wanted.url, capture.error, text))
        return []

    def last(self) -> list[Wanted]:
        self.asked += 1
        return self.rounds.pop(0) if self.rounds else []

    def observations(self) -> tuple[Observation, ...]:
        return self.notes


class Rounds:
    """Plans of a script; the last one begun is kept."""

    def __init__(self, *rounds: list[Wanted], notes: tuple[Observation, ...] = ()) -> None:
        self.rounds, self.notes = rounds, notes

    def begin(self, site: Site) -> Script:
        self.script = Script(site, self.rounds, self.notes)
        return self.script


class Pages:
    """Wants the home page and then the given paths."""

    def __init__(self, *paths: str, role: str = Role.OTHER) -> None:
        self.paths, self.role = paths, role

    def begin(self, site: Site) -> Plan:
        return Plan(site, self.paths, self.role)


POLITE = Politeness(contact="mailto:office@example.org", delay_s=0.0, site_seconds=20.0, robots="ignore")


class Lab:
    """What the tests are made of; every server it starts ends with the test."""

    quick = QUICK
    polite = POLITE
    pages = Pages
    plan = Plan
    rounds = Rounds
    folder = MemoryFolder
    http = staticmethod(http)

    def __init__(self) -> None:
        self.servers: list[Server] = []

    def serve(self, pages: dict[str, Reply] | None = None, **more: Any) -> Server:
        server = Server(pages=pages or {}, **more)
        self.servers.append(server)
        return server

    def run(
        self,
        urls: dict[str, str] | str,
        resolve: dict[str, str],
        *,
        politeness: Politeness = POLITE,
        limits: Limits = QUICK,
        planner: Any = None,
        proxy: str = "",
        sites_in_flight: int = 64,
        folder: MemoryFolder | None = None,
        ca_file: str = "",
        observe: bool = False,
        browser: Any = None,
        **more: Any,
    ) -> tuple[MemoryFolder, CollectReport]:
        """Collect sites, given as id -> address or as one address for the site "a"."""
        table = {"a": urls} if isinstance(urls, str) else urls
        folder = folder or MemoryFolder()
        options = CollectOptions(
            politeness, resolve, proxy, sites_in_flight, limits, ca_file, observe, **more
        )
        sites = [Site(id=name, name=name, url=url) for name, url in table.items()]
        report = collect(sites, folder, options, planner=planner or Pages(), browser=browser)
        assert not folder.open
        return folder, report

    def home(self, server: Server, path: str = "/", **more: Any) -> Capture:
        """The capture of the home page of the one site of a server."""
        scheme = "https" if server.tls else "http"
        folder, _ = self.run(f"{scheme}://www.a.test{path}", {"www.a.test": server.endpoint}, **more)
        (capture,) = folder.captures()
        return capture


@pytest.fixture
def lab() -> Iterator[Lab]:
    lab = Lab()
    yield lab
    for server in lab.servers:
        server.close()
