"""Whether a site has an IPv6 address, and whether it answers there."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable
from ipaddress import ip_address

import dns.asyncresolver
import dns.exception
import dns.resolver

from govsite_checks.model import Observation

from .addresses import Endpoint
from .fetch import Fetcher
from .guard import forbidden
from .limits import CollectOptions
from .urls import DEFAULT_PORTS, at_origin

ADDRESS, REACHED = "aaaa", "ipv6"
# A name that has an IPv6 address and always will: a name server that knows of none keeps such addresses to itself.
KNOWN = "a.root-servers.net"
_MOST_TRIED = 2
# What the kernel says where this machine has no way into the IPv6 network.
_NO_WAY = frozenset(
    {
        errno.ENETUNREACH,
        errno.EADDRNOTAVAIL,
        errno.EAFNOSUPPORT,
        errno.EHOSTUNREACH,
        errno.EPERM,
        errno.EACCES,
    }
)


class Ipv6:
    """Looks at the IPv6 side of the sites of a run.

    That a server does not answer in time is believed only once another one has answered: until then the fault may as
    well be this machine's. That a host has no address is believed of a name server that gives those of others.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        options: CollectOptions,
        *,
        nameservers: tuple[str, int] | None = None,
        refuses: Callable[[str], str] = forbidden,
    ) -> None:
        self._fetcher, self._limits = fetcher, options.limits
        self._proxied = bool(options.proxy)
        self._refuses = refuses
        self._resolver = _resolver(nameservers, self._limits.lookup_s)
        self._slots = asyncio.Semaphore(self._limits.lookups_at_once)
        self._proved = False
        self._gives: asyncio.Future[bool] | None = None

    async def of(self, host: str, scheme: str, port: int) -> tuple[Observation, ...]:
        """What there is to note of a host; nothing of one that is an address itself."""
        if _is_address(host):
            return ()
        if self._fetcher.book.is_own(host):
            return (Observation(ADDRESS, host, "unknown", "该主机由 resolve 指定地址，没有查询域名解析"),)
        outcome, detail, addresses = await self._look_up(host)
        noted = Observation(ADDRESS, host, outcome, detail, addresses[0] if addresses else "")
        if outcome != "yes":
            return (noted,)
        reached, why = await self._reach(host, addresses, _ports(scheme, port))
        return noted, Observation(REACHED, host, reached, why)

    async def _look_up(self, host: str) -> tuple[str, str, list[str]]:
        """Outcome, detail and the addresses that may be connected to."""
        if self._resolver is None:
            return "unknown", "本机没有可用的域名服务器", []
        try:
            async with self._slots:
                answer = await self._resolver.resolve(host, "AAAA", search=False)
        except dns.resolver.NoAnswer:
            if await self._gives_addresses():
                return "no", "", []
            return "unknown", "域名服务器不提供 IPv6 地址的查询结果", []
        except dns.resolver.NXDOMAIN:
            return "unknown", "域名不存在", []
        except (dns.exception.DNSException, OSError, ValueError):
            return "unknown", "域名解析失败或超时", []
        found = sorted({str(row.address) for row in answer.rrset or ()})
        usable = [address for address in found if not self._refuses(address)]
        if not usable:
            return "unknown", "解析所得的 IPv6 地址不是公网地址", []
        return "yes", "", usable

    async def _gives_addresses(self) -> bool:
        """Whether the name server gives IPv6 addresses at all; asked once in a run."""
        if self._gives is None:
            self._gives = asyncio.ensure_future(self._asked_for_known())
        return await asyncio.shield(self._gives)

    async def _asked_for_known(self) -> bool:
        assert self._resolver is not None
        try:
            async with self._slots:
                return bool((await self._resolver.resolve(KNOWN, "AAAA", search=False)).rrset)
        except (dns.exception.DNSException, OSError, ValueError):
            return False

    async def _reach(self, host: str, addresses: list[str], ports: tuple[int, ...]) -> tuple[str, str]:
        if self._proxied:
            return "no-prober", "经代理访问，无法直接连接"
        why = await asyncio.to_thread(self._cannot_probe, addresses[0])
        if why:
            return "no-prober", why
        silent = True
        for address in addresses[:_MOST_TRIED]:
            for port in ports:
                said = await self._connect(host, address, port)
                if said == "yes":
                    return "reachable", f"{address} 的 {port} 端口"
                if said == "no-way":
                    return "no-prober", "本机没有到 IPv6 网络的路由"
                silent = silent and said == "silent"
        if silent and not self._proved:
            return "unknown", "连接超时，而本机的 IPv6 网络在本次运行中没有连通过"
        return "unreachable", f"{'、'.join(map(str, ports))} 端口都没有连接成功"

    async def _connect(self, host: str, address: str, port: int) -> str:
        """``yes``, ``refused``, ``silent`` or ``no-way``."""
        if self._refuses(address):
            return "no-way"
        async with self._fetcher.turn(at_origin(("http", host, port), "/"), Endpoint(address)):
            try:
                await asyncio.wait_for(self._open(address, port), self._limits.ipv6_connect_s)
            except TimeoutError:
                return "silent"
            except OSError as error:
                if error.errno in _NO_WAY:
                    return "no-way"
                self._proved = self._proved or error.errno == errno.ECONNREFUSED
                return "refused" if error.errno == errno.ECONNREFUSED else "silent"
            self._proved = True
            return "yes"

    async def _open(self, address: str, port: int) -> None:
        """Connect and close again: nothing is asked for."""
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as opened:
            opened.setblocking(False)
            await asyncio.get_running_loop().sock_connect(opened, (address, port))

    def _cannot_probe(self, address: str) -> str:
        """Why this machine cannot reach IPv6 addresses; empty where it seems to. Sends nothing."""
        try:
            with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
                probe.connect((address, 53))
                source = str(probe.getsockname()[0]).partition("%")[0]
        except OSError:
            return "本机没有 IPv6 网络"
        return "本机没有公网 IPv6 地址" if self._refuses(source) else ""


def _resolver(nameservers: tuple[str, int] | None, lifetime: float) -> dns.asyncresolver.Resolver | None:
    try:
        resolver = dns.asyncresolver.Resolver(configure=nameservers is None)
    except (dns.exception.DNSException, OSError):
        return None
    if nameservers is not None:
        resolver.nameservers, resolver.port = [nameservers[0]], nameservers[1]
    resolver.lifetime = lifetime
    return resolver


def _ports(scheme: str, port: int) -> tuple[int, ...]:
    """The site's own port, then the other of the two that browsers try; no other where its port is its own."""
    if port != DEFAULT_PORTS[scheme]:
        return (port,)
    return (port, *(other for other in DEFAULT_PORTS.values() if other != port))


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
