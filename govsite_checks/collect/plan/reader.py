"""Reads each page that arrives into the state of the plan. What a page makes wanted at once is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from govsite_checks.collect.contracts import Wanted
from govsite_checks.evidence.exchange import Capture
from govsite_checks.model import Column, ColumnType, Page, Role
from govsite_checks.reading.articles.article import read_article
from govsite_checks.reading.columns.navigation import (
    gate,
    is_article_address,
    is_file,
    read_navigation,
    read_subcolumns,
    same_host,
)
from govsite_checks.reading.columns.types import settled_type, type_of_page
from govsite_checks.reading.guides.guide import guide_links, read_guide, system_links
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.page.document import Document, Link
from govsite_checks.reading.publication.policies import abolished_names, speaks_of_abolishing
from govsite_checks.reading.search.page import read_results, read_search_forms
from govsite_checks.reading.talk.messages import read_messages
from govsite_checks.reading.talk.words import message_words

from .asked import key_of
from .checks import looks_at, pictures
from .lists import ONE_PAGE, Opened, Row
from .presses import PRESSED, script_entries
from .searching import Known
from .state import Named, SiteState

# What is remembered of one site, beyond any budget.
FILES_KEPT = 200
FILES_OF_A_PAGE = 20
NAMES_KEPT = 1_000
LINKS_KEPT = 400
LINKS_OF_A_PAGE = 40
HOME_ROWS = 200
# A link of the home page with so many characters is a headline.
HEADLINE = 10
# A search form that the home page lacks is looked for on so many columns.
FORM_PAGES = 3
ENTRANCE = "entrance"
_NEXT_MONTH = re.compile(r"(?:下|后)一?个?月|次月|next ?month", re.IGNORECASE)
_SITEMAP_WORDS = frozenset({"网站地图", "站点地图", "网站导航", "本站地图"})


Reading = Callable[[Wanted, Document], Iterable[Wanted]]


class Reader:
    """Reads the pages of one site."""

    def __init__(self, state: SiteState) -> None:
        self.state = state
        self._by_role: dict[str, Reading] = {
            Role.HOME: self._home,
            Role.OTHER: self._other,
            Role.FRAME: self._frame,
            Role.SITEMAP: self._sitemap,
            Role.COLUMN: self._column,
            Role.COLUMN_NEXT: self._next,
            Role.ARTICLE: self._article,
            Role.GUIDE: self._guide,
            Role.SEARCH: self._results,
        }

    def read(self, wanted: Wanted, capture: Capture, text: str) -> tuple[Wanted, ...]:
        """Take a page in that was seen."""
        read = self._by_role.get(wanted.role)
        return () if read is None else tuple(self._read(read, wanted, capture, text))

    def find_sitemap(self, wanted: Wanted, capture: Capture, text: str) -> tuple[Wanted, ...]:
        """The site map that a page names which was read before and has been shown to a browser since."""
        return tuple(self._read(self._find_sitemap, wanted, capture, text))

    def _read(self, read: Reading, wanted: Wanted, capture: Capture, text: str) -> Iterable[Wanted]:
        page = Page(
            role=wanted.role,
            url=wanted.url,
            final_url=capture.final_url,
            status=capture.status,
            text=text,
            parent=wanted.parent,
            column=wanted.column,
            note=wanted.note,
            query=wanted.query,
            rendered=capture.rendered,
        )
        return read(wanted, Document(page, self.state.as_of)) if page.html else ()

    # --- where columns are found

    def _home(self, wanted: Wanted, document: Document) -> Iterator[Wanted]:
        state = self.state
        state.home = state.book.home = document.url
        state.asked.note_address(document.url)
        self._take_entrance(document)
        target = gate(document)
        if target:
            yield Wanted(Role.OTHER, target, document.url, wanted.depth + 1, note=ENTRANCE)
        yield from self._find_sitemap(wanted, document)

    def _other(self, wanted: Wanted, document: Document) -> Iterator[Wanted]:
        """The page behind a gate, what a pressed entry leads to, or the page of a search form."""
        if wanted.note == ENTRANCE:
            self._take_entrance(document)
            yield from self._find_sitemap(wanted, document)
        elif wanted.note == PRESSED:
            if same_host(document.url, self.state.home) and key_of(document.url) != key_of(self.state.home):
                self.state.book.add(wanted.query, document.url, self.state.home, 1)
        else:
            forms = read_search_forms(document)
            self.state.form_page = document.url if forms else self.state.form_page
            self.state.forms = (*forms, *self.state.forms)

    def _take_entrance(self, document: Document) -> None:
        state = self.state
        self._take_entries(document, 0)
        self._take_forms(document)
        state.entries = script_entries(document) | state.entries
        state.home_looks += looks_at(document.links, document.url)
        state.home_pictures += pictures(document)
        for link in document.links:
            if len(state.home_rows) < HOME_ROWS and self._is_headline(link, document):
                state.home_rows.append(Row(link.url, link.label, None))

    def _take_forms(self, document: Document) -> None:
        """The search forms of the first page that has any."""
        state = self.state
        if not state.forms:
            state.forms, state.form_page = read_search_forms(document), document.url

    def _is_headline(self, link: Link, document: Document) -> bool:
        return (
            len(link.label) >= HEADLINE
            and bool(link.url)
            and is_article_address(link.url)
            and same_host(link.url, document.url)
            and not is_file(link.url)
        )

    def _take_entries(self, document: Document, deeper: int) -> None:
        for entry in read_navigation(document):
            self.state.book.add(entry.link.label, entry.link.url, document.url, entry.level + deeper)

    def _find_sitemap(self, wanted: Wanted, document: Document) -> Iterator[Wanted]:
        for link in document.links:
            if link.label in _SITEMAP_WORDS and link.url and same_host(link.url, document.url):
                yield Wanted(Role.SITEMAP, link.url, document.url, wanted.depth + 1)
                return

    def _frame(self, wanted: Wanted, document: Document) -> Iterator[Wanted]:  # noqa: ARG002
        """Where a home page is made of frames, its navigation is in one of them."""
        self._take_entries(document, 0)
        return iter(())

    def _sitemap(self, wanted: Wanted, document: Document) -> Iterator[Wanted]:  # noqa: ARG002
        for entry in read_navigation(document):
            self.state.book.add(entry.link.label, entry.link.url, document.url, 2)
        return iter(())

    # --- columns

    def _column(self, wanted: Wanted, document: Document) -> Iterator[Wanted]:
        column = wanted.column
        assert column is not None
        state = self.state
        kind = settled_type(column, type_of_page(document))
        if kind != column.type:
            column = replace(column, type=kind, found="label")
            state.labelled[column.url] = column
        opened = state.opened[key_of(wanted.url)] = Opened(column, document.url, wanted.depth)
        self._take_page(opened, wanted, document)
        if not column.offsite:
            self._take_subcolumns(column, document)
            self._remember_links(document)
            if len(state.opened) <= FORM_PAGES:
                self._take_forms(document)
        if any(_NEXT_MONTH.fullmatch(link.text) for link in document.links):
            opened.end = opened.end or "calendar"
        return iter(())

    def _take_page(self, opened: Opened, wanted: Wanted, document: Document) -> None:
        kind = opened.column.type
        if kind not in ONE_PAGE or kind == ColumnType.TOPIC:
            opened.read(document.derive(read_list), wanted.url, document.url)
        if kind == ColumnType.CONSULTATION:
            opened.messages += document.derive(read_messages).messages
        if kind == ColumnType.SERVICES:
            opened.guides += guide_links(document)[:FILES_KEPT]
            for link in system_links(document):
                self._take_system(link, document)

    def _take_subcolumns(self, column: Column, document: Document) -> None:
        writing = message_words().channel["write"] if column.type == ColumnType.CONSULTATION else None
        for entry in read_subcolumns(document):
            # What one writes on (我要写信 in a mailbox) is a part of its column.
            part = writing is not None and writing.search(entry.link.label) is not None
            if not part and entry.link.url not in self.state.systems:
                self.state.book.add(entry.link.label, entry.link.url, document.url, column.level + 1)

    def _remember_links(self, document: Document) -> None:
        """A few of the links that no page before had, to sample from."""
        kept = self.state.other_looks
        fresh = [link for link in document.links if link.url and link.url not in kept]
        for look in looks_at(fresh[-LINKS_OF_A_PAGE:], document.url):
            if look.role == Role.LINK and len(kept) < LINKS_KEPT:
                kept[look.url] = look

    def _next(self, wanted: Wanted, document: Document) -> Iterator[Wanted]:
        assert wanted.column is not None
        opened = self.state.opened[key_of(wanted.column.url)]
        self._take_page(opened, wanted, document)
        return iter(())

    # --- what is in columns

    def _article(self, wanted: Wanted, document: Document) -> Iterator[Wanted]:
        state = self.state
        article = document.derive(read_article)
        self._take_files(article.attachments, document)
        row = state.rows.get(wanted.url)
        published = article.published
        day = published.day if published is not None and published.sure else (row.day if row else None)
        title = article.title or (row.title if row else "")
        if speaks_of_abolishing(title) and len(state.void) < NAMES_KEPT:
            state.void |= abolished_names(title, article)
        if title and day is not None:
            state.known.append(Known(title, day))
        return iter(())

    def _guide(self, wanted: Wanted, document: Document) -> Iterator[Wanted]:  # noqa: ARG002
        guide = document.derive(read_guide)
        self._take_files(guide.forms, document)
        for link in guide.online:
            self._take_system(link, document)
        return iter(())

    def _take_system(self, link: Link, document: Document) -> None:
        if link.url and len(self.state.systems) < FILES_KEPT:
            named = Named(link, document.url, document.page.role)
            self.state.systems.setdefault(link.url, named)

    def _take_files(self, links: Iterable[Link], document: Document) -> None:
        for link in islice(links, FILES_OF_A_PAGE):
            if link.url and len(self.state.files) < FILES_KEPT:
                self.state.files.setdefault(link.url, Named(link, document.url, document.page.role))

    def _results(self, wanted: Wanted, document: Document) -> Iterator[Wanted]:
        """The next page of the results, of the first search that has one."""
        state = self.state
        if wanted.note in ("known", "older") and state.more_results is None:
            following = read_results(document, wanted.query).next_url
            if following and same_host(following, document.url) and following != document.url:
                state.more_results = Wanted(
                    Role.SEARCH,
                    following,
                    document.url,
                    wanted.depth + 1,
                    note="known-next",
                    query=wanted.query,
                )
        return iter(())
