"""The pages that the footer rules need: the home page, and the parts of it that a footer may come from."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.evidence.exchange import Capture
from govsite_checks.model import Role, Site
from govsite_checks.reading.parts import wanted_parts

from .contracts import Wanted

# The home page is 0, its frames are 1, a frame's own parts are 2.
_DEEPEST = 2


class FooterPlanner:
    """The home page, the parts it names, and the parts that its frames name; no deeper."""

    def first(self, site: Site) -> Iterable[Wanted]:
        """The home page."""
        return (Wanted(Role.HOME, site.url),)

    def then(self, site: Site, wanted: Wanted, capture: Capture, text: str) -> Iterable[Wanted]:  # noqa: ARG002
        """The parts of a home page, or of a frame of the home page."""
        if wanted.role not in {Role.HOME, Role.FRAME} or wanted.depth >= _DEEPEST:
            return ()
        base = capture.final_url
        return tuple(Wanted(part.role, part.url, base, wanted.depth + 1) for part in wanted_parts(text, base))
