"""One page of a site as it was seen: its part, its text, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .columns import Column
from .rendering import Rendered


class PageError(StrEnum):
    """Why a page could not be read. A failure of the network is data, never an exception."""

    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS = "tls"
    CONNECTION = "connection"  # reset, closed early, or an answer that is not HTTP
    TOO_LARGE = "too-large"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    CHALLENGE = "challenge"  # a firewall's page in place of the site's
    ROBOTS = "robots"
    BLOCKED_BY_GUARD = "blocked-by-guard"
    HTTP_STATUS = "http-status"
    NOT_TEXT = "not-text"
    SITE_LEFT = "site-left"  # not asked for: the site's time or patience had run out
    NOT_COLLECTED = "not-collected"  # no evidence at hand: never collected, or corrupt


class Role(StrEnum):
    """What part a page plays for the rules.

    Of the last group only the first bytes are asked for: it matters whether there is an answer, and of what kind.
    """

    HOME = "home"
    FOOTER_SCRIPT = "footer-script"
    FRAME = "frame"
    SITEMAP = "sitemap"
    ROBOTS = "robots"
    COLUMN = "column"  # the first page of a column, with Page.column
    COLUMN_NEXT = "column-next"  # a further page of the same column
    ARTICLE = "article"  # a content page of Page.column
    GUIDE = "guide"  # a service guide
    MESSAGE = "message"  # one message of the public and its reply
    SEARCH = "search"  # the site's answer to Page.query, asked for the purpose in Page.note
    PROBE = "probe"  # an address that cannot exist: how does the site say so?
    MIGRATED = "migrated"  # where the parent keeps what a closed site published
    HTTPS = "https"  # the home page over HTTPS, where the inventory's address is HTTP
    TWIN = "twin"  # the other of www.x.gov.cn and x.gov.cn
    OTHER = "other"

    LINK = "link"  # a link within the site
    EXTERNAL = "external"  # a link that leaves the site
    RESOURCE = "resource"  # an image, style or script that a page shows
    ATTACHMENT = "attachment"  # a form or a document to download
    SYSTEM = "online-system"  # a system for declaring or querying online


BRIEF_ROLES = frozenset({Role.LINK, Role.EXTERNAL, Role.RESOURCE, Role.ATTACHMENT, Role.SYSTEM})


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes became text: what was declared, what was used, and which step of the order decided.

    ``how`` is one of ``bom``, ``header``, ``meta``, ``detected``, ``fallback`` or empty where nothing was decoded.
    """

    header: str = ""
    meta: str = ""
    used: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect that led to a page."""

    url: str
    status: int
    record: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One resource of a site as it was seen.

    ``url`` is what was asked for, ``final_url`` what answered, ``text`` the decoded body, ``record`` the id of its
    WARC record, ``parent`` the address of the page that refers to it, ``elapsed_s`` the seconds until its last byte,
    ``opened_in_time`` whether that was within the 15 seconds of the census table. ``column`` is the column that it is
    of or belongs to; ``query`` the words that a search was asked for, and ``note`` what for: ``known``, ``older``,
    ``absurd`` or ``known-next``. ``modified`` is the answer's Last-Modified field. A page of a brief role has no text.
    ``rendered`` is what a browser made of the page, where it was shown to one.
    """

    role: str
    url: str
    final_url: str = ""
    status: int | None = None
    error: str = ""
    detail: str = ""
    text: str = ""
    title: str = ""
    content_type: str = ""
    encoding: Encoding = Encoding()
    hops: tuple[Hop, ...] = ()
    record: str = ""
    parent: str = ""
    elapsed_s: float = 0.0
    opened_in_time: bool = True
    address: str = ""
    tls: str = ""
    column: Column | None = None
    note: str = ""
    query: str = ""
    modified: str = ""
    rendered: Rendered | None = None

    @property
    def seen(self) -> bool:
        """Whether there is a page to judge."""
        return not self.error

    @property
    def is_rendered(self) -> bool:
        """Whether a browser showed the page."""
        return self.rendered is not None and not self.rendered.error

    @property
    def html(self) -> str:
        """The page as a visitor's browser holds it, as far as is known: rendered where it was rendered, else as sent."""
        rendered = self.rendered
        return self.text if rendered is None or rendered.error else rendered.html

    @property
    def evidence(self) -> str:
        """The id of the record that ``html`` is in."""
        rendered = self.rendered
        return self.record if rendered is None or rendered.error else rendered.record
