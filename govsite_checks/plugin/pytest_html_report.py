"""pytest-html's report: the compliance summary on top, and rows for what is not ok only.

Its cells are raw HTML, so everything that goes into them is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

import pytest

from govsite_checks.model import TOOL_ERROR, Judgement, Verdict, printable
from govsite_checks.plugin.state import State
from govsite_checks.summary import Summary
from govsite_checks.wording import EFFECT, VERDICT

_SHOWN = {Verdict.VIOLATION, Verdict.NEEDS_REVIEW, Verdict.NO_EVIDENCE, TOOL_ERROR}


def row(judgement: Judgement, state: State, cells: list[str]) -> None:
    """Replace the cells of a row; no cells at all where there is nothing to show."""
    if judgement.verdict not in _SHOWN:
        del cells[:]
        return
    name, title = _names(judgement, state)
    verdict = f"{VERDICT[judgement.verdict]} · {EFFECT[judgement.effect.kind]}"
    words = f"{name}<br>{title}<br><small>{escape(judgement.message)}</small>"
    if len(cells) >= 2:
        cells[0] = cells[0].replace("</td>", f"<br><small>{escape(verdict)}</small></td>")
        cells[1] = cells[1].replace("</td>", f"<br>{words}</td>")


def log(report: pytest.TestReport, judgement: Judgement, lines: list[str]) -> None:
    """Put the reason in place of pytest's text, which names the interpreter of a worker and shows a skip as a tuple."""
    told = report.longrepr
    words = str(told[-1] if isinstance(told, (tuple, list)) else told or judgement.message)
    lines[: 1 if report.longreprtext or not report.sections else 0] = [
        f"{escape(words.removeprefix('Skipped: '))}\n"
    ]


def _names(judgement: Judgement, state: State) -> tuple[str, str]:
    for run in state.runs.values():
        site, rule = run.inventory.site(judgement.site), run.rules.get(judgement.rule)
        if site is not None:
            return escape(printable(site.name, 100)), escape(rule.title if rule else judgement.rule)
    return escape(judgement.site), escape(judgement.rule)


def summary_rows(summaries: Iterable[Summary], state: State) -> list[str]:
    """Paragraphs of HTML: totals of each inventory and a link to its compliance report."""
    rows = []
    for summary in summaries:
        data = summary.to_dict()
        title = escape(printable(data["inventory"]["title"] or data["inventory"]["slug"], 100))
        counts = "，".join(
            f"{VERDICT[name]} {n}" for name, n in data["verdicts"].items() if n and name in VERDICT
        )
        rows.append(f"<p><strong>{title}</strong>：{len(data['site_rows'])} 个网站；{escape(counts)}</p>")
    rows += [
        f'<p><a href="{escape(quote(report.as_uri(), safe=":/%"))}">政府网站检查报告</a></p>'
        for report in state.reports.values()
    ]
    return rows
