from __future__ import annotations

import re
from dataclasses import replace

import pytest

from govsite_checks.census.taking import take_census
from govsite_checks.ledgers.domains import FAULTY
from govsite_checks.notice.composing import Notice, Part, compose
from govsite_checks.notice.material import TITLE_OF, Material
from govsite_checks.notice.template import read_template


@pytest.fixture(scope="module")
def notice(material: Material) -> Notice:
    return compose(material, read_template())


@pytest.mark.parametrize(
    "said",
    [
        "北京市人民政府办公厅关于2018年第三季度全市政府网站普查情况的通报",
        "对全市457个政府网站进行了普查。总体合格率为100%。",
        "东城区、西城区连续两个季度普查合格率达100%",
        "共反映全市政府网站问题641条",
        "按期办结率为96.6%",
        "市公安局、市住房城乡建设委等2家单位收到网民留言数量合计占全市留言总数的37.8%",
        "入口比例达100%，其中96.9%的网站规范嵌入",
        "分别达到94.1%、97.2%、92.8%和93.4%。其中，77.5%的网站",
        "从2018年第二季度的845个降至457个",
        "市教委、市交通委优化搜索功能。",
        "在收到网民留言的59家单位中，18.6%的单位存在办理超时情况",
        "在收到网民留言的59家单位中，33.9%的单位",
        "市第0局、市第1局网民留言按期办结率低于75%",
        "“北京市第900局”网永久下线后仍可正常访问",
        "“北京市第901局”网通过下线或整合审批后，超过7个月仍未完成",
        "“北京市第902局”网整合后",
        "“北京市第30局”网部分政务服务事项的办事指南中，缺少“申请条件”“办理时间”等要素",
        "网民留言台账另有2行（共643行）因填写有误未计入",
    ],
)
def test_the_notice_says_what_census_and_ledgers_hold(notice: Notice, said: str) -> None:
    assert said in notice.text


def test_what_has_no_figures_is_left_out_and_listed(material: Material, notice: Notice) -> None:
    assert "自查" not in notice.text.split("三、")[0]
    assert "政务新媒体账号" not in notice.text
    why = "\n".join(gone.why for gone in notice.left_out)
    assert "没有自查表" in why
    assert "没有政务新媒体台账" in why
    assert "没有给出“自查报送期限”" in why


def test_without_a_ledger_of_highlights_there_is_no_such_paragraph(bare: Material) -> None:
    notice = compose(bare, read_template())
    assert "功能优化" not in notice.text
    assert any("工作亮点" in gone.why for gone in notice.left_out)
    headings = [block.heading for block in notice.blocks if block.part is Part.SECTION]
    assert [heading[1] for heading in headings[:3]] == ["一", "二", "三"]


def test_without_the_quarter_before_no_change_is_stated(bare: Material) -> None:
    notice = compose(bare, read_template())
    assert "较上季度" not in notice.text
    assert "降至" not in notice.text
    assert any("未写较上季度的变化" in gone.why for gone in notice.left_out)


def test_a_number_that_changed_its_rule_is_not_compared(material: Material) -> None:
    template = "其中{{ figure('jiucuo-standard') }}的网站规范嵌入{{ change('jiucuo-standard') }}。"
    assert compose(material, template).text == "其中96.9%的网站规范嵌入，较上季度持平。\n"


def test_a_share_of_another_number_than_the_sentence_speaks_of_gives_its_fraction(material: Material) -> None:
    text = compose(material, "{{ share('marks-all') }}和{{ share('marks-all', 500) }}").text
    assert text == "77.5%和77.5%（354/457）\n"


def test_nothing_is_written_of_what_nobody_looked_at(material: Material) -> None:
    notice = compose(material, "{% if problems('survey-unused') %}有。{% else %}没有。{% endif %}")
    assert notice.text == "\n"
    assert "没有已作出结论的网站" in notice.left_out[0].why


def test_headings_under_which_nothing_stands_go_with_their_numbers(material: Material) -> None:
    template = "# 甲\n## 空的。\n{{ figure('domains-total') }}\n\n# 乙\n## 有的。\n字。\n"
    assert compose(material, template).text == "一、乙\n（一）有的。字。\n"


def test_every_figure_is_kept_with_its_source(notice: Notice) -> None:
    mentions = [m for block in notice.blocks for sentence in block.sentences for m in sentence.mentions]
    found = {mention.figure.id: mention for mention in mentions}
    assert {"sites-total", "marks-all", "messages-on-time", "units-late"} <= set(found)
    assert "354/457" in found["marks-all"].source


def test_names_from_outside_cannot_break_a_sentence(hostile: Material) -> None:
    text = compose(hostile, read_template()).text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "长" * 100 not in text


def test_an_office_that_has_nothing_to_compare_says_so(material: Material) -> None:
    census = take_census(replace(material.census.results, profile_verified=False))
    notice = compose(replace(material, census=census), read_template())
    assert "合格率供参考" in notice.text


def test_a_text_from_outside_cannot_pass_for_a_figure(material: Material) -> None:
    forged = replace(material, facts={"说明": "\ue0000\ue001假\ue002"})
    (block,) = compose(forged, "{{ figure('sites-total') }}{{ fact('说明') }}").blocks
    assert [mention.text for mention in block.sentences[0].mentions] == ["457"]


def test_what_is_missing_is_told_by_its_title(bare: Material, material: Material) -> None:
    asked = "\n".join(f"{{{{ figure('{id}') }}}}" for id in TITLE_OF)
    why = "\n".join(gone.why for gone in compose(bare, asked).left_out)
    assert len(why.splitlines()) == len(TITLE_OF)
    assert not any(f"“{id}”" in why for id in TITLE_OF)
    assert "没有自查表，“自查覆盖率”无从计算" in why
    assert "没有政务新媒体台账，“政务新媒体账号数”无从计算" in why
    assert material.messages is not None
    unread = replace(material, messages=replace(material.messages, returns_known=False))
    (gone,) = compose(unread, "{{ figure('units-returned') }}").left_out
    assert gone.why == "网民留言台账中没有所需的内容，“存在退回重办的单位比例”无从计算"


def test_a_title_is_the_one_that_the_ledger_gives(material: Material) -> None:
    named = {id: figure.title for id, figure in material.figures().items() if id in TITLE_OF}
    assert set(named) >= {"messages-total", "messages-on-time", "units-late", "units-returned"}
    named.pop("messages-top-share")  # how many units they are is known only then
    assert named == {id: TITLE_OF[id] for id in named}
    assert {id: title for id, title in TITLE_OF.items() if id in dict(FAULTY.values())} == dict(
        FAULTY.values()
    )


def test_no_figure_of_a_ledger_shows_its_key(bare: Material) -> None:
    why = "\n".join(gone.why for gone in compose(bare, read_template()).left_out)
    assert not re.search(r"“[a-z-]+”", why)


def test_one_unit_is_no_list(material: Material) -> None:
    assert material.messages is not None
    one = replace(material, messages=replace(material.messages, top=material.messages.top[:1]))
    assert "其中，市公安局收到网民留言数量占全市留言总数的20.3%" in compose(one, read_template()).text
