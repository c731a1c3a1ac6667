"""Messages of the public and their replies, surveys, interviews, topics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .articles import Article, Place, article_of
from .plans import Plan

_QUESTIONS = (
    ("咨询老年人优待证补办需要带什么材料", "优待证遗失，想问补办需要哪些材料，可否由家人代办。"),
    ("建议延长便民服务点周末开放时间", "平时上班没有时间，希望周末下午也能办理。"),
    ("反映虚构路路灯不亮", "虚构路与示例大街交口东侧有三盏路灯不亮，夜间行走不便。"),
    ("咨询档案查阅的预约方式", "想查阅父母的婚姻登记档案，请问怎样预约。"),
    ("请问社会团体年检几月开始", "我们是新成立的协会，不清楚年检时间。"),
    ("建议在办事大厅增设座椅", "高峰时段座椅不够，老年人只能站着等。"),
    ("咨询居住信息变更是否可以网上办", "搬家以后需要变更登记，能否在网上提交材料。"),
    ("反映小区门口道路坑洼", "示例小区西门外道路坑洼，下雨天积水。"),
)
_SURVEYS = (
    "窗口服务满意度调查",
    "便民服务点布局意见征集",
    "办事指南可读性调查",
    "“十件实事”项目公开征集",
    "网站栏目设置意见征集",
    "咨询热线使用情况调查",
    "市民阅读需求调查",
    "老旧小区改造意愿征集",
    "公共自行车使用情况调查",
)
_GUESTS = (
    "谈优化服务流程",
    "解读办事材料清单",
    "谈老旧小区改造",
    "谈便民服务点建设",
    "解读档案查阅新规定",
    "谈政务公开工作",
    "谈信用体系建设",
    "谈普法宣传",
)
_SURVEY_DAYS = 20  # how long a survey is open


@dataclass(frozen=True, slots=True)
class Message:
    """One message; ``replied`` is None while it waits. ``state`` is what the site calls it."""

    number: str
    title: str
    url: str
    question: str
    asked: datetime
    replied: datetime | None
    state: str
    unit: str
    reply: str


def messages_of(
    place: Place, *, waiting_days: int, accepted: bool, reply_days: int, newest_days: int, replies: str
) -> tuple[Message, ...]:
    """The published messages, the newest first. See ``facts.MessageFacts``."""
    made = [
        _message(place, i, newest_days + 6 * i, reply_days if i == 3 else min(reply_days, 2), replies)
        for i in range(len(_QUESTIONS))
    ]
    if waiting_days:
        made[-1] = _message(place, len(made) - 1, waiting_days, 0, replies, accepted=accepted)
        made.sort(key=lambda message: message.asked, reverse=True)
    return tuple(made)


def _message(
    place: Place, i: int, asked_days: int, reply_days: int, replies: str, *, accepted: bool = False
) -> Message:
    title, question = _QUESTIONS[i]
    asked = place.day(asked_days, i)
    answered = reply_days > 0
    return Message(
        number=f"{asked:%Y%m%d}{i + 1:03d}",
        title=title,
        url=place.article_url("jzxx", i, asked),
        question=question,
        asked=asked,
        replied=asked + timedelta(days=reply_days) if answered and replies != "undated" else None,
        state="已回复" if answered else "已受理" if accepted else "待回复",
        unit="" if replies == "unsigned" else f"{place.name}办公室",
        reply=_REPLY if answered and replies != "hidden" else "",
    )


_REPLY = "您好，来信收悉。经核实，您反映的事项已转有关科室办理，具体办理方式见本站办事服务栏目。感谢您的关心和支持。"


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey: open from ``start`` to ``end``; ``result`` is what it led to, empty where nothing is shown."""

    article: Article
    start: datetime
    end: datetime
    ended: bool
    result: str


def surveys_of(
    plan: Plan, place: Place, *, count: int, newest_days: int, results: bool
) -> tuple[Survey, ...]:
    """Surveys evenly over the last eleven months; the newest is still open."""
    step = max(1, (340 - newest_days) // max(count, 1)) if newest_days < 340 else 30
    return tuple(_survey(plan, place, i, newest_days + step * i, results=results) for i in range(count))


def _survey(plan: Plan, place: Place, i: int, days_ago: int, *, results: bool) -> Survey:
    article = article_of(plan, place, i, days_ago, _SURVEYS[i])
    end = article.published + timedelta(days=_SURVEY_DAYS)
    ended = end < place.now
    result = (
        f"本次活动共收到意见{36 + i}条，采纳{20 + i}条，未采纳的已逐条说明理由。" if ended and results else ""
    )
    return Survey(article, article.published, end, ended, result)


def interviews_of(plan: Plan, place: Place, *, count: int, newest_days: int) -> tuple[Article, ...]:
    """Interviews evenly over the last eleven months."""
    step = 320 // max(count, 1)
    return tuple(
        article_of(plan, place, i, newest_days + step * i, f"{place.name}负责同志{_GUESTS[i]}")
        for i in range(count)
    )
