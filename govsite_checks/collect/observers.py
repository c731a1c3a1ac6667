"""What is looked at beside the pages of a site, once they are all collected."""

from __future__ import annotations

from govsite_checks.evidence.exchange import Capture
from govsite_checks.model import Observation, PageError, Role, Site

from .certificates import Certificates
from .fetch import Fetcher
from .ipv6 import ADDRESS, Ipv6
from .limits import CollectOptions
from .session import Session
from .urls import BadUrlError, absolute, origin_of

# There is nobody to look at, or nobody who wants to be looked at.
_NOBODY = frozenset(
    {
        PageError.DNS,
        PageError.ROBOTS,
        PageError.BLOCKED_BY_GUARD,
        PageError.SITE_LEFT,
        PageError.NOT_COLLECTED,
    }
)


class SeenSoFar:
    """What the pages of a site showed so far that decides what else is looked at; holds no page."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._secure: dict[str, int] = {}
        self._home = ""
        self.trouble: str = PageError.NOT_COLLECTED

    def add(self, capture: Capture) -> None:
        """Take note of a page."""
        if capture.role == Role.HOME:
            self._home, self.trouble = capture.final_url, capture.error
        for url in (capture.url, capture.final_url):
            if url.startswith("https:") and (capture.exchanges or capture.role == Role.HTTPS):
                try:
                    _, host, port = origin_of(absolute(url))
                except BadUrlError:
                    continue
                self._secure.setdefault(host, port)

    def origin(self) -> tuple[str, str, int] | None:
        """Where the site's home page is, or should be; None where its address is none."""
        try:
            return origin_of(absolute(self._site.url if self.trouble else self._home))
        except BadUrlError:
            return None

    def secure_port(self, host: str) -> int:
        """The port at which HTTPS was tried at a host, 0 where it was not."""
        return self._secure.get(host, 0)


class Observers:
    """Looks at names and certificates; what cannot be looked at is noted as unknown."""

    def __init__(self, fetcher: Fetcher, options: CollectOptions) -> None:
        self._certificates = Certificates(fetcher, options)
        self._ipv6 = Ipv6(fetcher, options)

    async def observe(self, session: Session, seen: SeenSoFar) -> tuple[Observation, ...]:
        """The observations of a site, in a fixed order."""
        origin = seen.origin()
        if origin is None:
            return ()
        scheme, host, port = origin
        if seen.trouble in _NOBODY:
            return (Observation(ADDRESS, host, "unknown", "首页未能访问，没有查询"),)
        secure = seen.secure_port(host)
        certificate = (await self._certificates.of(session, host, secure),) if secure else ()
        return (*certificate, *await self._ipv6.of(host, scheme, port))
