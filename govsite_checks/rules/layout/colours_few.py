"""The site is painted in few colours."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.looks.palette import read_palette
from govsite_checks.reading.page.document import document


def _styles(*colours: str) -> str:
    rules = "".join(f".c{n}{i}{{color:{colour}}}" for n, colour in enumerate(colours) for i in range(3))
    return f"<style>{rules}</style><p>政务公开</p>"


@rule(
    id="colours-few",
    title="首页用色不超过三种",
    clause="guideline-2017/palette-limit",
    remediation="确定一个主色调，减少其他颜色。",
    examples=[
        Example.ok(_styles("#c00", "#036", "#333", "#eee"), says="2 种"),
        Example.needs_review(_styles("#c00", "#0a0", "#00c", "#c0c", "#cc0"), says="5 种"),
        Example.no_evidence('<link rel="stylesheet" href="/a.css"><p>政务公开</p>', says="外部样式表"),
    ],
    catalogue=("palette-limit",),
    auto="P",
)
def colours_few(snapshot: Snapshot, *, most: int = 3) -> Iterable[Finding]:
    """The styles in the home page itself name at most three hues often; greys, black and white are not counted.

    检查内容：
        首页页内样式中反复使用的颜色有几种（黑、白、灰不计）；属建议性检查。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》：应有一个主色调，全站颜色不宜超过 3 种，属建议性要求。
    整改方法：
        确定一个主色调，减少其他颜色。
    人工判断：
        颜色多少由人工看页面决定，机器最多提出线索。
    已知局限：
        外部样式表和图片的颜色看不到；公祭日等全站灰度的日子不能据此判断。
    """
    home = snapshot.home
    palette = document(snapshot, home).derive(read_palette)
    if len(palette.hues) > most:
        shown = "、".join(palette.hues[:8])
        text = f"首页页内样式反复使用了 {len(palette.hues)} 种颜色（{shown}），建议不超过 {most} 种，需人工查看。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, home)
    elif palette.whole:
        yield Finding.at(Verdict.OK, f"首页页内样式反复使用的颜色有 {len(palette.hues)} 种。", home)
    else:
        yield Finding.at(Verdict.NO_EVIDENCE, "首页的颜色由外部样式表决定，未能查看。", home)
