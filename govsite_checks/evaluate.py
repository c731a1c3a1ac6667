"""Judge a snapshot: one rule to its findings, one (site, rule) to its judgement. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from . import sample
from .model import (
    GRAVITY,
    TOOL_ERROR,
    Effect,
    Example,
    Finding,
    Judgement,
    Page,
    PageError,
    Role,
    Rule,
    Snapshot,
    Verdict,
)
from .wording import PAGE_ERROR, ROLE, STATUS

MAX_FINDINGS = 500


class RuleError(Exception):
    """A rule broke its contract or crashed: a fault of the tool, never of the site."""


def evaluate(rule: Rule, snapshot: Snapshot, **parameters: Any) -> tuple[Finding, ...]:
    """The findings of one rule on one snapshot.

    Answers ``not-applicable`` for a site whose status the rule does not concern and ``no-evidence`` when none of the
    page roles it needs was seen, so that no rule has to remember.

    Raises:
        RuleError: the rule raised, yielded nothing, or yielded something that is no Finding.
    """
    status = snapshot.site.status
    if status not in rule.applies_to:
        return (Finding(Verdict.NOT_APPLICABLE, f"网站状态为“{STATUS.get(status, status)}”，本项不适用。"),)
    unseen = _unseen(rule, snapshot)
    if unseen is not None:
        return (unseen,)
    try:
        findings = _take(rule(snapshot, **parameters))
    except RuleError:
        raise
    except Exception as error:
        raise RuleError(
            f"规则 {rule.id}（{rule.origin}）执行出错：{type(error).__name__}: {error}"
        ) from error
    if not findings:
        raise RuleError(f"规则 {rule.id}（{rule.origin}）没有给出任何结论，每条规则至少应给出一条")
    return findings


def _take(found: Iterable[object]) -> tuple[Finding, ...]:
    """At most MAX_FINDINGS findings; the number left out is said in the last one."""
    taken: list[Finding] = []
    more = 0
    for item in found:
        if not isinstance(item, Finding):
            raise RuleError(f"规则给出的结论不是 Finding：{type(item).__name__}")
        if len(taken) < MAX_FINDINGS:
            taken.append(item)
        elif (more := more + 1) >= MAX_FINDINGS:
            break
    if more:
        taken[-1] = replace(taken[-1], message=f"另有 {more} 条以上同类结论未逐一列出。")
    return tuple(taken)


def _unseen(rule: Rule, snapshot: Snapshot) -> Finding | None:
    """Why there is nothing to judge, or None when one of the needed pages was seen."""
    if not rule.needs or any(page.seen for page in snapshot.pages if page.role in rule.needs):
        return None
    page = next((page for page in snapshot.pages if page.role in rule.needs), None)
    if page is None and snapshot.home.seen:
        names = "、".join(ROLE.get(role, role) for role in rule.needs)
        return Finding.at(Verdict.NO_EVIDENCE, f"未采集到所需页面（{names}）。", snapshot.home)
    if page is None:
        page = snapshot.home
    return Finding.at(
        Verdict.NO_EVIDENCE, f"未能查看{_ROLE_NAMES.get(page.role, '所需页面')}：{why_unseen(page)}。", page
    )


_ROLE_NAMES: Mapping[str, str] = {
    Role.HOME: "首页",
    Role.SITEMAP: "网站地图页",
    Role.COLUMN: "栏目页",
    Role.ARTICLE: "内容页",
    Role.GUIDE: "办事指南页",
    Role.SEARCH: "站内搜索结果页",
}


def why_unseen(page: Page) -> str:
    """The reason in Chinese why a page could not be read."""
    reason = PAGE_ERROR.get(page.error, page.error or "未采集")
    if page.error == PageError.HTTP_STATUS and page.status is not None:
        reason = f"{reason} {page.status}"
    return f"{reason}（{page.detail}）" if page.detail else reason


def gravest(findings: Iterable[Finding]) -> Verdict:
    """The verdict of a judgement: violation > needs-review > no-evidence > ok > not-applicable."""
    return min((finding.verdict for finding in findings), key=GRAVITY.__getitem__)


def judge(
    rule: Rule,
    snapshot: Snapshot,
    *,
    profile: str = "",
    effect: Effect | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Judgement:
    """The judgement of one (site, rule).

    Raises:
        RuleError: as ``evaluate``.
    """
    findings = evaluate(rule, snapshot, **(parameters or {}))
    verdict = gravest(findings)
    return Judgement(
        site=snapshot.site.id,
        rule=rule.id,
        rule_version=rule.version,
        profile=profile,
        verdict=verdict,
        effect=effect or Effect(),
        message=_headline(findings, verdict),
        findings=findings,
        clause=rule.clause,
        as_of=snapshot.as_of,
    )


def out_of_scope(rule: Rule, snapshot: Snapshot, *, profile: str, effect: Effect) -> Judgement:
    """The judgement of a rule that needs the public network, on a copy of the site in the house."""
    said = Finding(Verdict.NOT_APPLICABLE, "本次检查的是本机或预发布环境，本项须在公网上检查，不适用。")
    return Judgement(
        site=snapshot.site.id,
        rule=rule.id,
        rule_version=rule.version,
        profile=profile,
        verdict=Verdict.NOT_APPLICABLE,
        effect=effect,
        message=said.message,
        findings=(said,),
        clause=rule.clause,
        as_of=snapshot.as_of,
    )


def tool_error(
    rule: Rule, snapshot: Snapshot, error: RuleError, *, profile: str, effect: Effect
) -> Judgement:
    """The judgement that stands for a rule that crashed."""
    return Judgement(
        site=snapshot.site.id,
        rule=rule.id,
        rule_version=rule.version,
        profile=profile,
        verdict=TOOL_ERROR,
        effect=effect,
        message=Finding(Verdict.NO_EVIDENCE, str(error)).message,
        findings=(),
        clause=rule.clause,
        as_of=snapshot.as_of,
    )


def _headline(findings: tuple[Finding, ...], verdict: Verdict) -> str:
    """The messages of the gravest findings, three at the most."""
    said = list(dict.fromkeys(finding.message for finding in findings if finding.verdict is verdict))
    more = f"（另有 {len(said) - 3} 条）" if len(said) > 3 else ""
    return "".join(said[:3]) + more


def snapshot_of(example: Example) -> Snapshot:
    """The snapshot of an example: its page as the home page of a fictional site, on a fixed day."""
    site = replace(sample.SITE, **example.site)
    home = Page(
        role=Role.HOME, url=site.url, final_url=site.url, status=200, text=example.html, record="example"
    )
    parts = tuple(
        Page(role=role, url=url, final_url=url, status=200, text=text, parent=site.url, record="example")
        for role, url, text in example.parts
    )
    given = any(page.role == Role.HOME for page in example.pages)
    pages = (*(() if given else (home,)), *parts, *example.pages)
    return Snapshot(
        site=site,
        as_of=sample.AS_OF,
        pages=pages,
        parent=example.parent,
        observations=example.observations,
        visits=example.visits,
        audit=example.audit,
    )
