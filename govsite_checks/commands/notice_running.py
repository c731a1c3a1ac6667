"""``govsite notice``: a quarter of the history and the ledgers of an office to the files of a notice."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from govsite_checks import inventory
from govsite_checks.census.census import Census
from govsite_checks.census.quarter import Quarter
from govsite_checks.census.results import QuarterResults
from govsite_checks.commands import notice_notes
from govsite_checks.evidence import EvidenceError
from govsite_checks.history import History, HistoryError, census_of
from govsite_checks.inventory import InventoryError
from govsite_checks.ledgers.domains_reading import domains_of
from govsite_checks.ledgers.gathered import Gathered, gather
from govsite_checks.ledgers.highlights_reading import highlights_of
from govsite_checks.ledgers.known import Sites, Units
from govsite_checks.ledgers.messages_reading import Period, messages_of
from govsite_checks.ledgers.newmedia_reading import new_media_of
from govsite_checks.ledgers.practice import read_practice
from govsite_checks.ledgers.rectification_reading import rectifications_of
from govsite_checks.ledgers.selfcheck_reading import self_checks_of
from govsite_checks.model import printable
from govsite_checks.notice.annexes import write_annex_1, write_annex_2
from govsite_checks.notice.composing import Notice, compose
from govsite_checks.notice.material import Material
from govsite_checks.notice.notice_files import notice_document, write_sources
from govsite_checks.notice.template import NoticeTemplateError, read_template
from govsite_checks.office import TableError, names_of
from govsite_checks.settings import SettingsError, parse_as_of
from govsite_checks.yamlfile import FileError

from . import DONE, FOUND, UNFINISHED, USAGE

MAX_SHOWN: Final = 50
MAX_FACT: Final = 400


class _AskedError(Exception):
    """The options do not fit together; the message is Chinese."""


_UNUSABLE = (
    TableError, FileError, InventoryError, HistoryError, SettingsError, NoticeTemplateError, _AskedError,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Write the files of a notice; see ``notice_command.run_notice``."""
    try:
        if options.print_template:
            sys.stdout.write(read_template())
            return DONE
        quarter, output = _asked(options)
        with History(options.history) as history:
            census, results = census_of(history, quarter), history.load(quarter)
        material = _material(options, census, results)
        notice = compose(material, read_template(options.template))
        _write(output, notice, material, comments=not options.no_comments)
        problems = _notes(options, material, results, output / "notes")
    except _UNUSABLE as error:
        sys.stderr.write(f"govsite: {error}\n")
        return USAGE
    except EvidenceError as error:
        sys.stderr.write(f"govsite: {error}\n")
        return UNFINISHED
    return FOUND if _tell(notice, material, problems) else DONE


def _asked(options: argparse.Namespace) -> tuple[Quarter, Path]:
    if not options.quarter or options.output is None:
        raise _AskedError(
            "须用 --quarter 指明季度、用 -o 指明写入的目录，如 --quarter 2018Q3 -o reports/notice"
        )
    if options.posts and not options.accounts:
        raise _AskedError("给出 --posts 时须用 --accounts 给出政务新媒体台账")
    try:
        return Quarter.parse(options.quarter), options.output
    except ValueError as error:
        raise _AskedError(str(error)) from None


def _facts(said: Sequence[str]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for one in said:
        name, equals, content = one.partition("=")
        if not equals or not name.strip() or len(content) > MAX_FACT:
            raise _AskedError(
                f"--set {printable(one, 40)!r} 应写作 名称=内容，如 发文机关=某市人民政府办公厅"
            )
        facts[name.strip()] = content.strip()
    return facts


def _material(options: argparse.Namespace, census: Census, results: QuarterResults) -> Material:
    listed = inventory.load(options.sites.resolve()).sites if options.sites else ()
    others = names_of(options.units, "市公安局: 北京市公安局") if options.units else {}
    practice = read_practice(options.office)
    units = Units((site.unit for site in results.sites), {**practice.units, **others})
    known = Sites(results.sites, {site.id: site.site_code for site in listed if site.site_code})
    as_of = results.as_of
    since = parse_as_of(options.since)
    period = Period(as_of, None if since is None else since.replace(hour=0, minute=0, second=0))

    def table(kind: str) -> Gathered | None:
        paths = getattr(options, kind)
        return gather(paths, kind, heads=practice.heads.get(kind)) if paths else None

    messages, checks, highlights = table("messages"), table("selfcheck"), table("highlights")
    accounts, domains, reports = table("accounts"), table("domains"), table("rectification")
    return Material(
        census=census,
        messages=messages_of(messages, units, period, practice.messages) if messages else None,
        selfchecks=self_checks_of(checks, units, known, results, practice.truthful) if checks else None,
        highlights=highlights_of(highlights, units) if highlights else None,
        newmedia=new_media_of(accounts, table("posts"), units, as_of, practice.newmedia)
        if accounts
        else None,
        domains=domains_of(domains, units, results.sites) if domains else None,
        rectifications=rectifications_of(reports, units, known, results) if reports else None,
        facts=_facts(options.set),
    )


def _write(output: Path, notice: Notice, material: Material, *, comments: bool) -> None:
    files = [output / "notice.docx", output / "notice.sources.json", output / "annex-1.xlsx"]
    notice_document(notice, material, comments=comments).write(files[0])
    write_sources(files[1], notice, material)
    write_annex_1(files[2], material)
    if material.messages is not None:
        files.append(output / "annex-2.xlsx")
        write_annex_2(files[3], material)
    sys.stdout.writelines(f"{path}\n" for path in files)


def _notes(
    options: argparse.Namespace, material: Material, results: QuarterResults, folder: Path
) -> list[str]:
    """Write the notes that are asked for; ids that nobody knows are said."""
    if options.notes is None:
        return []
    asked = set(options.notes)
    sites = tuple(site for site in results.sites if not asked or site.id in asked)
    unknown = sorted(asked - {site.id for site in sites})
    problems = notice_notes.write(options, material, replace(results, sites=sites), folder)
    return [*(f"没有编号为 {id} 的网站，未生成整改通知单；请核对 --notes" for id in unknown), *problems]


def _tell(notice: Notice, material: Material, problems: Sequence[str]) -> bool:
    """Say what was left out and what could not be counted; whether there is any."""
    lines = [
        f"未写：{printable(gone.section or '正文', 40)}（模板第 {gone.line} 行）{printable(gone.why, 300)}"
        for gone in notice.left_out
    ]
    for title, ledger in material.ledgers:
        shown = [f"{title}：{printable(str(row), 300)}" for row in ledger.refused[:MAX_SHOWN]]
        more = len(ledger.refused) - len(shown)
        lines += shown + ([f"{title}：另有 {more} 处，见 notice.sources.json"] if more else [])
    lines += [printable(problem, 300) for problem in problems]
    sys.stderr.writelines(f"govsite: {line}\n" for line in lines)
    return bool(lines)
