"""Columns of a site, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """What a column is for. The Chinese names are those of the guideline's ColumnType label where it has one."""

    NEWS = "news"  # 动态要闻、工作动态
    NOTICE = "notice"  # 通知公告
    POLICY = "policy"  # 政策文件
    INTERPRETATION = "interpretation"  # 政策解读
    RESPONSE = "response"  # 回应关切
    OVERVIEW = "overview"  # 概况信息
    FUNCTIONS = "functions"  # 机构职能
    LEADERS = "leaders"  # 负责人信息
    DISCLOSURE_GUIDE = "disclosure-guide"  # 信息公开指南
    DISCLOSURE_CATALOGUE = "disclosure-catalogue"  # 信息公开目录
    DISCLOSURE_REPORT = "disclosure-report"  # 信息公开年报
    DISCLOSURE_REQUEST = "disclosure-request"  # 依申请公开
    ANNUAL_REPORT = "annual-report"  # 政府网站工作年度报表
    PERSONNEL = "personnel"  # 人事信息
    PLANNING = "planning"  # 规划计划
    DATA = "data"  # 数据发布、统计数据
    OPEN_DATA = "open-data"  # 数据开放
    SERVICES = "services"  # 办事服务
    CONSULTATION = "consultation"  # 咨询投诉、领导信箱、在线咨询
    REPORTING = "reporting"  # 网上信访、纪检举报: special channels that owe no public reply
    SURVEY = "survey"  # 征集调查
    INTERVIEW = "interview"  # 在线访谈
    TOPIC = "topic"  # 专题专栏
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a site, as the planner found it.

    ``url`` is its absolute address and tells it from the others, ``level`` 1 for one that the main navigation (or, for
    want of one, the home page) shows itself, else 2 or more, ``found`` how its type is known: ``inventory``,
    ``label`` (the page's ColumnType), ``title`` or ``address``; ``offsite`` whether it lies on another host.
    """

    url: str
    title: str
    type: str = ColumnType.OTHER
    level: int = 1
    found: str = "title"
    offsite: bool = False
