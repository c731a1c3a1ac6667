"""What stands on the index: totals, the table of rules, the table of sites, what was not seen, what to review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govsite_checks.model import TOOL_ERROR, EffectKind, Verdict
from govsite_checks.score import Outcome
from govsite_checks.summary import ALL_VERDICTS, WAIVED, RuleRow, SiteRow, Summary
from govsite_checks.wording import EFFECT, FAMILY, OTHER_FAMILY, STATUS, VERDICT

from .clauses import ClauseText
from .links import site_file
from .score_view import score_view
from .scripts import script_data
from .texts import SIGN, chinese_time, clean, conclusion, effect_words

# Rows that stand in the page itself, for a reader without scripts; the table's script has them all. Where there are more
# sites than that, a page without scripts cannot list them anyway, and a browser that has them opens it sooner.
STATIC_ROWS = 500
FEW_ROWS = 100
LISTED = 200
# The order of the columns of figures in the table of sites.
COLUMNS: tuple[str, ...] = ALL_VERDICTS
_EFFECTS: tuple[str, ...] = (*EffectKind, WAIVED)
_ORDER: Mapping[str, int] = {
    Verdict.VIOLATION: 0,
    Verdict.NEEDS_REVIEW: 10,
    Verdict.NO_EVIDENCE: 11,
    TOOL_ERROR: 12,
    Verdict.OK: 13,
    Verdict.NOT_APPLICABLE: 14,
    "": 15,
}


@dataclass(frozen=True, slots=True)
class RuleView:
    """One row of the table of rules."""

    row: RuleRow
    title: str
    effect: str
    clause: ClauseText
    number: int


@dataclass(frozen=True, slots=True)
class SiteView:
    """One row of the table of sites. ``number`` is its place in the inventory, from 1."""

    row: SiteRow
    number: int
    file: str
    status: str
    key: str
    sign: str
    word: str
    effect: str
    rank: int
    score: str
    score_key: float


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the lists of reviews and of tool errors."""

    site: str
    file: str
    rule: str
    rule_title: str
    message: str


@dataclass(frozen=True, slots=True)
class IndexPage:
    """Everything that the template of the index prints."""

    title: str
    region: str
    as_of: str
    profile: str
    profile_verified: bool
    tool: str
    pages_fetched: int
    pages_rendered: int
    unrendered: str
    total: int
    statuses: tuple[tuple[str, int], ...]
    not_run: int
    summary: Summary
    violations: tuple[tuple[str, int], ...]
    rules: tuple[RuleView, ...]
    families: tuple[tuple[str, tuple[RuleView, ...]], ...]
    scored: bool
    reference: bool
    rules_not_run: tuple[str, ...]
    sites: tuple[SiteView, ...]
    units: tuple[str, ...]
    unseen: tuple[SiteView, ...]
    partly_unseen: int
    reviews: tuple[Listed, ...]
    reviews_total: int
    errors: tuple[Listed, ...]
    errors_total: int
    fail_on: str


def index_page(
    summary: Summary,
    clauses: Mapping[str, ClauseText],
    reviews: tuple[Listed, ...],
    errors: tuple[Listed, ...],
) -> IndexPage:
    """The index of a run."""
    sites = tuple(sorted((_site(n, row) for n, row in enumerate(summary.sites, 1)), key=_by_gravity))
    ran = [row for row in summary.rules if row.ran]
    views = tuple(_rule(n, row, clauses, summary.profile_verified) for n, row in enumerate(ran, 1))
    unseen = sorted((view for view in sites if view.row.unseen), key=lambda view: view.number)
    return IndexPage(
        title=summary.inventory_title or summary.inventory_slug,
        region=summary.region,
        as_of=chinese_time(summary.as_of),
        profile=summary.profile_title or summary.profile_id,
        profile_verified=summary.profile_verified,
        tool=f"govsite-checks {summary.tool_version}",
        pages_fetched=summary.pages_fetched,
        pages_rendered=summary.pages_rendered,
        unrendered="，".join(f"{why} {count} 个" for why, count in summary.unrendered.items()),
        total=len(sites),
        statuses=tuple((STATUS[status], n) for status, n in summary.by_status.items() if n),
        not_run=sum(not row.ran and not row.unseen for row in summary.sites),
        summary=summary,
        violations=tuple(
            (_kind(kind), summary.by_effect[kind]) for kind in _EFFECTS if summary.by_effect[kind]
        ),
        rules=views,
        families=_families(views),
        scored=bool(summary.passed.of),
        reference=summary.reference,
        rules_not_run=tuple(clean(row.title, 200) for row in summary.rules if not row.ran),
        sites=sites,
        units=tuple(dict.fromkeys(row.unit for row in summary.sites if row.unit)),
        unseen=tuple(unseen),
        partly_unseen=sum(not row.unseen and row.counts[Verdict.NO_EVIDENCE] > 0 for row in summary.sites),
        reviews=reviews,
        reviews_total=summary.counts[Verdict.NEEDS_REVIEW],
        errors=errors,
        errors_total=summary.counts[TOOL_ERROR],
        fail_on="、".join(_fail_word(word) for word in summary.fail_on),
    )


def static_rows(sites: int) -> int:
    """How many rows stand in the page itself."""
    return STATIC_ROWS if sites <= STATIC_ROWS else FEW_ROWS


def _families(views: tuple[RuleView, ...]) -> tuple[tuple[str, tuple[RuleView, ...]], ...]:
    """The rules by family, in the order of the vocabulary; those of others last."""
    named = [(title, tuple(v for v in views if v.row.family == family)) for family, title in FAMILY.items()]
    others = tuple(view for view in views if view.row.family not in FAMILY)
    return tuple((title, rules) for title, rules in [*named, (OTHER_FAMILY, others)] if rules)


def _kind(kind: str) -> str:
    names = {WAIVED: "豁免期内", EffectKind.BONUS: "加分项未得分"}
    return names.get(kind) or EFFECT[EffectKind(kind)]


def _fail_word(word: str) -> str:
    return {**EFFECT, **VERDICT}.get(word, clean(word, 40))


def _rule(number: int, row: RuleRow, clauses: Mapping[str, ClauseText], verified: bool) -> RuleView:
    return RuleView(row, clean(row.title, 200), effect_words(row.effect, verified), clauses[row.id], number)


def _site(number: int, row: SiteRow) -> SiteView:
    rank = _ORDER[row.worst]
    if row.worst == Verdict.VIOLATION:
        rank += _EFFECTS.index(row.worst_effect)
    word, effect = conclusion(row.worst, row.worst_effect)
    return SiteView(
        row=row,
        number=number,
        file=site_file(row.id),
        status=STATUS.get(row.status, clean(row.status, 40)),
        key=row.worst or "not-run",
        sign=SIGN.get(row.worst, "—"),
        word=word,
        effect=effect,
        rank=rank,
        score=_score_words(row),
        score_key=_score_key(row),
    )


def _score_key(row: SiteRow) -> float:
    """What the table sorts by: the figure; below it the vetoed, below them those without a result."""
    if row.score is None or row.score.outcome is Outcome.NOT_SCORED:
        return -2.0
    return -1.0 if row.score.total is None else float(row.score.total)


def _score_words(row: SiteRow) -> str:
    """The result and the figure; a dash where the site was not scored."""
    view = score_view(row.score, {})
    return "–" if view is None or row.score is None or row.score.outcome is Outcome.NOT_SCORED else view.brief


def _by_gravity(view: SiteView) -> tuple[int, int, int]:
    return view.rank, -view.row.counts[Verdict.VIOLATION], view.number


def table_data(page: IndexPage) -> str:
    """The script that carries the table of sites: plain arrays, safe inside a script whatever the sites are called.

    A site is ``[number, file, name, unit, address, status, rank, key, sign, word, effect, [figures],
    marks, score, score's figure]``; ``marks`` has one character a rule of the page's table: the index of its verdict in ``verdicts``,
    ``-`` where not run.
    """
    columns = [n for n, rule in enumerate(page.summary.rules) if rule.ran]
    data: dict[str, Any] = {
        "verdicts": [[verdict, SIGN[verdict], VERDICT[verdict]] for verdict in COLUMNS],
        "rules": [view.row.id for view in page.rules],
        "sites": [_site_data(view, columns) for view in page.sites],
    }
    return script_data("govsiteReport", data)


def _site_data(view: SiteView, columns: list[int]) -> list[Any]:
    row = view.row
    marks = "".join(str(COLUMNS.index(mark)) if (mark := row.marks[n]) else "-" for n in columns)
    figures = [row.counts[verdict] for verdict in COLUMNS]
    return [
        view.number,
        view.file,
        row.name,
        row.unit,
        row.url,
        view.status,
        view.rank,
        view.key,
        view.sign,
        view.word,
        view.effect,
        figures,
        marks,
        view.score,
        view.score_key,
    ]
