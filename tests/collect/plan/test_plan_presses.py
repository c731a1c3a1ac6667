"""Entries of the navigation that only a script follows."""

from __future__ import annotations

from typing import Any

import pytest

from govsite_checks.model import Role

NAV = (
    "<ul class=nav><li><a href='/'>首页</a></li><li><a href='/gzdt/'>工作动态</a></li><li><a href='/tzgg/'>通知公告</a></li>"
    "<li><a href='/a/'>政务公开</a></li>MORE</ul>"
)
SERVICES = "<li><a href='javascript:open_it()'>办事服务</a></li>"
GUIDES = "<h2>办事服务</h2><ul><li><a href='/fw/1.html'>老年人优待证办理指南</a></li></ul>"


def pressed(trip: Any) -> list[tuple[str, str, str]]:
    return [(page.act, page.query, page.url) for page in trip.of(Role.OTHER) if page.act]


def site(more: str) -> dict[str, str]:
    return {"/": NAV.replace("MORE", more), "/fw/": GUIDES, "/dc/": "<p>调查"}


def test_what_only_a_script_opens_is_pressed_and_its_column_opened(lab: Any) -> None:
    survey = "<li><a href='javascript:void(0)' onclick='x()'>调查征集</a></li>"
    trip = lab.visit(site(SERVICES + survey), pressed={"办事服务": "fw/", "调查征集": "dc/"})
    assert pressed(trip) == [("press", "办事服务", lab.home), ("press", "调查征集", lab.home)]
    assert trip.types()["/fw/"] == "services"
    assert trip.types()["/dc/"] == "survey"


@pytest.mark.parametrize(
    "more",
    [
        SERVICES + "<li><a href='/fw/'>办事指南</a></li>",
        "<li><a href='javascript:x()'>工作动态</a></li>",
        "<li><a href='javascript:x()'>退出登录</a></li>",
        "<li><a href='javascript:x()'>关于进一步做好办事服务工作的通知</a></li>",
        "<li><a href='#'>办事服务</a></li>",
    ],
    ids=["known", "other", "logout", "headline", "anchor"],
)
def test_nothing_else_is_pressed(lab: Any, more: str) -> None:
    assert pressed(lab.visit(site(more))) == []


def test_an_entry_that_stays_on_the_page_is_no_column(lab: Any) -> None:
    trip = lab.visit(site(SERVICES), pressed={"办事服务": "#services"})
    assert len(pressed(trip)) == 1
    assert "services" not in trip.types().values()


def test_without_a_browser_it_is_asked_once_and_nothing_follows(lab: Any) -> None:
    trip = lab.visit(site(SERVICES))
    assert len(pressed(trip)) == 1
    assert "services" not in trip.types().values()
