"""What the collector asks of a browser, and how the browser is chosen and bounded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from govsite_checks.model import Rendered, Site


class Mode(StrEnum):
    """Which pages are shown to the browser."""

    ALWAYS = "always"  # every page that is read
    AUTO = "auto"  # those whose text leaves something to their scripts
    NEVER = "never"


class Doing(StrEnum):
    """What is done on a page before it is read: what a citizen would do, and nothing that leaves a trace."""

    NOTHING = ""
    SEARCH = "search"  # type the words into the search field and submit
    PRESS = "press"  # press the entry of the navigation that shows the words


@dataclass(frozen=True, slots=True)
class Act:
    """An act on a page: what to do, and with which words."""

    doing: Doing = Doing.NOTHING
    words: str = ""


LOOK = Act()


@dataclass(frozen=True, slots=True)
class BrowseOptions:
    """How the browser is used.

    ``path`` is the executable that the user chose, empty to look for one. ``storage_state`` is a file of Playwright's
    with the cookies of a login on the user's own staging site; empty for none.
    """

    mode: str = Mode.AUTO
    path: str = ""
    storage_state: str = ""


@dataclass(frozen=True, slots=True)
class BrowseLimits:
    """The bounds of the browser. Seconds, bytes or counts."""

    pages_at_once: int = 3
    page_s: float = 20.0  # one page in all, from the request to the serialised document
    virtual_ms: int = 5_000  # of the page's own clock, which runs as fast as it can while nothing is loading
    start_s: float = 60.0
    start_attempts: int = 3
    close_s: float = 3.0  # of a page or a context; what takes longer ends with its browser
    pages_per_browser: int = 200  # then a fresh process
    restarts: int = 20  # of one run, after crashes
    html_chars: int = 5_000_000
    resources: int = 300  # of one page that are noted
    console: int = 20
    console_chars: int = 300
    heap_mb: int = 512  # of one page's scripts
    pages_per_site: int = 60  # in auto; in always as many as the collector asks for
    popups: int = 5  # windows that a page opens before it is left


class SiteView(Protocol):
    """The browser as one site has it: a context of its own, with its own cookies."""

    async def show(self, url: str, reason: str, act: Act = LOOK) -> Rendered:
        """What the browser makes of an address. Never raises for what a page or the network does."""

    async def close(self) -> None:
        """Forget the site."""


class Browser(Protocol):
    """One browser for a run. It starts at the first page that is shown."""

    def open_site(self, site: Site) -> SiteView:
        """A view for one site."""

    async def close(self) -> None:
        """End the process, if one was started."""
