"""``index.json``: the pages of one site in the order of their capture, where each lies in the archive, and notes."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from govsite_checks.model import Column, Encoding, Hop, Observation, Page, Rendered, Resource, Site

from . import limits
from .errors import corrupt, unknown_format
from .exchange import Capture, Exchange
from .records import Archived

FORMAT: Final = 3

_Text = Annotated[str, Field(max_length=limits.TEXT_CHARS)]
_Url = Annotated[str, Field(max_length=limits.URL_CHARS)]
_Count = Annotated[int, Field(ge=0, le=limits.WARC_BYTES)]
_Status = Annotated[int, Field(ge=0, le=999)]
_Seconds = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)


class EncodingRow(_Strict):
    """``model.Encoding``."""

    header: _Text = ""
    meta: _Text = ""
    used: _Text = ""
    how: _Text = ""


class HopRow(_Strict):
    """One redirect and its place in the archive."""

    url: _Url
    status: _Status = 0
    record: _Text = ""
    offset: _Count = 0
    length: _Count = 0


class ColumnRow(_Strict):
    """``model.Column``."""

    url: _Url
    title: _Text = ""
    type: _Text = ""
    level: Annotated[int, Field(ge=0, le=99)] = 1
    found: _Text = ""
    offsite: bool = False


class ObservationRow(_Strict):
    """``model.Observation``."""

    kind: _Text
    subject: _Text = ""
    outcome: _Text = ""
    detail: _Text = ""
    value: _Text = ""


class ResourceRow(_Strict):
    """``model.Resource``."""

    url: _Url
    kind: _Text = ""
    outcome: _Text = ""


class RenderedRow(_Strict):
    """``model.Rendered``, and the place of its document: ``size`` bytes of UTF-8."""

    reason: _Text
    url: _Url = ""
    title: _Text = ""
    error: _Text = ""
    detail: _Text = ""
    complete: bool = False
    record: _Text = ""
    offset: _Count = 0
    length: _Count = 0
    size: _Count = 0
    elapsed_s: _Seconds = 0.0
    resources: tuple[ResourceRow, ...] = Field(default=(), max_length=limits.RESOURCES, strict=False)
    console: tuple[_Text, ...] = Field(default=(), max_length=limits.CONSOLE, strict=False)

    def rendered(self, html: str) -> Rendered:
        """The rendering as rules see it."""
        return Rendered(
            reason=self.reason,
            html=html,
            url=self.url,
            title=self.title,
            error=self.error,
            detail=self.detail,
            complete=self.complete,
            record=self.record,
            elapsed_s=self.elapsed_s,
            resources=tuple(Resource(row.url, row.kind, row.outcome) for row in self.resources),
            console=self.console,
        )


class PageRow(_Strict):
    """One page. ``coding`` and ``size``: what to undo to get how many bytes of the body."""

    role: _Text
    url: _Url
    final_url: _Url = ""
    status: _Status | None = None
    error: _Text = ""
    detail: _Text = ""
    encoding: EncodingRow = EncodingRow()
    title: _Text = ""
    content_type: _Text = ""
    parent: _Url = ""
    hops: tuple[HopRow, ...] = Field(default=(), max_length=limits.HOPS, strict=False)
    record: _Text = ""
    offset: _Count = 0
    length: _Count = 0
    coding: _Text = ""
    size: _Count = 0
    started: _Text = ""
    address: _Text = ""
    tls: _Text = ""
    elapsed_s: _Seconds = 0.0
    opened_in_time: bool = True
    truncated: bool = False
    column: ColumnRow | None = None
    note: _Text = ""
    query: _Text = ""
    modified: _Text = ""
    rendered: RenderedRow | None = None

    def page(self, text: str, rendered: Rendered | None = None) -> Page:
        """The page as rules see it."""
        return Page(
            role=self.role,
            url=self.url,
            final_url=self.final_url,
            status=self.status,
            error=self.error,
            detail=self.detail,
            text=text,
            title=self.title,
            content_type=self.content_type,
            encoding=Encoding(
                self.encoding.header, self.encoding.meta, self.encoding.used, self.encoding.how
            ),
            hops=tuple(Hop(hop.url, hop.status, hop.record) for hop in self.hops),
            record=self.record,
            parent=self.parent,
            elapsed_s=self.elapsed_s,
            opened_in_time=self.opened_in_time,
            address=self.address,
            tls=self.tls,
            column=None if self.column is None else Column(**dict(self.column)),
            note=self.note,
            query=self.query,
            modified=self.modified,
            rendered=rendered,
        )


_Spot = HopRow | PageRow | RenderedRow


class SiteIndex(_Strict):
    """The whole file."""

    tool_version: _Text = ""
    site: _Text
    url: _Url
    pages: tuple[PageRow, ...] = Field(max_length=limits.PAGES, strict=False)
    observations: tuple[ObservationRow, ...] = Field(default=(), max_length=limits.OBSERVATIONS, strict=False)


def row_of(capture: Capture, archived: list[Archived], offsets: list[int]) -> dict[str, Any]:
    """The row of a capture whose exchanges were archived at ``offsets``."""
    places = list(zip(capture.exchanges, archived, offsets, strict=True))
    row: dict[str, Any] = {
        "role": _short(capture.role),
        "url": _url(capture.url),
        "final_url": _url(capture.final_url),
        "status": capture.status,
        "error": _short(capture.error),
        "detail": _short(capture.detail),
        "encoding": {
            "header": _short(capture.encoding.header),
            "meta": _short(capture.encoding.meta),
            "used": _short(capture.encoding.used),
            "how": _short(capture.encoding.how),
        },
        "title": _short(capture.title),
        "content_type": _short(capture.content_type),
        "parent": _url(capture.parent),
        "elapsed_s": round(max(0.0, capture.elapsed_s), 6),
        "opened_in_time": capture.opened_in_time,
        "modified": _short(capture.modified),
        **_plan(capture),
        "hops": [_hop(*place) for place in places[:-1][: limits.HOPS]],
    }
    if places:
        row |= _answer(*places[-1])
    return row


def rendered_row(rendered: Rendered, archived: Archived, offset: int, most: int) -> dict[str, Any]:
    """The ``rendered`` of a row, whose document was archived at ``offset``, with at most so many resources."""
    row: dict[str, Any] = {
        "reason": _short(rendered.reason),
        "url": _url(rendered.url),
        "title": _short(rendered.title),
        "error": _short(rendered.error),
        "detail": _short(rendered.detail),
        "complete": rendered.complete,
        **_place(archived, offset),
        "size": archived.size,
        "elapsed_s": round(max(0.0, rendered.elapsed_s), 6),
    }
    if rendered.resources and most > 0:
        row["resources"] = [
            {
                "url": r.url[: limits.RESOURCE_CHARS],
                "kind": r.kind[: limits.NOTE_CHARS],
                "outcome": r.outcome[: limits.NOTE_CHARS],
            }
            for r in rendered.resources[: min(limits.RESOURCES, most)]
        ]
    if rendered.console:
        row["console"] = [line[: limits.NOTE_CHARS] for line in rendered.console[: limits.CONSOLE]]
    return row


def _plan(capture: Capture) -> dict[str, Any]:
    """What the page was wanted for; nothing of that which does not apply, as is true of most pages."""
    row: dict[str, Any] = {}
    if (column := capture.column) is not None:
        row["column"] = {
            "url": _url(column.url),
            "title": _short(column.title),
            "type": _short(column.type),
            "level": min(max(column.level, 0), 99),
            "found": _short(column.found),
            "offsite": column.offsite,
        }
    if capture.note:
        row["note"] = _short(capture.note)
    if capture.query:
        row["query"] = _short(capture.query)
    return row


def key_of(role: str, url: str) -> tuple[str, str]:
    """How the row of a page names it."""
    return _short(role), _url(url)


def observation_row(observation: Observation) -> dict[str, str]:
    """The row of an observation."""
    row = {
        name: getattr(observation, name)[: limits.NOTE_CHARS]
        for name in ("kind", "outcome", "detail", "value")
    }
    return {"subject": _short(observation.subject), **row}


def _hop(exchange: Exchange, archived: Archived, offset: int) -> dict[str, Any]:
    return {"url": _url(exchange.url), "status": exchange.status or 0, **_place(archived, offset)}


def _answer(exchange: Exchange, archived: Archived, offset: int) -> dict[str, Any]:
    return {
        **_place(archived, offset),
        "coding": archived.coding,
        "size": archived.size,
        "started": exchange.started.isoformat(),
        "address": _short(exchange.address),
        "tls": _short(exchange.tls),
        "truncated": exchange.truncated,
    }


def _place(archived: Archived, offset: int) -> dict[str, Any]:
    if not archived.record:
        return {"record": "", "offset": 0, "length": 0}
    return {"record": archived.record, "offset": offset, "length": len(archived.members[0])}


def _short(text: str) -> str:
    return str(text)[: limits.TEXT_CHARS]


def _url(text: str) -> str:
    return text[: limits.URL_CHARS]


def to_bytes(
    site: Site, tool_version: str, rows: list[dict[str, Any]], observations: list[dict[str, str]]
) -> bytes:
    """The file. A lone surrogate becomes a question mark."""
    whole = {
        "format": FORMAT,
        "tool_version": tool_version,
        "site": site.id,
        "url": _url(site.url),
        "pages": rows,
        "observations": observations,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def parse(place: str, data: bytes) -> SiteIndex:
    """The index in ``data``; ``place`` names it in an error.

    Raises:
        EvidenceError: it is no index, breaks a bound, or was written in another format.
    """
    try:
        whole = from_json(data, allow_inf_nan=False)  # refuses JSON that is nested too deep
        if isinstance(whole, dict) and whole.get("format") != FORMAT:
            raise unknown_format(place, whole.get("format"), whole.get("tool_version"), FORMAT)
        index = SiteIndex.model_validate(whole)
    except (ValidationError, ValueError) as error:
        raise corrupt(place, f"内容不合格式（{_first(error)}）") from error
    _check_places(place, index)
    return index


def _first(error: Exception) -> str:
    if isinstance(error, ValidationError):
        found = error.errors(include_url=False, include_context=False, include_input=False)[0]
        return ".".join(str(part) for part in found["loc"])[:80]
    return "不是 JSON"


def _check_places(place: str, index: SiteIndex) -> None:
    """Every record is named once, and lies behind the one before it: no record can be made to count twice.

    Only a rendering may lie further behind: a page may have been shown to a browser after others were collected.
    """
    end = 0
    spots: list[_Spot] = []
    for row in index.pages:
        places: tuple[_Spot, ...] = (*row.hops, row)
        for spot in places:
            if spot.record and spot.offset < end:
                raise corrupt(place, f"记录位置有误（{spot.record[:60]}）")
            end = spot.offset + spot.length if spot.record else end
            spots.append(spot)
        if row.rendered is not None:
            # A page that was shown has a document, or else an empty one would be judged.
            if not (row.rendered.error or row.rendered.record):
                raise corrupt(place, f"缺少渲染后的页面（{row.url[:60]}）")
            spots.append(row.rendered)
    _check_apart(place, [spot for spot in spots if spot.record])


def _check_apart(place: str, spots: list[_Spot]) -> None:
    end = 0
    seen: set[str] = set()
    for spot in sorted(spots, key=lambda spot: spot.offset):
        if spot.record in seen:
            raise corrupt(place, f"记录编号重复（{spot.record[:60]}）")
        if spot.offset < end or not spot.length:
            raise corrupt(place, f"记录位置有误（{spot.record[:60]}）")
        seen.add(spot.record)
        end = spot.offset + spot.length
