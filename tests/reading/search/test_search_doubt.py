"""Pages that show no search and may have one: an icon, a link without words, a field that is no form."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.model import Role
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.search.doubt import doubt_of_search

PAGE = sample.site_page("版权所有", more="本页是示例市人民政府网站的内容。" * 12)


def doubt(more: str) -> str:
    return doubt_of_search(
        Document(sample.page(Role.HOME, "/", PAGE.replace("</nav>", f"</nav>{more}")), sample.AS_OF)
    )


@pytest.mark.parametrize(
    "more",
    [
        '<a href="/s/" class="icon-search"></a>',
        '<a href="/s/"><i class="fa fa-search"></i></a>',
        '<a href="/jsearch/"><img src="/i/2.png"></a>',
        '<a href="/s/"><img src="/i/sousuo.png"></a>',
        '<div contenteditable="true"></div>',
        '<div role="search"></div>',
    ],
)
def test_a_way_in_without_words_is_for_a_person(more: str) -> None:
    assert "疑似搜索入口" in doubt(more)


@pytest.mark.parametrize(
    "more",
    [
        '<input id="w"><a href="javascript:;" onclick="goSearch()">查找</a>',
        '<input id="w" onkeypress="search(event)">',
    ],
)
def test_what_is_done_when_it_is_pressed_is_for_a_person(more: str) -> None:
    assert "痕迹" in doubt(more)


@pytest.mark.parametrize(
    "more",
    [
        "",
        '<a href="https://beian.mps.gov.cn/#/query/webSearch?code=11"><img src="/i/ghs.png"></a>',
        '<a href="/research/">研究成果</a>',
        '<a href="/a/"><img src="/i/2.png"></a>',
    ],
)
def test_other_links_leave_no_doubt(more: str) -> None:
    assert doubt(more) == ""
