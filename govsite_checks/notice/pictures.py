"""Pictures of evidence in a form that word processors open: old ones know no WebP."""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image, UnidentifiedImageError

MAX_PIXELS: Final = 40_000_000


def as_png(data: bytes) -> bytes:
    """The picture as PNG; empty where the bytes are no picture or one that is too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures, which are refused below
            with Image.open(io.BytesIO(data), formats=("WEBP", "PNG", "JPEG")) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    return b""
                buffer = io.BytesIO()
                picture.convert("RGB").save(buffer, "PNG")
                return buffer.getvalue()
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return b""
