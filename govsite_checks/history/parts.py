"""What a run left behind, read for the history: the lines of its findings, the scores in its summary."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from govsite_checks.model import DETAIL_CHARS, DETAILS, URL_CHARS, EffectKind, Verdict, printable

from .records import NUMBER, HistoryError

FINDINGS: Final = "findings.jsonl"
SUMMARY: Final = "summary.json"
MAX_LINE: Final = 64 * 1024 * 1024
MAX_SUMMARY: Final = 1024 * 1024 * 1024
_MESSAGE_CHARS: Final = 600
_ID_CHARS: Final = 100
_RULE_ID: Final = re.compile(r"[a-z][a-z0-9-]{0,99}")
_MOST_VERSION: Final = 1_000_000
_TITLE_CHARS: Final = 200
_EFFECTS: Final = frozenset(map(str, EffectKind))
_OUTCOMES: Final = frozenset({"failed-by-veto", "failed", "passed", "not-scored"})
# Of what is in order there is nothing more to tell.
_SILENT: Final = frozenset({str(Verdict.OK), str(Verdict.NOT_APPLICABLE)})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of ``findings.jsonl``, as far as the history keeps it."""

    site: str
    rule: str
    version: int
    profile: str
    as_of: str
    verdict: str
    effect: str
    message: str
    url: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of one site; ``total`` is empty where there is no figure."""

    outcome: str
    total: str
    reference: bool
    vetoes: tuple[str, ...]
    open_vetoes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a summary says beside the findings: which run it is of, titles of rules, scores of sites."""

    inventory: str
    profile: str
    profile_title: str
    verified: bool
    as_of: str
    titles: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, Scored] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """The files of a run, or of a part of one; ``summary`` is None where only the findings are there."""

    findings: Path
    summary: Path | None

    @classmethod
    def at(cls, path: Path) -> Part:
        """The part in a report folder, or of a file of findings.

        Raises:
            HistoryError: nothing of the kind is there.
        """
        findings = path / FINDINGS if path.is_dir() else path
        if not findings.is_file():
            raise HistoryError(f"{path} 不是检查报告目录，也不是 {FINDINGS} 文件；请给出一次检查的报告目录")
        summary = findings.with_name(SUMMARY)
        return cls(findings, summary if summary.is_file() else None)

    def lines(self) -> Iterator[Line]:
        """The findings, line by line.

        Raises:
            HistoryError: a line is no judgement; the message names it.
            OSError: the file cannot be read.
        """
        with self.findings.open("rb") as stream:
            for number, text in enumerate(iter(lambda: stream.readline(MAX_LINE), b""), start=1):
                try:
                    yield _line(json.loads(text))
                except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                    raise HistoryError(
                        f"{self.findings}:{number}：不是一条检查结论；请重新获取这个文件"
                    ) from None

    def said(self) -> Said | None:
        """The summary; None where there is none.

        Raises:
            HistoryError: it is no summary.
            OSError: it cannot be read.
        """
        if self.summary is None:
            return None
        try:
            if self.summary.stat().st_size > MAX_SUMMARY:
                raise ValueError("too large")
            return _said(json.loads(self.summary.read_bytes()))
        except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError):
            raise HistoryError(f"{self.summary} 已损坏，或不是检查报告的 {SUMMARY}；请重新获取") from None


def _line(row: Mapping[str, Any]) -> Line:
    verdict, effect, rule, version = row["verdict"], row["effect"], str(row["rule"]), int(row["rule_version"])
    if verdict not in NUMBER or effect not in _EFFECTS:
        raise ValueError("unknown word")
    if not _RULE_ID.fullmatch(rule) or not 0 <= version <= _MOST_VERSION:
        raise ValueError("no rule")
    # Only the findings that the verdict rests on say what it is about.
    told = () if verdict in _SILENT else [f for f in row["findings"] if f["verdict"] == verdict]
    about = told or [f for f in row["findings"] if f.get("details")]
    details = dict.fromkeys(str(word) for f in about for word in f.get("details", ()))
    return Line(
        printable(str(row["site"]), _ID_CHARS),
        rule,
        version,
        printable(str(row["profile"]), _ID_CHARS),
        _moment(row["as_of"]),
        verdict,
        effect,
        "" if verdict in _SILENT else printable(str(row["message"]), _MESSAGE_CHARS),
        printable(str(told[0]["url"]), URL_CHARS) if told else "",
        tuple(printable(word, DETAIL_CHARS) for word in list(details)[:DETAILS]),
    )


def _said(row: Mapping[str, Any]) -> Said:
    profile = row["profile"]
    return Said(
        printable(str(row["inventory"]["slug"]), _ID_CHARS),
        printable(str(profile["id"]), _ID_CHARS),
        printable(str(profile["title"]), _TITLE_CHARS),
        bool(profile["verified"]),
        _moment(row["as_of"]),
        {str(rule["id"]): printable(str(rule["title"]), _TITLE_CHARS) for rule in row["rules"]},
        {str(site["id"]): _scored(site["score"]) for site in row["site_rows"] if site["score"] is not None},
    )


def _scored(row: Mapping[str, Any]) -> Scored:
    if row["outcome"] not in _OUTCOMES:
        raise ValueError("unknown outcome")
    # A summary has numbers; two decimal places are all that a score ever has.
    total = None if row["total"] is None else Decimal(str(row["total"])).quantize(Decimal("0.01"))
    if total is not None and not total.is_finite():
        raise ValueError("no number")
    return Scored(
        row["outcome"],
        "" if total is None else str(total),
        bool(row["reference"]),
        _rules(row["vetoes"]),
        _rules(row["open_vetoes"]),
    )


def _rules(ids: list[Any]) -> tuple[str, ...]:
    if not all(_RULE_ID.fullmatch(id) for id in ids):
        raise ValueError("no rule")
    return tuple(ids)


def _moment(text: str) -> str:
    """A moment with its zone, in one way of writing."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment.isoformat()
