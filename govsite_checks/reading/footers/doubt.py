"""Whether a missing mark may be there unseen: what of a page was not read, and whether it could hold the mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .compose import Unseen

if TYPE_CHECKING:
    from .footer import Footer

# A page with less visible text than this shows nothing of its own: a shell, or a page that leads elsewhere.
SHELL_CHARS = 60
# A page with less than this may be a shell with a header, where it has an empty container to fill.
SHELL_CHARS_WITH_ROOT = 400

_WORDS = {
    "script": "页脚可能由脚本{}写入，未能读取",
    "frame": "页脚可能在框架页{}中，未能读取",
    "load": "页脚可能由脚本加载自{}，未能读取",
    "include": "页面残留服务器包含指令{}，其内容未见",
    "computed": "页脚可能由脚本在运行时生成（见{}），未能读取",
}


def doubt_of(footer: Footer, kind: str) -> str:
    """Why a missing mark of a kind may be there all the same, in Chinese; empty where its absence is certain."""
    if footer.cut:
        return "页面过大或嵌套过深，未能全部读取"
    if footer.broken_off:
        return "页面源码在中途截断，其后的内容未见"
    if footer.unfilled or _is_bound(footer):
        return "页脚含有由脚本填写的模板变量"
    for item in footer.unseen:
        if item.foot:
            return _said(item)
    if _is_shell(footer):
        return "页面正文极少，内容可能由脚本在运行时生成"
    if _is_hollow(footer):
        return "页脚有空容器，内容可能由脚本在运行时填入"
    if kind in footer.traces:
        return "页面脚本中有相关内容，未能确认其是否显示"
    for item in footer.unseen:
        if _counts(item, kind, footer):
            return _said(item)
    if footer.found:
        return ""
    if footer.chars < SHELL_CHARS:
        return "页面几乎没有内容，可能不是网站首页"
    return "页面底部为图片，未能读取其中的文字" if footer.pictured else ""


def _said(item: Unseen) -> str:
    return _WORDS[item.kind].format(_short(item.url))


def _short(url: str) -> str:
    return url if len(url) <= 80 else url[:40] + "…" + url[-36:]


def _is_shell(footer: Footer) -> bool:
    """Whether the page is an empty frame that its scripts fill."""
    if footer.rich or not footer.hollow.runs:
        return False
    root = bool(footer.hollow.other or footer.hollow.foot or footer.hollow.components)
    return footer.chars < SHELL_CHARS or (root and not footer.found and footer.chars < SHELL_CHARS_WITH_ROOT)


def _is_hollow(footer: Footer) -> bool:
    """Whether the footer, or a part of it that a script can single out, is empty and a script could fill it."""
    hollow = footer.hollow
    if not hollow.runs:
        return False
    if not footer.found:
        return bool(hollow.foot or hollow.components)
    if footer.rich:
        unread = any(item.kind == "script" and item.own and not item.gone for item in footer.unseen)
        return bool(hollow.foot_components or (hollow.parts and unread))
    return bool(hollow.parts or hollow.foot_components)


def _is_bound(footer: Footer) -> bool:
    """Whether a framework fills elements of the footer, or of a page that shows none."""
    return bool(footer.hollow.foot_bound if footer.found else footer.hollow.bound)


def _counts(item: Unseen, kind: str, footer: Footer) -> bool:
    """Whether an unread script or frame without a footer's name can hold a mark of a kind."""
    if item.kind == "computed":
        if not footer.found or item.in_foot_area or item.place >= footer.start:
            return True
        if item.target:
            return footer.aimed(item.target) is True
        return not footer.rich and item.place >= 0
    if not footer.rich:
        return not item.deferred or not footer.found
    if item.kind == "frame":
        return item.in_foot_area
    # Text comes from scripts of the site's own; the two embeds come from anywhere.
    writes = kind in ("conac", "jiucuo") or (item.own and not item.gone)
    return item.in_foot_area and not item.deferred and writes
