"""Signs of commercial advertising."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.safety.advertising import read_advertising


def doc(html: str) -> Document:
    return Document(sample.page("article", "/a/1.html", html), sample.AS_OF)


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ('<script src="https://pos.baidu.com/a.js"></script>', 1),
        ('<ins class="adsbygoogle" data-ad-client="x"></ins><iframe src="//x.doubleclick.net/"></iframe>', 2),
        ('<script src="https://hm.baidu.com/hm.js"></script>', 0),
        ('<div class="floatAd"><a href="http://x.example.com/"><img src="a"></a></div>', 1),
        ('<div class="floatAd"><a href="/zt/"><img src="a"></a></div>', 0),
        ('<a href="http://x.example.com/">违法广告公示</a>', 0),
        ('<a href="http://x.example.com/">旗舰店</a>', 1),
    ],
)
def test_advertising(html: str, count: int) -> None:
    assert len(read_advertising(doc(html))) == count
