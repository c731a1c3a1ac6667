"""Whether a script may show more of a guide than its text does."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.reading.page.document import LIVE, Document

from .elsewhere import filled_places
from .values import Found, cleaned
from .words import guide_words

MAX_SCRIPTS = 60
_BY_SCRIPT = "要素内容可能由脚本在打开页面时填入"


def scripted_reason(
    document: Document, found: Iterable[Found], missing: list[str], is_guide: bool, unclear: str
) -> str:
    """Why elements may be missing from the text, in Chinese; empty where the text shows all there is."""
    here = [one for one in found if one.kind in missing]
    if any(guide_words().values["template"].search(one.text) for one in here):
        return "要素内容由页面模板在打开页面时填入"
    if unclear:
        return unclear
    scripts = document.css(LIVE)[:MAX_SCRIPTS]
    if scripts and any(one.fillable and not cleaned(one.text) for one in here):
        return _BY_SCRIPT
    if any(fills(script.text()) for script in scripts) or filled_places(document):
        return _BY_SCRIPT
    if not is_guide and has_frame(document):
        return "内容在框架页面中"
    if not is_guide and document.css("#app:empty, #root:empty"):
        return _BY_SCRIPT
    return ""


def fills(script: str) -> bool:
    """Whether a script asks a server for something and puts it into the page, other than counters and the like."""
    words = guide_words().scripts
    if not script or not words["asks"].search(script) or not words["fills"].search(script):
        return False
    return len(words["asks"].findall(script)) > 3 or not words["harmless"].search(script)


def has_frame(document: Document) -> bool:
    """Whether a visible frame shows another page within this one."""
    for frame in document.css("iframe[src], frame[src]")[:20]:
        attrs = frame.attributes
        tiny = (attrs.get("width") or "") in {"0", "1"} or (attrs.get("height") or "") in {"0", "1"}
        hidden = (
            "none"
            in (attrs.get("style") or "").replace("display: none", "display:none").split("display:")[-1:]
        )
        if not tiny and not hidden and (attrs.get("src") or "").strip() not in {"", "about:blank"}:
            return True
    return False
