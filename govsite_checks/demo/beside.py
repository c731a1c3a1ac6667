"""What is true of a site and shows on none of its pages: for tests that hand it over in place of a network and a week."""

from __future__ import annotations

from datetime import date, timedelta

from .site import DemoSite

VISITS_A_DAY = 20
DAYS = 7
_IPV6 = {
    "answers": (("aaaa", "yes"), ("ipv6", "reachable")),
    "silent": (("aaaa", "yes"), ("ipv6", "unreachable")),
    "none": (("aaaa", "no"),),
}


def observed(site: DemoSite) -> tuple[tuple[str, str, str], ...]:
    """What a network with IPv6 would note of a site: kind, host and outcome."""
    return tuple((kind, site.host, outcome) for kind, outcome in _IPV6[site.facts.server.ipv6])


def visited(site: DemoSite, last: date) -> tuple[tuple[date, int, int], ...]:
    """The visits of the week that ends on ``last``: day, visits and failures; the first days take those."""
    left, days = site.facts.server.failing, []
    for back in reversed(range(DAYS)):
        failed = min(left, VISITS_A_DAY)
        left -= failed
        days.append((last - timedelta(days=back), VISITS_A_DAY, failed))
    return tuple(days)
