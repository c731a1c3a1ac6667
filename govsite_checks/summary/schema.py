"""The JSON Schema of ``summary.json``, built from the closed vocabularies, for those who read it with other tools."""

from __future__ import annotations

from typing import Any

from govsite_checks.model import EffectKind
from govsite_checks.score import Outcome
from govsite_checks.wording import STATUS

from .figures import ALL_VERDICTS, SCHEMA, TOOL_NAME, WAIVED

_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_FIGURE = {"type": ["number", "null"]}
_FLAG = {"type": "boolean"}
_TEXTS = {"type": "array", "items": _TEXT}
_KINDS = [str(kind) for kind in EffectKind]


def schema() -> dict[str, Any]:
    """The schema, whole and closed: a key that it does not name is none that is written."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "govsite-checks summary.json",
        "description": "一次检查的汇总。schema 为格式版本：只增加键时不变，含义改变时加一。",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "tool": _object({"name": {"const": TOOL_NAME}, "version": _TEXT}),
                "inventory": _object({"slug": _TEXT, "title": _TEXT, "region": _TEXT}),
                "profile": _object({"id": _TEXT, "title": _TEXT, "verified": _FLAG}),
                "as_of": {"type": "string", "format": "date-time"},
                "fail_on": _TEXTS,
                "sites": _object(
                    {
                        "total": _COUNT,
                        "not_run": _COUNT,
                        "by_status": _counts(list(STATUS)),
                        "judged": _RATIO,
                        "no_evidence": _TEXTS,
                    }
                ),
                "clean": _RATIO,
                "passed": _object({**_RATIO["properties"], "reference": _FLAG}),
                "pages": _object({"fetched": _COUNT, "rendered": _COUNT}),
                "verdicts": _counts(list(ALL_VERDICTS)),
                "violations_by_effect": _counts([*_KINDS, WAIVED]),
                "rules": {"type": "array", "items": _rule()},
                "site_rows": {"type": "array", "items": _site()},
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _counts(names: list[str]) -> dict[str, Any]:
    return _object({str(name): _COUNT for name in names})


_RATIO = _object({"n": _COUNT, "of": _COUNT, "percent": _FIGURE, "definition": _TEXT})


def _rule() -> dict[str, Any]:
    verdicts = {str(verdict): _COUNT for verdict in ALL_VERDICTS}
    facts = {"id": _TEXT, "title": _TEXT, "clause": _TEXT, "effect": {"enum": _KINDS}, "points": _FIGURE}
    return _object({**facts, **verdicts, "rate": _RATIO})


def _site() -> dict[str, Any]:
    return _object(
        {
            **dict.fromkeys(("id", "name", "unit", "url"), _TEXT),
            "status": {"enum": list(STATUS)},
            "verdicts": _counts(list(ALL_VERDICTS)),
            "violations_by_effect": _counts([*_KINDS, WAIVED]),
            "worst": {"enum": ["", *map(str, ALL_VERDICTS)]},
            "worst_effect": {"enum": ["", *_KINDS, WAIVED]},
            "unseen": _FLAG,
            "reason": _TEXT,
            "score": {"anyOf": [{"type": "null"}, _score()]},
            "coverage": _TEXTS,
        }
    )


def _score() -> dict[str, Any]:
    indicator = _object({"id": _TEXT, "points": _FIGURE, "lost": _FIGURE})
    return _object(
        {
            "outcome": {"enum": [str(outcome) for outcome in Outcome]},
            **dict.fromkeys(("total", "deducted", "bonus"), _FIGURE),
            **dict.fromkeys(("reference", "scaled"), _FLAG),
            **dict.fromkeys(("vetoes", "open_vetoes", "unjudged", "unpriced"), _TEXTS),
            "why": _TEXT,
            "indicators": {"type": "array", "items": indicator},
        }
    )
