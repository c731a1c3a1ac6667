from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from govsite_checks.evidence import Capture, EvidenceFolder, Exchange, RunHeader
from govsite_checks.model import Encoding, Site

STARTED = datetime(2018, 9, 10, 4, 5, 6, 789000, tzinfo=UTC)
AS_OF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=timezone(timedelta(hours=8)))
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
GZIP_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"


@pytest.fixture
def site() -> Site:
    return Site(id="1100000088", name="示例市人民政府", url="https://www.example.gov.cn/")


@pytest.fixture
def as_of() -> datetime:
    return AS_OF


@pytest.fixture
def header() -> RunHeader:
    return RunHeader("beijing-2018q3", "a" * 64, AS_OF, "0.1.0", "mailto:census@example.gov.cn", "obey")


@pytest.fixture
def exchange() -> Callable[..., Exchange]:
    def make(body: bytes = b"", decoded: bytes | None = None, **more: Any) -> Exchange:
        given: dict[str, Any] = {
            "url": "https://www.example.gov.cn/",
            "method": "GET",
            "request_head": b"GET / HTTP/1.1\r\nHost: www.example.gov.cn\r\n\r\n",
            "started": STARTED,
            "address": "192.0.2.7",
            "status": 200,
            "head": HEAD,
            "tls": "TLSv1.3",
        }
        return Exchange(body=body, decoded=body if decoded is None else decoded, **(given | more))

    return make


@pytest.fixture
def capture(exchange: Callable[..., Exchange]) -> Callable[..., Capture]:
    """A seen page of UTF-8 text; ``zipped`` as a server sends it that compresses."""

    def make(
        text: str = "<p>政府网站</p>", *, zipped: bool = False, used: str = "utf-8", **more: Any
    ) -> Capture:
        data = text.encode(used)
        answer = exchange(gzip.compress(data, mtime=0), data, head=GZIP_HEAD) if zipped else exchange(data)
        given: dict[str, Any] = {
            "role": "home",
            "url": "https://www.example.gov.cn/",
            "final_url": "https://www.example.gov.cn/",
            "exchanges": (answer,),
            "encoding": Encoding("utf-8", "", used, "header"),
            "title": "示例市人民政府",
            "content_type": "text/html; charset=utf-8",
            "elapsed_s": 0.123456789,
        }
        return Capture(**(given | more))

    return make


@pytest.fixture
def written(
    tmp_path: Path, header: RunHeader, site: Site, capture: Callable[..., Capture]
) -> Callable[..., Path]:
    """Write one site of the given captures; the evidence folder."""

    def write(*captures: Capture) -> Path:
        path = tmp_path / "evidence"
        with EvidenceFolder.create(path, header) as folder:
            writer = folder.open_site(site)
            for one in captures or (capture(),):
                writer.add(one)
            writer.commit()
        return path

    return write
