"""Units and sites by what offices call them: nothing is counted by likeness."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from govsite_checks.census.results import SiteResult
from govsite_checks.ledgers.items import Items
from govsite_checks.ledgers.known import Sites, Units
from govsite_checks.ledgers.template import template


def test_units_go_by_their_names_and_the_ones_that_an_office_gives() -> None:
    units = Units(["市教委", "市公安局", "市教委"], {"市公安局": ["北京市公安局"], "市粮食局": ["粮食局"]})
    assert units.order == ("市教委", "市公安局", "市粮食局")
    assert units.find(" 市 教委") == "市教委"
    assert units.find("北京市公安局") == "市公安局"
    assert units.find("粮食局") == "市粮食局"
    assert units.find("市教育委") == ""


def test_without_units_a_name_stands_for_itself() -> None:
    units = Units(["", " "])
    assert not units.checked
    assert units.find(" 市教委 ") == "市教委"
    assert units.notes == ("没有给出网站台账，单位名称未经核对",)


@pytest.mark.parametrize(
    "said",
    [
        "1100000088",
        "jw",
        "北京市 教育委员会",
        "“北京市教育委员会”网",
        "http://jw.gov.cn",
        "https://JW.gov.cn/",
        "ｊｗ.gov.cn",
    ],
)
def test_sites_go_by_code_id_name_and_address(said: str) -> None:
    sites = Sites(
        [SiteResult("jw", "北京市教育委员会", "市教委", url="http://jw.gov.cn/")], {"jw": "1100000088"}
    )
    found = sites.find(said)
    assert found is not None
    assert found.id == "jw"


def test_a_name_that_two_sites_go_by_is_neither() -> None:
    sites = Sites([SiteResult("a", "教育网", "甲区", url="http://a.gov.cn/"), SiteResult("b", "教育网", "乙区", url="http://b.gov.cn/")])  # fmt: skip
    assert sites.find("教育网") is None
    assert sites.find("") is None
    assert [site.id for site in (sites.find("a"), sites.find("b.gov.cn")) if site] == ["a", "b"]


def test_items_are_those_that_the_census_judged() -> None:
    items = Items({"footer-icp": "首页底部标明ICP备案编号", "home-links-sound": "首页的站内链接均能打开"})
    assert items.find("footer-icp") == ("footer-icp",)
    assert items.find("首页底部标明 ICP 备案编号") == ("footer-icp",)
    assert items.find("ICP备案（工信部）") == ("footer-icp",)
    assert items.find("站点地图") == ()
    assert items.find("链接可用性") == ()  # of its two rules only one was judged


def test_forms_say_what_is_to_be_filled_in(sheet: Callable[..., Path]) -> None:
    form, about = template("messages")
    assert [column.title for column in form.columns][:3] == ["留言编号", "办理单位", "网站名称"]
    said = {row[0]: row[1] for row in about.rows}
    assert (said["办理单位"], said["答复日期"], said["网站名称"]) == ("必填", "须有此列，可空", "可不填")
    with pytest.raises(KeyError):
        template("nothing")
