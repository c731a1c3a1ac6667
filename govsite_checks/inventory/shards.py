"""Parts of an inventory for several machines: what shares a host or an address stays together. Pure."""

from __future__ import annotations

import heapq
import ipaddress
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

import idna

from govsite_checks.model import Site

MAX_SHARDS: Final = 10_000
_FORM = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


def parse_shard(text: str) -> tuple[int, int]:
    """``2/8``, the second of eight parts, as numbers.

    Raises:
        ValueError: it is no such part, in Chinese.
    """
    found = _FORM.fullmatch(text.strip())
    number, of = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= number <= of <= MAX_SHARDS:
        raise ValueError(f"“{text[:40]}”不是分片；应形如 2/8，即 8 片中的第 2 片，最多 {MAX_SHARDS} 片")
    return number, of


def shard(sites: Iterable[Site], number: int, of: int, resolve: Mapping[str, str]) -> tuple[Site, ...]:
    """Part ``number`` (from 1) of ``of`` parts of the sites, in their order; it may be empty.

    Every site is in exactly one part, whatever the order of the sites. Sites of one host, with ``www.`` or without,
    and sites whose hosts ``resolve`` leads to one address are in the same part, so that the bounds on how hard a server
    is leant on hold over all machines. The parts are of about the same size.
    """
    listed = tuple(sites)
    if of == 1:
        return listed
    heads = _groups(listed, resolve)
    members: dict[str, list[str]] = defaultdict(list)
    for site in listed:
        members[heads[site.id]].append(site.id)
    part_of = _dealt({head: len(ids) for head, ids in members.items()}, of)
    return tuple(site for site in listed if part_of[heads[site.id]] == number)


def _dealt(sizes: Mapping[str, int], parts: int) -> dict[str, int]:
    """The part of each group: the largest first, each to the part that has least so far."""
    loads = [(0, part) for part in range(1, parts + 1)]
    dealt = {}
    for head, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        load, part = heapq.heappop(loads)
        dealt[head] = part
        heapq.heappush(loads, (load + size, part))
    return dealt


def _groups(sites: Iterable[Site], resolve: Mapping[str, str]) -> dict[str, str]:
    """For each site's id the name of its group: the least of the hosts and addresses that hang together."""
    least: dict[str, str] = {}

    def find(name: str) -> str:
        while least.setdefault(name, name) != name:
            least[name] = name = least[least[name]]
        return name

    first = {}
    for site in sites:
        names = list(_names(site, resolve))
        first[site.id] = names[0]
        for name in names[1:]:
            one, other = sorted((find(names[0]), find(name)))
            least[other] = one
    return {id: find(name) for id, name in first.items()}


def _names(site: Site, resolve: Mapping[str, str]) -> Iterator[str]:
    """What a site shares with others: its host, and the addresses that its host is led to."""
    host = _host(site.url)
    bare = host.removeprefix("www.")
    yield f"host:{bare}"
    for name in sorted({host, bare, f"www.{bare}"}):
        # One's own machine needs no sparing, and all of a rehearsal lies there.
        if name in resolve and not _is_loopback(address := resolve[name].rpartition(":")[0]):
            yield f"address:{address}"


def _host(url: str) -> str:
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        return host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return host


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False
