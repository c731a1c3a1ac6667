"""Where a host is reached: names to addresses, passed by the guard, one endpoint at a time."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from govsite_checks.model import PageError

from .guard import forbidden
from .limits import CollectOptions
from .urls import BadUrlError, absolute, origin_of

# getaddrinfo's own words differ between systems; these are the answers that mean "there is no such name".
_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class UnreachableError(Exception):
    """A host that is not connected to: a page error, its detail, and whether asking again may help."""

    def __init__(self, error: PageError, detail: str, *, passing: bool = False) -> None:
        super().__init__(detail)
        self.error, self.detail, self.passing = error, detail, passing


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What a connection is made to.

    ``port`` is 0 for the port of the address asked for. ``own`` marks the user's own machine, named in ``resolve``.
    ``address`` is empty where a proxy connects on our behalf and the name does not resolve here.
    """

    address: str
    port: int = 0
    own: bool = False

    @property
    def connect_to(self) -> str:
        """The endpoint as an entry of CURLOPT_CONNECT_TO that holds for every host and port."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"::{host}:{self.port or ''}"


def parse_resolve(resolve: Mapping[str, str]) -> dict[str, Endpoint]:
    """The endpoints of the ``resolve`` option.

    Raises:
        ValueError: an entry is not ``address:port`` with a numeric address; the message is in Chinese.
    """
    endpoints = {}
    for host, target in resolve.items():
        address, _, port = target.rpartition(":")
        address = address.strip("[]")
        try:
            socket.getaddrinfo(address, None, flags=socket.AI_NUMERICHOST)
            number = int(port)
        except (OSError, ValueError):
            number = 0
        if not 0 < number < 65536:
            raise ValueError(
                f"resolve 中 {host} 的值 {target!r} 有误：应写成“IP地址:端口”，如 127.0.0.1:8080"
            )
        try:
            name = origin_of(absolute(f"http://{host}/"))[1]
        except BadUrlError:
            raise ValueError(
                f"resolve 中的 {host!r} 不是域名：应写成网址里的主机名，如 www.example.gov.cn"
            ) from None
        endpoints[name] = Endpoint(address, number, own=True)
    return endpoints


class AddressBook:
    """Hosts to endpoints for one run. Every answer is checked by the guard before anything connects to it."""

    def __init__(self, options: CollectOptions) -> None:
        self._own = parse_resolve(options.resolve)
        self._proxied = bool(options.proxy)
        self._limits = options.limits
        self._slots = asyncio.Semaphore(options.limits.lookups_at_once)
        self._known: OrderedDict[str, asyncio.Future[tuple[Endpoint, ...]]] = OrderedDict()

    def is_own(self, host: str) -> bool:
        """Whether a host is the user's own machine."""
        return host in self._own

    async def find(self, host: str) -> tuple[Endpoint, ...]:
        """The endpoints of a host in the order to try them, IPv4 first; never empty.

        Raises:
            UnreachableError: ``dns`` or ``blocked-by-guard``.
        """
        own = self._own.get(host)
        if own is not None:
            return (own,)
        known = self._known.get(host)
        if known is None:
            known = self._known[host] = asyncio.ensure_future(self._look_up(host))
            self._forget_the_oldest()
        try:
            return await asyncio.shield(known)
        except UnreachableError as problem:
            if problem.passing:
                self._known.pop(host, None)
            raise

    def _forget_the_oldest(self) -> None:
        while len(self._known) > self._limits.origins_kept and next(iter(self._known.values())).done():
            _, oldest = self._known.popitem(last=False)
            oldest.cancelled() or oldest.exception()

    async def _look_up(self, host: str) -> tuple[Endpoint, ...]:
        name = host.rstrip(".")
        if name == "localhost" or name.endswith(".localhost"):  # RFC 6761, 6.3: whatever a resolver says
            raise UnreachableError(PageError.BLOCKED_BY_GUARD, f"{name} 是本机")
        try:
            found = await self._addresses(host)
        except UnreachableError:
            if self._proxied:
                return (Endpoint(""),)
            raise
        allowed = tuple(Endpoint(address) for address in found if not forbidden(address))
        if not allowed:
            raise UnreachableError(PageError.BLOCKED_BY_GUARD, f"{found[0]} 是{forbidden(found[0])}")
        return allowed

    async def _addresses(self, host: str) -> list[str]:
        async with self._slots:
            try:
                found = await asyncio.wait_for(_getaddrinfo(host), self._limits.connect_s)
            except TimeoutError:
                raise UnreachableError(PageError.DNS, "域名解析超时", passing=True) from None
            except socket.gaierror as error:
                if error.errno in _NO_SUCH_NAME:
                    raise UnreachableError(PageError.DNS, "域名不存在或没有地址记录") from None
                raise UnreachableError(PageError.DNS, "域名解析失败", passing=True) from None
            except (OSError, UnicodeError):
                raise UnreachableError(PageError.DNS, "域名无法解析") from None
        if not found:
            raise UnreachableError(PageError.DNS, "域名没有地址记录")
        return found


async def _getaddrinfo(host: str) -> list[str]:
    """The addresses of a host, IPv4 first, from the system's resolver in a thread of its own.

    A daemon thread and not an executor: a lookup that hangs must not hold up the end of the process.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str] | None, error: BaseException | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(found or [])

    def ask() -> None:
        found, problem = None, None
        try:
            found = _ask_the_system(host)
        except (OSError, UnicodeError) as error:
            problem = error
        try:
            loop.call_soon_threadsafe(settle, found, problem)
        except RuntimeError:  # the loop has ended meanwhile
            return

    threading.Thread(target=ask, name="govsite-lookup", daemon=True).start()
    return await answer


def _ask_the_system(host: str) -> list[str]:
    """Numeric addresses without repetition, IPv4 first: a broken IPv6 set-up must not look like a dead site."""
    rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    rows.sort(key=lambda row: row[0] != socket.AF_INET)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))
