"""``audit.json``: what a browser measured of a site, kept with its evidence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from govsite_checks.model import Audit, AuditedPage, Barrier, Resource

from . import limits
from .additions import add_files, read_added
from .errors import corrupt, unknown_format

FORMAT: Final = 1
AUDIT: Final = "audit.json"
PAGES: Final = 10
BARRIERS: Final = 200
_BYTES: Final = 8 * limits.MIB

_Text = Annotated[str, Field(max_length=limits.TEXT_CHARS)]
_Url = Annotated[str, Field(max_length=limits.URL_CHARS)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)


class _BarrierRow(_Strict):
    rule: _Text
    count: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    tags: tuple[_Text, ...] = Field(default=(), max_length=60, strict=False)
    selector: _Text = ""
    snippet: _Text = ""
    sure: bool = True


class _ResourceRow(_Strict):
    url: _Url
    kind: _Text = ""
    outcome: _Text = ""


class _PageRow(_Strict):
    role: _Text
    url: _Url
    error: _Text = ""
    barriers: tuple[_BarrierRow, ...] = Field(default=(), max_length=BARRIERS, strict=False)
    checked: bool = False
    resources: tuple[_ResourceRow, ...] = Field(default=(), max_length=limits.RESOURCES, strict=False)
    console: tuple[_Text, ...] = Field(default=(), max_length=limits.CONSOLE, strict=False)

    def page(self) -> AuditedPage:
        """The page as rules see it."""
        barriers = tuple(Barrier(**dict(row)) for row in self.barriers)
        resources = tuple(Resource(row.url, row.kind, row.outcome) for row in self.resources)
        return AuditedPage(
            self.role, self.url, self.error, barriers, self.checked, resources, tuple(self.console)
        )


class _AuditFile(_Strict):
    error: _Text = ""
    vantage: _Text = ""
    loads: tuple[Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)], ...] = Field(
        default=(), max_length=20, strict=False
    )
    pages: tuple[_PageRow, ...] = Field(default=(), max_length=PAGES, strict=False)


def add_audit(path: Path, site_id: str, audit: Audit, browser: str = "") -> None:
    """Keep the audit of a site with its evidence.

    Raises:
        EvidenceError, OSError: as ``add_files``.
    """
    whole = {
        "format": FORMAT,
        "error": _short(audit.error),
        "vantage": _short(audit.vantage),
        "loads": [round(seconds, 3) for seconds in audit.loads],
        "pages": [_page_row(page) for page in audit.pages[:PAGES]],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    add_files(path, site_id, {AUDIT: text.encode("utf-8", "replace")}, browser)


def _page_row(page: AuditedPage) -> dict[str, Any]:
    return {
        "role": _short(page.role),
        "url": page.url[: limits.URL_CHARS],
        "error": _short(page.error),
        "checked": page.checked,
        "barriers": [_barrier_row(barrier) for barrier in page.barriers[:BARRIERS]],
        "resources": [
            {
                "url": r.url[: limits.RESOURCE_CHARS],
                "kind": _short(r.kind),
                "outcome": _short(r.outcome),
            }
            for r in page.resources[: limits.RESOURCES]
        ],
        "console": [line[: limits.NOTE_CHARS] for line in page.console[: limits.CONSOLE]],
    }


def _barrier_row(barrier: Barrier) -> dict[str, Any]:
    return {
        "rule": _short(barrier.rule),
        "count": barrier.count,
        "tags": [_short(tag) for tag in barrier.tags[:60]],
        "selector": barrier.selector[: limits.NOTE_CHARS],
        "snippet": barrier.snippet[: limits.NOTE_CHARS],
        "sure": barrier.sure,
    }


def _short(text: str) -> str:
    return str(text)[: limits.NOTE_CHARS]


def load_audit(path: Path, site_id: str) -> Audit | None:
    """The audit that is kept of a site; None where there was none.

    Raises:
        EvidenceError: it is damaged.
    """
    data = read_added(path, site_id, AUDIT, _BYTES)
    if data is None:
        return None
    try:
        whole = from_json(data, allow_inf_nan=False)
        if isinstance(whole, dict) and whole.get("format") != FORMAT:
            raise unknown_format(AUDIT, whole.get("format"), whole.get("tool_version"), FORMAT)
        read = _AuditFile.model_validate(whole)
    except (ValidationError, ValueError) as error:
        raise corrupt(AUDIT, "内容不合格式") from error
    return Audit(read.error, read.vantage, tuple(read.loads), tuple(row.page() for row in read.pages))
