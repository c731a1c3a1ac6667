"""The Chinese words for the closed vocabularies: one place for reports, terminal and messages."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType

from .model import (
    TOOL_ERROR,
    ColumnType,
    EffectKind,
    PageError,
    RenderError,
    RenderReason,
    Role,
    Verdict,
)

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
        PageError.SITE_LEFT: "不在本次采集的名额或时限之内，未访问",
        PageError.NOT_COLLECTED: "没有可用的证据",
    }
)

RENDER_REASON: Mapping[str, str] = MappingProxyType(
    {
        RenderReason.ALWAYS: "按要求渲染全部页面",
        RenderReason.CHALLENGE: "验证页要求运行脚本",
        RenderReason.SHELL: "正文由脚本生成",
        RenderReason.FOOTER: "页脚标识可能由脚本写入",
        RenderReason.LIST: "列表由脚本填入",
        RenderReason.GUIDE: "办事指南要素由脚本填入",
        RenderReason.MESSAGES: "留言由脚本填入",
        RenderReason.SEARCH: "搜索由脚本提交或显示",
        RenderReason.NAVIGATION: "导航由脚本打开",
    }
)

RENDER_ERROR: Mapping[str, str] = MappingProxyType(
    {
        RenderError.NO_BROWSER: "本机没有可用的浏览器",
        RenderError.SWITCHED_OFF: "本次运行没有启用浏览器",
        RenderError.BUDGET: "本站点的浏览器页数已用完",
        RenderError.TIMEOUT: "浏览器打开超时",
        RenderError.CRASHED: "浏览器中途退出",
        RenderError.NAVIGATION: "浏览器未能打开",
        RenderError.CHALLENGE: "浏览器也被验证页拦截",
        RenderError.ROBOTS: "robots.txt 不允许访问操作之后的地址",
        RenderError.NO_SUCH_PLACE: "浏览器中没有找到要操作的位置",
        RenderError.MISREAD: "页面未标明或标错了编码，浏览器中显示为乱码",
    }
)

COLUMN_TYPE: Mapping[str, str] = MappingProxyType(
    {
        ColumnType.NEWS: "动态要闻",
        ColumnType.NOTICE: "通知公告",
        ColumnType.POLICY: "政策文件",
        ColumnType.INTERPRETATION: "政策解读",
        ColumnType.RESPONSE: "回应关切",
        ColumnType.OVERVIEW: "概况信息",
        ColumnType.FUNCTIONS: "机构职能",
        ColumnType.LEADERS: "负责人信息",
        ColumnType.DISCLOSURE_GUIDE: "信息公开指南",
        ColumnType.DISCLOSURE_CATALOGUE: "信息公开目录",
        ColumnType.DISCLOSURE_REPORT: "信息公开年报",
        ColumnType.DISCLOSURE_REQUEST: "依申请公开",
        ColumnType.ANNUAL_REPORT: "网站工作年度报表",
        ColumnType.PERSONNEL: "人事信息",
        ColumnType.PLANNING: "规划计划",
        ColumnType.DATA: "数据发布",
        ColumnType.OPEN_DATA: "数据开放",
        ColumnType.SERVICES: "办事服务",
        ColumnType.CONSULTATION: "咨询投诉",
        ColumnType.REPORTING: "信访举报",
        ColumnType.SURVEY: "征集调查",
        ColumnType.INTERVIEW: "在线访谈",
        ColumnType.TOPIC: "专题专栏",
        ColumnType.OTHER: "其他栏目",
    }
)

ROLE: Mapping[str, str] = MappingProxyType(
    {
        Role.HOME: "首页",
        Role.FOOTER_SCRIPT: "页脚脚本",
        Role.FRAME: "框架页",
        Role.SITEMAP: "网站地图",
        Role.ROBOTS: "robots.txt",
        Role.COLUMN: "栏目页",
        Role.COLUMN_NEXT: "栏目翻页",
        Role.ARTICLE: "内容页",
        Role.GUIDE: "办事指南",
        Role.MESSAGE: "留言",
        Role.SEARCH: "站内搜索",
        Role.PROBE: "不存在的地址",
        Role.MIGRATED: "迁移后的内容",
        Role.HTTPS: "首页（HTTPS）",
        Role.TWIN: "另一域名形式",
        Role.OTHER: "其他页面",
        Role.LINK: "站内链接",
        Role.EXTERNAL: "站外链接",
        Role.RESOURCE: "图片等资源",
        Role.ATTACHMENT: "附件",
        Role.SYSTEM: "在线系统",
    }
)

# Families of rules, by the folder that they lie in, in the order in which a report lists them.
FAMILY: Mapping[str, str] = MappingProxyType(
    {
        "availability": "网站可用性",
        "links": "链接",
        "updates": "信息更新",
        "content": "内容功能",
        "interaction": "互动交流",
        "service_guide": "办事服务",
        "search": "站内搜索",
        "footer": "底部功能区",
        "labels": "网页标签",
        "layout": "名称与布局",
        "domain": "域名、IPv6 与安全",
        "life_cycle": "下线与整合",
        "audit": "自动检测",
    }
)
OTHER_FAMILY = "其他要求"

_OS_ERROR: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOENT: "没有这个文件或文件夹",
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EISDIR: "这是一个文件夹，不是文件",
        errno.ENOTDIR: "路径中有一段不是文件夹",
        errno.EEXIST: "已有同名的文件或文件夹",
        errno.ENOSPC: "磁盘已满",
        errno.EDQUOT: "磁盘配额已用完",
        errno.EROFS: "磁盘是只读的",
        errno.EIO: "磁盘读写出错",
        errno.ENAMETOOLONG: "文件名过长",
        errno.ELOOP: "符号链接循环",
        errno.EMFILE: "打开的文件过多",
        errno.ENFILE: "打开的文件过多",
        errno.EBUSY: "文件正被占用",
    }
)


def os_words(error: OSError) -> str:
    """Why the system refused, in Chinese; of a rare error its code. One that the system did not number says it itself."""
    if error.errno is None:
        return str(error) or type(error).__name__
    return _OS_ERROR.get(error.errno) or f"系统错误 {errno.errorcode.get(error.errno, error.errno)}"
