"""Links that leave a site for hosts that are no government's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from govsite_checks.reading.domains.names import read_domain
from govsite_checks.reading.page.document import Document, Link
from govsite_checks.reading.page.tables import table

_HOST = re.compile(
    r"https?://(?:[^/?#@\\]{0,200}@)?(\[[0-9A-Fa-f:.]{2,45}\]|[^/?#:\\]{1,253})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Outward:
    """A link to a host of no government: the host, and whether the host is well known and harmless."""

    link: Link
    host: str
    known: bool = False


def read_outward(document: Document) -> tuple[Outward, ...]:
    """The links of a page that leave it for hosts of no government, in the order of the page."""
    own, found = document.host, []
    origins = (f"https://{own}/", f"http://{own}/")
    for link in document.links:
        if not link.url or link.url.startswith(origins):
            continue
        match = _HOST.match(link.url)
        host = match[1].lower().rstrip(".") if match else ""
        if host and is_foreign(host, own):
            found.append(Outward(link, host, is_well_known(host)))
    return tuple(found)


@lru_cache(maxsize=4096)
def is_foreign(host: str, own: str) -> bool:
    """Whether a host is neither a public body's nor on the platform of ``own``."""
    return bool(host) and host != own and not is_official(host) and registered(host) != registered(own)


def is_government(host: str) -> bool:
    """Whether a host has a suffix that only public bodies are given; a suffix, never a part within."""
    return _under(host, "government")


def is_official(host: str) -> bool:
    """Whether a host is a government's, or a service of a public body under another suffix."""
    return is_government(host) or _under(host, "official")


def is_well_known(host: str) -> bool:
    """Whether a host is of state media or of a service that government pages commonly link to."""
    return _under(host, "well_known")


def registered(host: str) -> str:
    """The registered domain of a host; the host itself where it has none (an address, a suffix, a single label)."""
    return read_domain(host).registered or host


def _under(host: str, list_name: str) -> bool:
    suffixes: list[str] = table("outward")[list_name]
    return any(host == suffix or host.endswith(f".{suffix}") for suffix in suffixes)
