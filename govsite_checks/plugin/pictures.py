"""The pass that takes pictures, between judging and the report."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from govsite_checks.collect.browse.contracts import Mode
from govsite_checks.model import Site
from govsite_checks.plugin import progress
from govsite_checks.plugin.results import Results
from govsite_checks.plugin.state import State
from govsite_checks.run import Run


def wanted(state: State, run: Run) -> bool:
    """Whether a run takes pictures: not where it only judges what is there, or where no browser may be used."""
    return (
        run.mode != "replay" and state.settings.pictures != "never" and state.settings.browser != Mode.NEVER
    )


def font_warning(state: State) -> list[str]:
    """A line for the head of the run where pictures would show no Chinese."""
    if not any(wanted(state, run) for run in state.runs.values()):
        return []
    from govsite_checks.pictures.fonts import font_warning as warning

    words = warning()
    return [words] if words else []


def take_pictures(
    config: pytest.Config, state: State, run: Run, results: Results, sites: Sequence[Site]
) -> None:
    """Take the pictures of the sites that were judged. What goes wrong is said at the end of the run, and changes nothing.

    Raises:
        OSError: a picture cannot be written.
    """
    if not wanted(state, run):
        return
    # Not with the module: Playwright is large, and workers take no pictures.
    from govsite_checks.pictures.take import Gallery, take

    started = time.perf_counter()

    def family(rule_id: str) -> str:
        return run.rules[rule_id].family if rule_id in run.rules else ""

    gallery = Gallery(run.evidence, run.snapshot, results.of, family, state.settings.pictures)
    with run.reach() as options, progress.shown(config, run, "生成图片", "张") as tick:
        path = str(state.settings.browser_path or "")
        taken = take(gallery, [site.id for site in sites], options, path, progress=tick)
    if taken.problem:
        state.problems.append(taken.problem)
    state.timings["pictures_s"] = state.timings.get("pictures_s", 0.0) + time.perf_counter() - started
