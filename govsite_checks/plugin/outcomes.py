"""Verdict and effect in pytest's words: what fails, what is skipped, and what is printed for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from govsite_checks import findings
from govsite_checks.evaluate import RuleError
from govsite_checks.model import TOOL_ERROR, EffectKind, Judgement, Rule, Site, Verdict
from govsite_checks.wording import EFFECT, VERDICT

MAX_SHOWN = 5


class NotMetError(Exception):
    """A judgement that fails its item; ``no_longer`` is why what once excused it does so no more."""

    def __init__(self, judgement: Judgement, no_longer: str = "") -> None:
        super().__init__(judgement.message)
        self.judgement, self.no_longer = judgement, no_longer


def explain(error: NotMetError, site: Site, rule: Rule) -> str:
    """A failure as the terminal shows it: the demand, what was found and where, how to fix it, the clause."""
    judgement = error.judgement
    lines = [
        f"{site.name}（{site.id}）：{rule.title}",
        f"  结论：{VERDICT.get(judgement.verdict, judgement.verdict)} · {EFFECT[judgement.effect.kind]}",
    ]
    lines += [f"  注意：{error.no_longer}"] if error.no_longer else []
    shown = [f for f in judgement.findings if f.verdict not in {Verdict.OK, Verdict.NOT_APPLICABLE}]
    for finding in shown[:MAX_SHOWN]:
        lines.append(f"  发现：{finding.message}")
        lines += [f"  位置：{finding.url}"] if finding.url else []
        lines += [f"  原文：{finding.snippet}"] if finding.snippet else []
    if len(shown) > MAX_SHOWN:
        lines.append(f"  另有 {len(shown) - MAX_SHOWN} 条，见报告。")
    lines += [f"  整改：{rule.remediation}", f"  依据：{judgement.clause}"]
    return "\n".join(lines)


def placed(skipped: tuple[str, int, str], site: Site, file: str) -> tuple[str, int, str]:
    """A skip at the site's line of the inventory: JUnit files leave this machine, a path of the plugin must not."""
    return file, max(site.line, 1), skipped[2]


def explain_crash(error: RuleError) -> str:
    """What the user reads of a rule that crashed: whose fault it is, and no traceback."""
    return f"{error}\n这是检查工具自身的故障，不代表网站不符合要求。"


_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        Verdict.NEEDS_REVIEW: ("r", "REVIEW"),
        Verdict.NO_EVIDENCE: ("?", "NO-EVIDENCE"),
        Verdict.NOT_APPLICABLE: ("-", "N-A"),
    }
)
_Status = tuple[str, str, str | tuple[str, Mapping[str, bool]]]


def judgement_of(report: pytest.TestReport | pytest.CollectReport) -> Judgement | None:
    """The judgement that a report carries, or None for a test that is none of ours."""
    for name, value in getattr(report, "user_properties", ()):
        if name == findings.PROPERTY:
            return findings.from_json(str(value))
    return None


def decides(report: pytest.TestReport) -> bool:
    """Whether a report is the one of its item that counts: the call, or a set-up that failed."""
    return report.when == "call" or (report.when == "setup" and report.failed)


def status(report: pytest.TestReport) -> _Status | None:
    """Category, letter and word of one of our reports; None leaves it to pytest.

    The categories are pytest's own, so that counts and exit codes mean what they always mean.
    """
    if hasattr(report, "wasxfail") or not decides(report):
        return None
    properties = dict(report.user_properties)
    if findings.PROPERTY not in properties:
        return None
    verdict, effect = str(properties.get("verdict")), str(properties.get("effect"))
    if report.when == "setup":
        return "error", "E", (TOOL_ERROR.upper(), {"red": True})
    if verdict == Verdict.VIOLATION:
        return _violation(report, effect)
    if verdict == Verdict.OK and effect == EffectKind.BONUS:
        return "passed", ".", ("BONUS", {"green": True})
    if verdict in _WORDS:
        letter, word = _WORDS[Verdict(verdict)]
        return report.outcome, letter.upper() if report.failed else letter, (word, {"yellow": True})
    return None


def _violation(report: pytest.TestReport, effect: str) -> _Status:
    word = {EffectKind.VETO: "VETO", EffectKind.DEDUCT: "DEDUCT", EffectKind.BONUS: "–"}.get(
        EffectKind(effect), "NOTICE"
    )
    judgement = judgement_of(report)
    if word == "DEDUCT" and judgement is not None and judgement.effect.points is not None:
        word = f"DEDUCT {judgement.effect.points:g}"
    if report.failed:
        return "failed", "F", (word, {"red": True})
    return "passed", "n", (word, {"yellow": True})
