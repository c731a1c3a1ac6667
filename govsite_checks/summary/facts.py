"""What a report says of a site beside its judgements."""

from __future__ import annotations

from dataclasses import dataclass

from govsite_checks.evaluate import why_unseen
from govsite_checks.model import Role, Snapshot
from govsite_checks.reading.columns.coverage import coverage


@dataclass(frozen=True, slots=True)
class PageFact:
    """One page of a site as the report lists it; ``encoding`` is the one that was used to decode it."""

    role: str
    url: str
    final_url: str = ""
    status: int | None = None
    error: str = ""
    record: str = ""
    encoding: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the report says of a site beside its judgements.

    ``home_error`` is a ``PageError`` or empty, ``home_reason`` its Chinese wording, ``pages_fetched`` the
    number of pages and files that were answered, ``problem`` says why evidence could not be used, ``coverage`` says in
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

    @classmethod
    def of(cls, snapshot: Snapshot) -> SiteFacts:
        """The facts of a snapshot; texts are not needed and not kept."""
        home = snapshot.home
        return cls(
            id=snapshot.site.id,
            home_seen=home.seen,
            home_url=home.final_url or home.url,
            home_status=home.status,
            home_error=home.error,
            home_reason="" if home.seen else why_unseen(home),
            pages_fetched=sum(page.status is not None for page in snapshot.pages),
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
                )
                for p in snapshot.pages
                if p.role != Role.ROBOTS
            ),
        )
