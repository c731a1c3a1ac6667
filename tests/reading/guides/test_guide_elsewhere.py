"""Guides that tell a part elsewhere: in a file, a picture, a frame, on a page of its own. No element of theirs is surely missing."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.model import Role
from govsite_checks.reading.guides.guide import Guide, read_guide
from govsite_checks.reading.page.document import Document

TITLE = "<h1>小餐饮登记</h1>"
PART = (
    "<table><tr><td>事项名称</td><td>小餐饮登记</td></tr><tr><td>申请条件</td><td>有固定场所</td></tr>"
    "<tr><td>办理地点</td><td>一号窗口</td></tr></table>"
)


def guide(html: str, title: str = TITLE) -> Guide:
    return read_guide(Document(sample.page(Role.GUIDE, "/g/1.html", title + html), sample.AS_OF))


def test_what_stands_nowhere_is_surely_missing() -> None:
    assert guide(PART).surely_missing == ("basis", "materials", "time", "phone", "process")


@pytest.mark.parametrize(
    "more",
    [
        '<p>附件：<a href="/f/1.pdf">小餐饮登记办事指南.pdf</a></p>',
        '<p><a href="/f/2.docx">附件1</a></p>',
        '<p><img src="/upload/2018/1.jpg"></p>',
        '<p><img src="/upload/2018/1.jpg" width="900"></p>',
        '<iframe src="/detail/1.html" width="100%" height="800"></iframe>',
        '<div id="flow"></div><script src="/js/detail.js"></script>',
        '<p v-html="item.flow">　</p>',
        '<p><a href="/g/1_2.html">申请材料</a> <a href="/g/1_3.html">办理流程</a></p>',
    ],
)
def test_a_part_that_is_elsewhere_is_for_a_person(more: str) -> None:
    found = guide(PART + more)
    assert found.missing
    assert not found.surely_missing


@pytest.mark.parametrize(
    "more",
    [
        '<p><a href="/f/1.doc">小餐饮登记申请表</a></p>',
        '<p><a href="/f/1.doc">点击下载</a></p>',
        '<p><img src="/upload/print.gif"><img src="/upload/2018/1.jpg" width="30"></p>',
        '<iframe src="/share.html" width="100%"></iframe><iframe src="/d.html" width="0"></iframe>',
        '<div id="share"></div><script src="/js/share.js"></script>',
        '<div id="flow"></div>',
        '<p><a href="/g/1.html#a">查看申请材料</a></p>',
    ],
)
def test_what_holds_no_element_leaves_no_doubt(more: str) -> None:
    assert "basis" in guide(PART + more).surely_missing


def test_a_link_to_one_part_speaks_for_that_part_alone() -> None:
    sure = guide(PART + '<p><a href="/g/lct.html">查看办理流程</a></p>').surely_missing
    assert "process" not in sure
    assert "materials" in sure


def test_a_picture_that_stands_for_an_element_speaks_for_no_other() -> None:
    found = guide(PART + '<h3>流程图</h3><img src="/upload/2018/lc.jpg">')
    assert "process" not in found.missing
    assert "materials" in found.surely_missing


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ("<p>问：需要带什么材料？</p><p>答：身份证。</p>", "materials"),
        ("<p>请携带身份证和户口簿原件。</p>", "materials"),
        ("<p>一号窗口 010-12345678</p>", "phone"),
        ("<p>根据《小餐饮管理办法》，现予登记。</p>", "basis"),
        ("<p>申请 → 受理 → 发证</p>", "process"),
    ],
)
def test_what_is_told_without_a_heading_is_for_a_person(more: str, kind: str) -> None:
    assert kind in guide(PART).surely_missing
    assert kind not in guide(PART + more).surely_missing


def test_hours_place_and_number_are_those_of_any_office() -> None:
    office = "<p>办公地点：一楼</p><p>办公时间：工作日</p><p>联系电话：010-12345678</p>"
    assert guide(office, "<h1>服务大厅简介</h1>").surely_missing == ()
    assert guide(office, "<h1>小餐饮登记办事指南</h1>").surely_missing


@pytest.mark.parametrize("title", ["关于小餐饮登记工作的通知", "小餐饮管理办法", "厨具采购公告"])
def test_a_document_in_the_words_of_a_guide_is_none(title: str) -> None:
    assert guide(PART, f"<h1>{title}</h1>").surely_missing == ()


def test_a_heading_of_two_classes_has_its_text_beside_it() -> None:
    found = guide(
        "<p>一、登记条件：有场所</p><p>二、办理地点及联系电话：一楼，12345678</p><p>三、办理时间：工作日</p>"
    )
    assert found.elements["place"].text == "一楼，12345678"
    assert found.elements["phone"].text == "一楼，12345678"


def test_the_columns_of_a_table_of_windows_are_no_empty_headings() -> None:
    windows = (
        "<tr><td>窗口</td><td><table><tr><th>名称</th><th>地址</th><th>电话</th><th>工作时间</th></tr>"
        "<tr><td>一窗</td><td>一楼</td><td>12345678</td><td>9时至17时</td></tr></table></td></tr>"
    )
    found = guide(PART.replace("</table>", f"{windows}</table>"))
    assert {"phone", "time"}.isdisjoint(found.missing)
