from __future__ import annotations

import pytest

BEFORE = [
    "对全市845个政府网站进行了检查。",
    "全市政府网站首页添加入口比例达100%，其中94.7%的网站规范嵌入代码。",
    "全市政府网站标识添加比例达到90.1%。",
]


@pytest.mark.parametrize(
    ("draft", "value", "real"),
    [
        ("首页添加入口比例达100%，其中97%的网站规范嵌入代码，较上季度提升4.3个百分点。", 4.3, "2.3"),
        ("全市政府网站457个，较上季度减少390个。", 390, "388"),
        ("全市政府网站从上季度的846个降至457个。", 846, "845"),
    ],
)
def test_what_the_notice_before_contradicts(found, draft: str, value: float, real: str) -> None:
    assert found(draft, previous=BEFORE) == [("delta", value, None, real)]
    assert found(draft) == []


@pytest.mark.parametrize(
    "draft",
    [
        "首页添加入口比例达100%，其中97%的网站规范嵌入代码，较上季度提升2.3个百分点。",
        "全市政府网站457个，较上季度减少388个，较去年同期减少900个。",
        "全市政府网站从上季度的845个降至457个。",
        "网民留言满意比例为88.2%，较上季度提升4.3个百分点。",
    ],
)
def test_what_agrees_with_it_or_is_not_in_it(found, draft: str) -> None:
    assert found(draft, previous=BEFORE) == []
