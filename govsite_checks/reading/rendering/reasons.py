"""Why a page should be shown to a browser: where a reading doubts that its text is all that a visitor sees.

The reasons are the readings' own doubts, so that the two cannot drift apart. Most pages give none, and are done with by
the cheapest signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from types import MappingProxyType

from govsite_checks.model import Column, ColumnType, Page, PageError, RenderReason, Role
from govsite_checks.reading.articles.article import read_article
from govsite_checks.reading.articles.sources import Source, read_source
from govsite_checks.reading.columns.channels import filled_later
from govsite_checks.reading.footers.doubtful import doubtful_kinds
from govsite_checks.reading.guides.elsewhere import filled_places
from govsite_checks.reading.guides.guide import read_guide
from govsite_checks.reading.lists.blank import may_show
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.lists.words import script_signs
from govsite_checks.reading.looks.accessibility import Entry, read_accessibility
from govsite_checks.reading.looks.header import sets_title
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.publication.kinds import SITEMAP_LINKS, doubt_of_home
from govsite_checks.reading.search.doubt import doubt_of_search
from govsite_checks.reading.search.evidence import has_pager
from govsite_checks.reading.search.page import offers_search, read_answer, read_search_forms
from govsite_checks.reading.talk.messages import read_messages
from govsite_checks.reading.talk.words import message_words

from .places import awaits_content

# A page with less text than this is filled by its scripts, if it has any.
SHELL_CHARS = 200
# A page with as many has more text.
MANY_LINKS = 80
FEW_ROWS = 3
_DAY = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|[\[(>\s]\d{1,2}[-/]\d{1,2}[\])<\s]")
_SCRIPT = re.compile("<script", re.IGNORECASE)
_TALK = frozenset({ColumnType.CONSULTATION, ColumnType.REPORTING, ColumnType.SURVEY, ColumnType.INTERVIEW})

Reasons = Iterator[str]


def reason_to_render(document: Document, role: str) -> str:
    """The ``RenderReason`` to show a page of a role to a browser, by what it says itself; empty where its text is all.

    What a footer leaves to scripts takes more than the page: see ``footer_reason``.
    """
    page = document.page
    if page.error == PageError.CHALLENGE:
        return RenderReason.CHALLENGE
    reasons = _BY_ROLE.get(role)
    if reasons is None or not page.seen or page.is_rendered or not _SCRIPT.search(page.text):
        return ""
    return next(reasons(document), "")


def _shell(document: Document) -> Reasons:
    if (
        document.html.count("<a ") < MANY_LINKS
        and document.tree is not None
        and len(document.text) < SHELL_CHARS
    ):
        yield RenderReason.SHELL


def _list(document: Document) -> Reasons:
    yield from _shell(document)
    # Reading the rows is what costs: it takes a sign of a script, or a page that shows none.
    if _shows_signs(document):
        if document.derive(read_list).scripted:
            yield RenderReason.LIST
    elif not _shows_days(document) and may_show(document):
        listing = document.derive(read_list)
        if not listing.items and not listing.is_article:
            yield RenderReason.LIST
    # One block of several may be filled later: what is sampled is chosen from all of them.
    if awaits_content(document):
        yield RenderReason.LIST


def _shows_signs(document: Document) -> bool:
    return next(script_signs(document.html), None) is not None


def _shows_days(document: Document) -> bool:
    """Whether a page shows as many days as a list does."""
    return next(islice(_DAY.finditer(document.html), FEW_ROWS - 1, None), None) is not None


def _sitemap(document: Document) -> Reasons:
    yield from _shell(document)
    if len(document.links) < SITEMAP_LINKS or filled_places(document):
        yield RenderReason.NAVIGATION


def _home(document: Document) -> Reasons:
    yield from _list(document)
    if doubt_of_home(document) or sets_title(document):
        yield RenderReason.SHELL
    if filled_later(document) or read_accessibility(document)[0] is not Entry.SHOWN:
        yield RenderReason.NAVIGATION
    # What a home page shows decides what is looked at: a place that is filled later may hold the way to more.
    if filled_places(document):
        yield RenderReason.NAVIGATION
    forms = read_search_forms(document)
    if (forms and forms[0].scripted) or (not offers_search(document) and doubt_of_search(document)):
        yield RenderReason.SEARCH


def _column(document: Document) -> Reasons:
    yield from _list(document)
    if _is_talk(document.page.column) and _leaves_talk(document):
        yield RenderReason.MESSAGES
    yield from _search(document)


def _is_talk(column: Column | None) -> bool:
    """Whether a column is one of interaction, by its type or its name."""
    return column is not None and (
        column.type in _TALK or message_words().channel["interaction"].search(column.title) is not None
    )


def _leaves_talk(document: Document) -> bool:
    return bool(filled_later(document)) or (
        _shows_signs(document) and bool(document.derive(read_messages).scripted)
    )


def _search(document: Document) -> Reasons:
    if not offers_search(document) and document.derive(doubt_of_search):
        yield RenderReason.SEARCH


def _article(document: Document) -> Reasons:
    yield from _shell(document)
    article = document.derive(read_article)
    if document.derive(read_source) is Source.UNSURE or (article.shown is None and article.published is None):
        yield RenderReason.SHELL
    yield from _search(document)


def _guide(document: Document) -> Reasons:
    yield from _shell(document)
    if document.derive(read_guide).scripted:
        yield RenderReason.GUIDE


def _message(document: Document) -> Reasons:
    yield from _shell(document)
    if document.derive(read_messages).scripted:
        yield RenderReason.MESSAGES


def _answer(document: Document) -> Reasons:
    answer = document.derive(read_answer)
    if answer.scripted or (answer.count > len(answer.results) and not answer.paged and has_pager(document)):
        yield RenderReason.SEARCH


_BY_ROLE: MappingProxyType[str, Callable[[Document], Reasons]] = MappingProxyType(
    {
        Role.HOME: _home,
        Role.SITEMAP: _sitemap,
        Role.COLUMN: _column,
        Role.COLUMN_NEXT: _list,
        Role.ARTICLE: _article,
        Role.GUIDE: _guide,
        Role.MESSAGE: _message,
        Role.SEARCH: _answer,
        Role.MIGRATED: _list,
        Role.PROBE: _shell,
        Role.HTTPS: _shell,
        Role.TWIN: _shell,
        Role.OTHER: _shell,
    }
)


def footer_reason(page: Page, parts: Sequence[Page]) -> str:
    """``RenderReason.FOOTER`` where a mark is not in a page's footer and a script may write it, else nothing.

    ``parts`` are the scripts and frames that were collected for the site's footers. For a page other than the home page
    they hold the home page too, so that only the marks that it shows are asked for.
    """
    if not page.seen or page.is_rendered or not _SCRIPT.search(page.text):
        return ""
    return RenderReason.FOOTER if doubtful_kinds(page, parts) else ""
