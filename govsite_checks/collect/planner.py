"""The pages that the footer rules need: the home page, and the parts of it that a footer may come from."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.evidence.exchange import Capture
from govsite_checks.model import Observation, Role, Site
from govsite_checks.reading.footers.parts import wanted_parts

from .contracts import Wanted

# The home page is 0, its frames are 1, a frame's own parts are 2.
_DEEPEST = 2


class HomePlan:
    """The home page of a site and nothing else."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def first(self) -> Iterable[Wanted]:
        """The home page."""
        return (Wanted(Role.HOME, self._site.url),)

    def then(self, wanted: Wanted, capture: Capture, text: str) -> Iterable[Wanted]:  # noqa: ARG002
        """Nothing."""
        return ()

    def shown(self, wanted: Wanted, capture: Capture, text: str) -> Iterable[Wanted]:  # noqa: ARG002
        """Nothing."""
        return ()

    def last(self) -> Iterable[Wanted]:
        """Nothing."""
        return ()

    def observations(self) -> Iterable[Observation]:
        """Nothing."""
        return ()


class FooterPlan(HomePlan):
    """The home page, the parts it names, and the parts that its frames name; no deeper."""

    def then(self, wanted: Wanted, capture: Capture, text: str) -> Iterable[Wanted]:
        """The parts of a home page, or of a frame of the home page."""
        if capture.error or wanted.role not in {Role.HOME, Role.FRAME} or wanted.depth >= _DEEPEST:
            return ()
        base, shown = capture.final_url, capture.rendered
        html = text if shown is None or shown.error else shown.html
        return tuple(Wanted(part.role, part.url, base, wanted.depth + 1) for part in wanted_parts(html, base))


class HomePlanner:
    """Plans the home page alone."""

    def begin(self, site: Site) -> HomePlan:
        """The plan of a site."""
        return HomePlan(site)


class FooterPlanner:
    """Plans what the footer rules need."""

    def begin(self, site: Site) -> FooterPlan:
        """The plan of a site."""
        return FooterPlan(site)
