"""Hosts that a fleet links to and no inventory holds: candidates, with who links to them."""

from __future__ import annotations

from datetime import datetime

import pytest

from govsite_checks.ledgers import undiscovered
from govsite_checks.ledgers.undiscovered import Discovery
from govsite_checks.model import CHINA, Page, Site, Snapshot

AS_OF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)
ONE = Site("one", "首都之窗", "https://www.beijing.gov.cn/")
TWO = Site(
    "two", "某局", "http://jw.beijing.gov.cn/", status="merged", moved_to="http://kept.beijing.gov.cn/x/"
)


def snapshot(site: Site, *links: str, error: str = "") -> Snapshot:
    html = "".join(f'<a href="{link}">去<b>{number}</b></a>' for number, link in enumerate(links))
    return Snapshot(
        site, AS_OF, (Page("home", site.url, text="" if error else html, error=error, status=200),)
    )


def test_hosts_that_nobody_lists_are_named_with_who_links_to_them() -> None:
    discovery = Discovery([ONE, TWO], held=["held.gov.cn"])
    discovery.take(
        snapshot(
            ONE,
            "http://www.lost.gov.cn/",
            "http://lost.gov.cn/a",
            "http://animal.beijing.gov.cn/x",
            "http://beijing.gov.cn/",  # the inventory's own, without www.
            "//kept.beijing.gov.cn/y",
            "http://www.held.gov.cn/",
            "http://zfwzgl.www.gov.cn/exposure/jiucuo.html",
            "https://beian.miit.gov.cn/",
            "http://lost.gov.cn.example.com/",
            "http://www.example.com/",
            "/inside",
        )
    )
    discovery.take(snapshot(TWO, "https://LOST.gov.cn/b", "http://other.gov.cn/"))
    discovery.take(snapshot(ONE, "http://never.gov.cn/", error="timeout"))
    found = discovery.result()
    assert [(one.host, one.near, one.linked_by) for one in found.candidates] == [
        ("animal.beijing.gov.cn", True, 1),
        ("www.lost.gov.cn", False, 2),
        ("other.gov.cn", False, 1),
    ]
    first, second = found.candidates[1].linkers
    assert (first.site, first.name, first.page, first.words) == ("one", "首都之窗", ONE.url, "去0")
    assert second.site == "two"
    assert (found.looked_at, found.unseen, found.more) == (2, 1, False)


def test_what_is_kept_is_bounded_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undiscovered, "MAX_CANDIDATES", 3)
    monkeypatch.setattr(undiscovered, "MAX_LINKERS", 2)
    discovery = Discovery([ONE])
    for number in range(4):
        site = Site(f"s{number}", f"站{number}", f"http://s{number}.beijing.gov.cn/")
        discovery.take(snapshot(site, "http://a.gov.cn/", *(f"http://b{n}.gov.cn/" for n in range(9))))
    found = discovery.result()
    assert len(found.candidates) == 3
    assert found.more
    assert (found.candidates[0].linked_by, len(found.candidates[0].linkers)) == (4, 2)
