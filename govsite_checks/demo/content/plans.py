"""The columns of a demo site as data: channels of the navigation, what lies below them, how often each is filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Plan:
    """A column: its folder, its words, what its page is made of, and how many days ago its entries appeared.

    ``kind``: list · text · landing · leaders · catalogue · forms · guides · statistics · messages · surveys ·
    interviews · topics. ``label`` is its ColumnType, ``home`` whether the home page shows its entries.
    ``portal`` columns are those of portals alone.
    """

    slug: str
    title: str
    label: str
    kind: str = "list"
    channel: str = ""
    days: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()
    home: bool = False
    portal: bool = False


def _crossed(forms: tuple[str, ...], subjects: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(form.format(subject) for form in forms for subject in subjects)


_NEWS = _crossed(
    ("召开{}工作推进会", "部署开展{}工作", "{}工作取得阶段性进展", "赴基层调研{}工作"),
    (
        "优化营商环境",
        "防汛备汛",
        "安全生产检查",
        "乡村道路养护",
        "政务公开",
        "老旧小区改造",
        "窗口服务提升",
        "档案规范管理",
        "信用体系建设",
        "普法宣传",
    ),
)
_LOCAL = _crossed(
    ("示例街道：{}", "样本镇：{}", "演示乡：{}"),
    (
        "“进社区、送服务”活动走进十二个社区",
        "便民服务点延时服务启动",
        "志愿者清理河道垃圾",
        "组织机关干部义务植树",
        "与结对村签订共建协议",
        "举办窗口服务人员培训班",
        "为民办实事项目按期推进",
        "开展冬季取暖安全提示",
        "农家书屋添置新书",
        "健身步道向居民开放",
        "开展垃圾分类入户指导",
        "老年食堂开门迎客",
    ),
)
_NOTICES = (
    "关于宣布废止部分文件的公告",
    "关于办事大厅搬迁期间服务安排的公告",
    "关于便民服务措施意见采纳情况的通知",
    "关于开展年度信用信息核对的通知",
    "关于节假日期间窗口值班安排的通知",
    "关于调整对外办公时间的通知",
    "关于停止使用旧版申请表的通知",
    "关于系统升级维护的公告",
    "关于开展档案接收工作的通知",
)
_PUBLIC = (
    "项目评审专家遴选结果公示",
    "年度预算执行情况公告",
    "便民服务点选址结果公示",
    "行政许可事项办理结果公示",
    "政府采购项目中标结果公告",
    "先进集体和先进个人拟表彰名单公示",
    "便民服务站点运营单位选定结果公示",
    "信用信息修复结果公示",
    "老旧小区改造施工单位中选公告",
    "公益岗位拟录用人员公示",
    "档案数字化项目验收结果公告",
    "政务服务大厅物业服务采购结果公告",
)
_POLICIES = (
    "关于印发优化服务流程若干措施的通知",
    "关于印发便民服务点建设标准的通知",
    "关于进一步规范办事材料清单的意见",
    "关于印发年度工作要点的通知",
    "关于加强档案管理工作的通知",
    "关于印发窗口服务管理办法的通知",
)
_INTERPRETATIONS = (
    "一图读懂：《优化服务流程若干措施》",
    "《便民服务点建设标准》政策解读",
    "问答：办事材料清单有哪些变化",
    "《年度工作要点》政策解读",
    "关于档案管理新要求的解读",
    "《窗口服务管理办法》解读",
)
_COUNCIL = _crossed(
    ("国务院常务会议研究{}有关工作", "国务院办公厅印发{}有关文件"),
    ("优化营商环境", "政务服务", "稳定就业", "粮食生产", "节能降碳", "基层减负", "养老服务", "数字政府建设"),
)

# The slugs of the channels are those of their own pages.
CHANNELS = ("gk", "xwdt", "zwgk", "bsfw", "hdjl", "ztzl")

PLANS: tuple[Plan, ...] = (
    Plan("gk", "机构概况", "机构概况", "landing"),
    Plan("gkxx", "概况信息", "概况信息", "text", "gk"),
    Plan("jgzn", "机构职能", "机构职能", "text", "gk"),
    Plan("ldxx", "领导信息", "负责人信息", "leaders", "gk"),
    Plan("xwdt", "新闻动态", "新闻动态", "landing"),
    Plan("gzdt", "工作动态", "工作动态", "list", "xwdt", (*range(13), *range(15, 55, 2)), _NEWS, home=True),
    Plan("jcdt", "基层动态", "工作动态", "list", "xwdt", (*range(12), *range(14, 50, 3)), _LOCAL, home=True),
    Plan(
        "gwyxx", "国务院信息", "工作动态", "list", "xwdt", tuple(range(16)), _COUNCIL, home=True, portal=True
    ),
    Plan(
        "tzgg", "通知公告", "通知公告", "list", "xwdt", (2, 5, 9, 21, 33, 47, 62, 80, 95), _NOTICES, home=True
    ),
    Plan(
        "gsgg",
        "公示公告",
        "通知公告",
        "list",
        "xwdt",
        (6, 20, 41, 66, 90, 120, 133, 140, 151, 160, 170, 180),
        _PUBLIC,
    ),
    Plan("zwgk", "政务公开", "政务公开", "landing"),
    Plan("zcwj", "政策文件", "政策文件", "list", "zwgk", (8, 29, 61, 104, 150, 400), _POLICIES, home=True),
    Plan(
        "zcjd",
        "政策解读",
        "政策解读",
        "list",
        "zwgk",
        (7, 28, 60, 103, 149, 399),
        _INTERPRETATIONS,
        home=True,
    ),
    Plan("xxgkzn", "信息公开指南", "信息公开指南", "text", "zwgk"),
    Plan("xxgkml", "信息公开目录", "信息公开目录", "catalogue", "zwgk"),
    Plan("xxgknb", "信息公开年报", "信息公开年报", "list", "zwgk"),
    Plan("ysqgk", "依申请公开", "依申请公开", "text", "zwgk"),
    Plan(
        "rsxx",
        "人事信息",
        "人事信息",
        "list",
        "zwgk",
        (40, 130, 210, 330),
        ("干部任前公示", "关于同志任职的通知", "公务员录用体检公告", "事业单位公开招聘结果公示"),
    ),
    Plan(
        "ghjh",
        "规划计划",
        "规划计划",
        "list",
        "zwgk",
        (120, 240, 420),
        ("年度工作计划", "政务服务能力提升三年行动计划", "便民服务设施专项规划"),
    ),
    Plan(
        "sjfb",
        "数据发布",
        "数据发布",
        "list",
        "zwgk",
        (10, 40, 71, 101, 132, 162),
        (
            "上月办件量统计数据",
            "窗口服务满意度统计数据",
            "信访事项办理统计数据",
            "便民热线受理统计数据",
            "网上办件统计数据",
            "档案查阅统计数据",
        ),
    ),
    Plan("wznb", "政府网站工作年度报表", "政府网站年度报表", "list", "zwgk"),
    Plan("bsfw", "办事服务", "办事服务", "guides"),
    Plan("sxml", "事项目录", "办事服务", "catalogue", "bsfw"),
    Plan("bgxz", "表格下载", "办事服务", "forms", "bsfw"),
    Plan("bjtj", "办件统计", "办事统计", "statistics", "bsfw"),
    Plan("hdjl", "互动交流", "互动交流", "landing"),
    Plan("jzxx", "局长信箱", "咨询投诉", "messages", "hdjl"),
    Plan("dczj", "调查征集", "征集调查", "surveys", "hdjl"),
    Plan("zxft", "在线访谈", "在线访谈", "interviews", "hdjl"),
    Plan("ztzl", "专题专栏", "专题专栏", "topics"),
)

# Titles of a portal that differ from those of a department.
PORTAL_TITLES: Mapping[str, str] = MappingProxyType(
    {"gk": "走进虚构", "jzxx": "市长信箱", "gkxx": "市情概况"}
)

# Further channels, for a navigation that has too many.
FURTHER = ("党建工作", "法治建设", "科技创新", "文化旅游", "招商引资", "乡村振兴", "生态文明")

# How five families of content systems spell the address of a column, its further pages, and an article.
COLUMN_ADDRESSES: Mapping[str, str] = MappingProxyType(
    {
        "portal": "/{slug}/",
        "bureau": "/col/col{folder}/index.html",
        "cards": "/{slug}/",
        "classic": "/{slug}.htm",
        "ministry": "/{slug}/index.htm",
    }
)
NEXT_ADDRESSES: Mapping[str, str] = MappingProxyType(
    {
        "portal": "/{slug}/index_{page0}.html",
        "bureau": "/col/col{folder}/index.html?uid={folder}&pageNum={page}",
        "cards": "/{slug}/index_{page}.html",
        "classic": "/{slug}/{page}.htm",
        "ministry": "/{slug}/index_{page0}.htm",
    }
)
ARTICLE_ADDRESSES: Mapping[str, str] = MappingProxyType(
    {
        "portal": "/{slug}/{day:%Y%m}/t{day:%Y%m%d}_{number}.html",
        "bureau": "/art/{day:%Y}/{day.month}/{day.day}/art_{folder}_{number}.html",
        "cards": "/{slug}/content_{number}.html",
        "classic": "/info/{folder}/{number}.htm",
        "ministry": "/{slug}/{day:%Y-%m}/{day:%d}/content_{number}.htm",
    }
)
