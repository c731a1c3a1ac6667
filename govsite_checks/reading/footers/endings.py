"""How a page ends that shows no footer: broken off, or in a picture. Pure."""

from __future__ import annotations

import re

from govsite_checks.reading.page.html import FOOT, Element, Flow
from govsite_checks.reading.page.text import BLOCK, INLINE

from .lexicon import lexicon

_CLOSED = re.compile(r"</(?:body|html|frameset)\b", re.IGNORECASE)
_OPEN_TAG = re.compile(r"<[/a-z!][^<>]{0,2000}\Z", re.IGNORECASE)
# From this length on a page is no fragment that was written by hand.
FRAGMENT = 400
MAX_IMAGES = 2_000


def is_broken_off(html: str) -> bool:
    """Whether a page's source ends in the middle of a tag or of a text, without any end of its body.

    What leaves out the last tags ends in a tag all the same.
    """
    end = html.rstrip()
    if len(end) < FRAGMENT or _CLOSED.search(html):
        return False
    return not end.endswith(">") or _OPEN_TAG.search(end, max(0, len(end) - 2_000)) is not None


def ends_in_picture(flow: Flow) -> bool:
    """Whether what stands for a footer is a picture: one behind all text, one called so, or a part called so."""
    last = _last_text(flow.text)
    if any(image.start >= last or _is_foot(image) for image in flow.images[-MAX_IMAGES:] if not image.hidden):
        return True
    return any(
        element.area == FOOT
        and "background" in element.get("style").lower()
        and "url(" in element.get("style")
        for element in flow.elements
    )


def _last_text(text: str) -> int:
    return len(text.rstrip(f" \t\r\n\xa0{INLINE}{BLOCK}"))


def _is_foot(image: Element) -> bool:
    name = image.get("src").split("?", 1)[0].rsplit("/", 1)[-1]
    return image.area == FOOT or lexicon().foot_file.search(name) is not None
