"""Whether what a link leads to is there: answered, gone, doubtful, or not to be known from here.

Only an answer that says so makes a link broken: 404 or 410, or, for another host, a name that does not exist. A refusal,
a fault of the server, a time-out, a firewall's page are unknown: the next visitor may well get through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import product
from re import Pattern
from urllib.parse import urlsplit

from ahocorasick_rs import AhoCorasick

from govsite_checks.model import Page, PageError, Role, Snapshot
from govsite_checks.reading.page.document import Document, host_of, text_of
from govsite_checks.reading.page.tables import any_of, table
from govsite_checks.wording import PAGE_ERROR

from .outward import registered

GONE = {404: "页面不存在", 410: "页面已删除"}
# A page that says in its body that nothing is here says little else.
SHORT_HTML = 12_000
SHORT_TEXT = 300
# The collector's own words for the resolver's answer that a name does not exist.
_NO_NAME = ("不存在", "没有地址")
# What fails only once the name has been found.
_CONNECTED = frozenset((PageError.REFUSED, PageError.TLS, PageError.CONNECTION))


class State(StrEnum):
    """What is known of the target of a link."""

    OK = "ok"
    BROKEN = "broken"
    DOUBTFUL = "doubtful"  # it answers, and its words say that nothing is there
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reach:
    """The state of a target and the reason in Chinese; ``by_name`` where it rests on the name service alone."""

    state: State
    why: str = ""
    by_name: bool = False


def reach(page: Page, own_host: str = "") -> Reach:
    """What one answer says of its address; ``own_host`` is the site's, whose name is known to exist."""
    if page.status in GONE and page.error in {"", PageError.HTTP_STATUS}:
        return Reach(State.BROKEN, f"返回 {page.status}（{GONE[page.status]}）")
    if page.error == PageError.DNS:
        return _no_name(page, own_host)
    if page.error and not (page.error == PageError.NOT_TEXT and _is_success(page.status)):
        return Reach(State.UNKNOWN, _reason(page))
    if not _is_success(page.status):
        return Reach(State.UNKNOWN, f"返回状态码 {page.status}")
    if _went_to_error_page(page):
        return Reach(State.BROKEN, "跳转到以 404 命名的错误页")
    said = _says_gone(page)
    return Reach(State.DOUBTFUL, f"页面写有“{said}”") if said else Reach(State.OK)


def is_gone(document: Document) -> bool:
    """Whether a page is the site's way to say that nothing is at its address, whatever its status."""
    return reach(document.page).state in (State.BROKEN, State.DOUBTFUL)


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Every answer of a snapshot by the address that was asked for.

    ``resolves`` is whether the name of any other host was found: where none was, the fault may be our resolver's.
    """

    own_host: str
    home_title: str
    missing_titles: frozenset[str]
    resolves: bool
    pages: Mapping[str, Page]
    _known: dict[int, Reach] = field(default_factory=dict, repr=False)

    def of(self, url: str) -> Page | None:
        """The answer of an address, None where it was never asked for."""
        return self.pages.get(key_of(url))

    def reach(self, page: Page) -> Reach:
        """What is known of a page's address, in view of the site's other answers."""
        if id(page) not in self._known:
            self._known[id(page)] = self._reach(page)
        return self._known[id(page)]

    def _reach(self, page: Page) -> Reach:
        found = reach(page, self.own_host)
        if found.by_name and not self.resolves:
            return Reach(State.UNKNOWN, "其他域名也未能解析，可能是本机网络的原因")
        if found.state is State.OK and page.title in self.missing_titles:
            return Reach(State.DOUBTFUL, "与本站不存在的地址得到的页面同名")
        return found


def answers(snapshot: Snapshot) -> Answers:
    """The answers of a snapshot; for ``Snapshot.derive``."""
    home = snapshot.home
    own_host = host_of(home.final_url or home.url)
    pages: dict[str, Page] = {}
    for page in snapshot.pages:
        key = key_of(page.url)
        if key not in pages or (page.status is not None and pages[key].status is None):
            pages[key] = page
    for page in snapshot.pages:
        if page.seen and page.final_url:
            pages.setdefault(key_of(page.final_url), page)
    missing = {page.title for page in snapshot.pages_of(Role.PROBE) if page.seen and page.title}
    return Answers(
        own_host, home.title, frozenset(missing - {home.title}), _resolves(snapshot, own_host), pages
    )


def key_of(url: str) -> str:
    """An address as answers are looked up by: without fragment, with a path."""
    bare = url.partition("#")[0]
    return f"{bare}/" if bare.count("/") == 2 else bare


def _resolves(snapshot: Snapshot, own_host: str) -> bool:
    """Whether the name of another host was found, or none was asked for."""
    own = registered(own_host)
    others = [page for page in snapshot.pages if registered(host_of(page.url)) != own]
    found = any(page.status is not None or page.error in _CONNECTED for page in others)
    return found or not any(page.error == PageError.DNS for page in others)


def _is_success(status: int | None) -> bool:
    return status is not None and 200 <= status < 300


def _no_name(page: Page, own_host: str) -> Reach:
    if host_of(page.url) == own_host or not any(word in page.detail for word in _NO_NAME):
        return Reach(State.UNKNOWN, _reason(page))
    return Reach(State.BROKEN, "域名不存在", by_name=True)


def _reason(page: Page) -> str:
    if page.error == PageError.HTTP_STATUS and page.status is not None:
        return f"返回状态码 {page.status}"
    return PAGE_ERROR.get(page.error, "未能访问")


def _went_to_error_page(page: Page) -> bool:
    if not page.final_url or key_of(page.final_url) == key_of(page.url):
        return False
    try:
        asked, answered = urlsplit(page.url).path, urlsplit(page.final_url).path
    except ValueError:
        return False
    return bool(_patterns("error_path").search(answered)) and not _patterns("error_path").search(asked)


def _says_gone(page: Page) -> str:
    gone = _patterns("gone")
    found = gone.search(page.title[:200])
    if found is None and page.html and len(page.html) < SHORT_HTML and _may_say_gone(page.html):
        shown = text_of(page.html)
        found = gone.search(shown) if len(shown) <= SHORT_TEXT else None
    return re.sub(r"[。\s]+", " ", found[0]).strip()[:30] if found else ""


def _may_say_gone(source: str) -> bool:
    """Whether a source says so somewhere; for the words that every wording needs is looked first, which is cheap."""
    return bool(_needs().find_matches_as_indexes(source) and _patterns("gone").search(source))


@cache
def _needs() -> AhoCorasick:
    """The words of which there must be one, those of letters in each way to write them small and large, for one pass.

    Half a site's time for judging its links went into making every page lower case for them, and then a third of it into
    a pattern for those of letters.
    """
    words: list[str] = table("reach")["gone_needs"]
    return AhoCorasick(
        ["".join(signs) for word in words for signs in product(*({s.lower(), s.upper()} for s in word))]
    )


@cache
def _patterns(name: str) -> Pattern[str]:
    return any_of(table("reach")[name])
