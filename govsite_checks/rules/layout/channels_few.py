"""The main navigation has five to eight channels."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.columns.navigation import read_navigation
from govsite_checks.reading.links.verdicts import listed
from govsite_checks.reading.page.document import document

_NAMES = (
    "政务公开",
    "办事服务",
    "互动交流",
    "新闻中心",
    "走进示例",
    "数据发布",
    "政策文件",
    "通知公告",
    "专题专栏",
    "机构概况",
)


def _home(count: int) -> str:
    items = "".join(f'<li><a href="/c{n}/">{name}</a></li>' for n, name in enumerate(_NAMES[:count]))
    return f'<div class="nav"><ul><li><a href="/">首页</a></li>{items}</ul></div><p>正文</p>'


@rule(
    id="channels-few",
    title="主导航的频道数量适当",
    clause="guideline-2017/channel-count",
    remediation="归并主导航的频道，一般保留 5 至 8 个。",
    examples=[
        Example.ok(_home(6), says="6 个"),
        Example.needs_review(_home(10), says="10 个"),
        Example.no_evidence("<p>通知</p>", says="未能识别"),
    ],
    catalogue=("channel-count",),
    auto="P",
)
def channels_few(snapshot: Snapshot, *, least: int = 5, most: int = 8) -> Iterable[Finding]:
    """The main navigation of the home page leads to about five to eight channels, the home page not counted.

    检查内容：
        首页主导航的频道个数，“首页”不计；属建议性检查。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》：频道一般为 5 至 8 个，属建议性要求。
    整改方法：
        归并内容相近的频道。
    人工判断：
        个数不在建议范围内的只列为线索，由人工确认；导航条按页面结构识别，可能多计或少计。
    已知局限：
        由脚本生成的导航识别不到；少于 3 个时认为没有识别到主导航。
    """
    home = snapshot.home
    names = [
        entry.link.label for entry in document(snapshot, home).derive(read_navigation) if entry.level == 1
    ]
    count = len(names)
    if count < 3:
        yield Finding.at(Verdict.NO_EVIDENCE, "未能识别首页的主导航，没有判断频道个数。", home)
    elif least - 1 <= count <= most:  # 首页 itself may be counted among the channels
        yield Finding.at(Verdict.OK, f"首页主导航有 {count} 个频道（{listed(names, 8, 10)}）。", home)
    else:
        text = (
            f"首页主导航有 {count} 个频道（{listed(names, 10, 10)}），建议 {least} 至 {most} 个，需人工确认。"
        )
        yield Finding.at(Verdict.NEEDS_REVIEW, text, home)
