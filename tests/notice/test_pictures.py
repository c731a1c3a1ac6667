from __future__ import annotations

import io

import pytest
from PIL import Image

from govsite_checks.notice.pictures import as_png


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "JPEG"])
def test_pictures_of_evidence_become_png(kind: str) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(buffer, kind)
    with Image.open(io.BytesIO(as_png(buffer.getvalue()))) as picture:
        assert (picture.format, picture.size) == ("PNG", (30, 20))


@pytest.mark.parametrize(
    "data", [b"", b"RIFF\x00\x00\x00\x00WEBPVP8 ", b"%!PS-Adobe-3.0", b"\x89PNG\r\n\x1a\n" + b"\0" * 40]
)
def test_what_is_none_is_left_out(data: bytes) -> None:
    assert as_png(data) == b""


def test_a_picture_of_endless_size_is_left_out() -> None:
    buffer = io.BytesIO()
    Image.new("1", (8_000, 8_000)).save(buffer, "PNG")
    assert as_png(buffer.getvalue()) == b""
