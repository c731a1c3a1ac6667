"""Whether what stands under a heading of a guide is an answer."""

from __future__ import annotations

from dataclasses import dataclass

from .words import guide_words

MAX_TEXT = 400
PICTURE = "（图片）"


@dataclass(frozen=True, slots=True)
class Found:
    """A heading that was found: its class, its words, the text below it as shown.

    ``fillable`` is True where the empty place below it carries a name by which a script could fill it.
    """

    kind: str
    heading: str
    text: str = ""
    fillable: bool = False


def cleaned(text: str) -> str:
    """The text of an element; empty where it is none: a dash, 暂无, a template's place."""
    flat = " ".join(text[: 4 * MAX_TEXT].split())[:MAX_TEXT]
    values = guide_words().values
    if len(flat) <= 40 and values["empty"].fullmatch(flat.lower().strip("（）() ：:。")):
        return ""
    if values["template"].search(flat) and len(flat) <= 120:
        return ""
    return flat
