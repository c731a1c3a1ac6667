"""What has to be fetched besides a home page so that its footer can be read without a browser."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govsite_checks.model import Page, Role

from .compose import Unseen, address, is_own
from .footer import KINDS, Footer, read_page

MAX_SCRIPTS = 8
MAX_FRAMES = 6
MAX_TEXT = 5_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """One resource to fetch: its role (``model.Role``) and its absolute address, without fragment."""

    role: str
    url: str


def wanted_parts(text: str, base_url: str) -> tuple[Part, ...]:
    """The scripts, frames and the site map page that the footer rules need besides the home page ``text``.

    At most 8 scripts, 6 frames and one site map, always in the same order. Nothing but the site map is wanted where
    the page's own footer shows every mark. Never raises for what a page may contain.
    """
    home = Page(role=Role.HOME, url=base_url, final_url=base_url, text=text[:MAX_TEXT])
    footer = read_page(home, {})
    missing = [kind for kind in KINDS if not footer.shown(kind)]
    wanted = sorted(
        (item for item in footer.unseen if missing and _wanted(item, footer)),
        key=lambda item: _rank(item, footer),
    )
    scripts = _take((item.url for item in wanted if item.kind == "script"), Role.FOOTER_SCRIPT, MAX_SCRIPTS)
    frames = _take((item.url for item in wanted if item.kind in ("frame", "load")), Role.FRAME, MAX_FRAMES)
    return (*scripts, *frames, *_sitemap(footer, base_url))


def _take(urls: Iterable[str], role: str, limit: int) -> tuple[Part, ...]:
    return tuple(Part(role, url) for url in list(dict.fromkeys(urls))[:limit])


def _wanted(item: Unseen, footer: Footer) -> bool:
    if item.kind in ("include", "computed"):
        return False
    if item.foot or not footer.rich or item.in_foot_area:
        return True
    # A script from anywhere on the page can fill an empty part of the footer.
    fills = item.kind == "script" and item.own and bool(footer.hollow.parts)
    return fills or (item.place >= footer.start and not item.deferred)


def _rank(item: Unseen, footer: Footer) -> tuple[int, int, int, int]:
    """Named footer first, then own site, then what stands in or after the footer, then from the end upwards."""
    return (not item.foot, not item.own, not (item.in_foot_area or item.place >= footer.start), -item.place)


def _sitemap(footer: Footer, base_url: str) -> tuple[Part, ...]:
    for mark in footer.marks["sitemap"][:5]:
        url = address(base_url, mark.link)
        if url and is_own(base_url, url):
            return (Part(Role.SITEMAP, url),)
    return ()
