"""CSV with a byte order mark, so that spreadsheet programs read the Chinese: every judgement a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from govsite_checks.model import Judgement, Site
from govsite_checks.wording import EFFECT, VERDICT

from .subject import Subject

HEADS = (
    "网站编号",
    "网站名称",
    "主管单位",
    "网址",
    "规则",
    "要求",
    "结论",
    "处理",
    "分值",
    "说明",
    "所在页面",
    "依据",
    "整改",
    "豁免或基线",
)
# What a spreadsheet program takes for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet(subject: Subject) -> Iterator[str]:
    """The lines of the file, one judgement each, in the order of the inventory; the first bears the byte order mark."""
    yield "\ufeff" + _line(HEADS)
    for site, judgement in subject.every():
        yield _line(_cells(subject, site, judgement))


def _cells(subject: Subject, site: Site, judgement: Judgement) -> tuple[str, ...]:
    rule, points = subject.rules[judgement.rule], judgement.effect.points
    found = next((f for f in judgement.findings if f.verdict == judgement.verdict and f.url), None)
    return (
        site.id,
        site.name,
        site.unit,
        site.url,
        rule.id,
        rule.title,
        VERDICT.get(judgement.verdict, judgement.verdict),
        EFFECT[judgement.effect.kind],
        "" if points is None else f"{points:g}",
        judgement.message,
        found.url if found else "",
        judgement.clause,
        rule.remediation,
        subject.tolerated(site, judgement),
    )


def _line(cells: tuple[str, ...]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return buffer.getvalue()


def _harmless(cell: str) -> str:
    """A text that no program runs: an apostrophe makes it text, as in every spreadsheet program."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
