"""Count judgements and score sites: one pass, a few bytes a judgement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from govsite_checks.model import (
    CHINA,
    GRAVITY,
    TOOL_ERROR,
    Effect,
    EffectKind,
    Judgement,
    Rule,
    Site,
    Verdict,
    printable,
)
from govsite_checks.profiles import Profile
from govsite_checks.score import Outcome, Score, score
from govsite_checks.waivers import live_waiver
from govsite_checks.wording import STATUS

from .facts import SiteFacts
from .figures import ALL_VERDICTS, BY_EVIDENCE, WAIVED, Ratio, RuleRow, SiteRow, Summary

NAME_CHARS = 120

JUDGED_DEFINITION = (
    "至少一项检查作出“符合”“不符合”或“待人工复核”结论的网站数 ÷ 应检查的网站数。"
    "应检查的网站是本次至少一项检查适用的网站，包括未能查看的网站；已下线、已整合等各项均不适用的网站不计入。"
)
CLEAN_DEFINITION = (
    "适用的检查项全部“符合”的网站数 ÷ 已作出检查结论的网站数。"
    "有检查项待人工复核、未能查看或工具故障的网站计入分母、不计入分子；完全未能查看的网站不计入分母。"
)
PASSED_DEFINITION = (
    "没有单项否决且得分不低于合格线的网站数 ÷ 已评分的网站数（含因单项否决不合格的网站）。"
    "未能判定的项目不扣分；未能查看、非正常运行和本标准不评分的网站不计入分母。"
)
RATE_DEFINITION = (
    "“符合”的网站数 ÷（“符合”＋“不符合”＋“待人工复核”的网站数）。"
    "待人工复核的计入分母、不计入分子，复核后符合率只会持平或上升；不适用、未能查看和工具故障的网站不计入分母。"
)


def summarise(
    *,
    inventory_slug: str,
    inventory_title: str,
    region: str,
    sites: Sequence[Site],
    facts: Mapping[str, SiteFacts],
    judgements: Iterable[Judgement],
    rules: Sequence[Rule],
    profile: Profile,
    as_of: datetime,
    fail_on: Sequence[str],
    tool_version: str,
) -> Summary:
    """Count the judgements of a run, those of a site one after another, one of each (site, rule) at the most.

    Raises:
        ValueError: a judgement names a site or a rule that is not among ``sites`` and ``rules``, or those of a site do
            not stand together.
    """
    tally = _Tally(sites, rules, profile, as_of)
    for site_id, group in groupby(judgements, key=lambda judgement: judgement.site):
        tally.take(site_id, list(group), facts.get(site_id))
    known = [facts[site.id] for site in sites if site.id in facts]
    rows = tuple(tally.site_row(site, facts.get(site.id), as_of) for site in sites)
    return Summary(
        inventory_slug=inventory_slug,
        inventory_title=printable(inventory_title, NAME_CHARS),
        region=printable(region, NAME_CHARS),
        profile_id=profile.id,
        profile_title=printable(profile.title, NAME_CHARS),
        profile_verified=profile.verified,
        profile_note=_period_note(profile, as_of),
        as_of=as_of,
        fail_on=tuple(fail_on),
        tool_version=tool_version,
        pages_fetched=sum(fact.pages_fetched for fact in known),
        pages_rendered=sum(fact.pages_rendered for fact in known),
        unrendered=_added(fact.unrendered for fact in known),
        by_status={status: sum(site.status == status for site in sites) for status in STATUS},
        counts={verdict: sum(row.counts[verdict] for row in rows) for verdict in ALL_VERDICTS},
        by_effect={kind: sum(row.by_effect[kind] for row in rows) for kind in (*EffectKind, WAIVED)},
        rules=tuple(tally.rule_row(rule) for rule in rules),
        sites=rows,
        judged=Ratio(sum(r.judged for r in rows), sum(r.applicable for r in rows), JUDGED_DEFINITION),
        clean=Ratio(sum(r.clean for r in rows), sum(r.judged for r in rows), CLEAN_DEFINITION),
        passed=_passed(rows),
    )


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Counts of several sites added up, the most frequent first."""
    whole: Counter[str] = Counter()
    for count in counts:
        whole.update(count)
    return dict(sorted(whole.items(), key=lambda item: (-item[1], item[0])))


def _passed(rows: Sequence[SiteRow]) -> Ratio:
    """The sites that pass, of those that got a result."""
    decided = [row.score.outcome for row in rows if row.score and row.score.outcome is not Outcome.NOT_SCORED]
    return Ratio(decided.count(Outcome.PASSED), len(decided), PASSED_DEFINITION)


def _period_note(profile: Profile, as_of: datetime) -> str:
    """A sentence where the standard did not hold on the day of the judgement."""
    day = as_of.astimezone(CHINA).date()
    if profile.effective_from and day < profile.effective_from:
        return f"监测时间点早于本标准施行日期（{profile.effective_from.isoformat()}），结论仅供参考。"
    if profile.effective_to and day > profile.effective_to:
        return f"监测时间点晚于本标准停止适用的日期（{profile.effective_to.isoformat()}），结论仅供参考。"
    return ""


class _Tally:
    """The verdict of every (site, rule), and the effect of every rule: a few bytes a judgement."""

    def __init__(
        self, sites: Sequence[Site], rules: Sequence[Rule], profile: Profile, as_of: datetime
    ) -> None:
        self._rules, self._profile, self._as_of = rules, profile, as_of
        self._sites = {site.id: site for site in sites}
        self._scores: dict[str, Score] = {}
        self._column = {rule.id: number for number, rule in enumerate(rules)}
        self._marks = {site.id: [""] * len(rules) for site in sites}
        self._effects: dict[str, Effect] = {}

    def take(self, site_id: str, judgements: Sequence[Judgement], facts: SiteFacts | None) -> None:
        """Take in the judgements of one site, and score it."""
        if site_id in self._scores:
            raise ValueError(f"网站 {site_id} 的检查结论没有排在一起")
        for judgement in judgements:
            self._add(judgement)
        site = self._sites[site_id]
        waived = {j.rule for j in judgements if live_waiver(site, j.rule, self._as_of)}
        seen = bool(facts and facts.home_seen)
        whole = self._profile.effects.keys() <= {j.rule for j in judgements}
        self._scores[site_id] = score(self._profile, site, judgements, waived=waived, seen=seen, whole=whole)

    def _add(self, judgement: Judgement) -> None:
        try:
            self._marks[judgement.site][self._column[judgement.rule]] = str(judgement.verdict)
        except KeyError as error:
            raise ValueError(
                f"检查结论 {judgement.site}::{judgement.rule} 不属于本次运行的网站和规则：{error.args[0]}"
            ) from None
        self._effects.setdefault(judgement.rule, judgement.effect)

    def site_row(self, site: Site, facts: SiteFacts | None, as_of: datetime) -> SiteRow:
        """The row of one site."""
        marks = tuple(self._marks[site.id])
        counts = {verdict: marks.count(verdict) for verdict in ALL_VERDICTS}
        by_effect = dict.fromkeys((*EffectKind, WAIVED), 0)
        for rule, mark in zip(self._rules, marks, strict=True):
            if mark == Verdict.VIOLATION:
                by_effect[self._kind(site, rule, as_of)] += 1
        return SiteRow(
            id=site.id,
            name=printable(site.name, NAME_CHARS),
            unit=printable(site.unit, NAME_CHARS),
            url=printable(site.url, 2000),
            status=site.status,
            counts=counts,
            by_effect=by_effect,
            worst=_worst(counts, by_effect),
            worst_effect=next((kind for kind in (*EffectKind, WAIVED) if by_effect[kind]), ""),
            reason=_reason(site, facts),
            marks=marks,
            unseen=_is_unseen(site, facts, counts),
            score=self._scores.get(site.id),
            coverage=facts.coverage if facts else (),
        )

    def _kind(self, site: Site, rule: Rule, as_of: datetime) -> str:
        return WAIVED if live_waiver(site, rule.id, as_of) else self._effects[rule.id].kind

    def rule_row(self, rule: Rule) -> RuleRow:
        """The row of one rule."""
        column = self._column[rule.id]
        marks = [row[column] for row in self._marks.values()]
        counts = {verdict: marks.count(verdict) for verdict in ALL_VERDICTS}
        rate = Ratio(counts[Verdict.OK], sum(counts[v] for v in BY_EVIDENCE), RATE_DEFINITION)
        effect = self._effects.get(rule.id, Effect())
        return RuleRow(rule.id, rule.title, rule.clause, effect, counts, rate, rule.family)


def _worst(counts: Mapping[str, int], by_effect: Mapping[str, int]) -> str:
    """The gravest verdict; a bonus that was not earned is none, our own fault is graver than ``ok`` only."""
    graver = dict(counts)
    graver[Verdict.VIOLATION] -= by_effect[EffectKind.BONUS]
    order = sorted((v for v in ALL_VERDICTS if v != TOOL_ERROR), key=lambda v: GRAVITY[Verdict(v)])
    order.insert(order.index(Verdict.OK), TOOL_ERROR)
    found = next((verdict for verdict in order if graver[verdict]), "")
    # Nothing but a bonus that was not earned: nothing is wrong.
    return found or (str(Verdict.OK) if by_effect[EffectKind.BONUS] else "")


def _reason(site: Site, facts: SiteFacts | None) -> str:
    """Why the home page was not seen; empty where it was, and for a site that is not in operation."""
    if site.status != "online" or (facts and facts.home_seen):
        return ""
    return printable((facts.problem or facts.home_reason) if facts else "", 300) or "未采集"


def _is_unseen(site: Site, facts: SiteFacts | None, counts: Mapping[str, int]) -> bool:
    """Whether a site that was to be judged gave nothing to judge by."""
    if any(counts[verdict] for verdict in BY_EVIDENCE):
        return False
    if counts[Verdict.NO_EVIDENCE]:
        return True
    ran = any(counts.values())
    return ran and site.status == "online" and not (facts and facts.home_seen)
