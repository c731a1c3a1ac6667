"""What stands on the page of one site: texts cleaned, links checked, the gravest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from govsite_checks.model import GRAVITY, TOOL_ERROR, EffectKind, Finding, Judgement, Rule, Site, Verdict
from govsite_checks.summary import PageFact, SiteFacts, SiteRow
from govsite_checks.waivers import live_waiver
from govsite_checks.wording import PAGE_ERROR, RENDER_REASON, ROLE, STATUS, VERDICT

from .clauses import ClauseText
from .links import EvidenceLinks, web_link
from .pictures import Album, PictureView
from .score_view import ScoreView, score_view
from .texts import SIGN, clean, effect_words

FINDINGS_SHOWN = 30
PAGES_SHOWN = 100
_KINDS = tuple(EffectKind)
# What somebody has to act upon; it stands first, and with all its details.
_FOR_A_PERSON = (Verdict.VIOLATION, Verdict.NEEDS_REVIEW, TOOL_ERROR)


@dataclass(frozen=True, slots=True)
class FoundView:
    """One finding. ``mark`` is its own verdict where that differs from the gravest."""

    message: str
    snippet: str
    url: str
    link: str
    selector: str
    record: str
    mark: str
    picture: PictureView | None = None


@dataclass(frozen=True, slots=True)
class JudgementView:
    """One demand and what became of it. ``key`` is the verdict, or ``bonus`` for one that was not earned."""

    rule: str
    key: str
    sign: str
    word: str
    title: str
    effect: str
    message: str
    found: tuple[FoundView, ...]
    left_out: int
    clause: ClauseText
    remediation: str
    waiver: str
    rank: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PageView:
    """One page that was looked at."""

    role: str
    column: str
    url: str
    link: str
    final_url: str
    outcome: str
    encoding: str
    record: str
    rendered: str


@dataclass(frozen=True, slots=True)
class SitePage:
    """Everything that the template of a site's page prints."""

    id: str
    name: str
    url: str
    link: str
    status: str
    facts: tuple[tuple[str, str], ...]
    problem: str
    reason: str
    online: bool
    open: tuple[JudgementView, ...]
    unseen: tuple[JudgementView, ...]
    bonus: tuple[JudgementView, ...]
    ok: tuple[JudgementView, ...]
    not_applicable: tuple[JudgementView, ...]
    pages: tuple[PageView, ...]
    pages_left_out: int
    evidence: EvidenceLinks
    score: ScoreView | None = None
    coverage: tuple[str, ...] = ()
    picture: PictureView | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


def site_page(
    site: Site,
    row: SiteRow,
    facts: SiteFacts | None,
    judgements: Sequence[Judgement],
    rules: Mapping[str, Rule],
    clauses: Mapping[str, ClauseText],
    evidence: EvidenceLinks,
    *,
    profile_verified: bool,
    album: Album | None = None,
) -> SitePage:
    """The page of one site.

    Raises:
        ValueError: a judgement names a rule that is not among ``rules``.
    """
    album = album or Album()
    views = sorted(
        (_judgement(site, judgement, rules, clauses, profile_verified, album) for judgement in judgements),
        key=lambda view: view.rank,
    )
    pages = facts.pages if facts else ()
    return SitePage(
        id=site.id,
        name=row.name,
        url=row.url,
        link=web_link(site.url),
        status=STATUS.get(site.status, clean(site.status)),
        facts=_own_data(site),
        problem=clean(facts.problem, 300) if facts else "",
        reason=row.reason,
        online=site.status == "online",
        open=tuple(v for v in views if v.key in _FOR_A_PERSON),
        unseen=tuple(v for v in views if v.key == Verdict.NO_EVIDENCE),
        bonus=tuple(v for v in views if v.key == "bonus"),
        ok=tuple(v for v in views if v.key == Verdict.OK),
        not_applicable=tuple(v for v in views if v.key == Verdict.NOT_APPLICABLE),
        pages=tuple(_page(page) for page in pages[:PAGES_SHOWN]),
        pages_left_out=max(0, len(pages) - PAGES_SHOWN),
        evidence=evidence,
        score=score_view(row.score, rules),
        coverage=tuple(clean(sentence, 400) for sentence in facts.coverage) if facts else (),
        picture=album.home,
        counts=row.counts,
    )


def _own_data(site: Site) -> tuple[tuple[str, str], ...]:
    rows = (
        ("网站标识码", site.site_code),
        ("主办单位", site.sponsor),
        ("所属单位", site.unit),
        ("网站状态", STATUS.get(site.status, site.status)),
        ("并入网站", site.merged_into),
        ("批准日期", site.approved_on.isoformat() if site.approved_on else ""),
    )
    return tuple((name, clean(value, 200)) for name, value in rows if value)


def _judgement(
    site: Site,
    judgement: Judgement,
    rules: Mapping[str, Rule],
    clauses: Mapping[str, ClauseText],
    profile_verified: bool,
    album: Album,
) -> JudgementView:
    rule = rules.get(judgement.rule)
    if rule is None:
        raise ValueError(f"检查结论 {judgement.site}::{judgement.rule} 的规则不在本次运行的规则之中")
    verdict = str(judgement.verdict)
    unearned = verdict == Verdict.VIOLATION and judgement.effect.kind is EffectKind.BONUS
    findings = sorted(judgement.findings, key=lambda finding: GRAVITY[finding.verdict])
    gravest = findings[0].verdict if findings else None
    return JudgementView(
        rule=rule.id,
        key="bonus" if unearned else verdict,
        sign="—" if unearned else SIGN[verdict],
        word="未得加分" if unearned else VERDICT[verdict],
        title=clean(rule.title, 200),
        effect=effect_words(judgement.effect, profile_verified),
        message=clean(judgement.message),
        found=tuple(
            _found(finding, gravest, album.of(rule.id, finding)) for finding in findings[:FINDINGS_SHOWN]
        ),
        left_out=max(0, len(findings) - FINDINGS_SHOWN),
        clause=clauses[rule.id],
        remediation=clean(rule.remediation),
        waiver=_waiver(site, judgement),
        rank=_rank(judgement),
    )


def _rank(judgement: Judgement) -> tuple[int, int]:
    """Violations by effect, then review, no evidence, our own faults, ok."""
    effect = _KINDS.index(judgement.effect.kind)
    if judgement.verdict == TOOL_ERROR:
        return GRAVITY[Verdict.NO_EVIDENCE], len(_KINDS)
    return GRAVITY[Verdict(judgement.verdict)], effect


def _waiver(site: Site, judgement: Judgement) -> str:
    waiver = live_waiver(site, judgement.rule, judgement.as_of)
    if waiver is None or judgement.verdict != Verdict.VIOLATION:
        return ""
    words = f"豁免至 {waiver.until.isoformat()}。理由：{waiver.reason}"
    return clean("；".join(filter(None, (words, waiver.document, waiver.approver))), 400)


def _found(finding: Finding, gravest: Verdict | None, picture: PictureView | None) -> FoundView:
    return FoundView(
        message=finding.message,
        snippet=finding.snippet,
        url=finding.url,
        link=web_link(finding.url),
        selector=finding.selector,
        record=clean(finding.record, 200),
        mark="" if finding.verdict is gravest else VERDICT[finding.verdict],
        picture=picture,
    )


def _page(page: PageFact) -> PageView:
    outcome = clean(PAGE_ERROR.get(page.error, page.error)) if page.error else "已查看"
    if page.status is not None:
        outcome = f"{outcome}（{page.status}）"
    return PageView(
        role=ROLE.get(page.role, clean(page.role, 40)),
        column=clean(page.column, 60),
        url=clean(page.url),
        link=web_link(page.url),
        final_url=clean(page.final_url) if page.final_url != page.url else "",
        outcome=outcome,
        encoding=clean(page.encoding, 40),
        record=clean(page.record, 200),
        rendered=_rendered(page),
    )


def _rendered(page: PageFact) -> str:
    """Whether a page was shown to a browser, and why; empty where its text was all."""
    if not page.rendered:
        return ""
    reason = RENDER_REASON.get(page.rendered, clean(page.rendered, 40))
    return (
        f"未能渲染（{clean(page.render_error, 60)}）：{reason}" if page.render_error else f"已渲染：{reason}"
    )
