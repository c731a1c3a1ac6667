"""No column is blank."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Expected, Finding, PageError, Role, Snapshot, Verdict, rule
from govsite_checks.reading.lists.upkeep import Seen, clean, could_be_blank, read_upkeep

_FRAME = '<div><a href="/">首页</a><a href="/news/">动态要闻</a></div>{}<div>主办：示例市人民政府办公室</div>'
_FULL = _FRAME.format(sample.rows(1, 2, 3))


@rule(
    id="columns-filled",
    title="没有空白栏目",
    clause="guideline-2017/no-blank-column",
    remediation="为空白栏目补充内容；不能保障内容的栏目要合并或撤下。",
    needs=(Role.COLUMN,),
    examples=[
        Example.ok("", says="1个", pages=(sample.column("news", _FULL),)),
        Example(
            "",
            (Expected(Verdict.VIOLATION, "“政策解读”没有内容：页面写明“暂无信息”"),),
            pages=(
                sample.column("news", _FULL),
                sample.column("interpretation", _FRAME.format("<p>暂无信息</p>")),
            ),
        ),
        Example(
            _FULL,
            (Expected(Verdict.VIOLATION, "没有内容"),),
            pages=(
                sample.column("news", _FULL),
                sample.column("interpretation", _FRAME.format("<h2>政策解读</h2>")),
            ),
            note="除各页共有的部分外没有内容",
        ),
        Example.needs_review(
            "",
            says="另行取数",
            pages=(
                sample.column(
                    "interpretation", _FRAME.format('<ul id="list"></ul><script>$.getJSON("/l")</script>')
                ),
            ),
        ),
        Example.ok(
            _FULL,
            says="2个",
            pages=(
                sample.column("policy", _FRAME.format("<h2>政策文件</h2>"), "/zc/"),
                sample.column("policy", _FULL, "/zc/gfxwj/", title="规范性文件", level=2),
            ),
            note="有下级栏目的上级栏目不算空白",
        ),
        Example.no_evidence(
            "",
            says="访问超时",
            pages=(
                sample.column("news", status=None, error=PageError.TIMEOUT),
                sample.column("notice", _FULL),
            ),
        ),
    ],
    catalogue=("no-blank-column", "other-columns"),
    auto="P",
)
def columns_filled(snapshot: Snapshot) -> Iterable[Finding]:
    """Every column that was seen shows something.

    检查内容：
        每个已查看的栏目是否有内容。页面写明“暂无信息”等字样，或除各页共有的页头、导航和页脚外没有任何文字、链接和图片的，为空白栏目，逐个列出。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》：不得有空白栏目。
    整改方法：
        为空白栏目补充内容；不能保障内容的栏目要合并或撤下。
    人工判断：
        页面完整查看、列表不由脚本或框架生成时，才给出不符合的结论；列表由脚本生成的，需人工查看。
    已知局限：
        有下级栏目的上级栏目不算空白；只有视频、框架或程序内容的页面不判断。专题和跳转到站外的栏目不计。
    """
    columns = [c for c in snapshot.derive(read_upkeep) if c.seen is not Seen.EXEMPT]
    told = False
    for column in columns:
        name = f"栏目“{column.title}”"
        if column.seen is Seen.EMPTY:
            yield Finding.at(Verdict.VIOLATION, f"{name}没有内容：{clean(column.why)}。", column.page)
        elif could_be_blank(column):
            yield Finding.at(
                Verdict.NEEDS_REVIEW, f"{name}未见内容，{clean(column.why)}，需人工确认。", column.page
            )
        elif column.seen is Seen.UNSEEN:
            yield Finding.at(Verdict.NO_EVIDENCE, f"未能查看{name}：{clean(column.why)}。", column.page)
        else:
            continue
        told = True
    if not told:
        filled = f"已查看的{len(columns)}个栏目均有内容。" if columns else "没有需要查看的栏目。"
        yield Finding.at(Verdict.OK if columns else Verdict.NOT_APPLICABLE, filled, snapshot.home)
