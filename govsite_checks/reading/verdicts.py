"""What the absence of a mark amounts to: a violation only where nothing can hold the mark unseen."""

from __future__ import annotations

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


def at(verdict: Verdict, message: str, footer: Footer, mark: Mark | None = None) -> Finding:
    """A finding about a mark, pointing at the page that shows it."""
    page = footer.page_of(mark) if mark is not None else footer.page
    return Finding.at(verdict, message, page, snippet=mark.text if mark is not None else "")


def absent(footer: Footer, kind: str, message: str, mark: Mark | None = None) -> Finding:
    """The finding for a mark of ``kind`` that does not count or was not seen.

    ``message`` states the observation and ends with 。; ``mark`` is the nearest thing that was found.
    """
    if mark is not None and mark.state in _REVIEW:
        seen = mark.value or mark.text
        return at(
            Verdict.NEEDS_REVIEW,
            f"{message[:-1]}，{_REVIEW[mark.state]}（{seen[:60]}），需人工确认。",
            footer,
            mark,
        )
    doubt = footer.doubt(kind)
    if doubt:
        return at(Verdict.NEEDS_REVIEW, f"{message[:-1]}；{doubt}，需人工确认。", footer, mark)
    return at(Verdict.VIOLATION, message, footer, mark)


def incomparable(footer: Footer, kind: str, message: str) -> Finding:
    """The finding of a comparison for which the mark of ``kind`` was not seen: in doubt, a person has to look."""
    doubt = footer.doubt(kind)
    if doubt:
        return at(Verdict.NEEDS_REVIEW, f"{message[:-1]}；{doubt}，需人工确认。", footer)
    return at(Verdict.NOT_APPLICABLE, message, footer)
