"""What the demo sites publish: columns of dated articles, their dates counted back from ``as_of``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Article:
    """One article: ``url`` is a path on its site."""

    title: str
    url: str
    published: datetime
    source: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column and its newest articles, the newest first."""

    title: str
    url: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A column as data: its folder, and how many days before ``as_of`` its articles appeared."""

    title: str
    slug: str
    days_ago: tuple[int, ...]
    subjects: tuple[str, ...]


_PLANS = (
    _Plan(
        "工作动态",
        "gzdt",
        (0, 1, 2, 4, 6, 9, 12),
        (
            "召开本月重点工作推进会",
            "开展“进社区、听民意”走访活动",
            "举办窗口服务人员业务培训班",
            "部署汛期安全隐患排查工作",
            "组织机关干部义务植树",
            "与结对乡村签订共建协议",
            "通报上季度为民办实事项目进展",
        ),
    ),
    _Plan(
        "通知公告",
        "tzgg",
        (3, 10, 21, 33, 47),
        (
            "关于办事大厅搬迁期间服务安排的公告",
            "关于征求便民服务措施意见的通知",
            "关于开展年度信用信息核对的通知",
            "公开遴选项目评审专家的公告",
            "关于调整对外办公时间的通知",
        ),
    ),
    _Plan(
        "政策文件",
        "zcwj",
        (8, 29, 61, 104, 150),
        (
            "关于印发优化服务流程若干措施的通知",
            "关于进一步规范办事材料清单的意见",
            "关于印发年度工作要点的通知",
            "关于公布继续有效文件目录的通知",
            "关于加强档案管理工作的通知",
        ),
    ),
    _Plan(
        "政策解读",
        "zcjd",
        (7, 28, 60, 110),
        (
            "一图读懂：优化服务流程若干措施",
            "问答：办事材料清单有哪些变化",
            "年度工作要点解读",
            "关于档案管理新要求的说明",
        ),
    ),
    _Plan(
        "调查征集",
        "dczj",
        (15, 58, 99, 131, 170, 201),
        (
            "窗口服务满意度调查",
            "便民服务点布局意见征集",
            "办事指南可读性调查",
            "“十件实事”项目公开征集",
            "网站栏目设置意见征集",
            "咨询热线使用情况调查",
        ),
    ),
)

# How four families of content systems spell the address of an article.
_ADDRESSES = {
    "portal": "/{slug}/{day:%Y%m}/t{day:%Y%m%d}_{number}.html",
    "bureau": "/art/{day:%Y}/{day:%m}/{day:%d}/art_{folder}_{number}.html",
    "cards": "/{slug}/content_{number}.html",
    "classic": "/info/{folder}/{number}.htm",
    "ministry": "/{slug}/{day:%Y-%m}/{day:%d}/content_{number}.htm",
}


def columns_of(name: str, number: int, layout: str, as_of: datetime) -> tuple[Column, ...]:
    """The columns of the site ``name``, its articles dated back from ``as_of``."""
    return tuple(
        Column(
            plan.title,
            f"/{plan.slug}/",
            tuple(
                _article(plan, position, name, 1000 * number + 100 * folder + position, layout, as_of)
                for position in range(len(plan.days_ago))
            ),
        )
        for folder, plan in enumerate(_PLANS, start=1)
    )


def _article(plan: _Plan, position: int, name: str, number: int, layout: str, as_of: datetime) -> Article:
    local = as_of.astimezone(BEIJING)
    day = local - timedelta(days=plan.days_ago[position])
    # Not after as_of: what is of the same day appeared at its midnight.
    published = day.replace(hour=0 if position == 0 else 9 + position % 8, minute=0, second=0, microsecond=0)
    subject = plan.subjects[position]
    folder = number // 100 % 10
    url = _ADDRESSES[layout].format(slug=plan.slug, day=published, number=number, folder=1000 + folder)
    return Article(subject, url, published, name, _paragraphs(subject, name, published))


def _paragraphs(subject: str, name: str, published: datetime) -> tuple[str, ...]:
    day = f"{published.month}月{published.day}日"
    return (
        f"{day}，{name}就“{subject}”作出安排。有关科室和所属单位参加。",
        "会议指出，要坚持问题导向，把群众办事的堵点难点逐项列出、逐项销号，做到件件有着落、事事有回音。",
        "下一步，将定期公布进展情况，接受社会监督。",
    )
