"""Ways in for everybody: shown, put in by a tool bar, or nowhere."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.reading.looks.accessibility import Entry, read_accessibility
from govsite_checks.reading.page.document import Document


def doc(html: str) -> Document:
    return Document(sample.page("article", "/a/1.html", html), sample.AS_OF)


@pytest.mark.parametrize(
    ("html", "entry"),
    [
        ('<a href="#">无障碍</a>', Entry.SHOWN),
        ('<button title="长者模式"></button>', Entry.SHOWN),
        ("<a href=/1>我市召开无障碍环境建设推进会议并部署下一步工作</a>", Entry.NONE),
        ('<script src="/js/barrierfree.js"></script>', Entry.TOOL),
        ('<script src="/js/a.js"></script>', Entry.SCRIPTED),
        ('<iframe src="/top.html"></iframe>', Entry.SCRIPTED),
        ("<!-- <a>无障碍</a> -->", Entry.NONE),
        ('<em onclick="old()">长辈版</em>', Entry.SHOWN),
        ("<p>无障碍阅读</p>", Entry.NAMED),
        ('<img src="/i/wza.png">', Entry.NAMED),
    ],
)
def test_ways_in_for_everybody(html: str, entry: Entry) -> None:
    assert read_accessibility(doc(html))[0] is entry
