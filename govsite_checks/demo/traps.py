"""Sites that would keep a careless visitor for ever, or hand over more than it can hold: what stands in for a column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .answer import Answer, redirect

ROWS = 10_000
DEPTH = 200_000

# A path without its query to what the trap answers; None for the site's own page.
Trap = Callable[[str], Answer | None]


def _page(title: str, body: str) -> Answer:
    html = (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><div class="position">当前位置：<a href="/">首页</a> &gt; {title}</div>{body}</body></html>'
    )
    return Answer(200, html.encode(), "text/html; charset=utf-8")


def _long_list(path: str) -> Answer | None:
    if path != "/tzgg/":
        return None
    rows = "".join(
        f'<li><a href="/tzgg/t{n}.html">第{n}号通知公告</a><span>2001-01-01</span></li>' for n in range(ROWS)
    )
    return _page("通知公告", f'<ul class="list">{rows}</ul>')


def _deep(path: str) -> Answer | None:
    return _page("通知公告", "<div>" * DEPTH + "<p>最里面</p>") if path == "/tzgg/" else None


def _script_only(path: str) -> Answer | None:
    if path != "/tzgg/":
        return None
    script = "var a=[];" + "for(var i=0;i<9;i++){a.push('<li>'+i+'</li>');}" * 2000
    return _page("通知公告", f"<script>{script}document.body.innerHTML=a.join('');</script>")


def _calendar(path: str) -> Answer | None:
    """A month, and the way to the next one: there is always a next one."""
    if path == "/tzgg/":
        return _month(2020, 1)
    year, _, month = path.removeprefix("/tzgg/rili-").removesuffix(".html").partition("-")
    if path.startswith("/tzgg/rili-") and year.isdecimal() and month.isdecimal() and len(year) < 6:
        return _month(int(year), int(month) % 13)
    return None


def _month(year: int, month: int) -> Answer:
    following = f"{year + month // 12}-{month % 12 + 1}"
    days = "".join(f'<td><a href="/tzgg/ri-{year}-{month}-{day}.html">{day}</a></td>' for day in range(1, 29))
    return _page(
        "通知公告",
        f"<h2>{year}年{month}月</h2><table><tr>{days}</tr></table>"
        f'<a href="/tzgg/rili-{following}.html">下一页</a> <a href="/tzgg/rili-{following}.html">下个月</a>',
    )


def _paging_loop(path: str) -> Answer | None:
    """Two list pages whose next page is the other one."""
    pages = {"/tzgg/": "/tzgg/index_1.html", "/tzgg/index_1.html": "/tzgg/"}
    if path not in pages:
        return None
    rows = "".join(f'<li><a href="/tzgg/t{n}.html">第{n}号通知公告</a></li>' for n in range(12))
    return _page(
        "通知公告", f'<ul class="list">{rows}</ul><div class="pages"><a href="{pages[path]}">下一页</a></div>'
    )


def _blank(_: str) -> Answer:
    """A server that answers, and says nothing."""
    return _page("", "")


def _parked(_: str) -> Answer:
    html = (
        "<html><head><title>域名出售</title></head><body><h1>该域名正在出售</h1>"
        "<p>This domain is for sale. 域名出售，欢迎联系购买。</p></body></html>"
    )
    return Answer(200, html.encode(), "text/html; charset=utf-8")


def _notice(_: str) -> Answer:
    return _page(
        "关停公告",
        "<h1>网站关停公告</h1><p>根据政府网站集约化工作安排，本网站已于2018年5月10日永久下线，内容已迁移至"
        '<a href="http://www.demo-xugou01.gov.cn/">虚构市人民政府门户网站</a>，感谢您一直以来的支持。</p>',
    )


def _moved(_: str) -> Answer:
    return redirect(b"http://www.demo-xugou01.gov.cn/gzdt/")


TRAPS: Mapping[str, Trap] = MappingProxyType(
    {
        "long-list": _long_list,
        "deep": _deep,
        "script-only": _script_only,
        "calendar": _calendar,
        "paging-loop": _paging_loop,
        "blank": _blank,
        "parked": _parked,
        "notice": _notice,
        "moved": _moved,
    }
)
