"""Ledgers of a fictional office for the demo fleet: tables as an office keeps them, made from what a run found.

Every row is made up. The same sites, verdicts and day give the same tables; dates count back from the day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from .quarters import EARLIER

Verdict = Callable[[str, str], str]  # of a site's id and a rule's id
Rows = list[tuple[str, ...]]

# How many messages the first units received, how many of these were answered late, how many were returned.
_RECEIVED: Final = (19, 14, 9, 7, 6, 5, 4, 4, 3, 3, 3, 2, 2, 2, 2, 2, 1, 1, 1, 1)
_LATE: Final = {2: 1, 6: 2}
_RETURNED: Final = {0: 1, 3: 2, 8: 1}
_ITEMS: Final = {
    "党政机关网站标识": "footer-party-gov-mark",
    "政府网站标识码": "footer-site-code",
    "ICP备案编号": "footer-icp",
    "公安机关备案标识": "footer-police-filing",
    "“我为政府网站找错”入口": "footer-jiucuo",
}
_NOT_SENT: Final = 2  # sites of which no self-check came in
_OVERLOOKED: Final = 2  # problems that a self-check says are in order
_REPORTED: Final = 3  # problems that are reported as put right and are still there
_FIXED: Final = 6
_DEEDS: Final = (
    "上线智能检索，支持按办事主题查找",
    "推出办事指南一图读懂，并提供语音播报",
    "开通无障碍浏览和长者专版",
)
_STALE: Final = {3: 40, 6: 130}  # accounts that posted nothing for so many days


@dataclass(frozen=True, slots=True)
class Listed:
    """A site in operation, as its inventory has it."""

    id: str
    name: str
    unit: str
    host: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """One table: what ``govsite notice`` calls it, its heads and its rows."""

    kind: str
    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def ledgers(sites: Sequence[Listed], verdict: Verdict, day: date) -> tuple[Ledger, ...]:
    """All ledgers of a quarter that is looked at on a day."""
    units = tuple({site.unit: site for site in sites}.values())
    return (
        _messages(units, day),
        _self_checks(sites, verdict),
        _rectifications(sites, verdict, day),
        _accounts(units, day),
        _posts(units, day),
        _domains(sites),
        _highlights(units),
    )


def _messages(units: Sequence[Listed], day: date) -> Ledger:
    """Messages of the last quarter; one row names a unit that nobody knows, and is not counted."""
    heads = ("留言编号", "办理单位", "网站名称", "收到日期", "办理期限", "答复日期", "是否退回重办")
    rows: Rows = []
    for place, (site, received) in enumerate(zip(units, _RECEIVED, strict=False)):
        for number in range(received):
            rows.append(_message(site, len(rows) + 1, number, place, day))
    rows.append(("DEMO-9999", "虚构市某局", "不在台账中的网站", *[_said(day, 9)] * 3, "否"))
    return Ledger("messages", "网民留言台账", heads, rows)


def _message(site: Listed, id: int, number: int, place: int, day: date) -> tuple[str, ...]:
    ago = 10 + (id * 7) % 70
    waited = 9 if number < _LATE.get(place, 0) else 1 + id % 3
    returned = "是" if number < _RETURNED.get(place, 0) else "否"
    dates = (_said(day, ago), _said(day, ago - 5), _said(day, ago - waited))
    return (f"DEMO-{id:04d}", site.unit, site.name, *dates, returned)


def _self_checks(sites: Sequence[Listed], verdict: Verdict) -> Ledger:
    """What units say of their sites: what the run found, but for a few problems that they overlooked."""
    rows: Rows = []
    overlooked = 0
    for site in sites[: len(sites) - _NOT_SENT]:
        for item, rule in _ITEMS.items():
            broken = verdict(site.id, rule) == "violation"
            if broken and overlooked < _OVERLOOKED:
                overlooked, broken = overlooked + 1, False
            rows.append((site.unit, site.name, item, "不合格" if broken else "合格"))
    return Ledger("selfcheck", "自查表", ("主管单位", "网站名称", "自查项目", "自查结果"), rows)


def _rectifications(sites: Sequence[Listed], verdict: Verdict, day: date) -> Ledger:
    """Problems that are reported as put right: some are, some are not, one is not reported at all."""
    names = {rule: item for item, rule in _ITEMS.items()}
    watched = [one.rule for one in EARLIER if one.rule in names]
    still = [(site, rule) for rule in watched for site in sites if verdict(site.id, rule) == "violation"]
    gone = [
        (site, one.rule)
        for one in EARLIER
        if one.rule in names
        for site in [site for site in sites if verdict(site.id, one.rule) == "ok"][one.first :: one.every]
    ][:_FIXED]
    rows = [
        (site.unit, site.name, names[rule], _said(day, 12 + place))
        for place, (site, rule) in enumerate([*gone, *still[:_REPORTED]])
    ]
    rows += [(site.unit, site.name, names[rule], "未完成") for site, rule in still[_REPORTED : _REPORTED + 1]]
    return Ledger("rectification", "整改台账", ("主管单位", "网站名称", "问题", "整改完成日期"), rows)


def _accounts(units: Sequence[Listed], day: date) -> Ledger:
    rows = [
        (f"{site.unit}发布", "微信公众号", site.unit, "正常", _said(day, _STALE.get(place, 1 + place)))
        for place, site in enumerate(units[:8])
    ]
    heads = ("账号名称", "平台", "主办单位", "账号状态", "最近更新时间")
    return Ledger("accounts", "政务新媒体台账", heads, rows)


def _posts(units: Sequence[Listed], day: date) -> Ledger:
    """Posts of each account of its own; two accounts also pass on what the first one wrote."""
    rows: Rows = []
    for place, site in enumerate(units[:8]):
        account = f"{site.unit}发布"
        for number in range(4):
            ago = _STALE.get(place, 1 + place) + number * 6
            passed_on = place in (1, 2) and number < 2
            text = _text(units[0].unit, number) if passed_on else _text(site.unit, number)
            ago = ago + 8 if passed_on else ago
            rows.append((account, "微信公众号", _said(day, ago), text[:16], text, str(900 - 40 * place)))
    heads = ("账号名称", "平台", "发布时间", "标题", "正文", "阅读量")
    return Ledger("posts", "政务新媒体发布导出", heads, rows)


_TOPICS: Final = (
    "公布本年度为民办实事项目的进展，逐项写明完成时间、责任科室和下一步安排，欢迎市民监督并提出意见。",
    "提醒广大市民假期出行注意事项：窗口照常受理预约事项，自助终端全天开放，急件可以拨打值班电话。",
    "发布新修订的服务标准解读，用五个问答说明变化在哪里、对谁有影响、从何时起执行、到哪里咨询。",
    "邀请企业和群众代表走进办事大厅，现场体验一件事一次办的流程，收集到的建议已经分解到责任单位。",
)


def _text(unit: str, number: int) -> str:
    return f"{unit}{_TOPICS[number]}" + f"——{unit}" * 3


def _domains(sites: Sequence[Listed]) -> Ledger:
    rows: Rows = [
        (name, site.unit, "在用")
        for name, site in {
            site.host.removeprefix("www."): site
            for site in sites
            if site.host.startswith("www.") and site.host.endswith(".gov.cn")
        }.items()
    ]
    rows += [
        ("demo-xianzhi.gov.cn", sites[1].unit, "闲置"),
        ("demo-beiyong.gov.cn", sites[2].unit, "闲置"),
        ("demo-zhuanjie.gov.cn", sites[3].unit, "非政府网站"),
    ]
    return Ledger("domains", "域名台账", ("域名", "持有单位", "使用情况"), rows)


def _highlights(units: Sequence[Listed]) -> Ledger:
    rows = [(site.unit, deed, "单位报送（虚构）") for site, deed in zip(units, _DEEDS, strict=False)]
    return Ledger("highlights", "工作亮点", ("单位", "做法", "来源"), rows)


def _said(day: date, ago: int) -> str:
    return (day - timedelta(days=ago)).isoformat()
