"""An automatic check of accessibility finds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govsite_checks.model import (
    Audit,
    AuditedPage,
    Barrier,
    Example,
    Expected,
    Finding,
    Role,
    Snapshot,
    Verdict,
    rule,
)
from govsite_checks.reading.audits.barriers import is_fault, meaning
from govsite_checks.reading.audits.state import page_by_page
from govsite_checks.wording import ROLE

_SHOWN = 6
_URL = "https://www.example.gov.cn/"
_ALT = Barrier("image-alt", 3, ("wcag2a", "wcag111"), "#imgConac", '<img id="imgConac">')
_REGION = Barrier("region", 5, ("best-practice",), "#header")
_UNSURE = Barrier("color-contrast", 2, ("wcag2aa", "wcag143"), ".b", sure=False)
_NEW = Barrier("brand-new-rule", 1, ("wcag2a",), "p")


def _audit(*barriers: Barrier, checked: bool = True, error: str = "") -> Audit:
    return Audit(pages=(AuditedPage(Role.HOME, _URL, error, barriers, checked and not error),))


@rule(
    id="audit-barriers-absent",
    title="无障碍自动检测未发现问题",
    clause="gbt-37668-2019/content",
    remediation="按自动检测列出的各项修改页面，再用读屏软件和键盘实际操作一遍。",
    examples=[
        Example.ok("", audit=_audit(), says="自动检测未发现"),
        Example.ok("", audit=_audit(_UNSURE), says="1 项须人工判断"),
        Example.violation("", audit=_audit(_ALT), says="自动检测发现：首页有 3 处图片没有替代文本"),
        Example.violation("", audit=_audit(_NEW), says="brand-new-rule", note="未收录的 axe 规则"),
        Example.needs_review("", audit=_audit(_REGION), says="自动检测建议"),
        Example(
            "",
            (Expected(Verdict.VIOLATION, "图片没有替代文本"), Expected(Verdict.NEEDS_REVIEW, "区域标记")),
            audit=_audit(_REGION, _ALT),
        ),
        Example.no_evidence("", audit=_audit(error="HTTP 404"), says="HTTP 404"),
        Example.no_evidence("", audit=_audit(checked=False), says="没有运行完"),
        Example.no_evidence("", audit=Audit("没有找到 Chromium 浏览器"), says="没有找到"),
        Example.not_applicable("", says="没有做自动检测"),
    ],
    catalogue=("a11y-alt", "a11y-lang", "a11y-title", "a11y-form-label", "a11y-contrast"),
    auto="P",
)
def audit_barriers_absent(snapshot: Snapshot) -> Iterable[Finding]:
    """An automatic check of four kinds of pages finds no barrier to people with disabilities.

    检查内容：
        用 axe-core 在浏览器中自动检测首页、一个列表页、一个内容页和一个办事指南页的无障碍问题。只在使用 --govsite-audit 时检测。
    检查依据：
        GB/T 37668-2019 关于内容无障碍可访问性的要求；各项与该标准主题的对应关系未与原文核对，只作提示。
    整改方法：
        按列出的各项修改页面模板，再用读屏软件和键盘实际操作一遍。
    人工判断：
        axe-core 的最佳实践建议和较新要求由人工决定是否采纳；其不能确定的（如图片上的文字对比度）由人工查看。
    已知局限：
        自动检测只能发现一部分无障碍问题，未发现问题不等于已符合标准；只看四个页面，框架中的内容未检测。
    """
    return page_by_page(snapshot, _judged)


def _judged(page: AuditedPage) -> Iterator[Finding]:
    name = ROLE.get(page.role, page.role)
    if page.error:
        yield Finding(Verdict.NO_EVIDENCE, f"自动检测未能打开{name}：{page.error}。", page.url)
        return
    if not page.checked:
        yield Finding(Verdict.NO_EVIDENCE, f"无障碍自动检测在{name}没有运行完。", page.url)
        return
    faults = [barrier for barrier in page.barriers if is_fault(barrier)]
    advice = [barrier for barrier in page.barriers if barrier.sure and not is_fault(barrier)]
    yield from (_said(page, name, barrier) for barrier in faults)
    if advice:
        said = list(dict.fromkeys(meaning(barrier.rule).says for barrier in advice))
        more = f"等 {len(said)} 项" if len(said) > _SHOWN else ""
        text = f"自动检测建议（{name}）：{'、'.join(said[:_SHOWN])}{more}，是否修改由人工决定。"
        yield Finding(Verdict.NEEDS_REVIEW, text, page.url, rendered=True)
    if not faults and not advice:
        open_ones = sum(not barrier.sure for barrier in page.barriers)
        more = f"，另有 {open_ones} 项须人工判断" if open_ones else ""
        yield Finding(Verdict.OK, f"{name}自动检测未发现无障碍问题{more}。", page.url, rendered=True)


def _said(page: AuditedPage, name: str, barrier: Barrier) -> Finding:
    known = meaning(barrier.rule)
    item = f"，属“{known.item.words}”" if known.item is not None else ""
    text = f"自动检测发现：{name}有 {barrier.count} 处{known.says}（{barrier.rule}{item}），可{known.fix}。"
    return Finding(Verdict.VIOLATION, text, page.url, barrier.selector, barrier.snippet, rendered=True)
