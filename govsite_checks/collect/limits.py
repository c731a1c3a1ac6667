"""Every bound of the collector, each with its unit, and what a user may choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from govsite_checks.model import Politeness

from .access import Access
from .browse.contracts import BrowseLimits, BrowseOptions


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one run. Seconds, bytes or counts; all of them hold for a hostile server too.

    ``opened_s`` is the census table's "opened within 15 seconds" (国办发〔2015〕15号, 站点无法访问).
    """

    connect_s: float = 10.0
    total_s: float = 30.0  # one request, from the connection to the last byte
    opened_s: float = 15.0
    redirects: int = 10  # of a page: by HTTP and by the page itself, together
    header_bytes: int = 64 * 1024  # of one answer, interim answers included
    compressed_bytes: int = 5 * 1024 * 1024  # as sent
    decoded_bytes: int = 20 * 1024 * 1024  # after content decoding
    brief_bytes: int = 64 * 1024  # as sent, of a page of which only the first bytes matter
    brief_kept_bytes: int = 4 * 1024  # of those, what is archived
    form_bytes: int = 16 * 1024  # what a form may send
    site_bytes: int = 512 * 1024 * 1024  # of all pages of a site, decoded
    robots_bytes: int = 500 * 1024  # RFC 9309, 2.5: at least 500 KiB are read
    robots_redirects: int = 5
    pages_per_site: int = 240
    unasked_per_site: int = 200  # records of pages that were wanted and not asked for
    rounds: int = 60  # how often a planner is asked what is wanted still
    timeouts_in_a_row: int = 3
    foreign_origins: int = 40  # other people's servers that are asked on behalf of one site
    foreign_at_once: int = 4
    foreign_total_s: float = 10.0  # one request to one of them
    foreign_seconds: float = 30.0  # all requests to one of them
    retries: int = 2
    backoff_s: float = 1.0  # before the first retry; doubled each time
    backoff_most_s: float = 8.0
    retry_after_most_s: float = 30.0
    crawl_delay_most_s: float = 10.0
    lookups_at_once: int = 16
    lookup_s: float = 3.0  # for an IPv6 address, in all
    ipv6_connect_s: float = 5.0
    connections_kept: int = 256
    origins_kept: int = 128  # robots answers, rates and addresses remembered beyond those in use


@dataclass(frozen=True, slots=True)
class CollectOptions:
    """How to collect.

    ``resolve`` maps a host to ``address:port`` (IPv6 in brackets): every port of that host is reached there. It is
    the only way past the guard, and opens exactly that address for exactly that host; the machine is taken to be the
    user's own, so no delay between requests is kept. ``proxy`` is an address such as ``http://proxy:3128``; libcurl's
    proxy environment is always ignored. Behind a proxy the guard can check only what is visible here: literal
    addresses and names that resolve locally; where the proxy itself connects to is the proxy's affair. ``ca_file``
    names issuers of certificates (PEM) to be trusted beside the system's. Not ``observe``: certificates and IPv6 are
    not looked at. Without ``browse`` nobody asks whether a page needs a browser, and none is noted as lacking one.
    ``as_of`` is the moment that pages are read at, now where None. ``access`` is how the user's own hosts are entered.
    """

    politeness: Politeness = field(default_factory=Politeness)
    resolve: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    proxy: str = ""
    sites_in_flight: int = 64
    limits: Limits = Limits()
    ca_file: str = ""
    observe: bool = True
    browse: BrowseOptions | None = None
    browse_limits: BrowseLimits = field(default_factory=BrowseLimits)
    as_of: datetime | None = None
    access: Access = field(default_factory=Access)
