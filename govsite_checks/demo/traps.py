"""Columns that would keep a careless visitor for ever, or hand over more than it can hold; and what closed sites say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .answer import Answer, redirect

ROWS = 10_000
DEPTH = 200_000
COLUMN = "/tzgg/"

# The path of a request and today's date to what stands on the page in place of the list; None for another page.
Trap = Callable[[str, str], str | None]


def _rows(count: int, day: str) -> str:
    """Rows that lead to the State Council's site: nothing below them has to be looked at."""
    return "".join(
        f'<li><a href="https://www.gov.cn/tzgg/t{n}.htm">第{n}号通知公告转发国务院文件</a><span>{day}</span></li>'
        for n in range(count)
    )


def _long_list(path: str, day: str) -> str | None:
    return f'<ul class="list">{_rows(ROWS, day)}</ul>' if path == COLUMN else None


def _deep(path: str, day: str) -> str | None:
    return "<div>" * DEPTH + f"<p>最里面 {day}</p>" if path == COLUMN else None


def _script_only(path: str, _: str) -> str | None:
    if path != COLUMN:
        return None
    script = "var a=[];" + "for(var i=0;i<9;i++){a.push('<li>'+i+'<\\/li>');}" * 2000
    return (
        f'<div id="rows"></div><script>{script}document.getElementById("rows").innerHTML=a.join("");</script>'
    )


def _calendar(path: str, day: str) -> str | None:
    """A month, and the way to the next one: there is always a next one."""
    year, month = 2020, 1
    if path != COLUMN:
        written, _, number = path.removeprefix("/tzgg/rili-").removesuffix(".html").partition("-")
        if not (path.startswith("/tzgg/rili-") and written.isdecimal() and number.isdecimal()):
            return None
        year, month = int(written[:5]), int(number[:3]) % 12 or 12
    following = f"/tzgg/rili-{year + month // 12}-{month % 12 + 1}.html"
    days = "".join(f"<td>{number}</td>" for number in range(1, 29))
    return (
        f'<h3>{year}年{month}月</h3><table><tr>{days}</tr></table><ul class="list">{_rows(3, day)}</ul>'
        f'<a href="{following}">下一页</a> <a href="{following}">下个月</a>'
    )


def _paging_loop(path: str, day: str) -> str | None:
    """Two list pages whose next page is the other one."""
    pages = {COLUMN: "/tzgg/index_1.html", "/tzgg/index_1.html": COLUMN}
    if path not in pages:
        return None
    return (
        f'<ul class="list">{_rows(12, day)}</ul><div class="pages"><a href="{pages[path]}">下一页</a></div>'
    )


TRAPS: Mapping[str, Trap] = MappingProxyType(
    {
        "long-list": _long_list,
        "deep": _deep,
        "script-only": _script_only,
        "calendar": _calendar,
        "paging-loop": _paging_loop,
    }
)


def _page(title: str, body: str) -> Answer:
    html = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'
    return Answer(200, html.encode(), "text/html; charset=utf-8")


# What a closed site answers to every request.
LEFT_BEHIND: Mapping[str, Answer] = MappingProxyType(
    {
        "blank": _page("", ""),
        "parked": _page(
            "域名出售", "<h1>该域名正在出售</h1><p>This domain is for sale. 域名出售，欢迎联系购买。</p>"
        ),
        "notice": _page(
            "关停公告",
            "<h1>网站关停公告</h1><p>根据政府网站集约化工作安排，本网站已于2018年5月10日永久下线，内容已迁移至"
            '<a href="http://www.demo-xugou01.gov.cn/">虚构市人民政府门户网站</a>，感谢您一直以来的支持。</p>',
        ),
        "pause": _page(
            "临时关闭公告",
            "<h1>公告</h1><p>本网站因系统升级改造，自2018年8月20日起临时关闭，恢复时间另行公告。</p>",
        ),
        "moved": redirect(b"http://www.demo-xugou01.gov.cn/gzdt/"),
    }
)
