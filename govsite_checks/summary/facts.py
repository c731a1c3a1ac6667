"""What a report says of a site beside its judgements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from govsite_checks.evaluate import why_unseen
from govsite_checks.model import Rendered, Role, Snapshot
from govsite_checks.reading.columns.coverage import coverage
from govsite_checks.wording import RENDER_ERROR


@dataclass(frozen=True, slots=True)
class PageFact:
    """One page of a site as the report lists it; ``encoding`` is the one that was used to decode it.

    ``rendered`` is the ``RenderReason`` for which it was to be shown to a browser, empty where none was needed;
    ``render_error`` is why the browser has nothing to show of it, in Chinese, empty where it has.
    """

    role: str
    url: str
    final_url: str = ""
    status: int | None = None
    error: str = ""
    record: str = ""
    encoding: str = ""
    column: str = ""
    rendered: str = ""
    render_error: str = ""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the report says of a site beside its judgements.

    ``home_error`` is a ``PageError`` or empty, ``home_reason`` its Chinese wording, ``pages_fetched`` the
    number of pages and files that were answered, ``pages_rendered`` that of those shown to a browser, ``unrendered`` how many
    were to be shown and were not, by the reason in Chinese. ``problem`` says why evidence could not be used, ``coverage`` says in
    Chinese sentences what share of the site was looked at.
    """

    id: str
    home_seen: bool = False
    home_url: str = ""
    home_status: int | None = None
    home_error: str = ""
    home_reason: str = ""
    pages_fetched: int = 0
    problem: str = ""
    pages: tuple[PageFact, ...] = ()
    coverage: tuple[str, ...] = ()
    pages_rendered: int = 0
    unrendered: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, snapshot: Snapshot) -> SiteFacts:
        """The facts of a snapshot; texts are not needed and not kept."""
        home = snapshot.home
        renderings = [page.rendered for page in snapshot.pages if page.rendered is not None]
        return cls(
            id=snapshot.site.id,
            home_seen=home.seen,
            home_url=home.final_url or home.url,
            home_status=home.status,
            home_error=home.error,
            home_reason="" if home.seen else why_unseen(home),
            pages_fetched=sum(page.status is not None for page in snapshot.pages),
            pages_rendered=sum(not rendered.error for rendered in renderings),
            unrendered=Counter(_why(rendered) for rendered in renderings if rendered.error),
            problem=snapshot.problem,
            coverage=coverage(snapshot).sentences,
            pages=tuple(
                PageFact(
                    p.role,
                    p.url,
                    p.final_url,
                    p.status,
                    p.error,
                    p.record,
                    p.encoding.used,
                    p.column.title if p.column else "",
                    p.rendered.reason if p.rendered else "",
                    _why(p.rendered) if p.rendered and p.rendered.error else "",
                )
                for p in snapshot.pages
                if p.role != Role.ROBOTS
            ),
        )


def _why(rendered: Rendered) -> str:
    return RENDER_ERROR.get(rendered.error, rendered.error)
