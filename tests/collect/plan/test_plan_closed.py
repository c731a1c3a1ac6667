"""What is asked of a site that was closed: its home page, the parts of that, a few columns, its new place."""

from __future__ import annotations

from typing import Any

import pytest

from govsite_checks.model import ColumnHint, Role

FOOT = "<div class=footer><script src='/footer.js'></script><a href='/map.html'>网站地图</a></div>"


@pytest.mark.parametrize("status", ["offline", "merged", "suspended"])
def test_little_is_asked_of_a_closed_site(lab: Any, status: str) -> None:
    hints = tuple(ColumnHint(f"动态{n}", "news", f"/d{n}/") for n in range(9))
    site = lab.site(
        status=status,
        columns=hints,
        moved_to="http://www.parent.gov.cn/lab/",
        guides=("/g/",),
        search="/s?q=",
    )
    home = (
        FOOT
        + "".join(f"<a href='/c{n}/'>通知公告</a>" for n in range(9))
        + "<a href='http://a.cn/'>甲</a><img src=/a.png>"
    )
    trip = lab.visit({"/": home, "/d0/": home}, site=site)
    assert [(page.role, page.url.removeprefix("http://www.lab.gov.cn")) for page in trip.wanted] == [
        (Role.HOME, "/"),
        (Role.OTHER, "/d0/"),
        (Role.OTHER, "/d1/"),
        (Role.OTHER, "/d2/"),
        (Role.MIGRATED, "http://www.parent.gov.cn/lab/"),
        (Role.FOOTER_SCRIPT, "/footer.js"),
        (Role.SITEMAP, "/map.html"),
    ]
    assert trip.notes == []


def test_a_closed_site_without_hints_is_asked_for_its_home_page(lab: Any) -> None:
    trip = lab.visit({}, site=lab.site(status="offline"))
    assert [page.role for page in trip.wanted] == [Role.HOME]
