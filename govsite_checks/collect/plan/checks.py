"""Brief looks: the links and pictures of the home page, and a few addresses that tell how the server behaves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit, urlunsplit

from govsite_checks.collect.contracts import Wanted
from govsite_checks.model import Role, Site
from govsite_checks.reading.columns.navigation import is_file, same_host
from govsite_checks.reading.page.document import Document, Link, host_of, join

from .refused import is_refused
from .turns import in_turn

# Links and pictures that are remembered of one page.
MOST = 400
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Below these a name has an owner of its own: x.gov.cn, x.cn.
_OPEN = frozenset(("gov", "com", "org", "net", "edu", "ac"))


def looks_at(links: Iterable[Link], home: str) -> Iterator[Wanted]:
    """What the links of a page lead to: pages, files, other sites; those that act or never end left out."""
    seen: set[str] = set()
    for link in links:
        url = link.url
        if not url or url in seen or is_refused(url, link.label):
            continue
        seen.add(url)
        if len(seen) > MOST:
            return
        own = Role.ATTACHMENT if is_file(url) else Role.LINK
        yield Wanted(own if same_host(url, home) else Role.EXTERNAL, url, home, 1)


def by_host(wanted: Iterable[Wanted]) -> list[Wanted]:
    """Addresses ordered so that each host comes once before any comes twice."""
    return in_turn(wanted, lambda page: host_of(page.url))


def pictures(document: Document) -> Iterator[Wanted]:
    """The pictures that a page shows."""
    for node in document.css("img[src]")[:MOST]:
        source = (node.attributes.get("src") or "").strip()
        url = "" if source.startswith("data:") else join(document.base, source)
        if url:
            yield Wanted(Role.RESOURCE, url, document.url, 1)


def behaviour(site: Site, home: str) -> Iterator[Wanted]:
    """An address that cannot exist, the other of www and not, and the home page over HTTPS."""
    parts = urlsplit(home)
    digest = hashlib.sha256(f"{site.id}\x00{site.url}".encode()).hexdigest()[:16]
    yield Wanted(
        Role.PROBE, urlunsplit((parts.scheme, parts.netloc, f"/govsite-checks-{digest}.html", "", ""))
    )
    yield from doors(site)


def doors(site: Site) -> Iterator[Wanted]:
    """The other addresses of the same home page."""
    parts = urlsplit(site.url)
    host = host_of(site.url)
    port = f":{parts.port}" if parts.port and parts.port != _DEFAULT_PORTS.get(parts.scheme) else ""
    if parts.scheme == "http" and not port:
        yield Wanted(Role.HTTPS, urlunsplit(("https", host, parts.path or "/", parts.query, "")))
    twin = _twin(host)
    if twin:
        yield Wanted(Role.TWIN, urlunsplit((parts.scheme, twin + port, "/", "", "")))


def _twin(host: str) -> str:
    """The other of www.x.gov.cn and x.gov.cn; empty for a name that has no such other."""
    if host.startswith("www."):
        return host[4:]
    labels = host.split(".")
    if labels[-1].isdigit() or ":" in host:
        return ""
    of_owner = len(labels) == (3 if len(labels) > 2 and labels[-1] == "cn" and labels[-2] in _OPEN else 2)
    return f"www.{host}" if of_owner else ""
