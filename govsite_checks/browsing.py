"""The browser of a run: chosen by the settings, checked before anything is fetched, named in the report's header."""

from __future__ import annotations

import asyncio

from govsite_checks.collect import CollectOptions
from govsite_checks.collect.browse.choice import choose
from govsite_checks.collect.browse.contracts import BrowseOptions, Browser, Mode
from govsite_checks.collect.browse.find import Found
from govsite_checks.settings import Settings, SettingsError

INSTALL = "请安装 Chromium（如 playwright install chromium，或系统软件包 chromium），或用 --govsite-browser-path 指定"


def browse_options(settings: Settings) -> BrowseOptions:
    """What the settings say of the browser.

    Raises:
        SettingsError: what they name cannot be used, or a browser is required and none is installed.
    """
    browse = BrowseOptions(
        settings.browser,
        str(settings.browser_path or ""),
        str(settings.browser_state or ""),
    )
    if settings.replay is None and _choose(browse) is None and settings.require_browser:
        raise SettingsError(f"没有找到浏览器，而 --govsite-require-browser 要求使用：{INSTALL}")
    return browse


def check_starts(options: CollectOptions) -> None:
    """Start the browser once, and end it.

    Raises:
        SettingsError: there is none, or it does not start.
    """
    from govsite_checks.collect.browse.engine import why_not

    trouble = asyncio.run(why_not(options))
    if trouble:
        raise SettingsError(f"浏览器无法使用，而 --govsite-require-browser 要求使用：{trouble}")


def open_for(options: CollectOptions) -> Browser:
    """The browser of a collection, which starts with the first page that is shown."""
    # Not with the module: Playwright is large, and most processes never collect.
    from govsite_checks.collect.browse.engine import open_browser

    return open_browser(options)


def described(browse: BrowseOptions) -> str:
    """One line for the head of the report: which browser is used when, or what its absence means.

    Raises:
        SettingsError: what the options name cannot be used.
    """
    if browse.mode == Mode.NEVER:
        return "浏览器：不使用；只能由脚本显示的内容记为未能查看或待人工复核"
    found = _choose(browse)
    if found is None:
        return f"浏览器：没有找到；只能由脚本显示的内容记为未能查看或待人工复核。{INSTALL}"
    when = "全部页面" if browse.mode == Mode.ALWAYS else "只看文本不足以判定的页面"
    return f"浏览器：{found.path}（{found.how}），用于{when}"


def _choose(browse: BrowseOptions) -> Found | None:
    try:
        return choose(browse)
    except ValueError as problem:
        raise SettingsError(str(problem)) from None
