"""Demo sites on the whole standard: several defects a site, by family; and columns that never end."""

from __future__ import annotations

from .defects import DEFECTS
from .site import GBK, UTF8, DemoSite

# Number, name, what it shows, layout, defects. A portal has the portal's layout.
_ROWS: tuple[tuple[int, str, str, str, tuple[str, ...]], ...] = (
    (
        101,
        "虚构一区人民政府",
        "动态、公告、规划、解读栏目各逾期一天",
        "portal",
        (
            "news-15-days-old",
            "notice-185-days-old",
            "planning-367-days-old",
            "interpretation-185-days-old",
        ),
    ),
    (102, "虚构市林草局", "两周以来没有任何更新", "cards", ("nothing-new",)),
    (103, "虚构市盐务局", "一年多没有维护", "cards", ("abandoned",)),
    (104, "虚构二区人民政府", "五个栏目空白", "portal", ("five-columns-blank",)),
    (
        105,
        "虚构三区人民政府",
        "网站、栏目、内容标签不全",
        "portal",
        ("label-no-site-name", "label-no-column-type", "label-no-pub-date"),
    ),
    (
        106,
        "虚构市农机局",
        "标签与页面不一致，没有访谈栏目，公开留言陈旧，另立域名",
        "classic",
        (
            "label-other-domain",
            "label-other-title",
            "no-interview-column",
            "messages-old",
            "department-beside-the-portal",
        ),
    ),
    (
        107,
        "虚构市房产局",
        "没有信箱和调查征集栏目",
        "cards",
        ("no-mailbox", "no-survey-column"),
    ),
    (
        108,
        "虚构四区人民政府",
        "留言逾期未答复，征集和访谈次数不足，搜索不到文章",
        "portal",
        (
            "message-unanswered",
            "messages-answered-late",
            "surveys-few",
            "interviews-few",
            "search-finds-nothing",
        ),
    ),
    (
        109,
        "虚构市侨务局",
        "答复不写时间，征集栏目闲置，用外部搜索引擎",
        "cards",
        ("replies-undated", "surveys-unused", "search-by-an-engine"),
    ),
    (110, "虚构五区人民政府", "没有办事服务，没有站内搜索", "portal", ("no-services", "no-search")),
    (
        111,
        "虚构市老龄办",
        "办事指南缺设定依据，表格和在线系统打不开",
        "cards",
        ("guide-without-basis", "guide-form-lost", "online-system-lost", "guide-materials-vague"),
    ),
    (112, "虚构市残联", "办事指南普遍缺四类要素", "ministry", ("guides-lack-four",)),
    (
        113,
        "虚构市红十字会",
        "办事指南没有表格，没有办件统计，征集结果未公布",
        "bureau",
        ("guide-without-forms", "no-service-statistics", "survey-results-missing"),
    ),
    (
        114,
        "虚构市参事室",
        "搜索结果没有日期和分类，不能翻页，无意义的词也有结果",
        "portal",
        (
            "search-results-bare",
            "search-results-unclassified",
            "search-absurd-finds-all",
            "search-unpaged",
        ),
    ),
    (
        115,
        "虚构市人防工程站",
        "首页和内页有断链、缺图、附件打不开",
        "classic",
        ("home-link-broken", "home-image-lost", "page-link-broken", "attachment-lost"),
    ),
    (
        116,
        "虚构市政策研究室",
        "站外链接失效、离开无提示、空链、证书过期，解读未注明来源",
        "portal",
        (
            "outside-dead",
            "leaving-unannounced",
            "links-to-nowhere",
            "certificate-expired",
            "interpretation-unsourced",
        ),
    ),
    (
        117,
        "虚构市民防局",
        "站外链接已转手，首页有暗链，引用 HTTP 脚本",
        "ministry",
        ("outside-resold", "hidden-links", "content-mixed"),
    ),
    (
        118,
        "虚构市史志办",
        "空链，没有无障碍入口，页面没有脚本",
        "cards",
        ("links-to-nowhere-without-scripts", "no-accessible-entry-without-scripts"),
    ),
    (
        119,
        "虚构市档案局",
        "不存在的地址返回首页，首页打开慢，一周内有 5% 的访问打不开",
        "bureau",
        ("missing-is-home", "home-slow", "home-fails-7-of-140"),
    ),
    (120, "虚构市接待办", "首页返回 404", "bureau", ("home-404",)),
    (121, "虚构市驻外办", "HTTPS 转回 HTTP，没有 IPv6 地址", "cards", ("https-leads-back", "ipv6-none")),
    (
        122,
        "虚构六区人民政府",
        "没有概况、机构职能和国务院信息，另有一个域名",
        "portal",
        ("no-overview", "no-functions", "no-state-council-news", "second-domain"),
    ),
    (
        123,
        "虚构市供热办",
        "没有领导信息、政策、数据、公开指南和年度报表",
        "cards",
        ("no-leaders", "no-policies", "no-data", "no-disclosure-guide", "no-annual-report"),
    ),
    (
        124,
        "虚构七区人民政府",
        "年度报表逾期，政策没有解读，废止文件未注明",
        "portal",
        ("annual-report-late", "policy-uninterpreted", "abolished-unlabelled"),
    ),
    (
        125,
        "虚构市节水办",
        "商业广告、身份证号码、错别字、没有审图号的地图",
        "ministry",
        ("advertising", "privacy-leak", "wrong-words", "map-unapproved"),
    ),
    (
        126,
        "虚构市绿化办",
        "标题、页头、日期、来源、颜色、频道、专题、无障碍",
        "cards",
        (
            "title-without-name",
            "header-without-name",
            "article-without-hour",
            "article-without-source",
            "colours-many",
            "no-accessible-entry",
            "channels-many",
            "topics-unlabelled",
        ),
    ),
    (
        127,
        "虚构市仲裁办",
        "内页页头与首页不同，站外链接返回 404",
        "bureau",
        ("inner-header-differs", "outside-lost"),
    ),
    (128, "虚构市节庆办", "内页没有底部标识", "cards", ("inner-footer-differs-without-scripts",)),
    (
        129,
        "虚构市督查室",
        "备案号没有链接，元数据中的标识码不同，日期在将来",
        "ministry",
        ("icp-unlinked", "police-unlinked", "code-differs-in-meta", "dates-ahead"),
    ),
    (
        130,
        "虚构市演艺集团",
        "域名不是政府域名，IPv6 地址上没有应答",
        "bureau",
        ("domain-not-governmental", "ipv6-silent"),
    ),
    (
        131,
        "虚构八区人民政府",
        "门户网站用下级域名，没有政策解读",
        "portal",
        ("portal-below-another", "no-interpretations"),
    ),
    (
        132,
        "虚构县示例镇人民政府",
        "乡镇单独开设网站，批准下线已逾期",
        "bureau",
        ("township", "closing-overdue"),
    ),
)

_TRAPS = (
    (140, "long-list", "栏目列表有一万条"),
    (141, "deep", "栏目页嵌套二十万层"),
    (142, "script-only", "栏目页只有脚本"),
    (143, "calendar", "日历无尽：总有下一个月"),
    (144, "paging-loop", "翻页成环"),
)


def _row(number: int, name: str, shows: str, layout: str, defects: tuple[str, ...]) -> DemoSite:
    kind = "portal" if layout == "portal" else "department"
    hosts = [DEFECTS[defect].host for defect in defects if DEFECTS[defect].host]
    listed: dict[str, object] = {"kind": kind, "nature": "organ"}
    for defect in defects:
        listed |= DEFECTS[defect].listed
    return DemoSite(
        number,
        name,
        shows,
        layout,
        GBK if layout == "classic" else UTF8,
        defects=defects,
        host=hosts[0].format(n=number) if hosts else "",
        listed=listed,
    )


def _trapped(number: int, trap: str, shows: str) -> DemoSite:
    listed = {"kind": "portal", "nature": "organ"}
    return DemoSite(number, f"虚构{'甲乙丙丁戊'[number % 10]}县人民政府", shows, trap=trap, listed=listed)


WHOLE: tuple[DemoSite, ...] = (*(_row(*row) for row in _ROWS), *(_trapped(*row) for row in _TRAPS))
