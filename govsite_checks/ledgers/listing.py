"""What a ledger names beside its figures: lists of units, sites, accounts, domains, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from govsite_checks.office.workbook import Written
from govsite_checks.summary import Ratio

from .domains import Domains, HeldDomain, Use
from .highlights import Highlights
from .ledger import Ledger
from .messages import Messages
from .newmedia import NewMedia, Update
from .rectification import Outcome, Rectifications
from .selfcheck import Agreement, SelfChecks
from .undiscovered import Undiscovered

_AGREEMENT: Final[Mapping[Agreement, str]] = MappingProxyType(
    {
        Agreement.DISAGREE: "与普查不符",
        Agreement.FIXED_SINCE: "自查有问题、普查时已整改",
        Agreement.COULD_NOT_SEE: "普查未能查看",
        Agreement.AGREE: "一致",
    }
)
_CLAIM: Final = MappingProxyType(
    {"ok": "符合", "problem": "有问题", "fixed": "已整改", "not-applicable": "不适用"}
)
_SEEN: Final = MappingProxyType({"ok": "符合", "violation": "不符合", "unseen": "未能查看"})
_OUTCOME: Final[Mapping[Outcome, str]] = MappingProxyType(
    {
        Outcome.NOT_FIXED: "报告已整改，普查仍见",
        Outcome.SEEN_FIXED: "已见整改",
        Outcome.COULD_NOT_SEE: "普查未能查看",
        Outcome.NOT_REPORTED: "单位尚未报告完成",
    }
)
_UPDATE: Final[Mapping[Update, str]] = MappingProxyType(
    {Update.FRESH: "按期更新", Update.STALE: "未更新", Update.UNKNOWN: "不详"}
)
_USE: Final[Mapping[Use, str]] = MappingProxyType(
    {
        Use.SITE: "政府网站",
        Use.IDLE: "闲置",
        Use.CLOSED_ALIVE: "网站已关停仍可访问",
        Use.CLOSED_HELD: "网站已关停、尚未注销",
        Use.NON_GOVERNMENT: "用于非政府网站",
        Use.SYSTEM: "系统或邮箱",
        Use.CANCELLED: "已注销",
        Use.COULD_NOT_SEE: "未能查明",
    }
)


@dataclass(frozen=True, slots=True)
class Listing:
    """One table: its title, its heads, its rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Written, ...], ...]


def listings(ledger: Ledger) -> tuple[Listing, ...]:
    """The tables of a ledger, those without a row left out."""
    made = _MAKERS.get(type(ledger), lambda _: ())(ledger)
    return tuple(listing for listing in made if listing.rows)


def _listing(title: str, heads: str, rows: Iterable[tuple[Written, ...]]) -> Listing:
    return Listing(title, tuple(heads.split()), tuple(rows))


def _messages(ledger: Messages) -> Iterator[Listing]:
    heads = "单位 收到留言 已到期 按期办结 超时 未到期 退回重办 按期办结率"
    rows = [
        (
            row.unit,
            row.received,
            row.due,
            row.on_time,
            row.late,
            row.not_due,
            row.returned if ledger.returns_known else None,
            _percent(row.rate),
        )
        for row in ledger.units
    ]
    yield _listing("各单位留言办理情况", heads, rows)
    yield _listing("留言最多的单位", "单位 收到留言", [(row.unit, row.received) for row in ledger.top])
    below = [(row.unit, row.on_time, row.due, _percent(row.rate)) for row in ledger.units_below]
    yield _listing(f"按期办结率低于{ledger.least_percent}%的单位", "单位 按期办结 已到期 按期办结率", below)


def _percent(ratio: Ratio) -> str:
    return f"{ratio.text}（{ratio.n}/{ratio.of}）" if ratio.of else "–"


def _self_checks(ledger: SelfChecks) -> Iterator[Listing]:
    heads = "比对结果 单位 网站 自查项目 自查 普查 说明"
    rows = [
        (
            title,
            one.claimed.unit,
            one.claimed.site_name,
            one.claimed.item,
            _CLAIM[one.claimed.claim],
            _SEEN[one.seen],
            one.claimed.note,
        )
        for agreement, title in _AGREEMENT.items()
        for one in ledger.compared
        if one.agreement is agreement
    ]
    yield _listing("自查与普查比对", heads, rows)
    yield _listing("没有自查表的网站", "网站标识", [(site,) for site in ledger.unchecked])
    why = [(reason,) for reason in ledger.truthful.lacking]
    yield _listing("不能写“自查情况整体真实准确”的原因", "原因", why)


def _rectifications(ledger: Rectifications) -> Iterator[Listing]:
    rows = [
        (title, one.report.unit, one.report.site_name, one.report.problem, one.report.fixed_on, one.why)
        for outcome, title in _OUTCOME.items()
        for one in ledger.of(outcome)
    ]
    yield _listing("整改情况", "核查结果 单位 网站 问题 报告整改日期 说明", rows)


def _new_media(ledger: NewMedia) -> Iterator[Listing]:
    heads = "单位 平台 账号 最近更新 更新情况 发布 参与比对 跟随他人 原创占比 互动"
    rows = [
        (
            row.unit,
            row.platform,
            row.account,
            row.last,
            _UPDATE[row.update],
            row.posts if ledger.posts_read else None,
            row.compared if ledger.posts_read else None,
            row.copies if ledger.posts_read else None,
            _percent(row.own) if ledger.posts_read else None,
            row.interactions,
        )
        for row in ledger.accounts
    ]
    yield _listing("政务新媒体账号", heads, rows)
    short = "单位 平台 账号"
    stale = [(row.unit, row.platform, row.account, row.last) for row in ledger.stale]
    yield _listing(f"{ledger.window_days}天内无更新的账号", f"{short} 最近更新", stale)
    copying = [(row.unit, row.platform, row.account, _percent(row.own)) for row in ledger.copying]
    yield _listing("缺乏原创内容的账号", f"{short} 原创占比", copying)
    merges = [(one.unit, one.platform, "、".join(one.accounts)) for one in ledger.merges]
    yield _listing("可研究合并的账号（候选）", short, merges)
    closings = [(row.unit, row.platform, row.account, row.last) for row in ledger.closings]
    yield _listing("可研究关停的账号（候选）", f"{short} 最近更新", closings)


def _domains(ledger: Domains) -> Iterator[Listing]:
    heads = "域名 持有单位 使用情况 依据"
    yield _listing("域名使用情况", heads, map(_domain, ledger.domains))
    yield _listing("不承担行政职能的事业单位持有的政府域名", heads, map(_domain, ledger.institutions))
    yield _listing("主机不在域名台账中的网站", "网站标识", [(site,) for site in ledger.unlisted])


def _domain(domain: HeldDomain) -> tuple[Written, ...]:
    return domain.shown, domain.unit, _USE[domain.use], domain.why


def _highlights(ledger: Highlights) -> Iterator[Listing]:
    rows = [(row.unit, row.deed, row.source) for row in ledger.rows]
    yield _listing("工作亮点", "单位 做法 来源", rows)


def _undiscovered(ledger: Undiscovered) -> Iterator[Listing]:
    rows = [
        (
            one.host,
            "是" if one.near else "否",
            one.linked_by,
            "、".join(linker.name for linker in one.linkers[:5]),
            one.linkers[0].page,
            one.linkers[0].words,
        )
        for one in ledger.candidates
    ]
    yield _listing(
        "疑似未列入台账的主机（候选，须人工核实）",
        "主机 域名在册 链接网站数 链接网站 所在页面 链接文字",
        rows,
    )


_MAKERS: Final[Mapping[type[Ledger], Callable[[Any], Iterable[Listing]]]] = MappingProxyType(
    {
        Messages: _messages,
        SelfChecks: _self_checks,
        Rectifications: _rectifications,
        NewMedia: _new_media,
        Domains: _domains,
        Highlights: _highlights,
        Undiscovered: _undiscovered,
    }
)
