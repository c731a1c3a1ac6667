from __future__ import annotations

import pytest

ALL = "市政府办公厅对全市457个政府网站进行了检查，总体合格率为100%。"
LONG = [
    ALL,
    "截至9月10日，平台共反映本市政府网站问题641条，按期办结率为97%。其中，甲局、乙局等2家单位收到留言数量合计占全市留言总数的37.7%，"
    "按期办结率均为100%。入口添加比例达100%，其中97%的网站规范嵌入代码，较上季度提升2.3个百分点。",
    "全市政府网站底部标识添加比例分别达到95.5%、97.2%、92.8%和94.8%。其中，77.5%的网站列明了上述全部标识。",
    "各单位共自查所属政府网站455个，占全市政府网站总数的99.6%。",
    "其中，18.6%的单位办理超时，甲局、乙局按期办结率低于75%；33.9%的单位被退回重办。",
]


def test_what_a_notice_of_457_sites_641_messages_and_uncounted_units_cannot_state(found) -> None:
    assert found(*LONG) == [
        ("impossible-percentage", 37.7, 641, "242/641=37.8%"),
        ("impossible-percentage", 95.5, 457, "436/457=95.4%"),
        ("impossible-percentage", 94.8, 457, "433/457=94.7%"),
        ("denominator-hint", 18.6, 59, "11/59=18.6%"),
        ("denominator-hint", 33.9, 59, "20/59=33.9%"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "９５．５％的网站添加了标识。",
        "百分之九十五点五的网站添加了标识。",
        "95.5 %的网站添加了标识。",
        "全市政府网站标识添加比例为95.5%。",
        "其中95.5%的网站规范嵌入代码，力争年底达到98.7%。",
    ],
)
def test_a_share_is_tied_to_the_total_of_the_document(found, said: str) -> None:
    assert found(ALL, said) == [("impossible-percentage", 95.5, 457, "436/457=95.4%")]


@pytest.mark.parametrize(
    "draft",
    [
        "全市457个政府网站中，95.5%已添加标识。",
        "对全市四百五十七个政府网站进行了检查，95.5%的网站添加了标识。",
        "东城区27个政府网站的合格率为95.5%。",
        "全市16个区政府门户网站合格率为93.9%。",
        "抽查网站50个，合格率为97.25%。",
        "共抽查了50个部门网站，合格率为93.3%。",
        "全市457个政府网站标识添加率达95.5%（433/453）。",
        "全市共有457个政府网站，完成整合的占101.5%。",
        "全市各级政府网站1,234个，合格率为97.25%。",
    ],
)
def test_a_share_that_no_whole_number_gives(found, draft: str) -> None:
    assert [item[0] for item in found(draft)] == ["impossible-percentage"]


@pytest.mark.parametrize(
    ("draft", "close"),
    [
        ("全市共有457个政府网站，合格445个，合格率97.2%。", "445/457=97.4%"),
        ("共收到网民留言641条，甲局收到242条，占全市留言总数的37.7%。", "242/641=37.8%"),
        ("检查发现，457个网站中有21个网站未添加标识，占4.7%。", "21/457=4.6%"),
        ("抽查网站50个，其中合格46个、不合格4个，合格率93%。", "46/50=92%"),
        ("12家单位存在超时情况，占18.6%。", ""),
    ],
)
def test_a_share_whose_numerator_is_given_must_be_that_fraction(found, draft: str, close: str) -> None:
    (item,) = found(draft)
    assert (item[0], item[3]) == ("impossible-percentage", close)


@pytest.mark.parametrize(
    ("draft", "denominator"),
    [
        ("11家单位存在超时情况，占18.6%。", 59),
        ("共收到留言641条，按期办结率96.2%。", 639),
        ("抽查政府网站224家，占全省正常运行网站总数的32.5%。", 689),
    ],
)
def test_where_the_denominator_is_uncertain_a_share_is_only_a_hint(
    found, draft: str, denominator: int
) -> None:
    assert [(item[0], item[2]) for item in found(draft)] == [("denominator-hint", denominator)]


@pytest.mark.parametrize(
    "said",
    [
        "超过95.5%的网站添加了标识，近94.8%的网站添加了备案号，约95.5%的网站已整改。",
        "95.5%以上的网站添加了标识。",
        "标识添加比例在95.5%至98.2%之间。",
        "各单位标识添加率应达到95.5%。",
        "东城区、西城区合格率分别为95.5%、94.8%。",
        "东城区合格率达95.5%。",
        "访问量较去年增长95.5%。",
        "合格率较上季度的95.5%有所提升。",
        "标识添加比例由95.5%提升至97.2%。",
        "满意率为95.5%。",
        "较上季度提升2.3个百分点。",
        "标识添加率达95.6%（433/453）。",
        "全市政府网站首页添加入口比例达98.2%，其中95.5%的网站规范嵌入代码。",
    ],
)
def test_what_is_inexact_of_another_time_or_of_another_number_is_left_alone(found, said: str) -> None:
    assert found(ALL, said) == []


@pytest.mark.parametrize(
    "draft",
    [
        "全省运行网站共计736个。抽查了全省500个政府网站，占网站总数的67.9%，合格率99%。发现不合格网站5个。",
        "共检查网站328个（含153个门户网站），占全国网站总数的2.3%，合格率91.8%。共检查新媒体728个，合格率91.9%。",
        "共收到留言320条，同比增长15.3%，办结312条，办结率97.5%，其中按时办结300条，按时办结率96.2%。",
        "抽查网站98个，发现错字45条，涉及网站12个，占12.2%；空链接120条，涉及网站30个，占30.6%。",
        "首页不更新的2个，占不合格网站总数的40%；栏目不更新的3个，占60%。",
        "网站数量由去年的120个整合至98个，压减率18.3%。",
        "全市共有457个政府网站，不合格12个，不合格率2.6%，合格率97.4%。",
        "59家单位收到留言，11家单位存在超时情况，占18.6%。",
        "59家单位中，18.6%的单位超时，33.9%的单位退回重办。",
        "各区平均合格率为96.3%，各部门平均合格率为97.8%，全市457个网站合格率97.2%。",
        "监测的120个政务新媒体中，95.8%按时更新，4.2%超过两周未更新。",
        "全市有数十个政府网站，合格率为95.5%。",
    ],
)
def test_true_statements_in_the_words_of_notices_are_left_alone(found, draft: str) -> None:
    assert found(draft) == []


def test_an_example_of_a_few_is_no_denominator(found) -> None:
    assert found("甲局、乙局等2家单位表现突出。18.6%的单位超时，33.9%的单位被退回。") == [
        ("denominator-hint", 18.6, 59, "11/59=18.6%"),
        ("denominator-hint", 33.9, 59, "20/59=33.9%"),
    ]


@pytest.mark.parametrize("unit", ["由升", "率1%", "占1个的1%", "东城区1%、", "(1个", "“", "由1个降至"])
def test_a_draft_without_sense_comes_to_an_end(found, unit: str) -> None:
    assert isinstance(found(unit * (20_000 // len(unit))), list)
