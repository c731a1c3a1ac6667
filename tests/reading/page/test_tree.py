"""Which pages are parsed, and which only an attack can mean."""

from __future__ import annotations

import pytest

from govsite_checks.reading.page.tree import FREE_CHARS, MAX_ATTRIBUTES, holds, parse, select


@pytest.mark.parametrize("between", [" ", "\n", "\t", "\f", "/", "=1 ", '=""', "='>'", "='<p>' / "])
def test_a_tag_with_no_end_of_attributes_is_not_parsed(between: str) -> None:
    names = between.join(f"a{number}" for number in range(20_000))
    assert parse(f"<p {names}>备" + " " * FREE_CHARS) is None


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="data:image/png;base64,' + "aGk/ " * 30_000 + '">',
        '<p style="' + "top: 1px; " * 20_000 + '">',
        "<p " + "class=a " * 20_000 + ">",
        "<p " + " ".join(f"a{number}" for number in range(MAX_ATTRIBUTES // 2)) + ">" + "x" * FREE_CHARS,
        "<p a=1>" * 2_000 + "x" * FREE_CHARS,
        "1 < 2 " * 7_000 + "x" * FREE_CHARS,
    ],
    ids=["picture", "style", "repeated", "many", "tags", "signs"],
)
def test_what_a_page_may_well_hold_is_parsed(tag: str) -> None:
    assert parse(tag) is not None


def test_formatting_that_is_never_closed_is_not_parsed() -> None:
    assert parse("".join(f"<font color={number}>" for number in range(3_000)) + "<p>备" * 3_000) is None
    assert parse("<font>备</font>" * 3_000) is not None


def test_one_engine_finds_in_every_tree_what_the_tree_itself_would() -> None:
    """Whatever was asked before, and of which tree."""
    trees = [parse(f"<p id=a{n}><b class='x'>{n}</b></p><p hidden>" * 3) for n in range(3)]
    for selector in ("b.x", "p", "[hidden]", "i", "p, b", "b"):
        for tree in trees:
            assert tree is not None
            assert tree.root is not None
            found = [node.mem_id for node in select(tree.root, selector)]
            assert found == [node.mem_id for node in tree.css(selector)]
            assert holds(tree.root, selector) is bool(found)
    first = trees[0].css("p")[1] if trees[0] is not None else None
    assert first is not None
    assert [node.text() for node in select(first, "b, p")] == [node.text() for node in first.css("b, p")]
