"""The browser, started once, and the font that its pictures need."""

from __future__ import annotations

import asyncio

from govsite_checks.collect import CollectOptions
from govsite_checks.collect.browse.choice import choose
from govsite_checks.collect.browse.contracts import BrowseOptions
from govsite_checks.collect.browse.engine import why_not
from govsite_checks.pictures.fonts import font_warning

from .symptom import State, Symptom

_MEANS = "只能由脚本显示的内容记为未能查看或待人工复核；图片和自动检测不可用，其余检查不受影响"
_FIX = "请安装 Chromium（如 playwright install chromium，或系统软件包 chromium），或用 --govsite-browser-path 指定"


def browser(path: str = "") -> Symptom:
    """The browser that a run would use, started and ended."""
    browse = BrowseOptions(path=path)
    try:
        found = choose(browse)
    except ValueError as error:
        return Symptom("浏览器", State.LIMITS, str(error), _MEANS, _FIX)
    if found is None:
        return Symptom("浏览器", State.LIMITS, "没有找到", _MEANS, _FIX)
    trouble = asyncio.run(why_not(CollectOptions(browse=browse)))
    if trouble:
        return Symptom("浏览器", State.LIMITS, f"{found.path}：{trouble}", _MEANS, _FIX)
    return Symptom("浏览器", State.WORKS, f"{found.path}（{found.how}），可以启动")


def fonts() -> Symptom:
    """A font for Chinese."""
    warning = font_warning()
    if warning:
        return Symptom(
            "中文字体", State.LIMITS, "没有中文字体", "截图中的汉字显示为方框，判定不受影响", warning
        )
    return Symptom("中文字体", State.WORKS, "有中文字体")
