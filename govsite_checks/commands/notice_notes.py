"""The notes to single websites (整改通知单) of a quarter: what was found on each, by which clause, what to do."""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from govsite_checks import registry, standards
from govsite_checks.census.results import QuarterResults, RuleResult, SiteResult
from govsite_checks.evidence import locate
from govsite_checks.evidence.additions import read_added
from govsite_checks.evidence.pictures import PICTURE_BYTES, StoredPicture, load_pictures
from govsite_checks.model import EffectKind, Rule, Verdict
from govsite_checks.notice.material import Material
from govsite_checks.notice.pdf import PdfError, converter, to_pdf
from govsite_checks.notice.pictures import as_png
from govsite_checks.notice.rectification_note import Note, NoteItem, NotePicture, note_document

# The gravest first; what a site did not earn as a bonus is no violation.
_EFFECTS: Final = (EffectKind.VETO, EffectKind.DEDUCT, EffectKind.NOTICE)
_PICTURES: Final = 2
_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


def write(
    options: argparse.Namespace, material: Material, results: QuarterResults, folder: Path
) -> list[str]:
    """Write a note for each website with a violation, as .docx and, where LibreOffice is installed, as PDF.

    Gives what else a person must know, in Chinese.

    Raises:
        EvidenceError: the pictures are damaged.
        OSError: a file cannot be written.
    """
    rules = registry.gather(registry.installed())
    pictures = _pictures(options.pictures)
    written: list[Path] = []
    for site in results.sites:
        if items := tuple(_items(site, rules, results)):
            note = _note(site, items, material, pictures(site))
            path = folder / f"{_file_name(site.id)}.docx"
            note_document(note).write(path)
            written.append(path)
    sys.stdout.write(f"{folder}：{len(written)} 份整改通知单\n")
    return _as_pdf(written)


def _note(
    site: SiteResult, items: tuple[NoteItem, ...], material: Material, pictures: tuple[NotePicture, ...]
) -> Note:
    facts = material.facts
    return Note(
        site=site.name,
        code=site.id if re.fullmatch(r"[0-9A-Za-z]{10}", site.id) else "",
        url=site.url,
        unit=site.unit,
        quarter=material.census.quarter.said,
        as_of=material.as_of,
        items=items,
        authority=facts.get("发文机关", ""),
        due=facts.get("整改期限", ""),
        day=facts.get("成文日期", ""),
        pictures=pictures,
    )


def _items(site: SiteResult, rules: Mapping[str, Rule], results: QuarterResults) -> Iterator[NoteItem]:
    for id, found in _violations(site):
        yield _item(id, found, rules.get(id), results)


def _violations(site: SiteResult) -> list[tuple[str, RuleResult]]:
    """The violations of a site that nobody tolerates, the gravest first."""
    return [
        (id, found)
        for effect in _EFFECTS
        for id, found in site.rules.items()
        if found.verdict == Verdict.VIOLATION and not found.waived and found.effect == effect
    ]


def _item(id: str, found: RuleResult, rule: Rule | None, results: QuarterResults) -> NoteItem:
    judged = results.judged.get(id)
    title = rule.title if rule else judged.title if judged else id
    remedy = rule.remediation if rule else "按要求整改。"
    problem = f"{title}：{found.message}" if found.message else title
    clause, number = _clause(rule.clause) if rule else ("", "")
    return NoteItem(problem, clause, remedy, found.url, number)


def _clause(id: str) -> tuple[str, str]:
    """The clause as a note cites it, and the number of its document; what nobody compared with the original says so."""
    try:
        clause = standards.load().clause(id)
    except standards.StandardsError:
        return "", ""
    number = clause.document.number
    doubt = "" if clause.verified else "（条文未核实）"
    return (
        f"《{clause.document.title}》{f'（{number}）' if number else ''}{clause.title}{doubt}",
        number + doubt,
    )


def _pictures(path: Path | None) -> Callable[[SiteResult], tuple[NotePicture, ...]]:
    """By site, the pictures that show its violations; one that shows none of them would prove nothing."""
    if path is None:
        return lambda _: ()
    evidence = locate(path)

    def of(site: SiteResult) -> tuple[NotePicture, ...]:
        broken = {id for id, found in _violations(site)}
        kept = [one for one in load_pictures(evidence, site.id) if any(s.rule in broken for s in one.shows)]
        # First those that frame the place, then the tops of pages.
        kept.sort(key=lambda one: not one.how)
        return tuple(filter(None, (_picture(evidence, site.id, one) for one in kept[:_PICTURES])))

    return of


def _picture(evidence: Path, site: str, stored: StoredPicture) -> NotePicture | None:
    data = read_added(evidence, site, stored.file, PICTURE_BYTES)
    shown = as_png(data) if data else b""
    return NotePicture(shown, stored.width, stored.height) if shown else None


def _file_name(site: str) -> str:
    """A site's id as the name of a file, wherever it comes from."""
    return (
        site
        if _PLAIN_NAME.fullmatch(site)
        else hashlib.sha256(site.encode("utf-8", "replace")).hexdigest()[:16]
    )


def _as_pdf(written: list[Path]) -> list[str]:
    program = converter()
    if not written:
        return []
    if not program:
        return ["没有安装 LibreOffice，整改通知单只有 .docx；安装后重新生成即有 PDF"]
    try:
        to_pdf(written, program)
    except PdfError as error:
        return [str(error)]
    return []
