"""An address that does not exist is answered as one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, PageError, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.reach import State, key_of, reach
from govsite_checks.wording import PAGE_ERROR

_HOME = "<title>示例市人民政府</title><p>欢迎访问</p>" + "<p>政务公开 办事服务</p>" * 20
_PATH = "/no-such-page-5f3c0a4e.html"


def _probe(html: str = "", **more: object) -> tuple[Page, ...]:
    return (sample.page(Role.PROBE, _PATH, html, **more),)  # type: ignore[arg-type]


@rule(
    id="page-missing-reported",
    title="访问不存在的地址时提示页面不存在",
    clause="guideline-2017/dead-link",
    remediation="对不存在的地址返回 404 状态码，并提示访问者页面不存在；不跳转到首页，也不返回其他页面的内容。",
    needs=(),
    examples=[
        Example.ok(_HOME, says="404", pages=_probe(status=404, error="http-status")),
        Example.ok(_HOME, says="410", pages=_probe(status=410, error="http-status")),
        Example.ok(
            _HOME,
            says="提示页面不存在",
            pages=_probe("<title>提示</title><p>您访问的页面不存在</p>"),
            note="状态码虽是 200，访问者已看到提示",
        ),
        Example.needs_review(_HOME, says="首页", pages=_probe(_HOME, final="/"), note="跳转到首页"),
        Example.needs_review(_HOME, says="首页", pages=_probe(_HOME), note="原地返回首页的内容"),
        Example.needs_review(
            _HOME, says="返回了一个页面", pages=_probe("<title>政务公开</title><p>政策文件列表</p>" * 30)
        ),
        Example.no_evidence(_HOME, says="验证页", pages=_probe(error="challenge")),
        Example.no_evidence(_HOME, says="403", pages=_probe(status=403, error="http-status")),
        Example.no_evidence(_HOME, says="500", pages=_probe(status=500, error="http-status")),
        Example.no_evidence(_HOME, says="没有试探"),
    ],
    catalogue=("dead-link",),
    auto="P",
)
def page_missing_reported(snapshot: Snapshot) -> Iterable[Finding]:
    """A random address is answered by 404 or 410, or by a page that says so.

    检查内容：
        访问一个不可能存在的地址，看网站是否返回 404 或 410，或者提示页面不存在。
    检查依据：
        《政府网站发展指引》关于网站不得有打不开或指向错误的链接的要求：失效链接若得到其他页面的内容，访问者和检查都无从
        发现。
    整改方法：
        对不存在的地址返回 404 状态码，并提示访问者页面不存在；不跳转到首页，也不返回其他页面的内容。
    人工判断：
        返回了页面（含跳转到首页）而未见提示的，一律由人工查看后确定。从不判为不符合。
    已知局限：
        只试一个地址；以图片或脚本显示的提示看不到。
    """
    # Not by ``needs``: an address that is answered by 404, as it should be, is a page that was not seen.
    probes = snapshot.pages_of(Role.PROBE)
    if probes:
        yield _finding(snapshot, probes[0])
    else:
        yield Finding.at(Verdict.NO_EVIDENCE, "没有试探不存在的地址，未能查看。", snapshot.home)


def _finding(snapshot: Snapshot, page: Page) -> Finding:
    found = reach(page, "")
    if found.state is State.BROKEN:
        return Finding.at(Verdict.OK, f"访问不存在的地址时{found.why}。", page)
    if found.state is State.DOUBTFUL:
        return Finding.at(Verdict.OK, f"访问不存在的地址时提示页面不存在（{found.why}）。", page)
    if found.state is State.UNKNOWN or not page.seen:
        why = (
            f"返回状态码 {page.status}"
            if page.error == PageError.HTTP_STATUS
            else PAGE_ERROR.get(page.error, "未采集")
        )
        return Finding.at(Verdict.NO_EVIDENCE, f"未能看到网站对不存在的地址的应答：{why}。", page)
    what = "得到的是首页" if _is_home(page, snapshot.home) else "返回了一个页面"
    title = f"（标题“{page.title[:40].replace('。', '')}”）" if page.title else ""
    return Finding.at(
        Verdict.NEEDS_REVIEW,
        f"访问不存在的地址时{what}{title}，状态码为 {page.status}，需人工查看是否有提示。",
        page,
    )


def _is_home(page: Page, home: Page) -> bool:
    """Whether an answer is the home page: by its address, or word for word."""
    if not home.seen:
        return False
    return key_of(page.final_url) == key_of(home.final_url) or page.text == home.text
