"""The shares that a census states: of which sites, what counts, and what is in neither n nor N."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from govsite_checks.model import TOOL_ERROR, Verdict
from govsite_checks.wording import VERDICT

from .results import RuleResult, SiteResult

# Where a site stands in a share: in n and N, in N alone, or aside, for a reason in Chinese.
IN: Final = "n"
REST: Final = "rest"
WAIVED: Final = "豁免期内"
NOT_RUN: Final = "未检查"
NOT_SCORED: Final = "未评分"
HOW_UNKNOWN: Final = "嵌入方式未记录"

MARK_RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "footer-party-gov-mark": "党政机关网站标识",
        "footer-site-code": "政府网站标识码",
        "footer-icp": "ICP备案编号",
        "footer-police-filing": "公安机关备案标识",
    }
)
ENTRY_RULE: Final = "footer-jiucuo"
ENTRY_CODE_RULE: Final = "footer-jiucuo-code"
ALIVE_RULE: Final = "closed-site-silent"
OVERDUE_RULE: Final = "closed-site-settled-in-time"
RESIDUE_RULE: Final = "merged-site-marked"
GUIDE_RULE: Final = "guide-elements-complete"
SURVEY_RULE: Final = "survey-column-used"

_EMBEDDED: Final = "嵌入代码"
# What keeps a site that breaks none of several demands from meeting them all, the first that is found.
_OPEN: Final = (Verdict.NEEDS_REVIEW, Verdict.NO_EVIDENCE, TOOL_ERROR, "", Verdict.NOT_APPLICABLE)
_ASIDE: Final = "待人工复核、未能查看、不适用和工具故障的另计，不在分子和分母中。"


def _runs(site: SiteResult) -> bool:
    return site.status == "online"


def _closed(status: str) -> Callable[[SiteResult], bool]:
    return lambda site: site.status == status


def _closing(site: SiteResult) -> bool:
    """Whether a site is closed, or is to be closed and still runs."""
    return site.status != "online" or site.approved_on is not None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One share.

    ``place`` says where a site stands that the share ``concerns``: ``IN``, ``REST`` or a reason. ``rules`` are what it
    rests on; it is compared with another quarter's only under equal versions of these, and under the same standard where
    ``by_profile`` says that the standard sets windows or points for it. ``good`` says whether more is better.
    """

    id: str
    title: str
    definition: str
    place: Callable[[SiteResult], str]
    rules: tuple[str, ...] = ()
    concerns: Callable[[SiteResult], bool] = _runs
    by_profile: bool = False
    good: bool = True


def met(rule: str) -> Callable[[SiteResult], str]:
    """In n where the demand is met, in N where it is met or broken; a waiver does not make a mark appear."""

    def place(site: SiteResult) -> str:
        return _standing(_verdict(site, rule), counts=Verdict.OK)

    return place


def broken(rule: str) -> Callable[[SiteResult], str]:
    """In n where the demand is broken; what the office tolerates stands aside."""

    def place(site: SiteResult) -> str:
        found = site.rules.get(rule)
        return WAIVED if is_waived(found) else _standing(_verdict(site, rule), counts=Verdict.VIOLATION)

    return place


def all_met(rules: Iterable[str]) -> Callable[[SiteResult], str]:
    """In n where one site meets every demand; one that breaks any is in N, whatever is open of the others."""
    wanted = tuple(rules)

    def place(site: SiteResult) -> str:
        verdicts = {_verdict(site, rule) for rule in wanted}
        if Verdict.VIOLATION in verdicts:
            return REST
        still_open = next((verdict for verdict in _OPEN if verdict in verdicts), None)
        return IN if still_open is None else _word(still_open)

    return place


def embedded(site: SiteResult) -> str:
    """In N where a site has an entry; in n where that is the platform's own code with the code of the site."""
    if _verdict(site, ENTRY_RULE) != Verdict.OK:
        return "没有入口" if _verdict(site, ENTRY_RULE) == Verdict.VIOLATION else met(ENTRY_RULE)(site)
    found = site.rules.get(ENTRY_CODE_RULE)
    if found is None or found.verdict != Verdict.OK:
        return met(ENTRY_CODE_RULE)(site)
    if not found.details:
        return HOW_UNKNOWN
    return IN if _EMBEDDED in found.details else REST


def passed(site: SiteResult) -> str:
    """In n where the site passes, in N where it passes or fails."""
    if site.outcome == "passed":
        return IN
    return REST if site.outcome in {"failed", "failed-by-veto"} else (NOT_SCORED if site.outcome else NOT_RUN)


def is_waived(found: RuleResult | None) -> bool:
    """Whether a verdict is a violation that the office tolerates."""
    return found is not None and found.waived and found.verdict == Verdict.VIOLATION


def is_broken(found: RuleResult | None) -> bool:
    """Whether a verdict is a violation that may be held against the site."""
    return found is not None and found.verdict == Verdict.VIOLATION and not found.waived


def _verdict(site: SiteResult, rule: str) -> str:
    found = site.rules.get(rule)
    return "" if found is None else found.verdict


def _standing(verdict: str, *, counts: Verdict) -> str:
    if verdict == counts:
        return IN
    return REST if verdict in {Verdict.OK, Verdict.VIOLATION} else _word(verdict)


def _word(verdict: str) -> str:
    return VERDICT.get(verdict, NOT_RUN)


def _mark(id: str, rule: str) -> Indicator:
    name = MARK_RULES[rule]
    text = f"首页底部有{name}的网站数 ÷ 已作出结论（有或没有）的正常运行网站数；{_ASIDE}"
    return Indicator(id, f"{name}添加比例", text, met(rule), (rule,))


PASSED: Final = Indicator(
    "sites-passed",
    "总体合格率",
    "没有单项否决且得分不低于合格线的网站数 ÷ 已评分的正常运行网站数（含因单项否决不合格的网站）；"
    "未能判定的项目不扣分；未能查看、未检查和不评分的另计，不在分子和分母中。",
    passed,
    by_profile=True,
)
INDICATORS: Final[tuple[Indicator, ...]] = (
    PASSED,
    Indicator(
        "jiucuo-entry",
        "“我为政府网站找错”入口添加比例",
        f"首页有“我为政府网站找错”入口的网站数 ÷ 已作出结论（有或没有）的正常运行网站数；{_ASIDE}",
        met(ENTRY_RULE),
        (ENTRY_RULE,),
    ),
    Indicator(
        "jiucuo-standard",
        "“我为政府网站找错”代码规范嵌入比例",
        "以平台提供的代码嵌入、并填写本站标识码的网站数 ÷ 有入口且编码已作出结论的网站数；"
        "只以链接进入平台的计入分母、不计入分子；台账没有标识码、待人工复核和未能查看的另计，不在分子和分母中。",
        embedded,
        (ENTRY_RULE, ENTRY_CODE_RULE),
    ),
    _mark("mark-party-gov", "footer-party-gov-mark"),
    _mark("mark-site-code", "footer-site-code"),
    _mark("mark-icp", "footer-icp"),
    _mark("mark-police", "footer-police-filing"),
    Indicator(
        "marks-all",
        "四项标识全部列明的比例",
        "同一网站四项标识（党政机关网站标识、政府网站标识码、ICP备案编号、公安机关备案标识）全部具备的网站数 ÷ "
        "已作出结论的正常运行网站数；缺任何一项的计入分母；不缺而有待人工复核或未能查看的另计，不在分子和分母中。",
        all_met(MARK_RULES),
        tuple(MARK_RULES),
    ),
    Indicator(
        "closed-alive",
        "永久下线后仍可访问的网站",
        f"仍可正常访问的网站数 ÷ 已作出结论的永久下线网站数；豁免期内、{_ASIDE}",
        broken(ALIVE_RULE),
        (ALIVE_RULE,),
        _closed("offline"),
        good=False,
    ),
    Indicator(
        "closed-overdue",
        "超过期限未完成下线或整合的网站",
        f"批准下线或整合后超过规定月数仍在运行的网站数 ÷ 登记了批准日期且已作出结论的网站数；豁免期内、{_ASIDE}",
        broken(OVERDUE_RULE),
        (OVERDUE_RULE,),
        _closing,
        by_profile=True,
        good=False,
    ),
    Indicator(
        "merged-residue",
        "整合后页面标识不规范的网站",
        f"页面未加挂所属网站标识或找错入口的网站数 ÷ 已作出结论的已整合网站数；豁免期内、{_ASIDE}",
        broken(RESIDUE_RULE),
        (RESIDUE_RULE,),
        _closed("merged"),
        good=False,
    ),
    Indicator(
        "guide-elements",
        "办事指南要素不全的网站",
        f"抽查的办事指南缺少要素的网站数 ÷ 已作出结论的正常运行网站数；豁免期内、{_ASIDE}",
        broken(GUIDE_RULE),
        (GUIDE_RULE,),
        by_profile=True,
        good=False,
    ),
    Indicator(
        "survey-unused",
        "调查征集栏目长期未使用的网站",
        f"调查征集栏目长期未使用的网站数 ÷ 已作出结论的正常运行网站数；豁免期内、{_ASIDE}",
        broken(SURVEY_RULE),
        (SURVEY_RULE,),
        by_profile=True,
        good=False,
    ),
)
# All that whoever loads a quarter has to load.
RULES: Final = tuple(dict.fromkeys(rule for indicator in INDICATORS for rule in indicator.rules))
