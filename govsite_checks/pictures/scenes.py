"""From the evidence of a site to what the browser is served."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from govsite_checks.collect.looks.desk import Label
from govsite_checks.collect.looks.scene import Part, Scene
from govsite_checks.model import CHINA, Page, Role, Snapshot, printable

_LABEL_CHARS = 400
_KINDS = {Role.FOOTER_SCRIPT: "text/javascript", Role.FRAME: "text/html"}
_PARTS = 60


def scene_of(snapshot: Snapshot, page: Page) -> Scene:
    """A page as it was judged: as the browser left it where one showed it, else as it was sent, with its own scripts.

    Raises:
        EvidenceError: the archive is damaged.
    """
    seen = [part for part in snapshot.pages if part.role in _KINDS and part.seen][:_PARTS]
    parts: dict[str, Part] = {}
    for part in seen:
        known = Part(part.html, _KINDS[Role(part.role)])
        parts.setdefault(part.url.partition("#")[0], known)
    return Scene(_address(page), page.html, parts, scripts=not page.is_rendered)


def label_of(page: Page, moments: Mapping[str, datetime]) -> Label:
    """Address and time of a page, as they stand below its pictures."""
    moment = moments.get(page.record)
    said = f"采集时间：{moment.astimezone(CHINA):%Y-%m-%d %H:%M:%S}（北京时间）" if moment else "采集时间不详"
    how = "浏览器执行脚本后的网页" if page.is_rendered else "服务器发来的网页"
    return Label(printable(_address(page), _LABEL_CHARS), f"{said}　按存档重现：{how}")


def _address(page: Page) -> str:
    rendered = page.rendered.url if page.rendered is not None and page.is_rendered else ""
    return rendered or page.final_url or page.url
