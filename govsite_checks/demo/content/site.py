"""What one demo site publishes at one moment: columns, guides, messages, surveys and the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from govsite_checks.demo.facts import Facts

from .articles import Article, Column, Place, Reference, article_of, column_of, listed, numbered
from .plans import CHANNELS, PLANS, PORTAL_TITLES, Plan
from .services import Guide, guides_of
from .talks import Message, Survey, interviews_of, messages_of, surveys_of
from .texts import LEADERS, TEXTS

_SPREAD_SLUGS = ("zcwj", "zcjd")


@dataclass(frozen=True, slots=True)
class Leader:
    """One of those in charge."""

    name: str
    post: str
    duties: str
    born: int
    photo: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A special topic, and the words that say whether it is going on."""

    title: str
    url: str
    state: str
    ended: bool
    articles: tuple[Article, ...] = ()


class SiteContent:
    """The content of a site; ``phone`` is the number that its pages name."""

    def __init__(self, facts: Facts, place: Place, phone: str, *, portal: bool) -> None:
        self._facts = facts
        self._place = place
        self._phone = phone
        self._portal = portal

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that exist, parents before children."""
        missing = self._facts.columns.missing
        plans = [p for p in PLANS if p.slug not in missing and (self._portal or not p.portal)]
        if self._facts.guides.total == 0:
            plans = [p for p in plans if "bsfw" not in (p.slug, p.channel)]
        unwanted = {
            "sxml": self._facts.guides.catalogue,
            "bjtj": self._facts.guides.statistics,
            "bgxz": self._facts.guides.forms,
        }
        return tuple(self._column(plan) for plan in plans if unwanted.get(plan.slug, True))

    def column(self, slug: str) -> Column | None:
        """A column by its folder; None where the site has none."""
        return next((column for column in self.columns if column.slug == slug), None)

    def children(self, column: Column) -> tuple[Column, ...]:
        """The columns below a channel."""
        missing = self._facts.columns.missing
        # What lies below a channel that does not exist is found under disclosure.
        orphans = missing if column.slug == "zwgk" else ()
        return tuple(c for c in self.columns if c.plan.channel == column.slug or c.plan.channel in orphans)

    @cached_property
    def channels(self) -> tuple[Column, ...]:
        """The entries of the main navigation."""
        return tuple(column for column in self.columns if column.slug in CHANNELS)

    @cached_property
    def home_columns(self) -> tuple[Column, ...]:
        """The columns whose entries the home page shows."""
        return tuple(column for column in self.columns if column.plan.home)

    @cached_property
    def guides(self) -> tuple[Guide, ...]:
        """The service guides."""
        facts = self._facts.guides
        return guides_of(
            self._place,
            self._phone,
            total=facts.total,
            count=facts.count,
            without=facts.without,
            empty=facts.empty,
            vague=facts.vague,
            forms=facts.forms,
        )

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """The published messages."""
        facts = self._facts.messages
        return messages_of(
            self._place,
            waiting_days=facts.waiting_days,
            accepted=facts.accepted,
            reply_days=facts.reply_days,
            newest_days=facts.newest_days,
            replies=facts.replies,
        )

    @cached_property
    def surveys(self) -> tuple[Survey, ...]:
        """The surveys."""
        facts = self._facts.talks
        plan = _plan("dczj")
        return surveys_of(
            plan, self._place, count=facts.surveys, newest_days=facts.survey_days, results=facts.results
        )

    @cached_property
    def leaders(self) -> tuple[Leader, ...]:
        """Those in charge."""
        return tuple(
            Leader(name, post, duties, 1966 + 3 * i, f"/images/leader{i + 1}.png")
            for i, (name, post, duties) in enumerate(LEADERS)
        )

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """Special topics: one goes on, two are over."""
        now = self._place.now
        over = "（已归档）" if self._facts.layout.archived else ""
        words = (
            (f"政府开放日专题{over}", f"活动时间：{now.year - 2}年5月10日至5月20日", True),
            (
                f"读书节专题{over}",
                f"活动时间：{now.year - 1}年{min(now.month, 4)}月1日至{min(now.month, 4)}月23日",
                True,
            ),
            (f"优化营商环境专题（{now.year}年）", "", False),
        )
        return tuple(
            Topic(title, f"/zt/{i + 1}/", state, ended, self._of_topic(i, title) if ended else ())
            for i, (title, state, ended) in enumerate(words)
        )

    def _of_topic(self, i: int, title: str) -> tuple[Article, ...]:
        """What was published on a topic that is over."""
        of, subject = _plan("ztzl"), title.removesuffix("（已归档）")
        return tuple(
            article_of(of, self._place, 10 * i + k, 760 + 5 * k, f"{subject}：{what}")
            for k, what in enumerate(("活动侧记", "现场回顾", "活动安排", "报名须知"))
        )

    def text(self, slug: str) -> tuple[str, ...]:
        """The paragraphs of a standing page."""
        place = self._place
        words = {
            "name": place.name,
            "number": place.number,
            "phone": self._phone,
            "year": place.now.year - 1,
        }
        return tuple(line.format(**words) for line in TEXTS[slug])

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """Every dated content page of the site, the newest first, as its search sees them."""
        found = [a for column in self.columns for a in column.articles if a.url.startswith("/")]
        return tuple(sorted(found, key=lambda article: article.published, reverse=True))

    def column_of(self, article: Article) -> str:
        """The title of the column that an article stands in."""
        return self._titles.get(article.url, "")

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {a.url: column.title for column in self.columns for a in column.articles}

    def _column(self, plan: Plan) -> Column:
        title = self._facts.columns.titles.get(plan.slug, "")
        title = title or (PORTAL_TITLES.get(plan.slug, plan.title) if self._portal else plan.title)
        columns = self._facts.columns
        empty = plan.slug in columns.blank
        articles = () if empty else self._entries(plan)
        if plan.slug in columns.pinned and len(articles) > 2:
            articles = (articles[-1], *articles[:-1])
        return column_of(plan, title, self._place, articles)

    def _entries(self, plan: Plan) -> tuple[Article, ...]:
        place, columns = self._place, self._facts.columns
        match plan.slug:
            case "wznb" | "xxgknb":
                return self._reports(plan)
            case "zcwj" | "zcjd":
                return self._policies[_SPREAD_SLUGS.index(plan.slug)]
            case "dczj":
                return tuple(survey.article for survey in self.surveys)
            case "zxft":
                return interviews_of(
                    plan,
                    place,
                    count=self._facts.talks.interviews,
                    newest_days=self._facts.talks.interview_days,
                )
        if plan.kind != "list":
            return ()
        articles = listed(
            plan, place, stale=columns.stale.get(plan.slug, 0), future=columns.future.get(plan.slug, 0)
        )
        if plan.slug == "gwyxx":
            return tuple(
                replace(
                    a, url=f"https://www.gov.cn/yaowen/content_{a.published:%Y%m%d}.htm", source="中国政府网"
                )
                for a in articles
            )
        if plan.slug == "tzgg" and "zcwj" not in columns.missing:
            return (_abolishing(articles[0], self._policies[0][2:]), *articles[1:])
        if plan.slug == "gzdt" and articles:
            return tuple(self._altered(article) for article in articles)
        return articles

    def _altered(self, article: Article) -> Article:
        """An article of the news with the words that a defect puts into them, so that any sample meets it."""
        content = self._facts.content
        more = tuple(words for words in (content.privacy, content.wrong) if words)
        return replace(article, paragraphs=article.paragraphs + more)

    def _reports(self, plan: Plan) -> tuple[Article, ...]:
        """The yearly reports: of the website (until 31 January) and of disclosure."""
        place, when = self._place, self._facts.content.report
        website = plan.slug == "wznb"
        if website and when == "none":
            return ()
        made = []
        for year in range(place.now.year, place.now.year - 4, -1):
            late = website and when == "late"
            day = datetime(year, 2 if late else 1, 15 if late else 20, 10, 5, tzinfo=place.now.tzinfo)
            if day > place.now:
                continue
            words = "政府网站工作年度报表" if website else "政府信息公开工作年度报告"
            title = f"{place.name}{words}（{year - 1}年度）"
            made.append(article_of(plan, place, year % 100, (place.now.date() - day.date()).days, title))
        return tuple(made)

    @cached_property
    def _policies(self) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
        """Policies and their interpretations, which lead to one another."""
        place, stale, content = self._place, self._facts.columns.stale, self._facts.content
        policy, interpretation = _plan("zcwj"), _plan("zcjd")
        files = numbered(listed(policy, place, stale=stale.get("zcwj", 0)), place)
        words = listed(interpretation, place, stale=stale.get("zcjd", 0))
        # The newest notice declares all but the newest two abolished.
        files = tuple(
            replace(
                file,
                attachments=(Reference(f"附件{i + 1}：任务分工表.doc", f"/uploads/policy{i + 1}.doc"),),
                related=(Reference(word.title, word.url),) if content.interpreted else (),
                note="该文件已废止" if i > 1 and content.abolished == "label" else "",
            )
            for i, (file, word) in enumerate(zip(files, words, strict=True))
        )
        words = tuple(
            replace(
                word,
                paragraphs=_explained(file.title if content.interpreted else _NATIONAL, place.name),
                source=f"{place.name}政策法规科" if content.sourced else "网络",
                title=word.title if content.interpreted else _OF_OTHERS[i],
                related=_leading_to(file, interpreted=content.interpreted) if content.back else (),
            )
            for i, (file, word) in enumerate(zip(files, words, strict=True))
        )
        return files, words


def _abolishing(notice: Article, files: tuple[Article, ...]) -> Article:
    return replace(
        notice,
        paragraphs=(
            "经研究，决定废止下列文件，自本公告发布之日起不再执行：",
            *(f"{number}.《{file.title}》" for number, file in enumerate(files, 1)),
            *notice.paragraphs[-1:],
        ),
        related=tuple(Reference(file.title, file.url) for file in files),
    )


# Interpretations of what others have issued.
_NATIONAL = "关于推进公共服务便利化的指导意见"
_OF_OTHERS = tuple(f"{count}图读懂国家公共服务便利化指导意见" for count in "一二三四五六")


def _leading_to(file: Article, *, interpreted: bool) -> tuple[Reference, ...]:
    if interpreted:
        return (Reference(f"《{file.title}》", file.url),)
    return (Reference(f"《{_NATIONAL}》原文", "https://www.gov.cn/zhengce/content_1001.htm"),)


def _explained(title: str, name: str) -> tuple[str, ...]:
    return (
        f"近日，{name}印发《{title}》。现就有关内容解读如下。",
        "问：为什么要出台这份文件？答：为了进一步方便群众办事，规范服务行为。",
        "问：主要有哪些内容？答：明确了总体要求、主要任务和保障措施三个方面。",
        f"本解读由起草部门{name}政策法规科提供。",
    )


def _plan(slug: str) -> Plan:
    return next(plan for plan in PLANS if plan.slug == slug)
