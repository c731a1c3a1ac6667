"""The kinds of values an inventory holds: what each must look like, and what to say where it does not.

Every check is a plain function from the value that was written to the value that is kept. The pattern beside
it tells an editor the same through the JSON Schema, as far as a pattern can.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

import idna
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from govsite_checks.model import CHINA, printable
from govsite_checks.yamlfile import refuse, suggestion

D = TypeVar("D", bound=date)


ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
CODE_PATTERN = r"^(?:[0-9]{10}|[Bb][Mm][0-9]{8})$"
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
MOMENT_PATTERN = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?: ?(?:Z|[+-][0-9]{2}:[0-9]{2}))?)?$"
)
RULE_PATTERN = r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$"
ADDRESS_PATTERN = r"^(?:[0-9.]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}$"
URL_PATTERN = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s@]+$"

# Years outside of these are slips of the pen, and some of them cannot be moved between time zones.
FIRST_YEAR, LAST_YEAR = 1990, 2100

_HOST_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_MAIL = re.compile(r"mailto:[!-?A-~]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.IGNORECASE)


def _text(value: str) -> str:
    if not value.strip():
        raise refuse("不能为空")
    if printable(value, len(value)) != " ".join(value.split()):
        raise refuse("含有控制字符或不可见字符；请删去")
    return value.strip()


def _quote(value: str) -> str:
    return printable(value, 60)


def _identifier(value: str) -> str:
    if not re.fullmatch(ID_PATTERN[1:-1], value):
        raise refuse(
            f"“{_quote(value)}”不能用作编号；应为半角字母、数字、点、下划线或连字符，"
            "以字母或数字开头，不超过 64 个字符"
        )
    return value


def _site_code(value: str) -> str:
    if not re.fullmatch(CODE_PATTERN[1:-1], value):
        length = f"（现为 {len(value)} 位）" if value.isdecimal() and len(value) != 10 else ""
        raise refuse(
            f"“{_quote(value)}”不是政府网站标识码{length}；应为 10 位半角数字，或 bm 加 8 位数字。"
            "请核对；一时无法核对的，可删去 site_code 并另写 id"
        )
    return value


def _area_code(value: str) -> str:
    if not re.fullmatch(r"[0-9]{6}", value):
        raise refuse(f'“{_quote(value)}”不是行政区划代码；应为 6 位半角数字，如 "110000"')
    return value


def _rule_id(value: str) -> str:
    if not re.fullmatch(RULE_PATTERN[1:-1], value):
        raise refuse(f"“{_quote(value)}”不是规则编号；应形如 footer-icp")
    return value


def url_host(value: str) -> str:
    """The host of an address, as written.

    Raises:
        PydanticCustomError: the text is no http or https address that could be opened.
    """
    if re.search(r"[\s\\]", value) or printable(value, len(value)) != value:
        raise refuse("网址中不能有空格、反斜杠或控制字符")
    if not re.match(r"(?i)https?://", value):
        raise refuse(_scheme_advice(value))
    try:
        parts = urlsplit(value)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise refuse(f"“{_quote(value)}”不是合格的网址；请检查主机名和端口") from None
    if "@" in parts.netloc:
        raise refuse("网址中不能写用户名或密码")
    if host in {"http", "https"}:
        raise refuse("网址的协议写了两次；请保留一个")
    if port == 0 or parts.netloc.endswith(":"):
        raise refuse("网址的端口不合规；应为 1 至 65535")
    _check_host(host)
    return host


def _scheme_advice(value: str) -> str:
    if re.match(r"(?i)https?(?:：|:)", value):
        return f"“{_quote(value)}”的协议写法有误；应以半角的 http:// 或 https:// 开头"
    if "://" in value:
        return f"“{_quote(value)}”不是网页地址；只支持 http:// 和 https://"
    return f"“{_quote(value)}”缺少协议；请写成 https://{_quote(value.lstrip('/'))} 或 http:// 开头的网址"


def _check_host(host: str) -> None:
    if not host:
        raise refuse("网址缺少主机名，如 https://www.example.gov.cn/")
    if ":" in host:
        return  # an IPv6 literal: urlsplit has checked the brackets and, since Python 3.11.4, the address
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise refuse(f"“{_quote(host)}”不是合格的域名") from None
    labels = name.removesuffix(".").split(".")
    if len(name) > 253 or not all(_HOST_LABEL.fullmatch(label) for label in labels):
        raise refuse(f"“{_quote(host)}”不是合格的域名")
    if labels[-1].isdecimal() and not _is_ipv4(name):
        raise refuse(f"“{_quote(host)}”不是合格的 IP 地址")


def _is_ipv4(text: str) -> bool:
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True


def _url(value: str) -> str:
    url_host(value)
    return value


def _reference(value: str) -> str:
    """A hint may be relative to the site's address."""
    if re.match(r"(?i)https?:", value):
        return _url(value)
    if re.search(r"[\s\\]", value) or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value):
        raise refuse(f"“{_quote(value)}”不是网址；应为 / 开头的站内路径，或 http、https 网址")
    return value


def _contact(value: str) -> str:
    if _MAIL.fullmatch(value):
        return value
    if re.match(r"(?i)https?://", value) and value.isascii():
        return _url(value)
    raise refuse("应为 mailto:加邮箱，或半角字符的 http、https 网址，供被访问网站的管理者联系")


def _host(value: str) -> str:
    if "/" in value or "@" in value:
        raise refuse("此处只写主机名，不带协议和路径，如 www.example.gov.cn")
    _check_host(value)
    return value.lower()


def _address(value: str) -> str:
    host, _, port = value.rpartition(":")
    try:
        if not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
            raise ValueError
        if host.startswith("[") and host.endswith("]"):
            ipaddress.IPv6Address(host[1:-1])
        else:
            ipaddress.IPv4Address(host)
    except ValueError:
        raise refuse(
            f'“{_quote(value)}”不是“地址:端口”；应形如 "127.0.0.1:8080" 或 "[::1]:8080"，地址写数字形式'
        ) from None
    return value


def _day(value: Any) -> date:
    text = _written(value)
    if not re.fullmatch(DATE_PATTERN[1:-1], text):
        more = "；此处只写日期，不写时间" if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", text) else ""
        raise refuse(f"“{_quote(text)}”不是日期{more}；应形如 2018-09-10")
    return _calendar(text, date.fromisoformat)


def _moment(value: Any) -> datetime:
    text = _written(value)
    if re.fullmatch(DATE_PATTERN[1:-1], text):
        return datetime.combine(_calendar(text, date.fromisoformat), time(23, 59, 59), CHINA)
    if not re.fullmatch(MOMENT_PATTERN[1:-1], text):
        raise refuse(f"“{_quote(text)}”不是日期或时间；应形如 2018-09-10 或 2018-09-10T17:30:00+08:00")
    moment = _calendar(re.sub(r" (?=[Z+-])", "", text), datetime.fromisoformat)
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


def _written(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value)[:40] if not isinstance(value, int) or abs(value) < 10**40 else "…"
    raise refuse("应为日期，形如 2018-09-10")


def _calendar(text: str, read: Callable[[str], D]) -> D:
    try:
        day = read(text)
    except ValueError:
        raise refuse(f"“{_quote(text)}”在日历上不存在") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise refuse(f"“{_quote(text)}”的年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间")
    return day


def one_of(words: Mapping[str, str]) -> AfterValidator:
    """The check of a closed vocabulary: the words to write, and what each means in Chinese."""
    listed = "、".join(f"{word}（{meaning}）" for word, meaning in words.items())
    by_meaning = {meaning: word for word, meaning in words.items()}

    def check(value: str) -> str:
        if value in words:
            return value
        hint = f"是否为 {by_meaning[value]}？" if value in by_meaning else suggestion(value, words)
        raise refuse(f"“{_quote(value)}”不在可选范围内；{hint}可选：{listed}")

    return AfterValidator(check)


def enum_of(words: Mapping[str, str]) -> WithJsonSchema:
    """What the JSON Schema says of a closed vocabulary."""
    return WithJsonSchema({"type": "string", "enum": list(words)})


def _patterned(pattern: str, check: Callable[[str], str]) -> Any:
    return Annotated[str, AfterValidator(check), WithJsonSchema({"type": "string", "pattern": pattern})]


Text = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_text)]
LongText = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(_text)]
Identifier = _patterned(ID_PATTERN, _identifier)
SiteCode = _patterned(CODE_PATTERN, _site_code)
AreaCode = _patterned(r"^[0-9]{6}$", _area_code)
RuleId = _patterned(RULE_PATTERN, _rule_id)
Url = Annotated[
    str,
    Field(max_length=2000),
    AfterValidator(_url),
    WithJsonSchema({"type": "string", "pattern": URL_PATTERN, "maxLength": 2000}),
]
Reference = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_reference)]
Contact = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_contact)]
Host = Annotated[str, AfterValidator(_host)]
Address = _patterned(ADDRESS_PATTERN, _address)
Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "pattern": DATE_PATTERN})
]
Moment = Annotated[
    datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "pattern": MOMENT_PATTERN})
]
