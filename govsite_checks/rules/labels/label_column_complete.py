"""Column pages carry the column labels."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import (
    ColumnType,
    Example,
    Expected,
    Finding,
    Page,
    PageError,
    Role,
    Snapshot,
    Verdict,
    rule,
)
from govsite_checks.reading.articles.label_gaps import COLUMN, gaps, labels_of
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.page.document import document

_HEAD = (
    '<meta name="ColumnName" content="动态要闻"><meta name="ColumnDescription" content="发布本市动态">'
    '<meta name="ColumnKeywords" content="动态,要闻"><meta name="ColumnType" content="工作动态">'
)


@rule(
    id="label-column-complete",
    title="栏目页有栏目标签",
    clause="guideline-2017/meta-column",
    remediation="在栏目页模板中加入 ColumnName、ColumnDescription、ColumnKeywords 和 ColumnType 四个标签并填写内容。",
    needs=(Role.COLUMN,),
    examples=[
        Example.ok("", says="均有", pages=(sample.column("news", _HEAD + sample.rows(1, 2)),)),
        Example.violation("", says="未见ColumnName", pages=(sample.column("news", sample.rows(1, 2)),)),
        Example(
            "",
            (
                Expected(Verdict.VIOLATION, "有1个ColumnKeywords标签没有内容"),
                Expected(Verdict.VIOLATION, "有1个未见ColumnName"),
            ),
            pages=(
                sample.column("news", _HEAD.replace("动态,要闻", " ")),
                sample.column("notice", sample.rows(1, 2)),
                sample.column("policy", status=None, error=PageError.TIMEOUT),
            ),
        ),
        Example.ok(
            "",
            says="1个页面",
            pages=(
                sample.column("news", _HEAD + sample.rows(1, 2)),
                sample.column("other", "<p>本网站由示例单位主办。</p>", "/about/", title="关于我们"),
                sample.column(
                    "consultation", "<form><textarea></textarea></form>", "/write/", title="我要写信"
                ),
                sample.column("topic", '<a href="/zt/1/">专题一</a>', "/zt/", title="专题专栏"),
            ),
            note="说明页、表单页和专题首页不是信息栏目",
        ),
        Example.violation(
            "",
            says="未见ColumnName",
            pages=(sample.column("other", sample.rows(1, 2), "/x/", title="基层动态"),),
        ),
        Example.violation(
            "",
            says="ColumnType标签没有内容",
            pages=(
                sample.column("other", _HEAD.replace('content="工作动态"', 'content=""') + "<p>无列表</p>"),
            ),
            note="自己标了栏目标签的，按栏目页检查",
        ),
        Example.no_evidence("", says="没有可供检查", pages=(sample.column("other", "<p>关于本站</p>"),)),
    ],
    catalogue=("meta-column", "page-tags"),
)
def label_column_complete(snapshot: Snapshot) -> Iterable[Finding]:
    """Every sampled column page has its four labels with content.

    检查内容：
        已查看的栏目页是否都有 ColumnName、ColumnDescription、ColumnKeywords、ColumnType 标签且内容不为空。
        缺少相同标签的页面合为一条结论。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》“网页标签”：栏目页应设置栏目标签，四项均为必选。
    整改方法：
        在栏目页模板中统一加入四个标签，由栏目设置自动填写。
    人工判断：
        无。
    已知局限：
        只查采集到的栏目第一页，不判断描述和关键词是否贴切；站外的栏目、专题首页不计；用途未识别的页面，有信息列表
        或已有部分栏目标签的才计入，“关于我们”、表单等页面不计。
    """
    yield from gaps(snapshot, (Role.COLUMN,), COLUMN, lambda page: _is_column(snapshot, page))


def _is_column(snapshot: Snapshot, page: Page) -> bool:
    """Whether a page is surely one that shows a column: of a known kind, with a list, or labelled as one."""
    of = document(snapshot, page)
    if of.css("form textarea") and not of.derive(read_list).sure:
        return False
    type = page.column.type if page.column is not None else ColumnType.OTHER
    if type != ColumnType.OTHER:
        return type != ColumnType.TOPIC
    listing = of.derive(read_list)
    labels = labels_of(snapshot, page)
    labelled = any(getattr(labels, name) is not None for name in COLUMN)
    return labelled or (listing.sure and not listing.is_article)
