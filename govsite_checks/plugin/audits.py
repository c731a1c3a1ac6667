"""The pass that audits sites, between collecting and judging."""

from __future__ import annotations

import time
from collections.abc import Collection

import pytest

from govsite_checks.collect.browse.contracts import Mode
from govsite_checks.plugin import progress
from govsite_checks.plugin.state import State
from govsite_checks.run import Run


def take_audits(config: pytest.Config, state: State, run: Run, site_ids: Collection[str]) -> None:
    """Audit the sites of a run, where the user asks for it and sites are visited. What goes wrong is said at the end.

    Raises:
        KeyboardInterrupt: the user interrupted; what was audited is kept.
        EvidenceError: the evidence folder is in use.
        OSError: an audit cannot be written.
    """
    settings = state.settings
    if not settings.audit or run.mode == "replay":
        return
    if settings.browser == Mode.NEVER:
        state.problems.append("没有做自动检测：--govsite-browser never 不允许使用浏览器")
        return
    # Not with the module: Playwright is large, and workers audit nothing.
    from govsite_checks.audit.take import audit_sites

    started = time.perf_counter()
    online = [site.id for site in run.sites if site.id in site_ids and site.status == "online"]
    with run.reach() as options, progress.shown(config, run, "自动检测", "页") as tick:
        path = str(settings.browser_path or "")
        problem = audit_sites(run.evidence, run.snapshot, online, options, path, progress=tick)
    run.close()  # what was read before knows nothing of it
    if problem:
        state.problems.append(problem)
    state.timings["audit_s"] = state.timings.get("audit_s", 0.0) + time.perf_counter() - started
