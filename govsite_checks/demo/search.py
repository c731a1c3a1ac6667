"""The search of a demo site: a form in the manner of its layout, and results from its articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from urllib.parse import parse_qsl, quote_from_bytes

from .content import Article, SiteContent
from .facts import SearchFacts
from .render import readable

ROWS = 5
_RECENT = timedelta(days=30)
CLASSES = ("全部", "新闻动态", "政务公开", "办事服务", "互动交流")


@dataclass(frozen=True, slots=True)
class Form:
    """A search form: where it leads, how, the name of its field, its hidden fields."""

    action: str
    method: str
    field: str
    hidden: tuple[tuple[str, str], ...] = ()


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "portal": Form("/search", "get", "q"),
        "bureau": Form("/jsearch/search.do", "get", "keyword", (("siteid", "1"), ("pos", "title"))),
        "cards": Form("/s/", "get", "wd"),
        "classic": Form("/so.htm?treeid=1001", "post", "searchkey", (("condition", "0"),)),
        "ministry": Form("/so/s", "get", "qt", (("siteCode", "main"),)),
    }
)
# A form that sends what is typed to another owner.
FOREIGN = Form("http://www.xugou-sousuo.example/query", "post", "q")
ENGINE = Form("https://www.baidu.com/s", "get", "wd", (("ct", "2097152"),))


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results. ``total`` is how many there are; ``next_url`` is empty on the last page."""

    words: str
    results: tuple[Article, ...]
    total: int
    page: int
    next_url: str
    none: bool

    def snippet(self, article: Article) -> str:
        """The piece of an article that a result shows: from where the words are."""
        text = next((p for p in article.paragraphs if self.words in p), article.paragraphs[0])
        start = max(0, text.find(self.words) - 20)
        return text[start : start + 70]

    @property
    def pages(self) -> int:
        """How many pages of results there are."""
        return -(-self.total // ROWS)


def fields_of(raw: str) -> dict[str, str]:
    """The fields of a query or of a posted form; each is read as UTF-8 or else as GBK."""
    pairs = parse_qsl(raw, keep_blank_values=True, encoding="latin-1")
    return {readable(name.encode("latin-1")): _value(value) for name, value in pairs}


def _value(value: str) -> str:
    raw = value.encode("latin-1")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def find(
    content: SiteContent, facts: SearchFacts, form: Form, fields: Mapping[str, str], charset: str
) -> Found:
    """The results for what was sent."""
    words = " ".join(fields.get(form.field, "").split())
    matches = _matches(content, facts, words)
    page = int(number) if (number := fields.get("p", "1")).isdecimal() and len(number) < 5 else 1
    shown = matches[(page - 1) * ROWS : page * ROWS]
    following = ""
    if facts.paged and page * ROWS < len(matches):
        query = quote_from_bytes(words.encode(charset, "replace"), safe="")
        path = form.action.partition("?")[0]
        hidden = "".join(f"{name}={value}&" for name, value in form.hidden)
        following = f"{path}?{hidden}{form.field}={query}&p={page + 1}"
    return Found(words, tuple(shown), len(matches), page, following, none=not matches)


def _matches(content: SiteContent, facts: SearchFacts, words: str) -> list[Article]:
    if facts.finds == "none" or not words:
        return []
    found = [a for a in content.articles if words in a.title]
    found += [a for a in content.articles if a not in found and any(words in p for p in a.paragraphs)]
    if facts.finds == "recent" and found:
        newest = content.articles[0].published
        found = [a for a in found if newest - a.published <= _RECENT]
    if not found and facts.absurd == "everything":
        return list(content.articles)
    return found
