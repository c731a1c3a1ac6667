"""Annotations of code hosts: GitHub's workflow commands, GitLab's code quality report."""

from __future__ import annotations

import json
from itertools import islice

from govsite_checks.model import TOOL_ERROR, Verdict

from .subject import Subject, Told

# GitHub shows ten annotations of a level and step; the rest would only fill the log.
MAX_COMMANDS = 50
MAX_ISSUES = 10_000


def github(subject: Subject) -> str:
    """Workflow commands to print: what fails as an error, other violations as warnings, what stays open as notices."""
    told = subject.told()
    lines = [_command(one) for one in islice(told, MAX_COMMANDS)]
    more = sum(1 for _ in told)
    if more:
        lines.append(f"::notice title=govsite-checks::另有 {more} 条未作为注释列出，见检查报告")
    return "".join(line + "\n" for line in lines)


def _command(one: Told) -> str:
    level = "error" if one.fails else "warning" if one.verdict == Verdict.VIOLATION else "notice"
    title = _escaped_property(f"{one.rule.id} {one.rule.title}")
    file = _escaped_property(one.place.file)
    said = f"{one.site.name}：{one.message}" + (f"（{one.tolerated}）" if one.tolerated else "")
    return f"::{level} file={file},line={one.place.line},title={title}::{_escaped(said)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


_SEVERITY = {Verdict.VIOLATION: "major", Verdict.NEEDS_REVIEW: "minor", Verdict.NO_EVIDENCE: "info"}


def gitlab(subject: Subject) -> str:
    """The code quality report: a list of issues, each with a fingerprint that tells old from new. What is tolerated is left out."""
    kept = (one for one in subject.told() if not one.tolerated)
    return json.dumps([_issue(one) for one in islice(kept, MAX_ISSUES)], ensure_ascii=False, indent=1) + "\n"


def _issue(one: Told) -> dict[str, object]:
    severity = (
        "critical" if one.fails else "info" if one.verdict == TOOL_ERROR else _SEVERITY[Verdict(one.verdict)]
    )
    return {
        "description": f"{one.site.name}：{one.message}",
        "check_name": one.rule.id,
        "fingerprint": one.fingerprint,
        "severity": severity,
        "location": {"path": one.place.file, "lines": {"begin": one.place.line}},
    }
