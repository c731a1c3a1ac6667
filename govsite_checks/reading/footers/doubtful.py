"""Which marks a page's footer leaves to scripts: what a browser would have to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from govsite_checks.model import Page, Role

from .footer import KINDS, Footer, by_address, read_page
from .templates import Compared

# Details of marks that stand for what a script has still to bind or to load.
_WAITING = frozenset({"scripted", "placeholder", "script"})
# Sites of which the home page's footer is kept in mind.
MAX_SITES = 16


def doubtful_kinds(page: Page, parts: Sequence[Page]) -> tuple[str, ...]:
    """The kinds of marks that a page does not show and its scripts may.

    ``parts`` are what was collected of the site's footers: scripts, frames and, for a page other than the home page,
    the home page, of which only the marks that it shows are asked for.
    """
    home = next((part for part in parts if part.role == Role.HOME and part.seen), None)
    if home is None or home is page:
        return waiting_kinds(read_page(page, by_address(parts)), KINDS)
    return _compared(home, tuple(part for part in parts if part is not home)).doubtful(page)


def waiting_kinds(footer: Footer, kinds: Iterable[str]) -> tuple[str, ...]:
    """Of some kinds of marks, those that a footer does not show and scripts may."""
    return tuple(kind for kind in kinds if not footer.shown(kind) and _waits(footer, kind))


def _waits(footer: Footer, kind: str) -> bool:
    best = footer.best(kind)
    return bool(best is not None and best.detail in _WAITING and best.state != "shown") or bool(
        footer.doubt(kind)
    )


class _Inner:
    """The footers of a site's pages against the home page's; what ends alike is read once."""

    def __init__(self, home: Page, parts: tuple[Page, ...]) -> None:
        self.parts = by_address(parts)
        self.compared = Compared(read_page(home, self.parts), self.parts)
        self.known: dict[tuple[frozenset[str], str], tuple[str, ...]] = {}

    def doubtful(self, page: Page) -> tuple[str, ...]:
        """The kinds that the home page shows, this page does not, and its scripts may."""
        key = self.compared.group_of(page)
        if not key[0]:
            return ()
        if key not in self.known:
            self.known[key] = waiting_kinds(read_page(page, self.parts), self.compared.watched)
        return self.known[key]


@lru_cache(maxsize=MAX_SITES)
def _compared(home: Page, parts: tuple[Page, ...]) -> _Inner:
    return _Inner(home, parts)
