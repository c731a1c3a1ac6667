"""The home page has loaded in a browser within the advised time."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from govsite_checks.model import Audit, Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.audits.state import absence

_WHERE = "检查所用的电脑和网络"


@rule(
    id="audit-load-quick",
    title="首页在浏览器中 3 秒内打开完毕",
    clause="guideline-2017/page-load",
    remediation="压缩首页的图片和脚本，启用缓存和内容分发，使首页在 3 秒内打开完毕。",
    examples=[
        Example.ok("", audit=Audit(vantage=_WHERE, loads=(0.8, 1.2, 0.9)), says="中位数 0.9 秒"),
        Example.ok("", audit=Audit(vantage=_WHERE, loads=(9.0, 3.0, 2.9)), says="中位数 3.0 秒"),
        Example.needs_review("", audit=Audit(vantage=_WHERE, loads=(3.4, 3.1, 5.0)), says="超过建议的 3 秒"),
        Example.no_evidence("", audit=Audit(vantage=_WHERE, loads=(1.0,)), says="只有 1 次"),
        Example.no_evidence("", audit=Audit("没有找到 Chromium 浏览器"), says="没有找到"),
        Example.not_applicable("", says="没有做自动检测"),
    ],
    catalogue=("page-load-3s",),
    auto="N",
    scope="online",
)
def audit_load_quick(snapshot: Snapshot, *, seconds: float = 3.0, least: int = 3) -> Iterable[Finding]:
    """The median of three loads of the home page with all that it shows is not above three seconds.

    检查内容：
        用浏览器打开首页三次，每次都不用缓存，从发出请求到页面和图片、样式、脚本全部载入的时间，取中位数。只在使用 --govsite-audit 时检测。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》：在主流计算机和一般网络条件下，页面打开时间不宜超过 3 秒。属建议性要求。
    整改方法：
        压缩首页的图片和脚本，启用缓存和内容分发。
    人工判断：
        超过 3 秒的，从不同地点、不同时段多次打开后由人工确认。从不判为不符合。
    已知局限：
        只有一个地点，时间含检查所用电脑和网络的影响；首页之后才由脚本载入的内容不计。
    """
    audit = snapshot.audit
    absent = absence(snapshot)
    if absent is not None or audit is None:
        yield from (absent,) if absent is not None else ()
        return
    if len(audit.loads) < least:
        text = f"首页在浏览器中载入完毕的只有 {len(audit.loads)} 次，不足 {least} 次，不作判断。"
        yield Finding.at(Verdict.NO_EVIDENCE, text, snapshot.home)
        return
    yield _judged(snapshot, audit, seconds)


def _judged(snapshot: Snapshot, audit: Audit, seconds: float) -> Finding:
    # Judged as it is said: what reads 3.0 seconds is not above 3.
    middle = round(median(audit.loads), 1)
    each = "、".join(f"{one:.1f}" for one in audit.loads)
    said = (
        f"自动检测：在{audit.vantage}上用浏览器打开首页 {len(audit.loads)} 次，"
        f"用时 {each} 秒，中位数 {middle:.1f} 秒"
    )
    if middle <= seconds:
        return Finding.at(Verdict.OK, f"{said}。", snapshot.home)
    text = f"{said}，超过建议的 {seconds:g} 秒，需人工换地点和时段确认。"
    return Finding.at(Verdict.NEEDS_REVIEW, text, snapshot.home)
