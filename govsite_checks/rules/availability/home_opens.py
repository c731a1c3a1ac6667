"""The home page opened when it was collected."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, PageError, Role, Snapshot, Verdict, rule
from govsite_checks.wording import PAGE_ERROR

# What a visitor would meet too; everything else is between the site's defences, or ours, and the collector.
_MET_BY_VISITORS = frozenset(
    {
        PageError.DNS,
        PageError.REFUSED,
        PageError.TIMEOUT,
        PageError.CONNECTION,
        PageError.TLS,
        PageError.HTTP_STATUS,
        PageError.TOO_MANY_REDIRECTS,
        PageError.NOT_TEXT,
    }
)
_REFUSALS = frozenset({401, 403, 412, 429})


def _home(**more: object) -> tuple[Page, ...]:
    return (sample.page(Role.HOME, "/", **more),)  # type: ignore[arg-type]


@rule(
    id="home-opens",
    title="首页在检查时能够打开",
    clause="census-2015/homepage-availability",
    remediation="排查域名解析、服务器、线路和安全防护设备，使首页能够正常打开。",
    needs=(),
    examples=[
        Example.ok("<p>首页</p>", says="用时 0.0 秒"),
        Example.needs_review(
            "", says="域名无法解析", pages=_home(status=None, error="dns", detail="域名不存在")
        ),
        Example.needs_review("", says="返回错误状态码 502", pages=_home(status=502, error="http-status")),
        Example.needs_review("", says="访问超时", pages=_home(status=None, error="timeout")),
        Example.no_evidence(
            "",
            says="返回错误状态码 403",
            pages=_home(status=403, error="http-status"),
            note="多为防火墙的拒绝",
        ),
        Example.no_evidence("", says="验证页", pages=_home(error="challenge")),
        Example.no_evidence("", says="robots.txt", pages=_home(status=None, error="robots")),
        Example.no_evidence("", says="没有可用的证据", pages=_home(status=None, error="not-collected")),
    ],
    catalogue=("homepage-availability",),
    auto="P",
)
def home_opens(snapshot: Snapshot) -> Iterable[Finding]:
    """The one visit of this run to the home page succeeded.

    检查内容：
        本次检查访问首页时，首页是否打开；打不开的，写明原因。
    检查依据：
        全国政府网站普查评分表“首页可用性”：考察首页打不开的次数所占比例。
    整改方法：
        排查域名解析、服务器、线路和安全防护设备，使首页能够正常打开。
    人工判断：
        一次打不开不能说明问题，一律由人工复核；被防火墙、robots.txt 或本机安全策略拒绝的，视为未能查看。从不判为不符合。
    已知局限：
        只有一次访问、一个地点；打不开的比例由 govsite probe 采样，按“一周内首页能够正常打开”判定。
    """
    page = snapshot.home
    if page.seen and page.opened_in_time:
        yield Finding.at(Verdict.OK, f"首页已打开，用时 {page.elapsed_s:.1f} 秒。", page)
    elif page.seen:
        said = f"首页用时 {page.elapsed_s:.1f} 秒才打开，一次访问不足以判定，需人工复核。"
        yield Finding.at(Verdict.NEEDS_REVIEW, said, page)
    else:
        yield _unopened(page)


def _unopened(page: Page) -> Finding:
    why = PAGE_ERROR.get(page.error, "未能访问")
    if page.error == PageError.HTTP_STATUS and page.status is not None:
        why = f"{why} {page.status}"
    if page.error in _MET_BY_VISITORS and page.status not in _REFUSALS:
        return Finding.at(
            Verdict.NEEDS_REVIEW, f"检查时首页未打开（{why}），一次访问不足以判定，需人工复核。", page
        )
    return Finding.at(Verdict.NO_EVIDENCE, f"检查时未能查看首页：{why}。", page)
