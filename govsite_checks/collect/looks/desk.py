"""The desk on which a picture is finished: the region boxed, the label below. A page of our own, out of the site's reach."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape

from playwright.async_api import BrowserContext, CDPSession, Page

from .limits import LookLimits
from .locate import Box

LABEL_HEIGHT = 84
_FONTS = (
    '"WenQuanYi Zen Hei","Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif'
)
_STYLE = f"""
html,body{{margin:0;background:#fff;color:#111;font:15px/24px {_FONTS}}}
#shot{{position:relative;overflow:hidden}} img{{display:block;width:100%;height:100%}}
#box{{position:absolute;box-sizing:border-box;border:3px solid #d00000;outline:1px solid #fff;border-radius:3px}}
#label{{height:{LABEL_HEIGHT}px;box-sizing:border-box;padding:6px 14px;background:#f2f2f2;border-top:2px solid #555;overflow:hidden}}
#url{{height:48px;overflow:hidden;word-break:break-all;font-weight:bold;unicode-bidi:isolate}} #time{{white-space:nowrap;overflow:hidden}}
"""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands below a picture: the address, and the time with what there is to know, in Chinese."""

    url: str
    time: str


class Desk:
    """One page, for all pictures of a roll."""

    def __init__(self, page: Page, session: CDPSession, limits: LookLimits) -> None:
        self._page, self._session, self._limits = page, session, limits

    @classmethod
    async def of(cls, context: BrowserContext, limits: LookLimits) -> Desk:
        """A desk in a context of its own."""
        page = await context.new_page()
        return cls(page, await context.new_cdp_session(page), limits)

    async def finish(self, shot: bytes, size: Box, box: Box | None, label: Label) -> bytes:
        """The picture in WebP; empty where it is too large in poor quality, too.

        Raises:
            PlaywrightError: the browser does not answer.
        """
        await self._page.set_content(_page(shot, size, box, label), wait_until="load", timeout=10_000)
        clip = Box(0, 0, size.width, int(size.height) + LABEL_HEIGHT)
        for quality in (self._limits.quality, self._limits.poor_quality):
            data = await capture(self._session, clip, "webp", quality)
            if len(data) <= self._limits.picture_bytes:
                return data
        return b""


async def capture(session: CDPSession, clip: Box, form: str, quality: int) -> bytes:
    """A part of a page as an image."""
    answer = await session.send(
        "Page.captureScreenshot",
        {
            "format": form,
            "quality": quality,
            "clip": {"x": clip.x, "y": clip.y, "width": clip.width, "height": clip.height, "scale": 1},
            "captureBeyondViewport": True,
        },
    )
    return base64.b64decode(answer["data"])


def _page(shot: bytes, size: Box, box: Box | None, label: Label) -> str:
    image = base64.b64encode(shot).decode("ascii")
    marked = f'<div id="box" style="{_place(size, box)}"></div>' if box is not None else ""
    return (
        f'<!DOCTYPE html><meta charset="utf-8"><style>{_STYLE}</style>'
        f'<div id="shot" style="width:{size.width:.0f}px;height:{size.height:.0f}px">'
        f'<img src="data:image/jpeg;base64,{image}">{marked}</div>'
        f'<div id="label"><div id="url">{escape(label.url)}</div><div id="time">{escape(label.time)}</div></div>'
    )


def _place(size: Box, box: Box) -> str:
    """The box with a little room, within the picture."""
    left, top = max(0.0, box.x - 8), max(0.0, box.y - 4)
    right, bottom = min(size.width, box.x + box.width + 8), min(size.height, box.y + box.height + 4)
    return f"left:{left:.0f}px;top:{top:.0f}px;width:{max(right - left, 8):.0f}px;height:{max(bottom - top, 8):.0f}px"
