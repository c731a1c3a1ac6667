"""The bounds of everything that is looked at. Seconds, pixels, bytes or counts; they hold for a hostile page too."""

from __future__ import annotations

from dataclasses import dataclass

from govsite_checks.collect.browse.contracts import BrowseLimits
from govsite_checks.collect.browse.proxy import ProxyLimits


@dataclass(frozen=True, slots=True)
class LookLimits:
    """Of one run."""

    at_once: int = 2
    pages_per_browser: int = 100
    restarts: int = 10
    page_s: float = 25.0  # one page with all its pictures, from the opening on
    scripts_s: float = 12.0  # the same, while the page's own scripts may run; then once more without them
    load_s: float = 8.0  # for styles and images; then what has come is what is shown
    still_s: float = 0.2  # until what has come is laid out
    requests: int = 150  # styles, images and fonts of one page
    width: int = 1280
    home_height: int = 1600
    region_height: int = 900
    margin: int = 140  # around a region
    quality: int = 55  # of WebP, 0 to 100
    poor_quality: int = 20  # where a picture is too large otherwise
    picture_bytes: int = 500 * 1024
    words: int = 200  # characters of what is looked for


BROWSER = BrowseLimits(start_s=30.0, close_s=3.0, heap_mb=512)
PROXY = ProxyLimits(answer_bytes=8 * 1024 * 1024, idle_s=10.0, total_s=60.0)
