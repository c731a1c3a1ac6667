from __future__ import annotations

import time
from pathlib import Path

import pytest

from govsite_checks.notice.composing import compose
from govsite_checks.notice.material import Material
from govsite_checks.notice.template import Mark, NoticeTemplateError, lines, read_template


@pytest.mark.parametrize(
    "line",
    [
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '{:>1000000000}'.format(1) }}",
        "{% if '{:>100000000}'.format(1) %}{% endif %}",
        "{% if 'a' * 100000000 %}{% endif %}",
        "{{ 'a'.center(1000000000) }}",
        "{% for a in range(100000) %}{% endfor %}",
        "{% set x = 'a' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ figure.__globals__ }}",
        "{{ problems('veto').__class__ }}",
        "{{ quarter | attr('__class__') }}",
        "{{ quarter | pprint }}",
        "{{ nowhere }}",
        "{{ figure( }}",
        "{% for a in 'ab' %}{% for b in 'ab' %}{% for c in 'ab' %}{% endfor %}{% endfor %}{% endfor %}",
    ],
)
def test_what_a_template_may_not_do_is_refused_by_its_line(material: Material, line: str) -> None:
    with pytest.raises(NoticeTemplateError, match="模板第 2 行"):
        compose(material, f"第一行。\n{line}\n")


def test_a_template_that_writes_without_end_is_stopped(material: Material) -> None:
    line = "{% for a in problems('marks-missing') %}{% for b in problems('marks-missing') %}{{ a.said }}{% endfor %}{% endfor %}"
    begin = time.monotonic()
    with pytest.raises(NoticeTemplateError, match="超过"):
        compose(material, line)
    assert time.monotonic() - begin < 30


def test_lines_and_their_marks() -> None:
    found = [
        (line.mark, line.text)
        for line in lines("{# 说明 #}\n#! 标题\n# 甲\n## 乙。\n> 各区：\n\n- 附件\n~ 甲|乙\n句。")
    ]
    assert found == [
        (Mark.TITLE, "标题"), (Mark.CHAPTER, "甲"), (Mark.HEADING, "乙。"), (Mark.RECIPIENTS, "各区："),
        (Mark.BREAK, ""), (Mark.ATTACHMENT, "附件"), (Mark.SIGNATURE, "甲|乙"), (Mark.SENTENCE, "句。"),
    ]  # fmt: skip


def test_an_office_gives_a_template_of_its_own(tmp_path: Path, material: Material) -> None:
    path = tmp_path / "a.txt"
    path.write_text("本单位共{{ figure('sites-total') }}个网站。", encoding="utf-8-sig")
    assert compose(material, read_template(path)).text == "本单位共457个网站。\n"


@pytest.mark.parametrize("data", ["中".encode("gbk"), b"a" * 300_000])
def test_a_file_that_is_no_template_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(NoticeTemplateError, match=r"a\.txt"):
        read_template(tmp_path / "a.txt")


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoticeTemplateError, match="nowhere"):
        read_template(tmp_path / "nowhere")
