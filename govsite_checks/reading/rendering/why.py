"""Why a page was not seen as its scripts make it, for messages that say what may be unseen."""

from __future__ import annotations

from govsite_checks.model import Page
from govsite_checks.wording import RENDER_ERROR

_UNFINISHED = "浏览器打开后未能加载完整"


def explained(said: str, page: Page) -> str:
    """A Chinese doubt about what a page's scripts may show, with why a browser did not settle it where one was asked.

    An empty doubt stays empty.
    """
    rendered = page.rendered
    if not said or rendered is None or (not rendered.error and rendered.complete):
        return said
    why = RENDER_ERROR.get(rendered.error, rendered.error) if rendered.error else _UNFINISHED
    return said if said.endswith(f"（{why}）") else f"{said}（{why}）"
