"""Site search: the forms that a page offers, what to send to them, and what a result page shows."""

from __future__ import annotations

from dataclasses import dataclass

from .dates import Dated
from .document import Document, Link


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A form that searches the site.

    ``action`` is absolute, ``method`` GET or POST, ``field`` the name of the word's field, ``fixed`` the other fields
    with their values, ``encoding`` what the query is written in (utf-8 or gb18030). ``foreign`` names the host of an
    external engine or of another owner; empty for the site's own. ``scripted`` says why it can be used only in a browser.
    """

    action: str = ""
    method: str = "GET"
    field: str = ""
    fixed: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"
    foreign: str = ""
    scripted: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One result: its link, its date, the column that it is said to be of."""

    link: Link
    title: str
    dated: Dated | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """A result page. ``count`` is what it says it found (-1 unknown), ``none_said`` its words that there is nothing,
    ``next_url`` the next page, ``classes`` the classes that it sorts results by, ``scripted`` why results may be missing.
    """

    results: tuple[Result, ...] = ()
    count: int = -1
    none_said: str = ""
    next_url: str = ""
    classes: tuple[str, ...] = ()
    scripted: str = ""


def read_search_forms(document: Document) -> tuple[SearchForm, ...]:
    """The search forms of a page, the site's own first."""
    raise NotImplementedError


def request_for(form: SearchForm, words: str) -> tuple[str, str, bytes]:
    """Method, address and body (empty for GET) that ask a form for words, in the form's encoding."""
    raise NotImplementedError


def read_results(document: Document, words: str) -> Results:
    """What a page shows as the answer to a search for ``words``."""
    raise NotImplementedError
