"""What a finished run found, as a self-check needs it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from govsite_checks.findings import read_lines
from govsite_checks.model import TOOL_ERROR, EffectKind, Judgement, Rule, Site, Verdict

# What somebody has still to do something about.
OPEN = (Verdict.VIOLATION, Verdict.NEEDS_REVIEW, Verdict.NO_EVIDENCE, TOOL_ERROR)
MAX_SUMMARY = 256 * 1024 * 1024


class SelfCheckError(Exception):
    """A report folder cannot be made a self-check of; the message is one line of Chinese."""


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """One site, or one template that a vendor shows as a site."""

    site: Site
    judgements: tuple[Judgement, ...]

    @property
    def open(self) -> tuple[Judgement, ...]:
        """What is not settled: problems, what a person must look at, what could not be seen. A missed bonus is none."""
        return tuple(
            j
            for j in self.judgements
            if j.verdict in OPEN
            and not (j.effect.kind is EffectKind.BONUS and j.verdict == Verdict.VIOLATION)
        )

    def count(self, verdict: str) -> int:
        """How many rules have a verdict."""
        return sum(j.verdict == verdict for j in self.judgements)


@dataclass(frozen=True, slots=True)
class Outcome:
    """All sites of a run. ``scope`` is ``local`` where a copy on a machine of the house was checked."""

    title: str
    release: str
    scope: str
    profile: str
    tool_version: str
    as_of: datetime
    sites: tuple[SiteOutcome, ...]
    rules: Mapping[str, Rule]

    @property
    def settled(self) -> bool:
        """Whether nothing is open on any site."""
        return bool(self.sites) and not any(site.open for site in self.sites)


def read_outcome(
    folder: Path, sites: Mapping[str, Site], rules: Mapping[str, Rule], *, release: str, scope: str
) -> Outcome:
    """What the report folder of a run holds; sites that the inventory does not know are refused.

    Raises:
        SelfCheckError: a file is missing or damaged, or is of another inventory or of other rules.
    """
    summary = _summary(folder / "summary.json")
    inventory, profile, tool = (_part(summary, name) for name in ("inventory", "profile", "tool"))
    by_site: dict[str, list[Judgement]] = {}
    try:
        for judgement in read_lines(folder / "findings.jsonl"):
            by_site.setdefault(judgement.site, []).append(judgement)
    except (OSError, ValueError) as error:
        raise SelfCheckError(f"{folder / 'findings.jsonl'} 无法读取（{error}）；请重新自检") from None
    unknown = sorted(set(by_site) - set(sites)) + sorted(
        {j.rule for rows in by_site.values() for j in rows} - set(rules)
    )
    if unknown:
        raise SelfCheckError(f"{folder} 中的 {unknown[0]} 不在台账或规则中；请用同一台账和同一版本重新自检")
    return Outcome(
        title=inventory.get("title") or inventory.get("slug", ""),
        release=release,
        scope=scope,
        profile=profile.get("title", ""),
        tool_version=tool.get("version", ""),
        as_of=_moment(summary, folder),
        sites=tuple(SiteOutcome(sites[id], tuple(rows)) for id, rows in by_site.items()),
        rules=rules,
    )


def _summary(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_SUMMARY:
            raise ValueError("文件过大")
        whole = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise SelfCheckError(f"{path} 无法读取（{error}）；请先完成一次检查") from None
    if not isinstance(whole, dict):
        raise SelfCheckError(f"{path} 不是检查摘要；请重新自检")
    return whole


def _part(summary: dict[str, Any], name: str) -> dict[str, str]:
    part = summary.get(name)
    return {key: str(value) for key, value in part.items()} if isinstance(part, dict) else {}


def _moment(summary: dict[str, Any], folder: Path) -> datetime:
    try:
        return datetime.fromisoformat(str(summary["as_of"]))
    except (KeyError, ValueError):
        raise SelfCheckError(f"{folder / 'summary.json'} 没有监测时间点；请重新自检") from None
