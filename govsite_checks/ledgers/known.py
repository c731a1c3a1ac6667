"""The units and sites that an inventory knows, found by what an office calls them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rapidfuzz import process

from govsite_checks.office import Fault, Row

if TYPE_CHECKING:
    from govsite_checks.census.results import SiteResult

_LIKE_ENOUGH: Final = 60  # of 100, for what a fault suggests; nothing is ever counted by likeness


def folded(name: str) -> str:
    """A name under which writings that mean the same are equal: width, case, spaces and quotation marks do not matter."""
    return re.sub(r"[\s“”\"'《》]+", "", unicodedata.normalize("NFKC", name[:400])).casefold()


def bare_address(text: str) -> str:
    """An address without its protocol and its last slash, folded."""
    return re.sub(r"^https?://", "", folded(text)).rstrip("/")


class Units:
    """Units by their names, in the order of the inventory. Without any, every name is taken as it stands."""

    def __init__(self, names: Iterable[str], others: Mapping[str, Sequence[str]] | None = None) -> None:
        """Keep ``names`` and, by unit, the ``others`` that it also goes by; a unit may be named there alone."""
        every = [name.strip() for name in (*names, *(others or {})) if name.strip()]
        self.order: tuple[str, ...] = tuple(dict.fromkeys(every))
        self._known = {folded(name): name for name in self.order}
        for unit, more in (others or {}).items():
            for name in more:
                self._known.setdefault(folded(name), unit.strip())

    @property
    def checked(self) -> bool:
        """Whether there is anything to check names against."""
        return bool(self._known)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of figures must know of the names of units."""
        return () if self.checked else ("没有给出网站台账，单位名称未经核对",)

    def find(self, name: str) -> str:
        """The unit of a name; empty where nobody knows it."""
        return self._known.get(folded(name), "") if self.checked else name.strip()

    def fault(self, row: Row, key: str = "unit") -> Fault:
        """What to say of a row whose unit nobody knows."""
        said = row.text(key)
        near = process.extractOne(folded(said), self._known.keys(), score_cutoff=_LIKE_ENOUGH)
        hint = f"；是否应为“{self._known[near[0]]}”" if near else ""
        return row.fault(f"单位“{said[:40]}”不在网站台账的单位中{hint}；请改正，或用 --units 给出对照", key)


class Sites:
    """Sites by code, id, name and address. What two sites go by finds neither."""

    def __init__(self, sites: Iterable[SiteResult], codes: Mapping[str, str] | None = None) -> None:
        """Keep the sites; ``codes`` are the 政府网站标识码 of those whose id is another, by id."""
        self.all: tuple[SiteResult, ...] = tuple(sites)
        self._known: dict[str, SiteResult | None] = {}
        for site in self.all:
            names = {site.id, site.name, (codes or {}).get(site.id, "")}
            for form in {folded(name) for name in names} | {bare_address(site.url)}:
                taken = self._known.get(form, site)
                self._known[form] = site if taken is site else None

    def find(self, said: str) -> SiteResult | None:
        """The site that is meant; None where nobody knows it, or more than one go by it."""
        if not said.strip():
            return None
        # Notices write “某某”网.
        forms = dict.fromkeys((folded(said), bare_address(said), folded(said).removesuffix("网")))
        return next((site for form in forms if form and (site := self._known.get(form))), None)

    def fault(self, row: Row, key: str = "site") -> Fault:
        """What to say of a row whose site cannot be told."""
        return row.fault(f"“{row.text(key)[:60]}”不是台账中唯一的网站名称、标识码、编号或网址；请核对", key)
