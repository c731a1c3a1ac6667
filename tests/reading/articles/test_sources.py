"""Whether a content page names its source."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.reading.articles.sources import Source, is_list, read_source
from govsite_checks.reading.page.document import Document

TITLE = "<title>示例市召开专题会议</title><h1>示例市召开专题会议</h1>"


def doc(html: str) -> Document:
    return Document(sample.page("article", "/a/1.html", html), sample.AS_OF)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("发布时间：2018-09-01 来源：本站", Source.SHOWN),
        ("发布时间：2018-09-01 来　源 ：示例日报", Source.SHOWN),
        ("发布机构：示例市人民政府 发布时间：2018-09-01", Source.SHOWN),
        ("发布时间：2018-09-01 浏览次数：12 字体：大 中 小 打印 分享", Source.MISSING),
        ("发布时间：2018-09-01 来源：", Source.MISSING),
        ("发布时间：2018-09-01 来源：<script>w()</script>", Source.UNSURE),
        ("发布时间：2018-09-01 示例日报", Source.UNSURE),
        ("发布时间：2018-09-01 来源：</p><p>示例日报", Source.UNSURE),
        ("发布时间：2018-09-01 来源：</p><p>浏览次数：12", Source.MISSING),
        ("发布时间：2018-09-01</p><p>会议结束。（示例日报记者张某）", Source.UNSURE),
        ("发布时间：2018-09-01</p><p>记者从会上获悉有关情况。", Source.MISSING),
        ("发布时间：2018-09-01<script>var t = '来源：' + s</script>", Source.UNSURE),
    ],
)
def test_sources(line: str, source: Source) -> None:
    assert read_source(doc(f"{TITLE}<p>{line}</p><p>会议研究了有关工作。</p>")) is source


def test_a_list_is_no_article() -> None:
    assert is_list(doc(sample.rows(1, 2, 3, 4, 5, 6)))
    assert not is_list(doc(f"{TITLE}<p>会议研究了有关工作。</p>"))
