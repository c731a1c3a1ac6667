"""Pages of one site shown to the browser: which, within what bounds, and what becomes of them then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from govsite_checks.model import (
    CHINA,
    MESSAGE_CHARS,
    Page,
    PageError,
    Rendered,
    RenderError,
    RenderReason,
    Role,
    Site,
    printable,
)
from govsite_checks.reading.rendering.misread import misread

from .browse.contracts import Act, BrowseOptions, Browser, Doing, Mode, SiteView
from .browse.escalation import Escalation
from .contracts import Wanted
from .limits import CollectOptions
from .pages import Seen, capture_of
from .session import address_of

# Why robots.txt keeps an address, empty where it does not.
Refusal = Callable[[str], Awaitable[str]]
_REASONS_OF_ACTS = {Doing.SEARCH: RenderReason.SEARCH, Doing.PRESS: RenderReason.NAVIGATION}
# After these in a row the browser is left in peace for the site.
_IN_VAIN = frozenset({RenderError.TIMEOUT, RenderError.CRASHED})


@dataclass(frozen=True, slots=True)
class Late:
    """A page that was handed over before anybody knew that it has to be shown."""

    wanted: Wanted
    seen: Seen
    reason: str


class Showing:
    """Shows pages of one site. Starts nothing before there is a page to show.

    What the browser costs is counted apart: it takes no time from what is asked for otherwise, so that a site's pages are
    the same whether they are shown or not. The browser's time of one site is bounded as its own is.
    """

    def __init__(self, site: Site, browser: Browser | None, options: CollectOptions) -> None:
        self._site, self._browser, self._options = site, browser, options
        self._browse = options.browse or BrowseOptions(Mode.NEVER)
        moment = options.as_of or datetime.now(CHINA)
        self._escalation = Escalation(self._browse.mode, moment) if options.browse is not None else None
        self._view: SiteView | None = None
        self._home: tuple[Wanted, Seen] | None = None
        self._answered: set[str] = set()
        self._claimed = self._in_vain = 0
        self._seconds = 0.0

    @property
    def at_once(self) -> int:
        """How many pages of one site may wait for the browser before no further one is asked for."""
        return max(1, self._options.browse_limits.pages_at_once)

    def decide(self, wanted: Wanted, seen: Seen) -> tuple[Seen, str]:
        """A page as it stands, and why it is to be shown; empty where it is not, or may not.

        To be asked in the order in which pages were planned, so that a bound cuts off the same ones in every run.
        """
        if self._escalation is None:
            return seen, ""
        if wanted.act and seen.capture.error == PageError.NOT_COLLECTED:
            reason = str(_REASONS_OF_ACTS.get(Doing(wanted.act), RenderReason.NAVIGATION))
        else:
            reason = self._escalation.reason(page_of(wanted, seen), posted=wanted.method == "POST")
        if reason and (refused := self._refused(wanted, reason)):
            seen, reason = _with(seen, refused), ""
        if not reason:
            self._keep(wanted, seen)
        return seen, reason

    async def show(self, wanted: Wanted, seen: Seen, reason: str, refusal: Refusal) -> Seen:
        """A page with what the browser makes of it; never raises for what goes wrong there.

        Where an act leads is known only afterwards: ``refusal`` says why such an address may not be kept, in Chinese.
        """
        url, act = _place(wanted, seen)
        rendered = await self._shown(url, reason, act)
        self._seconds += max(0.0, rendered.elapsed_s)
        self._in_vain = self._in_vain + 1 if rendered.error in _IN_VAIN else 0
        if act.doing and not rendered.error and (why := await refusal(rendered.url)):
            rendered = Rendered(reason, url=rendered.url, error=RenderError.ROBOTS, detail=why)
            seen = _kept_out(seen, why)
        if not rendered.error and seen.text and misread(seen.text, rendered.html):
            rendered = replace(rendered, html="", title="", complete=False, error=RenderError.MISREAD)
        seen = _with(seen, rendered)
        self._keep(wanted, seen)
        return seen

    def late(self) -> Late | None:
        """The home page where its footer turned out to need the browser once its parts were there; asked after a round."""
        if self._escalation is None or self._home is None:
            return None
        reason = self._escalation.late_reason()
        return Late(*self._home, reason) if reason else None

    async def show_late(self, late: Late) -> Seen:
        """As ``show``, or why it was not shown."""
        refused = self._refused(late.wanted, late.reason)
        if refused is None:
            return await self.show(late.wanted, late.seen, late.reason, _nobody_refuses)
        seen = _with(late.seen, refused)
        self._keep(late.wanted, seen)
        return seen

    async def close(self) -> None:
        """Forget the site."""
        view, self._view = self._view, None
        if view is not None:
            with suppress(Exception):
                await view.close()

    def _refused(self, wanted: Wanted, reason: str) -> Rendered | None:
        """Why a page is not shown, as its rendering; None where it may be, which is counted."""
        limits, browse = self._options.browse_limits, self._browse
        if browse.mode == Mode.NEVER:
            return Rendered(reason, error=RenderError.SWITCHED_OFF)
        if self._browser is None:
            return Rendered(reason, error=RenderError.NO_BROWSER)
        if (wanted.act or wanted.method == "POST") and _form_of(wanted) not in self._answered:
            return Rendered(reason, error=RenderError.NO_SUCH_PLACE, detail="要操作的页面没有打开")
        seconds = self._options.politeness.site_seconds
        if self._seconds >= seconds:
            return Rendered(reason, error=RenderError.BUDGET, detail=f"本站点用去浏览器 {seconds:g} 秒")
        if self._in_vain >= self._options.limits.timeouts_in_a_row:
            return Rendered(reason, error=RenderError.BUDGET, detail=f"已连续 {self._in_vain} 次未能渲染")
        if browse.mode == Mode.AUTO and self._claimed >= limits.pages_per_site:
            return Rendered(
                reason, error=RenderError.BUDGET, detail=f"每个站点最多渲染 {limits.pages_per_site} 页"
            )
        self._claimed += 1
        return None

    async def _shown(self, url: str, reason: str, act: Act) -> Rendered:
        assert self._browser is not None
        try:
            if self._view is None:
                self._view = self._browser.open_site(self._site)
            rendered = await self._view.show(url, reason, act)
        except Exception as error:  # a fault of the browser's is none of the site's, and costs no site
            said = self._options.access.masked_text(f"{type(error).__name__}: {error}")
            said = printable(said, MESSAGE_CHARS)
            return Rendered(reason, error=RenderError.CRASHED, detail=said)
        if not rendered.error and not rendered.html.strip():
            return replace(rendered, error=RenderError.NAVIGATION, detail="浏览器没有得到内容")
        return rendered

    def _keep(self, wanted: Wanted, seen: Seen) -> None:
        capture = seen.capture
        if not capture.error:
            self._answered |= {address_of(wanted), capture.final_url}
        if wanted.role == Role.HOME:
            self._home = (wanted, seen)
        if self._escalation is not None:
            self._escalation.keep(page_of(wanted, seen))


def to_act(wanted: Wanted) -> Seen:
    """A page that only an act in the browser leads to, before that is done."""
    return Seen(capture_of(wanted, final_url=address_of(wanted), error=PageError.NOT_COLLECTED))


def _kept_out(seen: Seen, why: str) -> Seen:
    """A page whose address robots are kept out of; what was fetched by itself was allowed, and stays."""
    if seen.capture.error != PageError.NOT_COLLECTED:
        return seen
    return Seen(replace(seen.capture, error=PageError.ROBOTS, detail=why))


async def _nobody_refuses(url: str) -> str:  # noqa: ARG001
    """Of pages that were fetched before: robots.txt was asked about them then."""
    return ""


def page_of(wanted: Wanted, seen: Seen) -> Page:
    """A page as readings take it."""
    capture = seen.capture
    return Page(
        role=wanted.role,
        url=wanted.url,
        final_url=capture.final_url,
        status=capture.status,
        error=capture.error,
        detail=capture.detail,
        text=seen.text,
        title=capture.title,
        content_type=capture.content_type,
        parent=wanted.parent,
        column=wanted.column,
        note=wanted.note,
        query=wanted.query,
        rendered=capture.rendered,
    )


def _place(wanted: Wanted, seen: Seen) -> tuple[str, Act]:
    """Where the browser goes, and what it does there."""
    if wanted.act:
        return address_of(wanted), Act(Doing(wanted.act), wanted.query)
    if wanted.method == "POST":
        return wanted.parent, Act(Doing.SEARCH, wanted.query)
    return seen.capture.final_url, Act()


def _form_of(wanted: Wanted) -> str:
    """The page on which something is done."""
    return address_of(wanted) if wanted.act else wanted.parent


def _with(seen: Seen, rendered: Rendered) -> Seen:
    """A page with its rendering. One that only the browser got to see is a page that was seen."""
    capture = replace(seen.capture, rendered=rendered)
    if rendered.error:
        return Seen(capture, seen.text)
    if capture.error:
        capture = replace(capture, error="", detail="", title=rendered.title)
        if not capture.exchanges:
            capture = replace(capture, final_url=rendered.url or capture.final_url)
    return Seen(capture, seen.text)
