"""Empty places that a page's own scripts name give a reason to show it."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.model import RenderReason, Role
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.rendering.places import awaits_content
from govsite_checks.reading.rendering.reasons import reason_to_render

ROWS = "".join(
    f'<li><a href="/xw/{n}.html">本市召开第{n}次工作会议</a> 2018-09-0{n + 1}</li>' for n in range(5)
)
FILLS = '<script>fetchRows("rows_gg", "/api/rows?col=gg");</script>'


def column(html: str) -> Document:
    return Document(sample.page(Role.COLUMN, "/xw/", html), sample.AS_OF)


@pytest.mark.parametrize(
    ("html", "awaits"),
    [
        (f'<ul>{ROWS}</ul><div id="rows_gg"></div>{FILLS}', True),
        (f"""<ul>{ROWS}</ul><ul id="rows_gg"></ul><script>$('#rows_gg').load('/a')</script>""", True),
        (f'<ul>{ROWS}</ul><div id="rows_gg"><p>暂无</p></div>{FILLS}', False),
        (f'<ul>{ROWS}</ul><div id="rows_gg"><a href="/x/"></a></div>{FILLS}', False),
        (f'<ul>{ROWS}</ul><div id="rows"></div>{FILLS}', False),
        (f'<ul>{ROWS}</ul><div id="rows_gg"></div><script src="/rows_gg.js"></script>', False),
        (f'<ul>{ROWS}</ul><div id="share_gg"></div><script>share("share_gg")</script>', False),
        (f'<ul>{ROWS}</ul><div id="rows_gg"></div>', False),
    ],
    ids=[
        "named by a string",
        "named by a selector",
        "has words",
        "has a link",
        "a longer name",
        "a file of scripts",
        "furniture",
        "no script",
    ],
)
def test_an_empty_place_that_a_script_names(html: str, awaits: bool) -> None:
    assert awaits_content(column(html)) is awaits


def test_one_block_of_several_that_is_filled_later_is_a_reason() -> None:
    more = "<p>本市信息，供公众查阅。</p>" * 20
    whole = f"<h2>动态</h2><ul>{ROWS}</ul>{more}<h2>公告</h2>"
    assert (
        reason_to_render(column(f'{whole}<div id="rows_gg"></div>{FILLS}'), Role.COLUMN) == RenderReason.LIST
    )
    assert reason_to_render(column(f'{whole}<div id="rows_gg">{ROWS}</div>{FILLS}'), Role.COLUMN) == ""
