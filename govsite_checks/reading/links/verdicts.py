"""Findings about links that were followed: one for each that is broken, and how many could not be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govsite_checks.model import Finding, Page, Snapshot, Verdict
from govsite_checks.reading.page.document import document

from .reach import Answers, Reach, State

LABEL_CHARS = 30
# So many dead answers and not one that is alive are more likely a firewall's than the site's.
ALL_DEAD = 3


@dataclass(frozen=True, slots=True)
class Followed:
    """A link that was followed: its words, the answer, what is known of it, and where it stands, in Chinese."""

    label: str
    page: Page
    reach: Reach
    where: str


def quoted(text: str, limit: int = LABEL_CHARS) -> str:
    """Words of a site for use in a sentence of ours: short, and without what ends a sentence or a quotation."""
    flat = " ".join(text.translate(_ENDS).split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


_ENDS = str.maketrans("。！!“”", "   ''")


def label_of(snapshot: Snapshot, answers: Answers, page: Page) -> str | None:
    """The words of the link that led to a page; None where the page that refers to it does not show such a link."""
    parent = answers.of(page.parent)
    if parent is None or not parent.seen or not parent.text:
        return None
    named = [link for link in document(snapshot, parent).links if link.url == page.url]
    return next((link.label for link in named if link.label), named[0].href if named else None)


def follow(snapshot: Snapshot, answers: Answers, page: Page, where: str) -> Followed | None:
    """A page as a link that was followed; None for one in question that no page which was seen links to.

    The addresses that an inventory hints at are asked for too, and nobody links to them.
    """
    reached = answers.reach(page)
    if reached.state in {State.OK, State.UNKNOWN}:
        return Followed("", page, reached, where)
    label = label_of(snapshot, answers, page)
    return Followed(label or page.url, page, reached, where) if label is not None else None


def listed(names: Sequence[str], most: int, limit: int = 20) -> str:
    """Some of the site's words, each quoted; 等 where there are more."""
    return "".join(f"“{quoted(name, limit)}”" for name in names[:most]) + ("等" if len(names) > most else "")


def report(
    followed: Sequence[Followed], kind: str, *, home: Page, broken: Verdict = Verdict.VIOLATION
) -> Iterator[Finding]:
    """Findings on the links of one kind (站内链接, 图片 …); ``broken`` is what a dead one amounts to."""
    if not followed:
        yield Finding.at(Verdict.NO_EVIDENCE, f"本次未抽查到{kind}，无法判断是否有效。", home)
        return
    dead = [item for item in followed if item.reach.state is State.BROKEN]
    doubtful = [item for item in followed if item.reach.state is State.DOUBTFUL]
    alive = [item for item in followed if item.reach.state is State.OK]
    unknown = len(followed) - len(dead) - len(doubtful) - len(alive)
    if not alive and len(dead) >= ALL_DEAD:
        text = f"抽查的 {len(dead)} 个{kind}均打不开（{dead[0].reach.why}），可能由安全设备拦截所致，需人工确认。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, dead[0].page, snippet=dead[0].page.url)
    else:
        yield from (_dead(item, broken) for item in dead)
    yield from (_doubtful(item) for item in doubtful)
    if not dead and not doubtful:
        yield _sound(len(alive), unknown, kind, home)
    elif unknown:
        yield Finding.at(Verdict.NO_EVIDENCE, f"另有 {unknown} 个{kind}未能确认是否有效。", home)


def _dead(item: Followed, verdict: Verdict) -> Finding:
    text = f"{item.where}“{quoted(item.label)}”打不开：{item.reach.why}"
    # A name that one resolver does not know may be known to others.
    sure = not item.reach.by_name
    text += "。" if sure else "，需换网络环境确认。"
    return Finding.at(verdict if sure else Verdict.NEEDS_REVIEW, text, item.page, snippet=item.page.url)


def _doubtful(item: Followed) -> Finding:
    text = f"{item.where}“{quoted(item.label)}”能打开，但{item.reach.why}，可能已失效，需人工确认。"
    return Finding.at(Verdict.NEEDS_REVIEW, text, item.page, snippet=item.page.url)


def _sound(alive: int, unknown: int, kind: str, home: Page) -> Finding:
    if alive < unknown or not alive:
        text = f"抽查的{kind}中有 {unknown} 个未能确认是否有效，能确认有效的只有 {alive} 个。"
        return Finding.at(Verdict.NO_EVIDENCE, text, home)
    more = f"，另有 {unknown} 个未能确认" if unknown else ""
    return Finding.at(Verdict.OK, f"抽查的 {alive} 个{kind}均能打开{more}。", home)
