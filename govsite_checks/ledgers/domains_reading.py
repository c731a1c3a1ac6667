"""Domains: from the rows of a roster, the sites of an inventory and what a census saw of them to what each is used for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from govsite_checks.office import Fault, Row
from govsite_checks.reading.domains.names import Domain, domain_of, read_domain
from govsite_checks.reading.page.document import host_of

from .domains import Domains, HeldDomain, Use
from .gathered import Gathered, doubles
from .known import Units
from .seen import Seen, seen_of

if TYPE_CHECKING:
    from govsite_checks.census.results import SiteResult

_SILENT_RULE: Final = "closed-site-silent"
_CLEAN_RULE: Final = "closed-domain-clean"
_OPEN: Final = ("online", "suspended")
_NAMED: Final = 10


def domains_of(gathered: Gathered, units: Units, sites: Sequence[SiteResult]) -> Domains:
    """What the domains of a roster are used for."""
    read = {_place(row): _domain(row) for row in gathered.rows}
    left = gathered.without([_no_name(row) for row in gathered.rows if not read[_place(row)].registered])
    left = left.without(
        doubles(
            left.rows,
            lambda row: read[_place(row)].host,
            lambda row: (row.text("unit"), row.text("use")),
            "domain",
            "域名",
        )
    )
    hosts = [(read_domain(host_of(site.url)).host, site) for site in sites]
    names = [read[_place(row)] for row in left.rows]
    upon = _upon(hosts, {name.host for name in names})
    made = tuple(
        _held(row, name, units, upon.get(name.host, ())) for row, name in zip(left.rows, names, strict=True)
    )
    covered = {site.id for found in upon.values() for site in found}
    unlisted = tuple(site.id for _, site in hosts if site.status in _OPEN and site.id not in covered)
    said = left.said()
    said["notes"] += tuple(_strangers(left.rows, units))
    return Domains(**said, domains=made, unlisted=unlisted)


def _place(row: Row) -> tuple[str, str, int]:
    return row.place.file, row.place.sheet, row.place.row


def _domain(row: Row) -> Domain:
    """The domain that a cell names: bare, with ``www.`` or as an address."""
    said = row.text("domain").strip().strip("/")
    found = domain_of(said) if "://" in said else read_domain(said.partition("/")[0].partition(":")[0])
    # Of a name such as www.gov.cn the first label is a part of what is registered.
    if found.registered != found.host and found.host.startswith("www."):
        return read_domain(found.host.removeprefix("www."))
    return found


def _no_name(row: Row) -> Fault:
    return row.fault(f"“{row.text('domain')[:60]}”不是域名；请写作 www.example.gov.cn 的形式", "domain")


def _upon(hosts: Iterable[tuple[str, SiteResult]], names: set[str]) -> dict[str, tuple[SiteResult, ...]]:
    """The sites on each domain: a site stands on the longest of the roster's domains that its host lies under."""
    found: dict[str, list[SiteResult]] = {}
    for host, site in hosts:
        labels = host.split(".")
        suffixes = (".".join(labels[start:]) for start in range(len(labels) - 1))
        if name := next((suffix for suffix in suffixes if suffix in names), ""):
            found.setdefault(name, []).append(site)
    return {name: tuple(sites) for name, sites in found.items()}


def _held(row: Row, name: Domain, units: Units, sites: Sequence[SiteResult]) -> HeldDomain:
    said = row.text("use")
    base = HeldDomain(
        name.shown,
        units.find(row.text("unit")) or row.text("unit"),
        Use.COULD_NOT_SEE,
        tuple(site.id for site in sites),
        institution=name.governmental and row.text("nature") == "institution",
    )
    if said == Use.NON_GOVERNMENT:
        return replace(base, use=Use.NON_GOVERNMENT, why="域名台账写明用于非政府网站")
    if running := [site for site in sites if site.status in _OPEN]:
        why = f"“{running[0].name}”在此域名下运行"
        told = {"idle": "闲置", "cancelled": "已注销"}.get(said)
        return replace(base, use=Use.SITE, why=f"{why}，域名台账却写作{told}" if told else why)
    if sites:
        return _closed(base, sites, said)
    return _by_roster(base, said)


def _closed(base: HeldDomain, sites: Sequence[SiteResult], said: str) -> HeldDomain:
    """A domain on which only closed sites stand."""
    for site in sites:
        if seen_of(site, [_CLEAN_RULE]) is Seen.VIOLATION:
            why = f"已关停的“{site.name}”的网址打开的不是政府网站"
            return replace(base, use=Use.NON_GOVERNMENT, why=why)
    for site in sites:
        if seen_of(site, [_SILENT_RULE]) is Seen.VIOLATION:
            return replace(base, use=Use.CLOSED_ALIVE, why=f"“{site.name}”关停后仍可访问")
    if said == Use.CANCELLED:
        return replace(base, use=Use.CANCELLED, why="域名台账写明已注销，未见仍可访问")
    if all(seen_of(site, [_SILENT_RULE]) is Seen.OK for site in sites):
        return replace(base, use=Use.CLOSED_HELD, why="此域名下的网站均已关停，不再提供访问")
    return replace(base, why="此域名下的网站均已关停，是否仍可访问未能查看")


def _by_roster(base: HeldDomain, said: str) -> HeldDomain:
    """A domain on which no site of the inventory stands: only the unit can say what it is for."""
    if said == "site":
        return replace(base, why="域名台账写作在用，网站台账中没有此域名的网站")
    if said in (Use.IDLE, Use.SYSTEM, Use.CANCELLED):
        return replace(base, use=Use(said), why="域名台账写明")
    return replace(base, why="网站台账中没有此域名的网站，域名台账未写使用情况")


def _strangers(rows: Iterable[Row], units: Units) -> Iterable[str]:
    """Holders that the inventory does not know: their domains count, as a holder needs no site."""
    names = list(dict.fromkeys(row.text("unit") for row in rows if not units.find(row.text("unit"))))
    if names:
        shown = "、".join(f"“{name[:30]}”" for name in names[:_NAMED])
        yield f"{len(names)} 个持有单位不在网站台账的单位中，其域名照常计入：{shown}"
