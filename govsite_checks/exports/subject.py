"""What the exports are made from: the sites and rules of one run, and which findings are worth another tool's attention."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from govsite_checks.model import TOOL_ERROR, EffectKind, Finding, Judgement, Rule, Site, Verdict

from .places import Place, Places

# What other tools are told of: problems, and what stayed open. What is in order is in findings.jsonl.
TOLD = frozenset({Verdict.VIOLATION, Verdict.NEEDS_REVIEW, Verdict.NO_EVIDENCE, TOOL_ERROR})


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell: a finding of a judgement, or the judgement itself where it has none.

    ``fails`` is whether the run fails for it, ``tolerated`` why it does not although it otherwise would (a waiver, a
    baseline); ``fingerprint`` stays the same from run to run as long as rule, site and page are the same.
    """

    site: Site
    rule: Rule
    judgement: Judgement
    finding: Finding | None
    verdict: str
    message: str
    place: Place
    fails: bool
    tolerated: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One run, as the exports need it. ``fails`` and ``tolerated`` are the runner's own answers for a judgement."""

    title: str
    tool_version: str
    sites: Sequence[Site]
    rules: Mapping[str, Rule]
    judgements: Callable[[str], Iterable[Judgement]]
    places: Places
    fails: Callable[[Judgement], bool]
    tolerated: Callable[[Site, Judgement], str]

    def every(self) -> Iterator[tuple[Site, Judgement]]:
        """Every judgement, in the order of the inventory and then by rule."""
        for site in self.sites:
            for judgement in self.judgements(site.id):
                yield site, judgement

    def told(self) -> Iterator[Told]:
        """What is worth telling, in the same order. A bonus that was not earned is no problem."""
        names: Counter[str] = Counter()
        for site, judgement in self.every():
            bonus = judgement.effect.kind is EffectKind.BONUS and judgement.verdict == Verdict.VIOLATION
            if judgement.verdict not in TOLD or bonus:
                continue
            tolerated = self.tolerated(site, judgement)
            fails = not tolerated and (self.fails(judgement) or judgement.verdict == TOOL_ERROR)
            for finding in self._findings(judgement):
                name = fingerprint(site.id, judgement.rule, finding)
                names[name] += 1
                # Of several findings at one place, the second and further ones are told apart by their number.
                unique = name if names[name] == 1 else f"{name}-{names[name]}"
                yield self._told(site, judgement, finding, fails, tolerated, unique)

    def _findings(self, judgement: Judgement) -> Sequence[Finding | None]:
        """The findings that bear the verdict; one None where the judgement stands alone."""
        return [f for f in judgement.findings if f.verdict == judgement.verdict] or [None]

    def _told(
        self,
        site: Site,
        judgement: Judgement,
        finding: Finding | None,
        fails: bool,
        tolerated: str,
        name: str,
    ) -> Told:
        return Told(
            site,
            self.rules[judgement.rule],
            judgement,
            finding,
            judgement.verdict,
            finding.message if finding is not None else judgement.message,
            self.places.of_finding(site, finding),
            fails,
            tolerated,
            name,
        )


def fingerprint(site: str, rule: str, finding: Finding | None) -> str:
    """A name for a finding that outlives the days and counts in its message: site, rule, page and place on the page."""
    parts = (site, rule, finding.url if finding else "", finding.selector if finding else "")
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
