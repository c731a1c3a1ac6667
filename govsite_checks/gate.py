"""What fails a run, what is tolerated although it would, and for how long: fail-on, waivers and a baseline. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from govsite_checks.baseline import Baseline
from govsite_checks.model import Judgement, Site, Verdict, Waiver
from govsite_checks.waivers import expired_waiver, expired_words, live_waiver, waiver_words


def fails(judgement: Judgement, fail_on: Iterable[str]) -> bool:
    """Whether a judgement fails by itself: a violation by its effect, what was not decided by its verdict."""
    word = judgement.effect.kind if judgement.verdict == Verdict.VIOLATION else judgement.verdict
    return word in fail_on


@dataclass(frozen=True, slots=True)
class Gate:
    """What a user lets pass. ``baseline`` is None where none was given."""

    fail_on: tuple[str, ...]
    baseline: Baseline | None = None

    def fails(self, judgement: Judgement) -> bool:
        """Whether a judgement fails, whatever is tolerated."""
        return fails(judgement, self.fail_on)

    def tolerated(self, site: Site, judgement: Judgement) -> str:
        """Why a judgement fails nothing although it is a problem, in Chinese; empty where nothing excuses it."""
        waiver = live_waiver(site, judgement.rule, judgement.as_of)
        if waiver is not None and judgement.verdict == Verdict.VIOLATION:
            return waiver_words(waiver, judgement.as_of)
        if self.baseline is not None and self.fails(judgement):
            return self.baseline.tolerance(judgement)
        return ""

    def no_longer(self, site: Site, judgement: Judgement) -> str:
        """Why what once excused a judgement does so no more, in Chinese: run out, or not of all that was found."""
        waiver = expired_waiver(site, judgement.rule, judgement.as_of)
        if waiver is not None:
            return expired_words(waiver)
        return self.baseline.refusal(judgement) if self.baseline is not None else ""


def unused_waivers(
    site: Site, rules: Iterable[str], violated: Iterable[str], as_of: datetime
) -> tuple[Waiver, ...]:
    """The waivers of a site for rules that were judged and not violated, the last of each that ran out too: they may go."""
    judged, kept = set(rules), set(violated)
    return tuple(
        waiver
        for waiver in site.waivers
        if waiver.rule in judged
        and waiver.rule not in kept
        and waiver in (live_waiver(site, waiver.rule, as_of), expired_waiver(site, waiver.rule, as_of))
    )
