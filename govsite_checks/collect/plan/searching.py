"""What the site's own search is asked: the words of a recent article, of an older one, and words that mean nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from govsite_checks.collect.browse.contracts import Doing
from govsite_checks.collect.contracts import Wanted
from govsite_checks.model import Observation, Role, Site
from govsite_checks.reading.columns.navigation import same_host
from govsite_checks.reading.page.document import host_of
from govsite_checks.reading.search.page import SearchForm, request_for

from .refused import is_refused

# As many characters of a title as a citizen would paste.
WORDS = 20
FEWEST = 4
# The ages in days between which an article is one that a search must know, and from which one is old.
KNOWN = (3, 60)
OLDER = 90
_CUT = re.compile(r"(?:…|\.{2,})\s*$")
_PIECE = re.compile(r"[\u3005-\u3007\u3400-\u9fff\U00020000-\U0003ffffA-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Known:
    """An article that was seen: its title and its sure day."""

    title: str
    day: date


def words_of(title: str) -> str:
    """The middle part of a title, at most 20 characters of its longest piece without punctuation."""
    piece: str = max(_PIECE.findall(title), key=len, default="")
    start = max(0, (len(piece) - WORDS) // 2)
    return piece[start : start + WORDS]


def nonsense(site: Site) -> str:
    """Words that no page has, the same for a site each time."""
    return "qzxv" + hashlib.sha256(site.id.encode()).hexdigest()[:8]


def queries(
    site: Site, articles: Iterable[Known], today: date, listed: Iterable[Known] = ()
) -> Iterator[tuple[str, str]]:
    """What to ask, each with its purpose as in ``Page.note``: of articles that were opened, else of rows of lists."""
    usable = [*_aged(articles, today), *_aged((row for row in listed if not _CUT.search(row.title)), today)]
    known = next((words for age, words in usable if KNOWN[0] <= age <= KNOWN[1]), "")
    older = next((words for age, words in usable if age > OLDER and words != known), "")
    if known:
        yield "known", known
    if older:
        yield "older", older
    yield "absurd", nonsense(site)


def _aged(articles: Iterable[Known], today: date) -> list[tuple[int, str]]:
    """Ages in days and words to ask for, the youngest first."""
    aged = sorted(((today - article.day).days, words_of(article.title)) for article in articles)
    return [(age, words) for age, words in aged if len(words) >= FEWEST]


def form_of(forms: Iterable[SearchForm], url: str) -> tuple[SearchForm | None, Observation | None]:
    """The form to use, or why there is none. A form that posts is used only on the site's own host."""
    first: SearchForm | None = None
    for form in forms:
        first = first or form
        posts_elsewhere = form.method == "POST" and not same_host(form.action, url)
        acts = is_refused(form.action)
        if form.action and form.field and not (form.foreign or form.scripted or posts_elsewhere or acts):
            return form, None
    if first is None:
        return None, Observation(
            "omission", Role.SEARCH, "no-form", "首页未见可以直接提交的站内搜索表单", "1"
        )
    if first.scripted:
        return None, Observation("omission", Role.SEARCH, "no-form", first.scripted[:200], "1")
    host = first.foreign or host_of(first.action)
    return None, Observation("omission", Role.SEARCH, "foreign-form", host, "1")


def is_link(form: SearchForm) -> bool:
    """Whether all that is known of a search is a link to the page where one may search."""
    return bool(form.scripted and form.action and not form.field)


def is_typed(forms: Iterable[SearchForm]) -> bool:
    """Whether the likeliest form is the site's own and is sent by scripts alone: a browser can type into it."""
    first = next(iter(forms), None)
    return first is not None and bool(first.scripted) and not first.foreign and not is_link(first)


def form_of_hint(hint: str) -> SearchForm | None:
    """The form that an inventory's search address stands for: the words go where ``{}`` is, or at its open end."""
    head, mark, tail = hint.partition("{}")
    if not mark and not head.endswith("="):
        return None
    path, _, query = head.partition("?")
    *fixed, last = query.split("&")
    field = last.rstrip("=")
    rest = [*fixed, *(part for part in tail.split("&") if part)]
    pairs = tuple((name, value) for name, _, value in (part.partition("=") for part in rest) if name)
    return SearchForm(action=path, field=field, fixed=pairs) if field else None


def type_in(note: str, words: str, page: str, depth: int = 1) -> Wanted:
    """The page that answers a query typed into the search field of a page."""
    return Wanted(Role.SEARCH, page, page, depth, note=note, query=words, act=Doing.SEARCH)


def ask(form: SearchForm, note: str, words: str, page: str, depth: int = 1) -> Wanted:
    """The page that answers a query."""
    method, url, body = request_for(form, words)
    return Wanted(Role.SEARCH, url, page, depth, note=note, query=words, method=method, body=body)
