"""The end of a session for a gate: files for other tools, what is fixed leaves the baseline, waivers that may go are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govsite_checks import __version__, baseline
from govsite_checks.baseline import Baseline
from govsite_checks.exports import Places, Subject, write_exports
from govsite_checks.gate import Gate, unused_waivers
from govsite_checks.model import Judgement, Site, Verdict
from govsite_checks.plugin.results import Results
from govsite_checks.plugin.state import State
from govsite_checks.plugin.terminal import shown_path
from govsite_checks.run import Run
from govsite_checks.waivers import live_waiver

MAX_TOLD = 20


def conclude(state: State, run: Run, results: Results, sites: Sequence[Site]) -> list[str]:
    """Write what was asked for; the lines for the terminal.

    Raises:
        OSError: a file cannot be written.
    """
    lines = _exported(state, run, results, sites)
    lines += _pruned(state, results, sites)
    return lines + _unused(run, results, sites)


def _exported(state: State, run: Run, results: Results, sites: Sequence[Site]) -> list[str]:
    if not state.settings.outputs:
        return []
    subject = Subject(
        title=run.inventory.title,
        tool_version=__version__,
        sites=sites,
        rules=run.rules,
        judgements=results.of,
        places=Places.of(run.inventory.path, state.root, state.sources),
        fails=state.gate.fails,
        tolerated=state.gate.tolerated,
    )
    made = write_exports(run.report_dir, subject, state.settings.outputs)
    return [f"已写出 {shown_path(path)}" for path in made]


def _pruned(state: State, results: Results, sites: Sequence[Site]) -> list[str]:
    """Take what is fixed out of the baseline's file, and say so."""
    path, known = state.settings.baseline, state.gate.baseline
    if path is None or known is None:
        return []
    kept, changes = baseline.pruned(known, _of_entries(known, results, sites))
    if not changes:
        return []
    baseline.save(path, kept)
    # A second inventory of the run goes on from what is left.
    state.gate = Gate(state.gate.fail_on, kept)
    return [
        f"基线 {shown_path(path)} 有 {len(changes)} 处已整改，已移出",
        *map(str, changes[:MAX_TOLD]),
    ]


def _of_entries(known: Baseline, results: Results, sites: Sequence[Site]) -> Iterator[Judgement]:
    concerned = {site for site, _ in known.entries}
    for site in sites:
        if site.id in concerned:
            yield from results.of(site.id)


def _unused(run: Run, results: Results, sites: Sequence[Site]) -> list[str]:
    lines = []
    for site in sites:
        if not site.waivers:
            continue
        judged = [j for j in results.of(site.id) if j.verdict in {Verdict.OK, Verdict.VIOLATION}]
        violated = [j.rule for j in judged if j.verdict == Verdict.VIOLATION]
        for waiver in unused_waivers(site, (j.rule for j in judged), violated, run.as_of):
            expired = live_waiver(site, waiver.rule, run.as_of) is None
            words = "豁免已到期且已符合，可以删去" if expired else "豁免未用到，可以撤销"
            lines.append(f"{words}：{site.id}::{waiver.rule}（至 {waiver.until.isoformat()}）")
    return lines[:MAX_TOLD]
