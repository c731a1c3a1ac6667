"""Columns of dated articles, their dates counted back from ``as_of``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from .plans import ARTICLE_ADDRESSES, COLUMN_ADDRESSES, NEXT_ADDRESSES, PLANS, Plan

BEIJING = timezone(timedelta(hours=8))
PAGE_ROWS = 20
# A column that went stale has its old entries from here on.
_OLD_STEP_DAYS = 6
_NEIGHBOURS = 11


@dataclass(frozen=True, slots=True)
class Reference:
    """A link by its words."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article: ``url`` is a path on its site, or a whole address where it only leads elsewhere.

    ``note`` is what stands above its text, as that it is no longer in force; ``related`` what it leads to.
    """

    title: str
    url: str
    published: datetime
    source: str
    paragraphs: tuple[str, ...]
    attachments: tuple[Reference, ...] = ()
    related: tuple[Reference, ...] = ()
    note: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column and its entries, the newest first; ``next_url`` is a pattern of the page's number."""

    plan: Plan
    title: str
    url: str
    next_urls: tuple[str, ...] = ()
    articles: tuple[Article, ...] = ()

    @property
    def slug(self) -> str:
        """Its folder."""
        return self.plan.slug

    @property
    def kind(self) -> str:
        """What its page is made of."""
        return self.plan.kind

    @property
    def pages(self) -> int:
        """How many list pages it has."""
        return 1 + len(self.next_urls)

    def rows(self, page: int = 1) -> tuple[Article, ...]:
        """The entries of one of its list pages."""
        return self.articles[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]


@dataclass(frozen=True, slots=True)
class Place:
    """Whose articles, where and when: what all addresses and dates of a site are made from."""

    name: str
    number: int
    layout: str
    now: datetime

    def day(self, days_ago: int, position: int = 0) -> datetime:
        """A working hour so many days ago; never after ``now``."""
        day = self.now - timedelta(days=days_ago)
        hour = 0 if days_ago == 0 else 9 + position % 8
        return day.replace(hour=hour, minute=0 if hour == 0 else 5 + position % 50, second=0, microsecond=0)

    def column_url(self, slug: str) -> str:
        """The path of a column."""
        return COLUMN_ADDRESSES[self.layout].format(slug=slug, folder=folder_of(slug))

    def next_url(self, slug: str, page: int) -> str:
        """The path of a further page of a column."""
        return NEXT_ADDRESSES[self.layout].format(
            slug=slug, folder=folder_of(slug), page=page, page0=page - 1
        )

    def article_url(self, slug: str, position: int, published: datetime) -> str:
        """The path of a content page."""
        folder = folder_of(slug)
        number = 100_000 + 10_000 * (self.number % 89) + 100 * (folder - 1100) + position
        return ARTICLE_ADDRESSES[self.layout].format(slug=slug, folder=folder, day=published, number=number)


def folder_of(slug: str) -> int:
    """The number that some systems know a column by."""
    return 1101 + next(i for i, plan in enumerate(PLANS) if plan.slug == slug)


def column_of(plan: Plan, title: str, place: Place, articles: tuple[Article, ...]) -> Column:
    """A column with its entries and the addresses of its pages."""
    pages = -(-len(articles) // PAGE_ROWS)
    more = tuple(place.next_url(plan.slug, page) for page in range(2, pages + 1))
    return Column(plan, title, place.column_url(plan.slug), more, articles)


def listed(plan: Plan, place: Place, *, stale: int = 0, future: int = 0) -> tuple[Article, ...]:
    """The entries of a list column, the newest first; see ``facts.ColumnFacts`` for stale and future."""
    days = plan.days
    if stale:
        days = tuple(stale + _OLD_STEP_DAYS * i for i in range(len(days)))
    if future:
        days = (-future, *days[1:])
    made = tuple(article_of(plan, place, i, ago, plan.subjects[i]) for i, ago in enumerate(days))
    return tuple(_among(made, i) for i in range(len(made)))


def _among(articles: tuple[Article, ...], i: int) -> Article:
    """An article that names its neighbours, so that a search for a title finds more than one page."""
    count = len(articles)
    beside = [articles[(i + step) % count].title for step in range(1, min(_NEIGHBOURS + 1, count))]
    words = "近期信息：" + "".join(f"《{title}》" for title in beside if "《" not in title)
    return replace(articles[i], paragraphs=(*articles[i].paragraphs, words)) if beside else articles[i]


def article_of(plan: Plan, place: Place, position: int, days_ago: int, title: str) -> Article:
    """One article of a column."""
    published = place.day(days_ago, position)
    url = place.article_url(plan.slug, position, published)
    return Article(title, url, published, place.name, _paragraphs(title, place.name, published))


def numbered(articles: tuple[Article, ...], place: Place) -> tuple[Article, ...]:
    """Policy documents get their document number in the title's stead of a bare subject."""
    return tuple(
        replace(a, title=f"{place.name}{a.title}", paragraphs=_document(a, place.name)) for a in articles
    )


def _document(article: Article, name: str) -> tuple[str, ...]:
    return (
        f"各县（区）人民政府，市直有关单位：现将{name}{article.title}印发给你们，请认真贯彻执行。",
        "一、总体要求。坚持方便群众、依法公开，减少环节，压缩时限。",
        "二、主要任务。编制清单，规范材料，统一标准，一次告知。",
        "三、保障措施。明确分工，加强督查，定期通报进展。",
        "本文件自印发之日起施行。",
    )


def _paragraphs(subject: str, name: str, published: datetime) -> tuple[str, ...]:
    day = f"{published.month}月{published.day}日"
    return (
        f"{day}，{name}就“{subject}”作出安排。有关科室和所属单位参加。",
        "会议指出，要坚持问题导向，把群众办事的堵点难点逐项列出、逐项销号，做到件件有着落、事事有回音。",
        "下一步，将定期公布进展情况，接受社会监督。",
    )
