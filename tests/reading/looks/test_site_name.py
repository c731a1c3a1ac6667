"""How words show a site's name."""

from __future__ import annotations

import pytest

from govsite_checks.reading.looks.site_name import core_of, is_generic, shows


@pytest.mark.parametrize(
    ("name", "text", "how"),
    [
        ("北京市昌平区人民政府", "首页 - 北京市昌平区人民政府门户网站", "full"),
        ("北京市昌平区人民政府门户网站", "北京市昌平区人民政府", "full"),
        ("北京市昌平区人民政府", "北京市 昌平区 人民政府", "full"),
        ("北京市昌平区人民政府", "昌平区政府网站", "short"),
        ("北京市发展和改革委员会", "北京市发改委官网", "short"),
        ("示例市人力资源和社会保障局", "示例市人社局 | 首页", "short"),
        ("北京市昌平区人民政府", "海淀区人民政府", ""),
        ("北京市昌平区人民政府", "首页", ""),
        ("北京市昌平区人民政府", "昌平新闻网", ""),
        ("北京市昌平区人民政府", "", ""),
        ("首都之窗", "首都之窗_北京市政务门户网站", "full"),
        ("示例信息网", "示例信息网", "full"),
    ],
)
def test_names(name: str, text: str, how: str) -> None:
    assert shows(name, text) == how


def test_the_core_is_never_empty() -> None:
    assert core_of("门户网站") == "门户网站"
    assert core_of("示例市信息网") == "示例市"


@pytest.mark.parametrize("title", ["", "首页", " 首 页 ", "无标题文档", "Untitled", "INDEX"])
def test_generic_titles(title: str) -> None:
    assert is_generic(title)


def test_a_name_is_not_generic() -> None:
    assert not is_generic("示例市政府")


def test_a_long_text_is_bounded() -> None:
    assert shows("示例市人民政府", "甲 " * 100_000) == ""
