"""A baseline brought up to date by a run: what is fixed leaves it, what is new enters it on request, each change explained."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from govsite_checks.model import Judgement, Verdict

from .entries import COVERED, MAX_PAGES, Baseline, Entry, day_of, pages_of

_DONE = frozenset({Verdict.OK, Verdict.NOT_APPLICABLE})


class Kind(StrEnum):
    """What becomes of an entry."""

    FIXED = "已整改，移出基线"
    FEWER = "部分页面已整改，移出这些页面"
    ADDED = "新列入基线"
    WIDER = "新增的页面列入基线"
    RENEWED = "已到期，重新列入"
    EXPIRED = "已到期，不再豁免"
    UNSEEN = "本次未能查看，保留"
    LEFT_OUT = "新问题，未列入"


@dataclass(frozen=True, slots=True)
class Change:
    """One change, or why there was none: of which entry, and what the run saw."""

    kind: Kind
    entry: Entry
    detail: str = ""

    def __str__(self) -> str:
        """One line for the terminal."""
        detail = f"：{self.detail}" if self.detail else ""
        return f"{self.entry.site}::{self.entry.rule}　{self.kind}{detail}"


def pruned(baseline: Baseline, judgements: Iterable[Judgement]) -> tuple[Baseline, tuple[Change, ...]]:
    """The baseline without what the judgements found to be fixed. Nothing is added, nothing that was not seen is taken out."""
    entries, changes = dict(baseline.entries), []
    for judgement in judgements:
        entry = entries.get((judgement.site, judgement.rule))
        if entry is None:
            continue
        if judgement.verdict in _DONE:
            del entries[entry.key]
            changes.append(Change(Kind.FIXED, entry, judgement.message))
        elif gone := _gone(entry, judgement):
            kept = tuple(page for page in entry.pages if page not in gone)
            entries[entry.key] = replace(entry, pages=kept)
            changes.append(Change(Kind.FEWER, entry, f"{len(gone)} 处，如 {gone[0]}"))
    return Baseline.of(entries.values()), tuple(changes)


def _gone(entry: Entry, judgement: Judgement) -> tuple[str, ...]:
    """The pages that are mended; none where nothing of the entry would be left to know the problem by."""
    now = pages_of(judgement)
    if judgement.verdict != entry.verdict or not now or not set(now) & set(entry.pages):
        return ()
    return tuple(page for page in entry.pages if page not in now)


def updated(
    baseline: Baseline, judgements: Iterable[Judgement], *, days: int, accept: bool
) -> tuple[Baseline, tuple[Change, ...]]:
    """The baseline pruned, and with ``accept`` also holding what is new, for ``days`` days; every change is told.

    ``judgements`` are those that a gate would fail for, and those of entries.
    """
    judged = list(judgements)
    baseline, fixed = pruned(baseline, judged)
    entries, changes = dict(baseline.entries), list(fixed)
    for judgement in judged:
        entry = entries.get((judgement.site, judgement.rule))
        fresh = _fresh(judgement, days)
        change = _change(entry, fresh, judgement, accept)
        if change is None:
            continue
        changes.append(change)
        if change.kind in {Kind.ADDED, Kind.RENEWED}:
            entries[fresh.key] = replace(fresh, reason=entry.reason if entry else "")
        elif change.kind is Kind.WIDER:
            assert entry is not None
            entries[entry.key] = replace(entry, pages=_both(entry.pages, fresh.pages))
    return Baseline.of(entries.values()), tuple(changes)


def _both(known: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    pages = sorted({*known, *new})
    return tuple(pages) if len(pages) <= MAX_PAGES else ()


def _fresh(judgement: Judgement, days: int) -> Entry:
    day = day_of(judgement.as_of)
    return Entry(
        judgement.site,
        judgement.rule,
        judgement.verdict,
        day,
        day + timedelta(days=days),
        pages_of(judgement),
    )


def _change(entry: Entry | None, fresh: Entry, judgement: Judgement, accept: bool) -> Change | None:
    if judgement.verdict not in COVERED:
        return None
    if (
        entry is not None
        and judgement.verdict == Verdict.NO_EVIDENCE
        and entry.verdict != Verdict.NO_EVIDENCE
    ):
        return Change(Kind.UNSEEN, entry, judgement.message)
    if entry is None or not entry.covers(judgement.verdict):
        return Change(Kind.ADDED if accept else Kind.LEFT_OUT, fresh, judgement.message)
    if not entry.is_live(judgement.as_of):
        return Change(Kind.RENEWED if accept else Kind.EXPIRED, entry, f"原至 {entry.until.isoformat()}")
    new = entry.new_pages(judgement)
    if new:
        return Change(Kind.WIDER if accept else Kind.LEFT_OUT, entry, f"{len(new)} 处，如 {new[0]}")
    return None
