"""Which labels the pages of a site lack, gathered by what they lack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from govsite_checks.model import Finding, Page, Snapshot, Verdict
from govsite_checks.reading.links.reach import is_gone
from govsite_checks.reading.page.document import LIVE, Document, document, host_of

from .labels import NAMES, SHELL_CHARS, Labels, read_labels

SITE = ("site_name", "site_domain", "site_id_code")
COLUMN = ("column_name", "column_description", "column_keywords", "column_type")
ARTICLE = ("article_title", "pub_date", "content_source")


def own_pages(snapshot: Snapshot, roles: Iterable[str]) -> tuple[Page, ...]:
    """The seen pages of some roles that answered on the site's own host with what they are for, and can be parsed."""
    wanted = frozenset(roles)
    home = snapshot.home
    hosts = {host_of(snapshot.site.url), host_of(home.final_url or home.url)}
    return tuple(
        page
        for page in snapshot.pages
        if page.role in wanted
        and page.seen
        and host_of(page.final_url or page.url) in hosts
        and (page is home or not document(snapshot, page).derive(is_gone))
        and document(snapshot, page).derive(_parsed)
    )


def _parsed(of: Document) -> bool:
    """Whether there is a tree to find labels in, of a page that says something itself; remembered: trees are not kept.

    What only frames others, sends the reader on or is filled by an application may get its labels in another way.
    """
    if of.tree is None or of.css("frameset, meta[http-equiv='refresh' i]"):
        return False
    return len(of.text) >= SHELL_CHARS or not of.css(LIVE)


def labels_of(snapshot: Snapshot, page: Page) -> Labels:
    """The labels of a page."""
    return document(snapshot, page).derive(read_labels)


def gaps(
    snapshot: Snapshot,
    roles: Iterable[str],
    names: tuple[str, ...],
    held: Callable[[Page], bool] = lambda _: True,
) -> Iterator[Finding]:
    """One finding for each set of labels that pages lack, or one that says that none does; of the ``held`` pages."""
    pages = tuple(page for page in own_pages(snapshot, roles) if held(page))
    if not pages:
        yield Finding(Verdict.NO_EVIDENCE, "没有可供检查标签的页面。", snapshot.site.url)
        return
    lacking: dict[str, list[Page]] = {}
    for page in pages:
        said = _lacking(labels_of(snapshot, page), names)
        if said:
            lacking.setdefault(said, []).append(page)
    for said, group in lacking.items():
        share = f"已查看的{len(pages)}个页面中，有{len(group)}个{said}"
        yield Finding.at(Verdict.VIOLATION, f"{share}。", group[0])
    if not lacking:
        listed = "、".join(NAMES[name] for name in names)
        yield Finding.at(Verdict.OK, f"已查看的{len(pages)}个页面均有{listed}标签。", pages[0])


def _lacking(labels: Labels, names: tuple[str, ...]) -> str:
    absent = [NAMES[name] for name in names if getattr(labels, name) is None]
    empty = [NAMES[name] for name in names if getattr(labels, name) == ""]
    parts = [
        *([f"未见{'、'.join(absent)}标签"] if absent else []),
        *([f"{'、'.join(empty)}标签没有内容"] if empty else []),
    ]
    return "，".join(parts)
