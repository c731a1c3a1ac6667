"""The Chinese words for the closed vocabularies: one place for reports, terminal and messages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .model import TOOL_ERROR, EffectKind, PageError, Verdict

VERDICT: Mapping[str, str] = MappingProxyType(
    {
        Verdict.OK: "符合",
        Verdict.VIOLATION: "不符合",
        Verdict.NOT_APPLICABLE: "不适用",
        Verdict.NEEDS_REVIEW: "待人工复核",
        Verdict.NO_EVIDENCE: "未能查看",
        TOOL_ERROR: "工具故障",
    }
)

EFFECT: Mapping[str, str] = MappingProxyType(
    {
        EffectKind.VETO: "单项否决",
        EffectKind.DEDUCT: "扣分",
        EffectKind.BONUS: "加分",
        EffectKind.NOTICE: "提示",
    }
)

STATUS: Mapping[str, str] = MappingProxyType(
    {"online": "正常运行", "suspended": "临时下线", "offline": "永久下线", "merged": "已整合迁移"}
)

PAGE_ERROR: Mapping[str, str] = MappingProxyType(
    {
        PageError.DNS: "域名无法解析",
        PageError.REFUSED: "连接被拒绝",
        PageError.TIMEOUT: "访问超时",
        PageError.TLS: "安全连接（TLS）未能建立",
        PageError.CONNECTION: "连接中断或应答不是网页",
        PageError.TOO_LARGE: "页面超过大小上限",
        PageError.TOO_MANY_REDIRECTS: "跳转次数过多",
        PageError.CHALLENGE: "被防火墙或反爬验证页拦截",
        PageError.ROBOTS: "robots.txt 不允许访问",
        PageError.BLOCKED_BY_GUARD: "地址属于内网或本机，已按安全策略拒绝连接",
        PageError.HTTP_STATUS: "返回错误状态码",
        PageError.NOT_TEXT: "返回的不是网页内容",
        PageError.SITE_LEFT: "本站点时限已到或多次超时，未再访问",
        PageError.NOT_COLLECTED: "没有可用的证据",
    }
)
