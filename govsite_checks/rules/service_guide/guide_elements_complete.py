"""Each guide gives every key element."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.guides.guide import NAMES
from govsite_checks.reading.guides.services import Sampled, names_of, read_guides
from govsite_checks.reading.links.verdicts import listed

_HEADINGS = ("事项名称", "设定依据", "申请条件", "申请材料", "办理地点", "办公时间", "咨询电话", "办理流程")


def _guide(without: str = "", empty: str = "", value: str = "按规定办理的内容", more: str = "") -> str:
    rows = "".join(
        f"<tr><th>{heading}</th><td>{'' if heading == empty else value}</td></tr>"
        for heading in _HEADINGS
        if heading != without
    )
    return f"<h1>食品经营许可</h1><table>{rows}</table>{more}"


@rule(
    id="guide-elements-complete",
    title="办事指南要素齐全",
    clause="census-2015/service-guide-complete",
    remediation="在办事指南中补全缺少的要素：事项名称、设定依据、申请条件、办理材料、办理地点、办理时间、联系电话、办理流程。",
    needs=(Role.GUIDE,),
    auto="P",
    examples=[
        Example.ok("", says="8类", pages=(sample.page("guide", "/g/1.html", _guide()),)),
        Example.violation(
            "", says="“申请条件”", pages=(sample.page("guide", "/g/1.html", _guide("申请条件")),)
        ),
        Example.violation(
            "",
            says="“联系电话”",
            pages=(sample.page("guide", "/g/1.html", _guide(empty="咨询电话")),),
            note="只有标题没有内容的视为缺少",
        ),
        Example.needs_review(
            "",
            says="承诺时限",
            pages=(sample.page("guide", "/g/1.html", _guide("办公时间", more="<p>承诺时限：5个工作日</p>")),),
            note="办结时限不是办理时间，是否视为写明由人工判断",
        ),
        Example.needs_review(
            "",
            says="脚本",
            pages=(
                sample.page(
                    "guide",
                    "/g/1.html",
                    _guide(
                        "申请条件",
                        more='<table><tr><th>申请条件</th><td id="tj"></td></tr></table><script src="/g.js"></script>',
                    ),
                ),
            ),
        ),
        Example.needs_review(
            "", says="模板", pages=(sample.page("guide", "/g/1.html", _guide(value="{{ item.text }}")),)
        ),
        Example.needs_review(
            "", says="未能识别", pages=(sample.page("guide", "/g/1.html", "<p>详见附件</p>"),)
        ),
        Example.ok(
            "",
            says="8类",
            pages=(
                sample.page(
                    "guide", "/g/1.html", _guide("办理流程", more='<h3>流程图</h3><img src="/lc.jpg">')
                ),
            ),
            note="只有图片的流程图视为写明",
        ),
    ],
    catalogue=("service-guide-complete", "service-guide-elements"),
)
def guide_elements_complete(snapshot: Snapshot) -> Iterable[Finding]:
    """Each guide that was looked at has all eight classes of elements; the missing ones are named.

    检查内容：
        抽查的办事指南是否写明事项名称、设定依据、申请条件、办理材料、办理地点、办理时间、联系电话、办理流程八类要素。
        同义的标题（如受理条件、所需材料、咨询电话、流程图）视为同类；只有标题没有内容的视为缺少。页面标题写明事项的，视为有事项名称。
    检查依据：
        国办发〔2015〕15号普查评分表“办事指南”和《政府网站发展指引》；北京市2018年第三季度通报点名缺少“申请条件”“办理时间”
        “联系电话”的指南。其中办理地点、办理流程两类的出处未核实。
    整改方法：
        逐项补全；确实不需要的写明“无”或“不需要”。
    人工判断：
        页面完整可读、要素没有其他写法的，才判为不符合。内容由脚本、模板、框架生成，要素可能在附件、正文图片或分页链接中，
        只写明承诺时限、法定时限而未写办公时间，见到相近的标题、文字，或页面更像通知、文件时，需人工查看。
    已知局限：
        不判断内容是否准确；“详见附件”等视为写明；附件和图片中的文字不读；指南在政务服务网等站外平台的不在抽查之列。
    """
    for sampled in snapshot.derive(read_guides):
        yield _finding(sampled)


def _finding(sampled: Sampled) -> Finding:
    guide, page = sampled.guide, sampled.page
    name = f"办事指南“{sampled.name}”"
    if not guide.missing:
        return Finding.at(Verdict.OK, f"{name}8类要素齐全。", page)
    if guide.scripted:
        text = f"{name}未见{names_of(guide.missing)}；{guide.scripted}，需人工查看。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, page)
    if not guide.is_guide:
        text = f"未能识别{name}的要素，需人工查看。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, page)
    sure = guide.surely_missing
    if sure:
        text = f"{name}缺少{names_of(sure)}{len(sure)}类要素。"
        return Finding.at(Verdict.VIOLATION, text, page, details=[NAMES[kind] for kind in sure])
    if not guide.certain:
        text = f"{name}未见{names_of(guide.missing)}，页面是否为办事指南需人工确认。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, page)
    doubts = listed(
        list(dict.fromkeys(guide.doubts[kind] for kind in guide.missing if kind in guide.doubts)), 8
    )
    text = f"{name}未见{names_of(guide.missing)}，但见到{doubts}，需人工确认。"
    return Finding.at(Verdict.NEEDS_REVIEW, text, page)
