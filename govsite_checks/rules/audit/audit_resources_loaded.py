"""What pages show comes, and none of it over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from govsite_checks.model import (
    Audit,
    AuditedPage,
    Example,
    Expected,
    Finding,
    Resource,
    Role,
    Snapshot,
    Verdict,
    rule,
)
from govsite_checks.reading.audits.state import page_by_page
from govsite_checks.reading.page.document import host_of
from govsite_checks.wording import ROLE

_URL = "https://www.example.gov.cn/"
_GONE = ("http-404", "http-410")
_SHOWN = 3


def _audit(*resources: Resource, console: tuple[str, ...] = (), error: str = "") -> Audit:
    return Audit(pages=(AuditedPage(Role.HOME, _URL, error, (), True, resources, console),))


@rule(
    id="audit-resources-loaded",
    title="页面引用的资源都能加载",
    clause="website-security/https",
    remediation="改正或删去失效的资源地址，把以 HTTP 引用的资源改为 HTTPS。",
    examples=[
        Example.ok("", audit=_audit(), says="未发现"),
        Example(
            "",
            (Expected(Verdict.OK, "未发现"), Expected(Verdict.OK, "仅供参考")),
            audit=_audit(console=("$ is not defined",)),
        ),
        Example.violation(
            "",
            audit=_audit(Resource(f"{_URL}i/a.png", "image", "http-404")),
            says="自动检测发现：首页有 1 个",
        ),
        Example.violation(
            "", audit=_audit(Resource("http://x.gov.cn/a.js", "script", "mixed")), says="以 HTTP 引用"
        ),
        Example.needs_review(
            "",
            audit=_audit(Resource("https://tj.example.com/a.js", "script", "failed")),
            says="可能与检查所用的网络有关",
        ),
        Example.needs_review(
            "", audit=_audit(Resource("https://tj.example.com/a.js", "script", "http-404")), says="其他网站"
        ),
        Example.no_evidence("", audit=_audit(error="HTTP 404"), says="未能打开首页"),
        Example.not_applicable("", says="没有做自动检测"),
    ],
    catalogue=("mixed-content",),
    auto="P",
)
def audit_resources_loaded(snapshot: Snapshot) -> Iterable[Finding]:
    """Images, styles, scripts and data of four kinds of pages come when a browser asks for them.

    检查内容：
        用浏览器打开首页、一个列表页、一个内容页和一个办事指南页，看浏览器自己的记录里有没有加载失败的资源
        和以 HTTP 引用的资源；脚本报错附记供参考。只在使用 --govsite-audit 时检测。
    检查依据：
        网络安全的通行做法，属建议性要求；《政府网站发展指引》中未见编号条款。
    整改方法：
        改正或删去失效的资源地址，把以 HTTP 引用的资源改为 HTTPS。
    人工判断：
        其他网站的资源，以及没有应答的资源，可能只是检查时的网络不通，由人工换网络确认。
    已知局限：
        只看四个页面各打开一次的情形；翻到下面才加载的图片看不到。
    """
    return page_by_page(snapshot, _judged)


def _judged(page: AuditedPage) -> Iterator[Finding]:
    name = ROLE.get(page.role, page.role)
    if page.error:
        yield Finding(Verdict.NO_EVIDENCE, f"自动检测未能打开{name}：{page.error}。", page.url)
        return
    mixed = [r for r in page.resources if r.outcome == "mixed"]
    own = [r for r in page.resources if r.outcome in _GONE and host_of(r.url) == host_of(page.url)]
    rest = [r for r in page.resources if r not in mixed and r not in own]
    if mixed:
        yield _said(
            page, Verdict.VIOLATION, f"自动检测发现：HTTPS 的{name}以 HTTP 引用了 {len(mixed)} 个资源", mixed
        )
    if own:
        yield _said(page, Verdict.VIOLATION, f"自动检测发现：{name}有 {len(own)} 个本站资源已失效", own)
    if rest:
        text = f"{name}有 {len(rest)} 个资源没有加载，属其他网站或可能与检查所用的网络有关，需人工确认"
        yield _said(page, Verdict.NEEDS_REVIEW, text, rest)
    if not page.resources:
        yield Finding(Verdict.OK, f"{name}自动检测未发现加载失败的资源。", page.url, rendered=True)
    if page.console:
        text = f"{name}的脚本报错 {len(page.console)} 条，仅供参考。"
        yield Finding(Verdict.OK, text, page.url, "", page.console[0], rendered=True)


def _said(page: AuditedPage, verdict: Verdict, text: str, resources: Sequence[Resource]) -> Finding:
    shown = " ".join(resource.url for resource in resources[:_SHOWN])
    return Finding(verdict, f"{text}。", page.url, "", shown, rendered=True)
