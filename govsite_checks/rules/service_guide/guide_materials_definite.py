"""The materials of a guide are named, without unexplained others."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.guides.services import Sampled, read_guides
from govsite_checks.reading.guides.words import guide_words
from govsite_checks.reading.links.verdicts import quoted


def _guide(materials: str) -> tuple[object, ...]:
    return (
        sample.page(
            "guide", "/g/1.html", f"<h1>食品经营许可</h1><p>申请条件：成年</p><p>申请材料：{materials}</p>"
        ),
    )


@rule(
    id="guide-materials-definite",
    title="办理材料表述明确",
    clause="index-2019/services-items",
    remediation="逐项列明办理材料，删除“其他材料”“等材料”等没有明确含义的表述。",
    needs=(Role.GUIDE,),
    auto="P",
    examples=[
        Example.ok("", says="1个", pages=_guide("身份证、营业执照")),
        Example.needs_review("", says="其他相关材料", pages=_guide("身份证；法律法规规定的其他相关材料")),
        Example.needs_review("", says="等材料", pages=_guide("身份证、户口簿等材料")),
        Example.ok(
            "", says="1个", pages=_guide("身份证；其他材料（指委托书和被委托人身份证）"), note="有说明的不列"
        ),
        Example.no_evidence("", says="未见", pages=_guide("")),
    ],
    catalogue=("guide-accurate",),
)
def guide_materials_definite(snapshot: Snapshot) -> Iterable[Finding]:
    """The materials of no guide end in "other materials" without saying which.

    检查内容：
        办理材料中有没有未加说明的“其他材料”“其他相关材料”“等材料”一类的表述。
    检查依据：
        国办秘函〔2019〕19号办事服务“内容准确”；扣分办法未核实。
    整改方法：
        逐项列明材料名称；确有其他材料的，写明是什么、什么情况下提交。
    人工判断：
        表述是否确有不明确之处由人工确认。
    已知局限：
        只看办理材料一栏的文字，不看附件和图片中的材料清单。
    """
    known = [one for one in snapshot.derive(read_guides) if _materials(one)]
    loose = [(one, said) for one in known if (said := _indefinite(_materials(one)))]
    for one, said in loose:
        text = f"办事指南“{one.name}”的材料中有“{quoted(said)}”，未见说明，需人工确认。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, one.page, snippet=said)
    if not known:
        page = snapshot.derive(read_guides)[0].page
        yield Finding.at(Verdict.NO_EVIDENCE, "抽查的办事指南中未见办理材料的文字。", page)
    elif not loose:
        text = f"抽查的{len(known)}个办事指南，办理材料未见“其他材料”一类的表述。"
        yield Finding.at(Verdict.OK, text, known[0].page)


def _materials(one: Sampled) -> str:
    element = one.guide.elements.get("materials")
    return element.text if element is not None else ""


def _indefinite(materials: str) -> str:
    """The words that leave open what is meant; empty where there are none, or an explanation follows."""
    for found in guide_words().materials["indefinite"].finditer(materials):
        if not guide_words().materials["explained"].match(materials, found.end()):
            return found[0]
    return ""
