"""What the absence of a mark amounts to: a violation only where nothing can hold the mark unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govsite_checks.model import Finding, Verdict

from .footer import Footer
from .marks import Mark

_REVIEW = {
    "picture": "疑似以图片或链接形式标明",
    "elsewhere": "在页面其他位置见到",
    "hidden": "在页面中但被样式设为不显示",
    "bare": "见到相近内容",
    "dead": "见到名称，但链接没有指向",
}


def at(
    verdict: Verdict, message: str, footer: Footer, mark: Mark | None = None, details: Iterable[str] = ()
) -> Finding:
    """A finding about a mark, pointing at the page that shows it."""
    page = footer.page_of(mark) if mark is not None else footer.page
    return Finding.at(verdict, message, page, snippet=mark.text if mark is not None else "", details=details)


def in_review(mark: Mark | None) -> str:
    """What of a mark was found that a person has to look at, in Chinese; empty where nothing was."""
    if mark is None or mark.state not in _REVIEW:
        return ""
    return f"{_REVIEW[mark.state]}（{(mark.value or mark.text)[:60]}）"


def absent(footer: Footer, kind: str, message: str, mark: Mark | None = None) -> Finding:
    """The finding for a mark of ``kind`` that does not count or was not seen.

    ``message`` states the observation and ends with 。; ``mark`` is the nearest thing that was found.
    """
    near = in_review(mark)
    if near:
        return at(Verdict.NEEDS_REVIEW, f"{message[:-1]}，{near}，需人工确认。", footer, mark)
    doubt = footer.doubt(kind)
    if doubt:
        return at(Verdict.NEEDS_REVIEW, f"{message[:-1]}；{doubt}，需人工确认。", footer, mark)
    return at(Verdict.VIOLATION, message, footer, mark)


def stated(footer: Footer, kind: str, name: str, called: Mapping[str, str]) -> Finding:
    """The finding for a mark that only has to be there; ``called`` gives other names for it, by the mark's detail."""
    shown = footer.shown(kind)
    if shown:
        text = f"首页底部标明的{called.get(shown[0].detail, name)}为{shown[0].value}。"
        return at(Verdict.OK, text, footer, shown[0])
    return absent(footer, kind, f"首页底部未见{name}。", footer.best(kind))


def numbered(footer: Footer, kind: str, name: str, unsure: Mapping[str, str]) -> Finding:
    """The finding for a number that has to be there and well formed.

    ``unsure`` says, by the mark's detail, which odd writings are for a person to decide, and what is odd about them.
    """
    best = footer.best(kind)
    if footer.shown(kind) or best is None or best.state != "malformed":
        return stated(footer, kind, name, {})
    if best.detail in unsure:
        text = f"首页底部标明的{name}为{best.value}，{unsure[best.detail]}，需人工确认。"
        return at(Verdict.NEEDS_REVIEW, text, footer, best)
    return at(Verdict.VIOLATION, f"首页底部标明的{name}为{best.value}，位数不符。", footer, best)


def incomparable(footer: Footer, kind: str, message: str) -> Finding:
    """The finding of a comparison for which the mark of ``kind`` was not seen: in doubt, a person has to look."""
    doubt = footer.doubt(kind)
    if doubt:
        return at(Verdict.NEEDS_REVIEW, f"{message[:-1]}；{doubt}，需人工确认。", footer)
    return at(Verdict.NOT_APPLICABLE, message, footer)
