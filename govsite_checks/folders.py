"""Where the evidence and the report of a run lie, and what a run does with them: collect, resume or replay."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from govsite_checks.evidence import locate
from govsite_checks.model import CHINA
from govsite_checks.settings import Settings


class RunError(Exception):
    """A run cannot be started; the message is Chinese: what, where, what to do."""


def folders_of(
    slug: str, settings: Settings, now: datetime, base: Path, several: bool
) -> tuple[str, Path, Path]:
    """Mode, report folder and evidence folder of a run of the inventory ``slug``; nothing is written.

    Raises:
        EvidenceError, RunError: a folder cannot be used.
    """
    part = Path(slug) if several else Path()
    report_dir = settings.report_dir / part if settings.report_dir else None
    given = settings.replay or settings.resume
    if given is None:
        report_dir = report_dir or _fresh(base / "reports" / slug, now)
        evidence = settings.evidence / part if settings.evidence else report_dir / "evidence"
        if evidence.exists() and (not evidence.is_dir() or any(evidence.iterdir())):
            raise RunError(
                f"证据目录 {evidence} 不是空目录：续采请用 --govsite-resume，只判定请用 --govsite-replay，或换一个目录"
            )
        return "collect", report_dir, evidence
    evidence = locate(given / part)
    if settings.replay:
        return "replay", report_dir or _fresh(base / "reports" / slug, now), evidence
    beside = evidence.parent if evidence.name == "evidence" else None
    return "resume", report_dir or beside or _fresh(base / "reports" / slug, now), evidence


def _fresh(folder: Path, now: datetime) -> Path:
    """A folder named after the time, one that does not exist yet."""
    name = now.astimezone(CHINA).strftime("%Y%m%d-%H%M%S")
    candidate, number = folder / name, 1
    while candidate.exists():
        number += 1
        candidate = folder / f"{name}-{number}"
    return candidate
