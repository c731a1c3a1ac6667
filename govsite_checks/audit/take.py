"""The pass that audits the sites of a run: four pages of each, one after the other, so that nothing else slows them down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from govsite_checks.collect.contracts import Progress
from govsite_checks.collect.limits import CollectOptions
from govsite_checks.collect.looks.auditor import examine, measure_loads
from govsite_checks.collect.looks.limits import LookLimits
from govsite_checks.collect.looks.studio import Studio, StudioError, open_studio
from govsite_checks.evidence import EvidenceError
from govsite_checks.evidence.additions import adding
from govsite_checks.evidence.audits import add_audit, load_audit
from govsite_checks.model import Audit, AuditedPage, Page, Role, Snapshot

SITE_S = 240.0
VANTAGE = "检查所用的电脑和网络"
# One of each: what a site is like is seen on its kinds of pages.
_ROLES = (Role.HOME, Role.COLUMN, Role.ARTICLE, Role.GUIDE)


@dataclass(frozen=True, slots=True)
class AuditLimits:
    """Seconds of one site."""

    site_s: float = SITE_S


def audit_sites(
    evidence: Path,
    snapshot: Callable[[str], Snapshot],
    site_ids: Sequence[str],
    options: CollectOptions,
    path: str = "",
    limits: AuditLimits | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> str:
    """Audit some sites and keep what was found with their evidence; one Chinese line where not all could be, else empty.

    Never raises for what pages, the browser or the network do; a site without its audit says why.

    Raises:
        KeyboardInterrupt: the user interrupted; what was audited is kept.
        EvidenceError: the evidence folder is in use.
        OSError: an audit cannot be written.
    """
    todo = [site_id for site_id in site_ids if _is_left(evidence, snapshot, site_id)]
    if not todo:
        return ""
    with adding(evidence):
        return asyncio.run(_audit(evidence, snapshot, todo, options, path, limits or AuditLimits(), progress))


def _is_left(evidence: Path, snapshot: Callable[[str], Snapshot], site_id: str) -> bool:
    """Whether a site was seen and has no audit yet."""
    try:
        return snapshot(site_id).home.seen and load_audit(evidence, site_id) is None
    except EvidenceError:
        return False  # judging will say so


async def _audit(
    evidence: Path,
    snapshot: Callable[[str], Snapshot],
    site_ids: Sequence[str],
    options: CollectOptions,
    path: str,
    limits: AuditLimits,
    progress: Callable[[Progress], None] | None,
) -> str:
    trouble = ""
    pages = 0
    try:
        async with open_studio(options, path, LookLimits(at_once=1)) as studio:
            for done, site_id in enumerate(site_ids, 1):
                if trouble:
                    add_audit(evidence, site_id, Audit(trouble))
                    continue
                trouble, seen = await _site(evidence, snapshot(site_id), studio, limits)
                pages += seen
                if progress is not None:
                    progress(Progress(done, len(site_ids), pages, 0.0))
    except StudioError as error:
        trouble = str(error)
        for site_id in site_ids:
            if load_audit(evidence, site_id) is None:
                add_audit(evidence, site_id, Audit(trouble))
    return f"自动检测未能全部完成：{trouble}" if trouble else ""


async def _site(evidence: Path, snapshot: Snapshot, studio: Studio, limits: AuditLimits) -> tuple[str, int]:
    """Audit one site: why there is no browser any more, or nothing; and how many pages were examined."""
    pages: list[AuditedPage] = []
    loads: tuple[float, ...] = ()
    error = trouble = ""
    try:
        async with asyncio.timeout(limits.site_s):
            loads = await measure_loads(studio, _address(snapshot.home))
            for page in chosen(snapshot):
                pages.append(await examine(studio, page.role, _address(page)))
    except TimeoutError:
        error = "" if pages else f"自动检测用时超过 {limits.site_s:g} 秒"
    except StudioError as problem:
        error = trouble = str(problem)
    add_audit(evidence, snapshot.site.id, Audit(error, VANTAGE, loads, tuple(pages)), studio.product)
    return trouble, len(pages)


def chosen(snapshot: Snapshot) -> Iterator[Page]:
    """The pages that are audited: the home page, one list, one article, one guide, as far as they were seen."""
    for role in _ROLES:
        page = next((page for page in snapshot.pages_of(role) if page.seen), None)
        if page is not None:
            yield page


def _address(page: Page) -> str:
    return page.final_url or page.url
