"""The captures of one site made into the bytes of its archive and the rows of its index, in memory.

This is done in the thread that hands the captures over: it is many short steps, and two threads that take turns in
the interpreter at each of them cost more than the steps. The writer's thread gets bytes by the batch.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from govsite_checks.model import Observation, Rendered, Site

from . import index, limits
from .errors import EvidenceError
from .exchange import Capture
from .header import RunHeader
from .records import Archived, archive, archive_rendered, warcinfo


class SiteArchive:
    """What has come of one site: bytes not yet taken, and the rows of all pages."""

    def __init__(self, site: Site, header: RunHeader) -> None:
        self._site, self._header = site, header
        self._rows: list[dict[str, Any]] = []
        self._observations: list[dict[str, str]] = []
        self._chunks: list[bytes] = []
        self._offset = 0
        self._sequence = self._shown = self._resources = 0
        self._latest: datetime = header.as_of
        self.browsers: set[str] = set()  # that showed pages
        self.waiting = 0

    def add(self, capture: Capture) -> None:
        """Archive the exchanges of a page and note the page for the index. Nothing is kept of a page that fails.

        Raises:
            EvidenceError: the site has more pages than an index may hold.
        """
        if len(self._rows) >= limits.PAGES:
            label = f"{self._site.id} {self._site.name}".strip()
            raise EvidenceError(
                f"站点 {label} 的页面超过 {limits.PAGES} 个，超出证据索引的上限；请调低采集页数"
            )
        archived: list[Archived] = []
        offsets: list[int] = []
        chunks: list[bytes] = []
        offset = self._begin(capture)
        for exchange in capture.exchanges:
            item = archive(exchange, self._site.id, capture.role, self._sequence + len(archived))
            archived.append(item)
            offsets.append(offset)
            chunks.extend(item.members)
            offset += sum(map(len, item.members))
        row = index.row_of(capture, archived, offsets)
        self._sequence += len(archived)
        self._put(*chunks)
        if capture.exchanges:
            self._latest = capture.exchanges[-1].started
        if capture.rendered is not None:
            self._show(row, capture.rendered)
        self._rows.append(row)

    def show(self, role: str, url: str, rendered: Rendered) -> None:
        """Add to a page handed over before what a browser made of it.

        Raises:
            ValueError: no such page was handed over, or it has a rendering.
        """
        wanted = index.key_of(role, url)
        row = next((row for row in reversed(self._rows) if (row["role"], row["url"]) == wanted), None)
        if row is None or "rendered" in row:
            raise ValueError(f"no page of role {role} to be shown at {url[:200]}")
        self._show(row, rendered)

    def _show(self, row: dict[str, Any], rendered: Rendered) -> None:
        page = (row["role"], row["url"])
        made = archive_rendered(
            rendered, self._site.id, page, row.get("record", ""), self._latest, self._shown
        )
        shown = index.rendered_row(rendered, made, self._offset, limits.SITE_RESOURCES - self._resources)
        row["rendered"] = shown
        if rendered.browser:
            self.browsers.add(rendered.browser[: limits.NOTE_CHARS])
        self._resources += len(shown.get("resources", ()))
        self._shown += 1
        self._put(*made.members)

    def note(self, observation: Observation) -> None:
        """Keep an observation for the index, up to the bound."""
        if len(self._observations) < limits.OBSERVATIONS:
            self._observations.append(index.observation_row(observation))

    def take(self) -> bytes:
        """The bytes that were not taken yet, to be appended to those that were."""
        self._begin(None)
        data = b"".join(self._chunks)
        self._chunks, self.waiting = [], 0
        return data

    def index(self) -> bytes:
        """The index of all pages."""
        return index.to_bytes(self._site, self._header.tool_version, self._rows, self._observations)

    def _begin(self, capture: Capture | None) -> int:
        """Open the archive at the first page; the offset of the next record."""
        if not self._offset:
            moment = capture.exchanges[0].started if capture and capture.exchanges else self._header.as_of
            self._put(warcinfo(self._header, self._site, moment))
        return self._offset

    def _put(self, *chunks: bytes) -> None:
        size = sum(map(len, chunks))
        self._chunks.extend(chunks)
        self._offset += size
        self.waiting += size
