"""A guide that asks for a form offers it."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.guides.services import Sampled, read_guides
from govsite_checks.reading.guides.words import guide_words
from govsite_checks.reading.links.verdicts import quoted

_TEXT = "<h1>食品经营许可</h1><p>申请条件：年满十八周岁</p><p>申请材料：身份证、食品经营许可申请表</p>"


@rule(
    id="guide-forms-provided",
    title="办事指南提供所需的表格和样表",
    clause="index-2019/services-items",
    remediation="在办事指南中提供所需表格的空表和样表下载。",
    needs=(Role.GUIDE,),
    auto="P",
    examples=[
        Example.ok(
            "",
            says="1个",
            pages=(sample.page("guide", "/g/1.html", f'{_TEXT}<a href="/f/1.doc">申请表</a>'),),
        ),
        Example.needs_review("", says="许可申请表", pages=(sample.page("guide", "/g/1.html", _TEXT),)),
        Example.not_applicable(
            "",
            says="未提到",
            pages=(sample.page("guide", "/g/1.html", "<p>申请条件：成年</p><p>申请材料：身份证</p>"),),
        ),
    ],
    catalogue=("form-sample",),
)
def guide_forms_provided(snapshot: Snapshot) -> Iterable[Finding]:
    """A guide that names a form among its materials links to a form, a sample or another document.

    检查内容：
        办理材料中提到申请表、登记表等表格的办事指南，页面是否提供表格或样表的链接。
    检查依据：
        国办秘函〔2019〕19号办事服务“表格样表”；扣分办法未核实。
    整改方法：
        在指南页面提供空表和样表下载。
    人工判断：
        表格可能由窗口提供、在线填写或另页下载，因此未见链接的一律由人工确认。
    已知局限：
        只看页面有没有链接，不判断表格是否对应；能否下载由另一条规则判断。
    """
    asking = [(one, form) for one in snapshot.derive(read_guides) if (form := _asks_for(one))]
    without = [(one, form) for one, form in asking if not one.guide.forms]
    for one, form in without:
        text = f"办事指南“{one.name}”的材料提到“{quoted(form)}”，页面未见表格或样表的链接，需人工确认。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, one.page, snippet=form)
    if not asking:
        yield Finding.at(
            Verdict.NOT_APPLICABLE, "抽查的办事指南未提到表格。", snapshot.derive(read_guides)[0].page
        )
    elif not without:
        yield Finding.at(
            Verdict.OK, f"提到表格的{len(asking)}个办事指南均有表格或样表的链接。", asking[0][0].page
        )


def _asks_for(one: Sampled) -> str:
    """The form that the materials of a guide name; empty where they name none."""
    materials = one.guide.elements.get("materials")
    found = guide_words().materials["form"].search(materials.text) if materials is not None else None
    return found[0] if found else ""
