"""What it amounts to that a site shows no column of a kind: a violation only where nothing may hold one unseen."""

from __future__ import annotations

from govsite_checks.model import Finding, Snapshot, Verdict
from govsite_checks.reading.links.verdicts import listed, quoted
from govsite_checks.reading.page.document import host_of
from govsite_checks.reading.publication.kinds import doubt_of_absence

from .channels import Channel


def absent(snapshot: Snapshot, found: Channel, name: str) -> Finding:
    """The finding for a channel of which no page of the site's own was seen; ``name`` is what it is called."""
    home = snapshot.home
    if found.unseen:
        page = found.unseen[0]
        title = quoted(page.column.title if page.column is not None else page.url)
        return Finding.at(Verdict.NO_EVIDENCE, f"未能查看“{title}”，无法判断是否有{name}。", page)
    if found.offsite:
        column = found.offsite[0]
        text = f"{name}“{quoted(column.title)}”链接到站外（{host_of(column.url)}），需人工确认是否有效。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, home, snippet=column.url)
    if found.hints:
        names = listed([link.label for link in found.hints], 3)
        text = f"未识别出{name}，但见到链接{names}，需人工确认。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, home, snippet=found.hints[0].url)
    doubt = found.doubt or snapshot.derive(doubt_of_absence)
    if doubt:
        return Finding.at(Verdict.NEEDS_REVIEW, f"未见{name}；{doubt}，需人工确认。", home)
    return Finding.at(Verdict.VIOLATION, f"首页和互动类栏目中均未见{name}。", home)
