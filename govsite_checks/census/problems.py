"""What a notice may say of single sites: violations that were seen and that nobody tolerates, never a doubt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from govsite_checks.model import CHINA

from .census import (
    BELOW_LINE,
    CLOSED_ALIVE,
    CLOSED_OVERDUE,
    GUIDE_ELEMENTS,
    MARKS_MISSING,
    MERGED_RESIDUE,
    PROBLEM_KINDS,
    SURVEY_UNUSED,
    VETO,
    Problem,
)
from .indicators import (
    ALIVE_RULE,
    GUIDE_RULE,
    MARK_RULES,
    OVERDUE_RULE,
    RESIDUE_RULE,
    SURVEY_RULE,
    is_broken,
)
from .results import QuarterResults, SiteResult

_BY_RULE = {
    ALIVE_RULE: CLOSED_ALIVE,
    OVERDUE_RULE: CLOSED_OVERDUE,
    RESIDUE_RULE: MERGED_RESIDUE,
    GUIDE_RULE: GUIDE_ELEMENTS,
    SURVEY_RULE: SURVEY_UNUSED,
}


def problems(results: QuarterResults) -> tuple[Problem, ...]:
    """Every problem, by kind in the order of ``PROBLEM_KINDS``, then in inventory order.

    A site that fails on points that nobody has verified is not named: its score is a reference only.
    """
    names = {site.id: site.name for site in results.sites}
    found = [problem for site in results.sites for problem in _of(site, results, names)]
    return tuple(sorted(found, key=lambda problem: PROBLEM_KINDS.index(problem.kind)))


def _of(site: SiteResult, results: QuarterResults, names: dict[str, str]) -> Iterator[Problem]:
    if site.outcome == "failed-by-veto":
        titles = [results.judged[rule].title if rule in results.judged else rule for rule in site.vetoes]
        yield _problem(VETO, site, tuple(titles), next(iter(site.vetoes), ""))
    if site.outcome == "failed" and not site.reference:
        yield _problem(BELOW_LINE, site, () if site.score is None else (str(site.score),), "")
    if site.status == "online":
        missing = [rule for rule in MARK_RULES if is_broken(site.rules.get(rule))]
        if missing:
            yield _problem(MARKS_MISSING, site, tuple(MARK_RULES[rule] for rule in missing), missing[0])
    for rule, kind in _BY_RULE.items():
        if is_broken(site.rules.get(rule)):
            yield _problem(kind, site, _details(kind, rule, site, results.as_of, names), rule)


def _problem(kind: str, site: SiteResult, details: tuple[str, ...], rule: str) -> Problem:
    found = site.rules.get(rule)
    return Problem(kind, site.id, site.name, site.unit, details, rule, found.url if found else site.url)


def _details(
    kind: str, rule: str, site: SiteResult, as_of: datetime, names: dict[str, str]
) -> tuple[str, ...]:
    if kind == CLOSED_ALIVE:
        return ()
    if kind == CLOSED_OVERDUE:
        day = as_of.astimezone(CHINA).date()
        return () if site.approved_on is None else (str(months_between(site.approved_on, day)),)
    if kind == MERGED_RESIDUE:
        return (names.get(site.merged_into, ""), *site.rules[rule].details)
    return site.rules[rule].details


def months_between(begin: date, end: date) -> int:
    """The whole months that have gone by: 2018-02-10 to 2018-09-10 is seven, one day less is six."""
    months = (end.year - begin.year) * 12 + end.month - begin.month
    return months - (end.day < begin.day)
