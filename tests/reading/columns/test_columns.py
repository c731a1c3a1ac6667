"""What columns are called on hundreds of sites, and what only looks like one."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.model import CHINA, Column, ColumnType, Page, Role
from govsite_checks.reading.columns.types import (
    folded,
    is_parent,
    is_title,
    settled_type,
    type_of_address,
    type_of_label,
    type_of_page,
    type_of_title,
    typed,
)
from govsite_checks.reading.page.document import Document

TITLES = {
    "news": "工作动态 部门动态 政务要闻 今日要闻 本地要闻 领导活动 图片新闻 东湖要闻 市教育局动态 街镇动态 新闻动态 县委要闻 时政要闻",
    "notice": "通知公告 公示公告 公告栏 通知通告 重要公告 区政府公告 市场局通知公告",
    "policy": "政策文件 规范性文件 政府文件 法规文件 政策法规 法律法规 市政府文件 行政规范性文件 政策文件及解读 国务院文件",
    "interpretation": "政策解读 文件解读 政策图解 专家解读 一图读懂 图解政策",
    "response": "回应关切 热点回应 社会热点回应 舆情回应",
    "overview": "机构概况 走进东湖 市情 区情 机构简介 东湖概况 魅力东湖 关于我们 县情概况",
    "functions": "机构职能 机构设置 内设机构 主要职责 职责 组织机构 直属单位 工作机构",
    "leaders": "领导之窗 领导信息 负责人 负责人信息 局长之窗 市政府领导 领导分工 班子成员",
    "disclosure-guide": "信息公开指南 公开指南 政府信息公开指南",
    "disclosure-catalogue": "信息公开目录 政府信息公开目录 公开目录",
    "disclosure-report": "信息公开年报 信息公开年度报告 公开年报 政府信息公开工作年度报告",
    "disclosure-request": "依申请公开 申请公开政府信息 依申请公开查询",
    "annual-report": "政府网站工作年度报表 网站年报 政府网站年度报表 网站年度报告",
    "personnel": "人事信息 人事任免 任免 招考 公务员招考 干部任免 招聘信息",
    "planning": "规划计划 发展规划 专项规划 工作计划 十三五规划 规划信息",
    "data": "统计数据 数据发布 统计信息 统计公报 经济数据",
    "open-data": "数据开放 开放数据 政府数据开放",
    "services": "办事服务 办事指南 网上办事 政务服务 行政审批 便民服务 办事大厅 个人办事",
    "consultation": "领导信箱 局长信箱 在线咨询 我要咨询 投诉建议 市长信箱 咨询投诉 12345热线 来信选登 网民留言 政策咨询 百姓热线 "
    "市长热线 局长邮箱 民意直通车",
    "reporting": "网上信访 举报 12388 投诉举报 纪检举报 监督举报",
    "survey": "调查征集 民意征集 网上调查 意见征集 征集调查 问卷调查 政策性文件意见征集 征求意见",
    "interview": "在线访谈 访谈直播 嘉宾访谈 在线直播",
    "topic": "专题专栏 热点专题 扶贫专栏 专题回顾",
}


@pytest.mark.parametrize(("kind", "title"), [(k, t) for k, row in TITLES.items() for t in row.split()])
def test_titles_name_their_type(kind: str, title: str) -> None:
    assert type_of_title(title) == kind


@pytest.mark.parametrize(
    "title",
    [
        "政务公开",
        "信息公开",
        "互动交流",
        "新闻中心",
        "政民互动",
        "公众互动",
        "数据",
        "招标公告",
        "拍卖公告",
        "新闻发布会",
        "建议提案",
        "权责清单",
        "常见问题",
        "统计局",
        "信访局",
        "计划生育",
        "城乡规划",
        "调查研究",
        "咨询电话",
        "领导讲话",
        "市场动态",
        "物价动态",
        "政府公报",
        "财政信息",
        "双公示",
        "法律服务",
        "走进新时代",
        "信件统计",
        "政务微博",
        "联系我们",
        "网站地图",
        "规划公示",
        "项目概况",
        "首页",
    ],
)
def test_titles_near_a_type_are_not_of_it(title: str) -> None:
    assert type_of_title(title) == ColumnType.OTHER


@pytest.mark.parametrize(
    "title",
    [
        "市教育局关于做好工作动态报送的通知",
        "我市召开领导信箱办理工作推进会",
        "2018年部门动态",
        "政策解读：怎样办理居住证",
        "《政府信息公开条例》公告",
        "9月1日通知公告",
        "第十次通知公告",
    ],
)
def test_headlines_are_no_columns(title: str) -> None:
    assert type_of_title(title) == ColumnType.OTHER


def test_only_a_yearly_report_may_name_its_year() -> None:
    assert type_of_title("政府网站工作年度报表（2018年度）") == ColumnType.ANNUAL_REPORT
    assert type_of_title("2017年政府网站工作年度报表") == ColumnType.ANNUAL_REPORT
    assert type_of_title("2017年政府信息公开年度报告") == ColumnType.OTHER


def test_the_yearly_report_of_the_site_is_not_that_of_disclosure() -> None:
    assert type_of_title("政府网站工作年度报表") != type_of_title("政府信息公开工作年度报告")


@pytest.mark.parametrize(
    "title",
    [
        "通 知 公 告",
        "通知公告>>",
        "【通知公告】",
        "通知公告 more",
        "·通知公告",
        "通知公告（12）",
        "ｐ通知公告"[1:],
    ],
)
def test_ornaments_do_not_matter(title: str) -> None:
    assert type_of_title(title) == ColumnType.NOTICE


def test_a_title_has_its_bounds() -> None:
    assert is_title("政务公开")
    assert is_title("一二三四五六七八九十一二三四五六")
    assert not is_title("一二三四五六七八九十一二三四五六七")
    assert not is_title("闻")
    assert not is_title("市长赴基层调研")


def test_parents_are_known_by_title_and_by_address() -> None:
    assert is_parent("政务公开")
    assert is_parent("互 动 交 流")
    assert not is_parent("工作动态")
    assert is_parent("民声", "http://www.x.gov.cn/zmhd/")
    assert is_parent("民声", "http://www.x.gov.cn/zmhd/index.html")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/tzgg/", "notice"),
        ("/zwgk/tzgg/index.html", "notice"),
        ("/zwgk/gzdt/list_2.html", "news"),
        ("/gzdt", "news"),
        ("/a/dczj.shtml", "survey"),
        ("/tzgg/zbgg/", ""),
        ("/", ""),
        ("/col/col1234/index.html", ""),
    ],
)
def test_addresses_name_a_type_by_their_last_folder(path: str, kind: str) -> None:
    assert type_of_address("http://www.x.gov.cn" + path) == kind


def test_an_address_speaks_only_where_the_title_says_nothing() -> None:
    url = "http://www.x.gov.cn/tzgg/"
    assert typed("", url) == ("notice", "address")
    assert typed("MORE", url) == ("notice", "address")
    assert typed("招标采购", url) == ("other", "title")
    assert typed("工作动态", url) == ("news", "title")
    assert typed("政务公开", url) == ("other", "title")


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("概况信息", "overview"),
        ("征集调查", "survey"),
        ("政府信息公开指南", "disclosure-guide"),
        (" 工作动态 ", "news"),
        ("通知公告", "notice"),
        ("首页", ""),
        ("其他", ""),
        ("", ""),
    ],
)
def test_labels_are_the_guidelines_words_and_near_ones(label: str, kind: str) -> None:
    assert type_of_label(label) == kind


def test_a_page_states_its_type_in_its_label() -> None:
    def of(html: str) -> str:
        return type_of_page(
            Document(Page(Role.COLUMN, "http://x.gov.cn/", text=html), datetime(2018, 9, 10, tzinfo=CHINA))
        )

    assert of("<meta name=ColumnType content=政策解读>") == "interpretation"
    assert of("<meta name=ColumnType content=''>") == ""
    assert of("<p>政策解读") == ""


def column(kind: str, found: str = "title") -> Column:
    return Column("http://x.gov.cn/a/", "某栏目", kind, 1, found)


def test_a_label_goes_before_the_title_and_behind_the_inventory() -> None:
    assert settled_type(column("other"), "policy") == "policy"
    assert settled_type(column("overview"), "functions") == "functions"
    assert settled_type(column("overview", "inventory"), "functions") == "overview"
    assert settled_type(column("news"), "") == "news"


def test_a_label_does_not_unsay_what_the_guideline_has_no_label_for() -> None:
    # The guideline lists no label for notices: sites write 工作动态 there, which owes news every two weeks.
    assert settled_type(column("notice"), "news") == "notice"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_type(text: str) -> None:
    assert type_of_title(text) in set(ColumnType)
    assert isinstance(folded(text), str)
    type_of_label(text)
    type_of_address("http://x/" + text)


def test_long_titles_cost_nothing() -> None:
    assert type_of_title("政策" * 200_000) == ColumnType.OTHER
    assert type_of_address("http://x/" + "a/" * 200_000) == ""
