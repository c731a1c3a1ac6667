"""``govsite ledger``: tables, an inventory or a quarter's results, and evidence to a ledger's figures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from govsite_checks import inventory
from govsite_checks.census.quarter import Quarter
from govsite_checks.census.results import QuarterResults, SiteResult
from govsite_checks.evidence import EvidenceFolder, locate
from govsite_checks.files import write_bytes
from govsite_checks.history import History, HistoryError
from govsite_checks.inventory import Inventory, InventoryError
from govsite_checks.ledgers import (
    Discovery,
    Gathered,
    Ledger,
    Period,
    Sites,
    Units,
    domains_of,
    gather,
    highlights_of,
    messages_of,
    new_media_of,
    rectifications_of,
    self_checks_of,
)
from govsite_checks.ledgers.measures import MessageMeasures
from govsite_checks.ledgers.practice import Practice, practice_text, read_practice
from govsite_checks.ledgers.printing import json_text, lines, refused_lines, sheets
from govsite_checks.ledgers.template import template
from govsite_checks.ledgers.undiscovered import Undiscovered
from govsite_checks.ledgers.workdays import MAX_DAYS
from govsite_checks.model import Site
from govsite_checks.office import TableError, names_of, workbook_bytes
from govsite_checks.settings import SettingsError, parse_as_of
from govsite_checks.yamlfile import FileError

from . import DONE, FOUND, USAGE

_MAX_TOP: Final = 100
# The day that the properties of an empty table bear: nothing depends on it.
_ANY_DAY: Final = datetime(2018, 1, 1, tzinfo=UTC)


class _AskedError(Exception):
    """The options do not fit together; the message is Chinese."""


def run(options: argparse.Namespace) -> int:
    """Read a ledger and print its figures; see ``ledgers_command.run``."""
    try:
        _refuse_target(options.output)
        ground = _Ground(options)
        ledger = _READERS[options.ledger](ground)
        if options.output is not None:
            write_bytes(options.output, workbook_bytes(sheets(ledger), ground.as_of or _ANY_DAY))
    except (TableError, FileError, InventoryError, HistoryError, SettingsError, _AskedError) as error:
        return _fail(str(error))
    if options.format == "json":
        sys.stdout.write(json_text(ledger))
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines(ledger))
    sys.stderr.writelines(f"{line}\n" for line in refused_lines(ledger))
    candidates = isinstance(ledger, Undiscovered) and ledger.candidates
    return FOUND if ledger.refused or candidates else DONE


def run_template(options: argparse.Namespace) -> int:
    """Write an empty table."""
    try:
        _refuse_target(options.target)
    except _AskedError as error:
        return _fail(str(error))
    write_bytes(options.target, workbook_bytes(template(options.kind), _ANY_DAY))
    sys.stdout.write(f"{options.target}\n")
    return DONE


def run_settings() -> int:
    """Print the settings of the usual practice."""
    sys.stdout.write(practice_text())
    return DONE


def _refuse_target(target: Path | None) -> None:
    if target is None:
        return
    if target.suffix.lower() != ".xlsx":
        raise _AskedError(f"{target} 应以 .xlsx 结尾")
    if target.exists():
        raise _AskedError(f"{target} 已存在，没有改动；请换一个文件名，或先移走它")


def _fail(message: str) -> int:
    sys.stderr.write(f"govsite: {message}\n")
    return USAGE


@dataclass
class _Ground:
    """What a ledger is read against: an inventory, or a quarter of a history; each loaded when it is asked for."""

    options: argparse.Namespace

    @cached_property
    def inventory(self) -> Inventory | None:
        path = self.options.sites
        return None if path is None else inventory.load(path.resolve())

    @cached_property
    def results(self) -> QuarterResults | None:
        if self.options.history is None:
            return None
        if not self.options.quarter:
            raise _AskedError("给出 --history 时须用 --quarter 指明季度，如 --quarter 2018Q3")
        try:
            quarter = Quarter.parse(self.options.quarter)
        except ValueError as error:
            raise _AskedError(str(error)) from None
        with History(self.options.history) as history:
            return history.load(quarter)

    @property
    def census(self) -> QuarterResults:
        """The results that a comparison cannot do without."""
        if self.results is None:
            raise _AskedError("须用 --history 和 --quarter 给出普查结果，才能比对")
        return self.results

    @cached_property
    def sites(self) -> tuple[SiteResult, ...]:
        if self.results is not None:
            return self.results.sites
        return tuple(map(_unjudged, self.inventory.sites)) if self.inventory else ()

    @property
    def known(self) -> Sites:
        listed = self.inventory.sites if self.inventory else ()
        return Sites(self.sites, {site.id: site.site_code for site in listed if site.site_code})

    @cached_property
    def practice(self) -> Practice:
        return read_practice(self.options.office)

    @cached_property
    def units(self) -> Units:
        path = self.options.units
        others = names_of(path, "市公安局: 北京市公安局") if path else {}
        return Units((site.unit for site in self.sites), {**self.practice.units, **others})

    @cached_property
    def as_of(self) -> datetime | None:
        if given := parse_as_of(self.options.as_of):
            return given
        if self.results is not None:
            return self.results.as_of
        return self.inventory.as_of if self.inventory else None

    @property
    def cut_off(self) -> datetime:
        if self.as_of is None:
            raise _AskedError("须用 --as-of 给出监测时间点，如 --as-of 2018-09-10")
        return self.as_of

    def table(self, kind: str) -> Gathered:
        options = self.options
        return gather(options.files, kind, heads=self.practice.heads.get(kind), sheets=options.sheet)


def _unjudged(site: Site) -> SiteResult:
    return SiteResult(
        site.id, site.name, site.unit, site.unit_kind, site.kind, site.status, site.url, site.merged_into
    )


def _messages(ground: _Ground) -> Ledger:
    since = parse_as_of(ground.options.since)
    first = None if since is None else since.replace(hour=0, minute=0, second=0)
    period = Period(ground.cut_off, first)
    return messages_of(
        ground.table("messages"), ground.units, period, _measures(ground.options, ground.practice.messages)
    )


def _measures(options: argparse.Namespace, measures: MessageMeasures) -> MessageMeasures:
    """The office's measures, where the command line says nothing else."""
    if options.working_days is not None:
        if not 1 <= options.working_days <= MAX_DAYS:
            raise _AskedError(f"--working-days 应为 1 至 {MAX_DAYS}，现为 {options.working_days}")
        measures = replace(measures, working_days=options.working_days)
    if options.top is not None:
        if not 1 <= options.top <= _MAX_TOP:
            raise _AskedError(f"--top 应为 1 至 {_MAX_TOP}，现为 {options.top}")
        measures = replace(measures, busiest=options.top)
    if options.least is not None:
        measures = replace(measures, least_percent=_percent(options.least))
    return measures


def _percent(said: str) -> Decimal:
    try:
        percent = Decimal(said.removesuffix("%"))
    except InvalidOperation:
        percent = Decimal(-1)
    if not (percent.is_finite() and 0 <= percent <= 100):
        raise _AskedError(f"--least 应为 0 至 100 的百分数，现为 {said[:20]!r}")
    return percent


def _self_checks(ground: _Ground) -> Ledger:
    results = ground.census
    table = ground.table("selfcheck")
    return self_checks_of(table, ground.units, ground.known, results, ground.practice.truthful)


def _rectifications(ground: _Ground) -> Ledger:
    results = ground.census
    table = ground.table("rectification")
    return rectifications_of(table, ground.units, ground.known, results)


def _new_media(ground: _Ground) -> Ledger:
    options = ground.options
    heads = ground.practice.heads.get("posts")
    posts = gather(options.posts, "posts", heads=heads) if options.posts else None
    return new_media_of(
        ground.table("accounts"), posts, ground.units, ground.cut_off, ground.practice.newmedia
    )


def _domains(ground: _Ground) -> Ledger:
    if not ground.sites:
        raise _AskedError("须用 --sites 给出网站台账，或用 --history 和 --quarter 给出普查结果")
    return domains_of(ground.table("domains"), ground.units, ground.sites)


def _highlights(ground: _Ground) -> Ledger:
    return highlights_of(ground.table("highlights"), ground.units)


def _undiscovered(ground: _Ground) -> Ledger:
    listed = ground.inventory
    if listed is None:
        raise _AskedError("须用 --sites 给出网站台账，才能知道哪些主机未列入")
    discovery = Discovery(listed.sites)
    folders = [EvidenceFolder.open(locate(path)) for path in ground.options.evidence]
    for folder in folders:
        whole = folder.finished()
        for site in listed.sites:
            if site.id in whole:
                discovery.take(folder.load(site, folder.header.as_of))
    return discovery.result()


_READERS: Final[Mapping[str, Callable[[_Ground], Ledger]]] = MappingProxyType(
    {
        "messages": _messages,
        "selfcheck": _self_checks,
        "newmedia": _new_media,
        "domains": _domains,
        "rectification": _rectifications,
        "highlights": _highlights,
        "undiscovered": _undiscovered,
    }
)
