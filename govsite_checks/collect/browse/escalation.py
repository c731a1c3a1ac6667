"""Which pages of one site are shown to a browser, and why."""

from __future__ import annotations

from datetime import datetime

from govsite_checks.model import Page, PageError, RenderReason, Role
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.rendering.reasons import footer_reason, reason_to_render

from .contracts import Mode

# What may be shown at all: documents of the site. Not scripts, robots files, or what is looked at but briefly.
ROLES = frozenset(
    {
        Role.HOME,
        Role.FRAME,
        Role.SITEMAP,
        Role.COLUMN,
        Role.COLUMN_NEXT,
        Role.ARTICLE,
        Role.GUIDE,
        Role.MESSAGE,
        Role.SEARCH,
        Role.PROBE,
        Role.MIGRATED,
        Role.HTTPS,
        Role.TWIN,
        Role.OTHER,
    }
)
_PARTS = frozenset({Role.FOOTER_SCRIPT, Role.FRAME})
# Pages whose footers are held against the home page's.
_INNER = frozenset({Role.COLUMN, Role.ARTICLE, Role.GUIDE})


class Escalation:
    """Decides page by page; remembers of a site what its footers are put together from."""

    def __init__(self, mode: str, as_of: datetime) -> None:
        self._mode, self._as_of = mode, as_of
        self._home: Page | None = None
        self._parts: list[Page] = []
        self._asked_late = False

    def reason(self, page: Page, *, posted: bool = False) -> str:
        """The ``RenderReason`` to show a page as soon as it is there; empty where there is none.

        A page that answered a ``posted`` form is shown where it has to be: the browser fills in the form again.
        """
        if page.role not in ROLES:
            return ""
        if page.error:
            challenged = page.error == PageError.CHALLENGE and not posted
            return RenderReason.CHALLENGE if challenged else ""
        if not _is_document(page):
            return ""
        if self._mode == Mode.ALWAYS and not posted:
            return RenderReason.ALWAYS
        reason = reason_to_render(Document(page, self._as_of), page.role)
        return reason or (footer_reason(page, self._known()) if page.role in _INNER else "")

    def keep(self, page: Page) -> None:
        """Remember a page, in its final state, where footers need it."""
        if page.role == Role.HOME:
            self._home = page
        elif page.role in _PARTS:
            self._parts.append(page)

    def late_reason(self) -> str:
        """Why the home page is to be shown, now that the parts of its footer are there; asked and answered once."""
        home = self._home
        if home is None or home.rendered is not None or self._mode == Mode.ALWAYS or self._asked_late:
            return ""
        self._asked_late = True
        return footer_reason(home, tuple(self._parts))

    def _known(self) -> tuple[Page, ...]:
        return (*self._parts, *((self._home,) if self._home is not None else ()))


def _is_document(page: Page) -> bool:
    """Whether a browser builds a page of it, and shows it as it is meant."""
    kind = page.content_type.lower()
    return "html" in kind or ("xml" not in kind and page.text.lstrip()[:1] == "<")
