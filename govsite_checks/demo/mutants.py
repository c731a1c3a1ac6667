"""The mutation fleet: compliant sites in every layout, and sites that depart from one of them by a single defect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from .defects import DEFECTS
from .site import GBK, UTF8, UTF8_META, Charset, DemoSite

LAYOUTS = ("portal", "bureau", "cards", "classic", "ministry")
_CHARSETS: Mapping[str, Charset] = MappingProxyType({"classic": GBK, "bureau": UTF8_META})
_NUMERALS = str.maketrans("0123456789", "零一二三四五六七八九")
_FIRST = 201
# Every way of writing that is no defect, over the layouts.
_ENCODINGS = (UTF8, GBK, Charset("gb18030", meta="gb2312"), Charset("gb18030"))
_DELIVERIES = ("write", "unescape", "put-in", "script-file", "loaded", "iframe")


def compliant(layout: str) -> DemoSite:
    """The site without any defect that a mutant of a layout is compared with."""
    return _site(_FIRST + LAYOUTS.index(layout), layout, "合规")


def _site(
    number: int,
    layout: str,
    shows: str,
    *,
    defects: tuple[str, ...] = (),
    charset: Charset | None = None,
    delivery: str = "html",
) -> DemoSite:
    place = str(number).translate(_NUMERALS)
    portal = layout == "portal"
    return DemoSite(
        number,
        f"虚构{place}市人民政府" if portal else f"虚构市演示{place}局",
        shows,
        layout,
        charset or _CHARSETS.get(layout, UTF8),
        delivery,
        defects,
        listed={"kind": "portal" if portal else "department", "nature": "organ"},
    )


def variants() -> tuple[DemoSite, ...]:
    """Compliant sites: each layout, then encodings and deliveries of the footer over the layouts in turn."""
    plain = tuple(compliant(layout) for layout in LAYOUTS)
    number = _FIRST + len(plain)
    more = [
        _site(number + i, LAYOUTS[i % 5], "合规，另一种编码", charset=charset)
        for i, charset in enumerate(_ENCODINGS)
    ]
    number += len(more)
    more += [
        _site(number + i, LAYOUTS[(i + 1) % 5], f"合规，底部{delivery}", delivery=delivery)
        for i, delivery in enumerate(_DELIVERIES)
    ]
    return (*plain, *more)


def mutants() -> tuple[DemoSite, ...]:
    """One site a defect, layouts and encodings in turn; a defect that only some layouts can show is on one of these."""
    number = _FIRST + len(variants())
    made = []
    for i, (name, defect) in enumerate(DEFECTS.items()):
        layouts = ("portal",) if defect.portal else defect.layouts or LAYOUTS
        site = _site(number + i, layouts[i % len(layouts)], name, defects=(name,), charset=_ENCODINGS[i % 4])
        made.append(
            replace(
                site,
                name=defect.name or site.name,
                host=defect.host.format(n=site.number) or site.host,
                listed={**site.listed, **defect.listed},
            )
        )
    return tuple(made)
