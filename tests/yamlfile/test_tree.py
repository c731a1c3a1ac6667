from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.yamlfile import Node, parse
from govsite_checks.yamlfile import tree as tree_module


def one_fault(text: str) -> str:
    _, faults = parse(text, "f.yaml")
    assert len(faults) == 1, faults
    return str(faults[0])


def plain(text: str) -> object:
    root, faults = parse(text, "f.yaml")
    assert root is not None
    assert not faults
    return root.plain()


def test_values_and_their_kinds() -> None:
    text = "a: 文字\nb: '1'\nc: 12\nd: 1.5\ne: true\nf: [x, {y: z}]\ng: 2018-09-10\nh: 1:30\n"
    expected = {
        "a": "文字",
        "b": "1",
        "c": 12,
        "d": 1.5,
        "e": True,
        "f": ["x", {"y": "z"}],
        "g": "2018-09-10",
    }
    assert plain(text) == {**expected, "h": 90}


def test_an_empty_value_counts_as_not_given() -> None:
    assert plain("a:\nb: ~\nc: ''\nd: [~]") == {"c": "", "d": [None]}


def test_places_are_those_of_key_and_value() -> None:
    root, _ = parse("前: 1\nsites:\n  - 名: 甲\n    url: x\n", "f.yaml")
    assert root is not None
    node = root.find(("sites", 0, "url"))
    assert (node.key_line, node.key_column, node.line, node.column, node.raw) == (4, 5, 4, 10, "x")


def test_a_path_that_leads_nowhere_ends_at_the_last_node_on_the_way() -> None:
    root, _ = parse("a: [1]\n", "f.yaml")
    assert root is not None
    assert root.find(("a", 7)).line == 1
    assert isinstance(root.find(("b",)), Node)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\na: 2", "f.yaml:2:1：键“a”重复，第 1 行已写过"),
        ("a: &x [1]\nb: *x", "f.yaml:2:4：不支持 YAML 别名"),
        ("a: &x [*x]", "f.yaml:1:8：不支持 YAML 别名"),
        ("*x : 1", "不支持 YAML 别名"),
        ("? [1]\n: 2", "f.yaml:1:3：键应为文字"),
        ("\ta: 1", "f.yaml:1:1：缩进用了制表符"),
        ("a: 1\n\tb: 2", "f.yaml:2:1：缩进用了制表符"),
        ("a: @b", "f.yaml:1:4：此处有 YAML 不允许开头的字符"),
        ("a: b: c", "f.yaml:1:5：冒号用法有误"),
        ("a: 'x", "引号没有配对"),
        ("a: [1,2", "方括号或花括号没有写完"),
        ("a:\n  - b\n c: 1", "f.yaml:3:2：缩进不一致"),
        ("中文: \x07", "f.yaml:1:5：含有 YAML 不允许的控制字符"),
        ("a: !!python/object/apply:os.system [x]", "不支持 YAML 标签"),
        ("a: !!python/name:os.system x", "不支持 YAML 标签"),
        ("a: 1\n---\nb: 2", "f.yaml:2:1：文件里有多个 YAML 文档"),
        ("# 只有注释", "文件没有内容"),
    ],
)
def test_faults_of_form_are_one_line_with_a_place(text: str, says: str) -> None:
    fault = one_fault(text)
    assert says in fault
    assert fault.startswith("f.yaml:")
    assert "\n" not in fault


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 50_000])
def test_depth_is_bounded(text: str) -> None:
    assert "嵌套超过 16 层" in one_fault(text)


def test_the_deepest_allowed_nesting_is_read() -> None:
    assert plain("[" * 16 + "]" * 16) is not None


def test_the_number_of_values_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree_module, "MAX_VALUES", 10)
    assert plain("[" + "1," * 9 + "]") == [1] * 9
    assert "内容超过 10 个值的上限" in one_fault("[" + "1," * 10 + "]")


def test_the_number_of_keys_of_a_mapping_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree_module, "MAX_KEYS", 3)
    assert plain("a: 1\nb: 1\nc: 1") == {"a": 1, "b": 1, "c": 1}
    assert "f.yaml:4:1：一处键值对超过 3 个键" in one_fault("a: 1\nb: 1\nc: 1\nd: 1")


def test_a_number_too_long_to_be_one_stays_text() -> None:
    assert plain("a: " + "9" * 5000) == {"a": "9" * 5000}


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"%@`,?#~<0x\n\t 中\u2028\x07\ufeff.1_="), max_size=60)
)
def test_any_text_gives_a_tree_or_faults(text: str) -> None:
    root, faults = parse(text, "f.yaml")
    assert root is not None or faults
    if root is not None:
        root.plain()
