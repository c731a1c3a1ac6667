"""Undiscovered sites (查遗补漏): hosts under .gov.cn that a fleet's pages link to and no inventory holds. Candidates only."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

from govsite_checks.census.figure import Figure
from govsite_checks.model import Page, Site, Snapshot, printable
from govsite_checks.reading.domains.names import GOVERNMENT, read_domain
from govsite_checks.reading.page.document import document, host_of

from .ledger import Ledger

MAX_CANDIDATES: Final = 20_000
MAX_LINKERS: Final = 20  # of a candidate, the sites that are named
_MAX_WORDS: Final = 60


@dataclass(frozen=True, slots=True)
class Linker:
    """A site that links to a candidate: on which page it was first seen, and in which words."""

    site: str
    name: str
    page: str
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A host that may be a site which no inventory holds: whether it is, a person decides.

    ``near`` says that a site of the inventory stands on the same registered domain; ``linkers`` are the first sites that
    link to it, ``linked_by`` is how many do.
    """

    host: str
    near: bool
    linked_by: int
    linkers: tuple[Linker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undiscovered(Ledger):
    """The candidates, those near the inventory first, then those that most sites link to.

    ``looked_at`` counts the sites whose pages were read, ``unseen`` those of which no page was seen; ``more`` says that
    there were more candidates than are kept.
    """

    candidates: tuple[Candidate, ...]
    looked_at: int
    unseen: int
    more: bool = False

    def figures(self) -> Mapping[str, Figure]:
        """How many candidates there are, and from how many sites."""
        where = f"{self.looked_at} 个网站的页面链接到、网站台账未列的 .gov.cn 主机，须人工核实"
        figure = Figure(
            "undiscovered-candidates", "疑似未列入台账的主机", count=len(self.candidates), definition=where
        )
        return {figure.id: figure}


@dataclass(slots=True)
class _Found:
    host: str
    near: bool
    linked_by: int = 0
    linkers: list[Linker] = field(default_factory=list)


class Discovery:
    """Takes the snapshots of a fleet one by one, so that only one is held at a time."""

    def __init__(self, sites: Iterable[Site], held: Iterable[str] = ()) -> None:
        """Know what is no candidate: the hosts of the inventory's sites, and ``held`` hosts that others list."""
        listed = [host for site in sites for host in (host_of(site.url), host_of(site.moved_to)) if host]
        domains = [read_domain(host) for host in (*listed, *held)]
        self._held = {_bare(domain.host) for domain in domains}
        self._near = {domain.registered for domain in domains if domain.governmental}
        self._found: dict[str, _Found] = {}
        self._looked_at = self._unseen = 0
        self._more = False

    def take(self, snapshot: Snapshot) -> None:
        """Look through the pages of a site."""
        seen = False
        hosts: dict[str, tuple[str, Linker]] = {}
        for page in snapshot.pages:
            if page.seen and page.html:
                seen = True
                for host, words in self._links(snapshot, page):
                    if _bare(host) not in hosts:
                        shown = page.final_url or page.url
                        linker = Linker(snapshot.site.id, snapshot.site.name, shown, words)
                        hosts[_bare(host)] = (host, linker)
        self._looked_at += seen
        self._unseen += not seen
        for host, linker in hosts.values():
            self._note(host, linker)

    def result(self) -> Undiscovered:
        """What was found so far."""
        made = [
            Candidate(found.host, found.near, found.linked_by, tuple(found.linkers))
            for found in self._found.values()
        ]
        made.sort(key=lambda one: (not one.near, -one.linked_by, one.host))
        notes = [f"{self._unseen} 个网站的页面未能查看"] if self._unseen else []
        if self._more:
            notes.append(f"候选主机超过 {MAX_CANDIDATES} 个，其余未列")
        return Undiscovered(
            notes=tuple(notes),
            candidates=tuple(made),
            looked_at=self._looked_at,
            unseen=self._unseen,
            more=self._more,
        )

    def _links(self, snapshot: Snapshot, page: Page) -> Iterator[tuple[str, str]]:
        for link in document(snapshot, page).links:
            host = host_of(link.url)
            if host.endswith(f".{GOVERNMENT}") and self._is_candidate(host):
                yield read_domain(host).host, printable(link.label, _MAX_WORDS)

    def _is_candidate(self, host: str) -> bool:
        domain = read_domain(host)
        return (
            domain.governmental
            and _bare(domain.host) not in self._held
            and domain.registered not in _national()
        )

    def _note(self, host: str, linker: Linker) -> None:
        found = self._found.get(_bare(host))
        if found is None:
            if len(self._found) >= MAX_CANDIDATES:
                self._more = True
                return
            near = read_domain(host).registered in self._near
            found = self._found[_bare(host)] = _Found(host, near)
        found.linked_by += 1
        if len(found.linkers) < MAX_LINKERS:
            found.linkers.append(linker)


def _bare(host: str) -> str:
    return host.removeprefix("www.")


@cache
def _national() -> frozenset[str]:
    text = resources.files(__package__).joinpath("national.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["registered"])
