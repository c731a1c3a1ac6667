"""Bytes to text, in the order in which a page's own words are believed.

Byte order mark, then the header's charset, then the page's meta, then detection, then GB18030. What is declared is
held against the bytes: text that is valid UTF-8 with characters beyond ASCII in it is UTF-8 whatever it says, for a
legacy encoding almost never looks like that by chance; a declaration that the bytes do not bear out is not followed.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from resiliparse.parse.encoding import EncodingDetector

from govsite_checks.model import Encoding

META_BYTES = 4096
_DETECTED_BYTES = 64 * 1024
_LABEL_CHARS = 40

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
# Written in every broken way: httpequiv without a hyphen, values without quotes, quotes of other scripts.
_META = re.compile(
    rb"<\s*meta\b[^>]{0,500}?\bcharset\s*=\s*[\"'\xe2\x80\x9c\x9d\xa1\xb0\xb1\s]{0,6}([a-z0-9_.:-]+)",
    re.IGNORECASE,
)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([a-z0-9_.:-]+)", re.IGNORECASE)
# What Chinese text in UTF-8 is made of. Two-byte characters alone may be GBK: "通" is one of them.
_BEYOND_LATIN = re.compile("[\u0800-\U0010ffff]")
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)

# The standard's labels (WHATWG Encoding) for what Chinese sites declare; others go through Python's own table.
_LABELS = {
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "x-gbk": "gb18030",
    "chinese": "gb18030",
    "big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
# Encodings that Python has and that no page is in: they would turn a page into nonsense, or are no text at all.
_WESTERN = ("cp125", "iso8859", "koi8")
_TEXT_CODECS = re.compile(r"utf-8|gb18030|big5|cp125\d|cp932|cp949|iso8859-\d+|euc_|shift_jis|koi8|hz$")


def decode(body: bytes, content_type: str) -> tuple[str, Encoding]:
    """The text of a body and how it came about. Never raises; the same bytes give the same text.

    ``content_type`` is the header's value as sent. Bytes that fit no encoding become U+FFFD.
    """
    header = _header_label(content_type)
    meta = _meta_label(body)
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace"), Encoding(header, meta, codec, "bom")
    wide = _looks_utf16(body)
    if wide:
        return body.decode(wide, "replace"), Encoding(header, meta, wide, "detected")
    text, used, how = _by_declaration(body, header, meta) or _by_evidence(body)
    return text, Encoding(header, meta, used, how)


def _by_declaration(body: bytes, header: str, meta: str) -> tuple[str, str, str] | None:
    """The text by the first declaration that the bytes bear out, UTF-8 before any that is not."""
    declared = [
        (codec, how) for label, how in ((header, "header"), (meta, "meta")) if (codec := _codec(label))
    ]
    utf8 = _strict(body, "utf-8")
    if utf8 is not None:
        how = next((how for codec, how in declared if codec == "utf-8"), "")
        if how:
            return utf8, "utf-8", how
        if _BEYOND_LATIN.search(utf8):
            return utf8, "utf-8", "detected"
    for codec, how in declared:
        text = _strict(body, codec)
        if text is None:
            continue
        # A Western encoding bears out any bytes at all: what the bytes look like goes before it.
        if codec.startswith(_WESTERN) and not body.isascii() and _detect(body):
            return None
        return text, codec, how
    return _nearly(body, declared)


def _nearly(body: bytes, declared: list[tuple[str, str]]) -> tuple[str, str, str] | None:
    """The text by a declaration that all but a few bytes bear out: one broken character must not undo a page."""
    best: tuple[int, str, str, str] | None = None
    for codec, how in declared:
        text = body.decode(codec, "replace")
        broken = text.count("\ufffd")
        foreign = len(text) - len(text.encode("ascii", "ignore"))
        if broken * 20 <= foreign and (best is None or broken < best[0]):
            best = (broken, text, codec, how)
    return best[1:] if best else None


def _by_evidence(body: bytes) -> tuple[str, str, str]:
    """The text by what its bytes look like."""
    if body.isascii():
        return body.decode("ascii"), "utf-8", "fallback"
    codec = _detect(body)
    found = _strict(body, codec) if codec else None
    if found is not None:
        return found, codec, "detected"
    # One broken byte rules out a strict reading: take the less broken of the two that Chinese pages are in.
    readings = [(body.decode(codec, "replace"), codec) for codec in ("gb18030", "utf-8")]
    text, codec = min(readings, key=lambda reading: reading[0].count("\ufffd"))
    return text, codec, "fallback"


def _detect(body: bytes) -> str:
    """What the detector makes of the bytes; a Western guess on a page of this country is a misreading of GBK."""
    detector = EncodingDetector()
    detector.update(body[:_DETECTED_BYTES])
    found = _codec(str(detector.encoding(html5_compatible=False) or ""))
    return "" if found.startswith(_WESTERN) else found


def _looks_utf16(body: bytes) -> str:
    """The byte order of UTF-16 without a mark: markup puts a zero into every other byte."""
    head = body[:512]
    half = len(head) // 2
    if half < 4:
        return ""
    if head[1::2].count(0) * 2 > half and head[0::2].count(0) * 8 < half:
        return "utf-16-le"
    if head[0::2].count(0) * 2 > half and head[1::2].count(0) * 8 < half:
        return "utf-16-be"
    return ""


def _strict(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _header_label(content_type: str) -> str:
    found = _HEADER.search(content_type) if content_type else None
    return found[1][:_LABEL_CHARS] if found else ""


def _meta_label(body: bytes) -> str:
    head = body[:META_BYTES]
    found = _META.search(_COMMENT.sub(b"", head) if b"<!--" in head else head) or _XML.match(head)
    return found[1][:_LABEL_CHARS].decode("ascii", "replace") if found else ""


@lru_cache(maxsize=256)
def _codec(label: str) -> str:
    """Python's name of a declared encoding; empty where it is unknown or none that a page is in."""
    key = label.strip().lower()
    known = _LABELS.get(key)
    if known:
        return known
    try:
        name = codecs.lookup(key).name
    except (LookupError, UnicodeError, ValueError):
        return ""
    name = _LABELS.get(name, name)
    return name if _TEXT_CODECS.match(name) else ""
