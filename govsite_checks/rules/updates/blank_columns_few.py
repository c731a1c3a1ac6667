"""Fewer than five columns are blank."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, PageError, Role, Snapshot, Verdict, rule
from govsite_checks.reading.lists.upkeep import Seen, could_be_blank, named, read_upkeep


def _blank(count: int, html: str = "<p>暂无信息</p>") -> tuple[Page, ...]:
    return tuple(sample.column("other", html, f"/x{n}/", title=f"专栏{n}") for n in range(1, count + 1))


@rule(
    id="blank-columns-few",
    title="空白栏目不足5个",
    clause="census-2015/column-not-updated",
    remediation="为空白栏目补充内容；不能保障内容的栏目要合并或撤下。",
    needs=(Role.COLUMN,),
    examples=[
        Example.ok("", says="4个", pages=_blank(4)),
        Example.violation("", says="5个", pages=_blank(5)),
        Example.needs_review(
            "",
            says="另有1个不能确认",
            pages=(*_blank(4), sample.column("news", "<script>axios.get('/l')</script>", "/news/")),
        ),
        Example.no_evidence(
            "",
            says="另有1个未能查看",
            pages=(*_blank(4), sample.column("news", status=None, error=PageError.TIMEOUT)),
        ),
    ],
    catalogue=("column-not-updated", "no-blank-column"),
    auto="P",
)
def blank_columns_few(snapshot: Snapshot, *, max_blank: int = 4) -> Iterable[Finding]:
    """At most four columns are blank.

    检查内容：
        没有内容的栏目个数，默认不多于4个（满5个即单项否决）。逐个列出栏目。
    检查依据：
        国办发〔2015〕15号普查评分表和国办秘函〔2019〕19号单项否决“栏目不更新”第三种情形。
    整改方法：
        为空白栏目补充内容；不能保障内容的栏目要合并或撤下。
    人工判断：
        只有完整查看、列表不由脚本或框架生成的栏目才计入，仅此已满5个时给出不符合；加上不能确认的栏目可能满5个时，需人工查看。
        只因未能查看而不能排除的，不作判断。
    已知局限：
        有下级栏目的上级栏目不算空白。专题和跳转到站外的栏目不计。
    """
    columns = [c for c in snapshot.derive(read_upkeep) if c.seen is not Seen.EXEMPT]
    blank = [c for c in columns if c.seen is Seen.EMPTY]
    unsure = sum(1 for c in columns if could_be_blank(c))
    unseen = sum(1 for c in columns if c.seen is Seen.UNSEEN)
    said = f"已查看的栏目中没有内容的有{len(blank)}个{named(blank, 8)}"
    if len(blank) > max_blank:
        verdict, more = Verdict.VIOLATION, f"，多于{max_blank}个"
    elif len(blank) + unsure > max_blank:
        verdict, more = Verdict.NEEDS_REVIEW, f"，另有{unsure}个不能确认"
    elif len(blank) + unsure + unseen > max_blank:
        verdict, more = Verdict.NO_EVIDENCE, f"，另有{unseen}个未能查看，不能判断总数"
    else:
        verdict, more = Verdict.OK, f"，不多于{max_blank}个"
    yield Finding.at(verdict, f"{said}{more}。", snapshot.home)
