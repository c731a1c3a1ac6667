"""Judgements as flat JSON: the text that crosses processes and ends, line by line, in ``findings.jsonl``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from .model import Effect, EffectKind, Finding, Judgement, Verdict

# The name under which a judgement travels in pytest's user_properties.
PROPERTY = "govsite_judgement"

_KEYS = (
    "site",
    "rule",
    "rule_version",
    "profile",
    "verdict",
    "effect",
    "points",
    "message",
    "findings",
    "clause",
    "as_of",
)


def to_json(judgement: Judgement) -> str:
    """One line of JSON without a line end; the same judgement gives the same bytes."""
    row: dict[str, Any] = {
        "site": judgement.site,
        "rule": judgement.rule,
        "rule_version": judgement.rule_version,
        "profile": judgement.profile,
        "verdict": str(judgement.verdict),
        "effect": str(judgement.effect.kind),
        "points": judgement.effect.points,
        "message": judgement.message,
        "findings": [_finding_row(finding) for finding in judgement.findings],
        "clause": judgement.clause,
        "as_of": judgement.as_of.isoformat(),
    }
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _finding_row(finding: Finding) -> dict[str, Any]:
    row: dict[str, Any] = {
        "verdict": str(finding.verdict),
        "message": finding.message,
        "url": finding.url,
        "selector": finding.selector,
        "snippet": finding.snippet,
        "record": finding.record,
    }
    if finding.rendered:  # most rest on the page as it was sent, and say nothing of it
        row["rendered"] = True
    if finding.details:
        row["details"] = list(finding.details)
    return row


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(
        **{**row, "verdict": Verdict(row["verdict"]), "details": tuple(map(str, row.get("details", ())))}
    )


def from_json(line: str) -> Judgement:
    """The judgement of a line that ``to_json`` wrote.

    Raises:
        ValueError: the line is no such JSON.
    """
    try:
        row = json.loads(line)
        return Judgement(
            site=row["site"],
            rule=row["rule"],
            rule_version=int(row["rule_version"]),
            profile=row["profile"],
            verdict=row["verdict"],
            effect=Effect(EffectKind(row["effect"]), row["points"]),
            message=row["message"],
            findings=tuple(_finding(found) for found in row["findings"]),
            clause=row["clause"],
            as_of=datetime.fromisoformat(row["as_of"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"不是一条检查结论：{error}") from error


def read_lines(path: Path) -> Iterator[Judgement]:
    """The judgements of a ``findings.jsonl``, one after another.

    Raises:
        OSError: the file cannot be read.
        ValueError: a line is no judgement; the message says which.
    """
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                yield from_json(line.decode("utf-8"))
            except ValueError as error:
                raise ValueError(f"第 {number} 行：{error}") from error
