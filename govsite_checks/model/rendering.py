"""What a browser makes of a page, and why it was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class RenderReason(StrEnum):
    """Why a page was shown to a browser: what its text leaves to its scripts."""

    ALWAYS = "always"  # the user asked for every page
    CHALLENGE = "challenge"  # a firewall asks for a script to be run
    SHELL = "shell"  # the page holds next to nothing until its scripts have run
    FOOTER = "footer"  # a mark is not in the text, and a script may write it
    LIST = "list"  # rows that a script fills in
    GUIDE = "guide"  # elements of a service guide that a script fills in
    MESSAGES = "messages"  # messages and replies that a script fills in
    SEARCH = "search"  # a search, or its results, that work by script alone
    NAVIGATION = "navigation"  # an entry of the navigation that only a script follows


class RenderError(StrEnum):
    """Why a browser has nothing to show of a page that was to be shown to it."""

    NO_BROWSER = "no-browser"
    SWITCHED_OFF = "switched-off"
    BUDGET = "budget"  # the site's share of the browser was used up
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    NAVIGATION = "navigation"  # the address did not open in the browser; detail says how
    CHALLENGE = "challenge"  # the firewall's page is all that the browser got, too
    ROBOTS = "robots"  # an act led to an address that robots.txt keeps robots out of
    NO_SUCH_PLACE = "no-such-place"  # the field to type into, or the entry to press, is not there
    MISREAD = (
        "misread"  # the browser took the page's characters for others: its encoding is not said, or wrongly
    )


@dataclass(frozen=True, slots=True)
class Resource:
    """What a page made the browser ask for.

    ``kind`` is the browser's own word (document, script, stylesheet, image, xhr, fetch, …), ``outcome`` ``ok``,
    ``failed``, ``blocked`` (by the guard) or ``http-<status>``.
    """

    url: str
    kind: str
    outcome: str


@dataclass(frozen=True, slots=True, eq=False)
class Rendered:
    """What a browser made of a page.

    ``html`` is the document after its scripts have run, without those scripts (see ``reading.rendering``): they have had
    their turn. Where ``complete`` is False, something that they needed did not arrive in time or at all, and the scripts
    stand where they stood. ``error`` is a ``RenderError`` where there is nothing to show. ``url`` is where the browser
    ended, ``record`` the id of the archive's record, ``console`` the errors that the page wrote on its console. ``browser`` is
    the product and version that showed it: noted with the evidence, and no part of what is judged.
    """

    reason: str
    html: str = ""
    url: str = ""
    title: str = ""
    error: str = ""
    detail: str = ""
    complete: bool = False
    record: str = ""
    elapsed_s: float = 0.0
    resources: tuple[Resource, ...] = ()
    console: tuple[str, ...] = ()
    browser: str = field(default="", compare=False)
