"""From a page of services to the guides that it offers."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.reading.page.document import Document, Link, host_of

from .lines import outside
from .words import guide_words

MAX_GUIDES = 200


def guide_links(document: Document) -> tuple[Link, ...]:
    """The links of a services page that lead to service guides of the site, in the order of the page.

    Links that say so (办事指南 beside each matter, an address of guides) come before names of matters (…许可, …登记).
    """
    words = guide_words().links
    candidates = [
        link
        for link in _candidates(document)
        if is_same_site(link.url, document.host) and not _is_system(link.label)
    ]
    said = [
        link
        for link in candidates
        if words["guide"].search(link.label) or words["path"].search(link.url.lower())
    ]
    matters = [link for link in candidates if _is_matter(link.label)]
    enough = said if len({link.url for link in said}) >= 2 else [*said, *matters]
    return _each_once(enough)


def system_links(document: Document) -> tuple[Link, ...]:
    """The links of a services page that lead to systems for declaring or querying (在线办理 beside each matter)."""
    return _each_once(link for link in _candidates(document) if _is_system(link.label))


def _is_system(label: str) -> bool:
    return guide_words().links["system"].fullmatch(label) is not None


def offsite_guides(document: Document) -> tuple[Link, ...]:
    """The links of a services page that lead to guides on a platform of government services elsewhere."""
    words = guide_words().links
    return _each_once(
        link
        for link in _candidates(document)
        if not is_same_site(link.url, document.host)
        and (words["offsite"].search(host_of(link.url)) or words["guide"].search(link.label))
    )


def is_same_site(url: str, host: str) -> bool:
    """Whether an address lies on a host, its www twin, or below it."""
    bare, other = host.removeprefix("www."), host_of(url).removeprefix("www.")
    return bool(bare) and (other == bare or other.endswith("." + bare))


def _is_matter(label: str) -> bool:
    words = guide_words().links
    return 4 <= len(label) <= 80 and bool(words["item"].search(label)) and not words["not_item"].search(label)


def _candidates(document: Document) -> list[Link]:
    apart = {part.mem_id for node in document.derive(outside) for part in node.css("a")}
    here = document.url.split("?", 1)[0].rstrip("/")
    return [
        link
        for link in document.links
        if link.url and link.node not in apart and (link.url.rstrip("/") != here) and link.label
    ]


def _each_once(links: Iterable[Link]) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for link in links:
        found.setdefault(link.url, link)
    return tuple(found.values())[:MAX_GUIDES]
