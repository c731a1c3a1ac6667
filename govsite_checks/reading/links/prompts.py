"""Prompts before leaving a site: which outward links carry one of their own, and whether a script has the words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from re import Pattern

from govsite_checks.reading.page.document import Document
from govsite_checks.reading.page.tables import any_of, table

from .outward import Outward, read_outward

_CARRIERS = "a[onclick], a[data-tip]"
MAX_SCRIPT = 400_000


@dataclass(frozen=True, slots=True)
class Prompts:
    """The outward links of a page, those that carry no prompt of their own, and whether a script has a prompt's words."""

    outward: tuple[Outward, ...] = ()
    silent: tuple[Outward, ...] = ()
    scripted: bool = False


def read_prompts(document: Document) -> Prompts:
    """The prompts of a page, as far as its text shows them: as it was sent, where its scripts are."""
    document = document.source
    outward = document.derive(read_outward)
    if not outward:
        return Prompts()
    carriers = {node.mem_id for node in document.css(_CARRIERS) if _announces(node.attributes)}
    silent = tuple(item for item in outward if item.link.node not in carriers)
    scripts = "".join(node.text() for node in document.css("script:not([src])")) if silent else ""
    return Prompts(outward, silent, bool(_pattern("words").search(scripts[:MAX_SCRIPT])))


def _announces(attrs: dict[str, str | None]) -> bool:
    handler = f"{attrs.get('onclick') or ''} {attrs.get('data-tip') or ''}"[:2_000]
    return bool(_pattern("handlers").search(handler) or _pattern("words").search(handler))


@cache
def _pattern(name: str) -> Pattern[str]:
    return any_of(table("links")["prompt"][name])
