"""What to send to a search form."""

from __future__ import annotations

import base64
import struct
from urllib.parse import quote, quote_plus, urlsplit, urlunsplit

from .form import SearchForm


def request_for(form: SearchForm, words: str) -> tuple[str, str, bytes]:
    """Method, address and body (empty for GET) that ask a form for words, in the form's encoding.

    As a browser does, a GET form's fields take the place of the query that its address carries.

    Raises:
        ValueError: the form has no address or no field, or only a browser can use it.
    """
    if form.scripted or not form.action or not form.field:
        raise ValueError("这个搜索表单只能在浏览器中使用")
    pairs = [*form.fixed, (form.field, words)]
    written = "&".join(
        f"{_escaped(name, form.encoding)}={_value(form, name, value)}" for name, value in pairs
    )
    if form.method == "POST":
        return "POST", form.action, written.encode("ascii")
    parts = urlsplit(form.action)
    return "GET", urlunsplit((parts.scheme, parts.netloc, parts.path or "/", written, "")), b""


def _escaped(text: str, encoding: str) -> str:
    return quote_plus(text, encoding=encoding, errors="xmlcharrefreplace")


def _value(form: SearchForm, name: str, value: str) -> str:
    if name != form.field or not form.coding:
        return _escaped(value, form.encoding)
    if form.coding == "base64":
        return quote(base64.b64encode(value.encode("utf-8", "replace")).decode("ascii"), safe="")
    units = value.encode("utf-16-le", "replace")  # what a script calls a character is a unit of UTF-16
    return "".join(
        quote(chr(unit), safe="") if unit < 128 else f"%u{unit:04X}"
        for unit in struct.unpack(f"<{len(units) // 2}H", units)
    )
