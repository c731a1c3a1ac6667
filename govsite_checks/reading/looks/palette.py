"""The colours that a page names in its own styles, without greys: how many different hues it is painted in."""

from __future__ import annotations

import colorsys
import re
from collections import Counter
from dataclasses import dataclass

from govsite_checks.reading.page.document import Document

MAX_STYLE = 300_000
MAX_COLOURS = 3_000
# A hue that is named less often is an accent.
OFTEN = 3
HUES = 8
_HEX = re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})(?![0-9A-Fa-f])")
_RGB = re.compile(r"rgba?\(\s{0,3}(\d{1,3})\s{0,3},\s{0,3}(\d{1,3})\s{0,3},\s{0,3}(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Palette:
    """The hues that a page's own styles name often, each by one of its colours; ``whole`` without outer style sheets."""

    hues: tuple[str, ...] = ()
    whole: bool = False


def read_palette(document: Document) -> Palette:
    """The palette of a page as far as its own text shows it."""
    styles = [node.text() for node in document.css("style")]
    styles += [
        node.attributes.get("style") or "" for node in document.css("[style*=color i], [style*=background i]")
    ]
    text = "\n".join(styles)[:MAX_STYLE]
    seen: Counter[int] = Counter()
    named: dict[int, str] = {}
    for colour in _colours(text)[:MAX_COLOURS]:
        hue = _hue(colour)
        if hue is not None:
            seen[hue] += 1
            named.setdefault(hue, "#{:02x}{:02x}{:02x}".format(*colour))
    often = tuple(named[hue] for hue, count in sorted(seen.items()) if count >= OFTEN)
    return Palette(often, not document.css("link[rel~=stylesheet i]"))


def _colours(text: str) -> list[tuple[int, int, int]]:
    found = []
    for match in _HEX.finditer(text):
        digits = match[1] if len(match[1]) == 6 else "".join(sign * 2 for sign in match[1])
        found.append((int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)))
    found += [(min(255, int(r)), min(255, int(g)), min(255, int(b))) for r, g, b in _RGB.findall(text)]
    return found


def _hue(colour: tuple[int, int, int]) -> int | None:
    """One of ``HUES`` parts of the circle of colours; None for a grey, and for what is nearly black or white."""
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    if saturation < 0.25 or not 0.12 < light < 0.92:
        return None
    return round(hue * HUES) % HUES
