"""What an inventory is once it has been read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path

from govsite_checks.model import Politeness, Site


@dataclass(frozen=True, slots=True)
class Inventory:
    """The sites of a run and how to treat them.

    ``slug`` names the run, ``profile`` is empty for the default standard, ``as_of`` (with a zone) is None where
    the start of the run counts, ``resolve`` maps a host in lower case to ``address:port``, ``fleet`` is empty or
    ``demo``. ``digest`` is the SHA-256 over what decides collecting: a resumed run must show the same.
    """

    slug: str
    title: str
    region: str
    area_code: str
    profile: str
    as_of: datetime | None
    politeness: Politeness
    resolve: Mapping[str, str]
    fleet: str
    sites: tuple[Site, ...]
    path: Path
    digest: str
    _by_id: dict[str, Site] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the sites: a report asks for one per line."""
        self._by_id.update((site.id, site) for site in self.sites)

    def site(self, id: str) -> Site | None:
        """The site of an id, if there is one."""
        return self._by_id.get(id)


def select(inventory: Inventory, patterns: Sequence[str]) -> tuple[Site, ...]:
    """The sites whose id, name or unit matches one of the glob patterns, in the inventory's order.

    Upper and lower case are the same. Without a pattern, every site.
    """
    if not patterns:
        return inventory.sites
    wanted = [pattern.casefold() for pattern in patterns]
    return tuple(site for site in inventory.sites if _matches(site, wanted))


def _matches(site: Site, wanted: Iterable[str]) -> bool:
    names = [text.casefold() for text in (site.id, site.name, site.unit) if text]
    return any(fnmatchcase(name, pattern) for pattern in wanted for name in names)


def digest(sites: Iterable[Site], resolve: Mapping[str, str], fleet: str) -> str:
    """SHA-256 over what decides collecting: addresses, statuses and hints, in any order of the sites.

    Titles, units, waivers, profile and politeness are left out: they may be corrected between two parts of a run.
    """
    rows = [
        {
            "id": site.id,
            "url": site.url,
            "status": site.status,
            "columns": [asdict(column) for column in site.columns],
            "guides": site.guides,
            "search": site.search,
            "moved_to": site.moved_to,
        }
        for site in sorted(sites, key=lambda site: site.id)
    ]
    decisive = {"sites": rows, "resolve": dict(resolve), "fleet": fleet}
    return hashlib.sha256(json.dumps(decisive, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
