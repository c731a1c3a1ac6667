"""What is kept of a page, and for how long."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from datetime import datetime

import pytest

from govsite_checks.model import CHINA, Page, Role, Site, Snapshot
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.page.document import Document, document

URL = "http://www.example.gov.cn/xwdt/"
HTML = """<html><head><title>新闻动态</title></head><body><ul id="menu"><li><a href="/">首页</a></li><li><a href="/b/">公开</a></li>
</ul><div class="list"><ul>{}</ul></div></body></html>""".format(
    "".join(
        f'<li><a href="{n}.html">关于做好第{n}项工作的通知</a> <em>2018-09-{n:02}</em></li>'
        for n in range(1, 9)
    )
)


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Without the garbage collector, which in a long run comes hardly ever."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
def test_what_was_read_goes_with_its_snapshot() -> None:
    """A document in a circle would hold the trees of all pages of its site: gigabytes in a run over many sites."""
    page = Page(role=Role.COLUMN, url=URL, final_url=URL, status=200, text=HTML)
    snapshot = Snapshot(Site("1", "虚构市", URL), datetime(2018, 9, 10, tzinfo=CHINA), (page,))
    of = document(snapshot, page)
    assert len(of.derive(read_list).items) == 8
    assert of.source.text.startswith("首页")
    kept = weakref.ref(of)
    del snapshot, of
    assert kept() is None


@pytest.mark.usefixtures("no_collector")
def test_the_places_of_links_go_when_the_list_is_read() -> None:
    page = Page(role=Role.COLUMN, url=URL, final_url=URL, status=200, text=HTML)
    of = Document(page, datetime(2018, 9, 10, tzinfo=CHINA))
    assert len(read_list(of).items) == 8
    assert not [kept for kept in gc.get_objects() if type(kept).__name__ == "_Place"]
