"""SARIF 2.1.0 (OASIS): what code hosts and editors show beside the lines of a repository."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from typing import Any

from govsite_checks.model import TOOL_ERROR, EffectKind, Rule, Verdict

from .subject import Subject, Told

# Code hosts refuse files with more results; what is beyond is counted in a notification of the run.
MAX_RESULTS = 25_000
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_KINDS = {
    Verdict.VIOLATION: "fail",
    Verdict.NEEDS_REVIEW: "review",
    Verdict.NO_EVIDENCE: "open",
    TOOL_ERROR: "open",
}


def sarif(subject: Subject) -> str:
    """The log of one run. Results are problems, what needs a person, and what could not be seen, each by its kind.

    A result lies in the inventory, on the site's line, or in the template that a source map names; the address on the web
    stands among its related data.
    """
    told = subject.told()
    shown = list(islice(told, MAX_RESULTS))
    more = sum(1 for _ in told)
    names = sorted({one.rule.id for one in shown})
    index = {name: number for number, name in enumerate(names)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "govsite-checks",
                "version": subject.tool_version,
                "language": "zh-CN",
                "rules": [_rule(subject.rules[name]) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(shown, more)],
        "results": [_result(one, index[one.rule.id]) for one in shown],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _invocation(shown: Iterable[Told], more: int) -> dict[str, Any]:
    notes = [_note("error", one.message) for one in shown if one.verdict == TOOL_ERROR]
    if more:
        notes.append(_note("warning", f"另有 {more} 条未列入：本文件最多列 {MAX_RESULTS} 条"))
    row: dict[str, Any] = {"executionSuccessful": True}
    return row | ({"toolExecutionNotifications": notes} if notes else {})


def _note(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": text}}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"{rule.title}。依据：{rule.clause}"},
        "help": {"text": rule.remediation},
        "properties": {"tags": [rule.family], "clause": rule.clause, "version": rule.version},
    }


def _result(one: Told, rule_index: int) -> dict[str, Any]:
    kind = _KINDS[one.verdict]
    row: dict[str, Any] = {
        "ruleId": one.rule.id,
        "ruleIndex": rule_index,
        "kind": kind,
        # The standard allows a level other than none for the kind "fail" alone.
        "level": _level(one) if kind == "fail" else "none",
        "message": {"text": f"{one.site.name}：{one.message}"},
        "locations": [_location(one)],
        "partialFingerprints": {"govsite/v1": one.fingerprint},
        "properties": _properties(one),
    }
    if one.tolerated:
        row["suppressions"] = [{"kind": "external", "status": "accepted", "justification": one.tolerated}]
    return row


def _level(one: Told) -> str:
    if one.fails:
        return "error"
    return "note" if one.judgement.effect.kind is EffectKind.NOTICE else "warning"


def _location(one: Told) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": one.place.uri},
            "region": {"startLine": one.place.line},
        }
    }


def _properties(one: Told) -> dict[str, Any]:
    finding = one.finding
    row = {
        "site": one.site.id,
        "verdict": str(one.verdict),
        "effect": str(one.judgement.effect.kind),
        "remediation": one.rule.remediation,
    }
    if finding is not None:
        found = {
            "url": finding.url,
            "selector": finding.selector,
            "snippet": finding.snippet,
            "record": finding.record,
        }
        row |= {name: value for name, value in found.items() if value}
    return row
