"""What the terminal says before and after: what is checked, what was found, what could not be seen, where it lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from govsite_checks.browsing import described
from govsite_checks.model import CHINA, TOOL_ERROR, Verdict, printable
from govsite_checks.plugin.state import State
from govsite_checks.run import Run
from govsite_checks.summary import SiteFacts, Summary
from govsite_checks.wording import VERDICT

MAX_NAMED = 20


def header(run: Run) -> list[str]:
    """What is checked; and which browser helps, where sites are visited."""
    mode = {"collect": "采集并判定", "resume": "续采并判定", "replay": "回放证据"}[run.mode]
    moment = run.as_of.astimezone(CHINA)
    line = (
        f"govsite-checks: {printable(run.inventory.title or run.inventory.slug, 60)} · {len(run.sites)} 个网站 · "
        f"{len(run.rules)} 条规则 · {run.profile.title} · 监测时间点 {moment:%Y-%m-%d %H:%M} · {mode}"
    )
    return [line] if run.mode == "replay" else [line, printable(described(run.browse), 300)]


def totals(counts: Counter[str]) -> str:
    """Counts by verdict, the gravest first."""
    order = [TOOL_ERROR, *(str(verdict) for verdict in Verdict)]
    return "，".join(f"{VERDICT[name]} {counts[name]}" for name in order if counts[name])


def result(summary: Summary) -> str:
    """The share of sites that pass; empty where the standard gives no result."""
    passed = summary.passed
    if not passed.of:
        return ""
    reference = "（参考，分值未核实）" if summary.reference else ""
    note = f"；{summary.profile_note[:-1]}" if summary.profile_note else ""
    return f"合格{reference} {passed.n}/{passed.of}（{passed.text}）{note}"


def rendering(summary: Summary) -> str:
    """How many pages a browser showed, and how many it should have; empty where none was to be shown."""
    if not (summary.pages_rendered or summary.unrendered):
        return ""
    missing = "，".join(f"{why} {count}" for why, count in summary.unrendered.items())
    line = f"浏览器渲染 {summary.pages_rendered} 页（共 {summary.pages_fetched} 页）"
    return f"{line}；未能渲染：{missing}" if missing else line


def unseen(writer: pytest.TerminalReporter, facts: Iterable[SiteFacts], names: dict[str, str]) -> None:
    """Name, in red, every site of which nothing was seen: what was not seen must not look green."""
    listed = list(facts)
    for fact in listed[:MAX_NAMED]:
        name = printable(names.get(fact.id, fact.id), 60)
        writer.write_line(
            f"未能查看：{name}（{fact.id}） {printable(fact.home_reason, 200)}", red=True, bold=True
        )
    if len(listed) > MAX_NAMED:
        writer.write_line(f"未能查看：另有 {len(listed) - MAX_NAMED} 个网站，见报告", red=True, bold=True)


def resume_hint(writer: pytest.TerminalReporter, state: State) -> None:
    """How to go on with a run that was cut short."""
    for run in state.runs.values():
        if run.mode != "replay" and run.evidence.exists():
            writer.write_line(
                f"已采集的证据保留在 {shown_path(run.evidence)}，续采：--govsite-resume {shown_path(run.evidence)}"
            )


def shown_path(path: Path) -> str:
    """A path as short as it can be copied: relative to the working folder where it lies below it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
