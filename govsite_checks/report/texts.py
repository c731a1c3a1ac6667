"""Words and signs of the report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from govsite_checks.model import CHINA, TOOL_ERROR, Effect, EffectKind, Verdict, printable
from govsite_checks.summary import WAIVED
from govsite_checks.wording import EFFECT, VERDICT

TEXT_CHARS = 2000

# A sign beside every colour: the report must read the same in black and white. All are in GB 2312, so that
# every Chinese font has them.
SIGN: Mapping[str, str] = MappingProxyType(
    {
        Verdict.OK: "√",
        Verdict.VIOLATION: "×",
        Verdict.NEEDS_REVIEW: "？",
        Verdict.NO_EVIDENCE: "○",
        Verdict.NOT_APPLICABLE: "—",
        TOOL_ERROR: "！",
    }
)

MEANING: Mapping[str, str] = MappingProxyType(
    {
        Verdict.VIOLATION: "在网页上看到的内容不满足要求，附所见内容和证据。",
        Verdict.NEEDS_REVIEW: "程序不能确定，须由人工查看后作出结论；不作为问题认定。",
        Verdict.NO_EVIDENCE: "网页未能打开或读取（如网络故障、被防火墙拦截），没有作出结论；不作为问题认定。",
        TOOL_ERROR: "检测程序自身出错，与网站无关；须修复程序后重新判定。",
        Verdict.OK: "在网页上看到的内容满足要求。",
        Verdict.NOT_APPLICABLE: "按网站状态、类别或台账信息，该项要求不涉及该网站。",
    }
)

EFFECT_MEANING: Mapping[str, str] = MappingProxyType(
    {
        EffectKind.VETO: "按本次检查标准，出现即判定该网站不合格。",
        EffectKind.DEDUCT: "按本次检查标准扣分。",
        EffectKind.BONUS: "按本次检查标准，做到的加分，未做到的不扣分、不作为问题。",
        EffectKind.NOTICE: "本次检查标准未规定否决或扣分，仅作提示。",
    }
)


def clean(text: str, limit: int = TEXT_CHARS) -> str:
    """Text from outside, on one line, without what could turn a sentence around."""
    return printable(text, limit)


def chinese_time(moment: datetime) -> str:
    """A moment as an office writes it, in Beijing time."""
    local = moment.astimezone(CHINA)
    return f"{local.year}年{local.month}月{local.day}日{local.hour:02}时{local.minute:02}分（北京时间）"


def effect_words(effect: Effect, profile_verified: bool) -> str:
    """An effect with its points, which are only for reference where nobody has verified them."""
    words = EFFECT[effect.kind]
    if effect.points is None or effect.kind not in {EffectKind.DEDUCT, EffectKind.BONUS}:
        return words
    reference = "" if profile_verified and effect.verified else "（参考分，分值未核实）"
    return f"{words} {effect.points:g} 分{reference}"


def conclusion(worst: str, worst_effect: str) -> tuple[str, str]:
    """What a site gets in the table: its gravest verdict and, of violations, the gravest effect."""
    if worst != Verdict.VIOLATION:
        return VERDICT.get(worst, "未执行"), ""
    return VERDICT[worst], "豁免期内" if worst_effect == WAIVED else EFFECT[EffectKind(worst_effect)]
