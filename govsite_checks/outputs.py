"""What a run leaves behind beside its evidence: findings, summary, report. The same for a run and for merged parts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from govsite_checks import __version__
from govsite_checks.evidence import EvidenceError
from govsite_checks.evidence.layout import SITES, folder_name
from govsite_checks.evidence.pictures import load_pictures
from govsite_checks.files import write_text
from govsite_checks.model import Judgement, Site
from govsite_checks.report import write_report
from govsite_checks.report.clauses import of_the_standards
from govsite_checks.report.pictures import Pictured
from govsite_checks.run import Run
from govsite_checks.summary import SiteFacts, Summary, summarise

FINDINGS = "findings.jsonl"
SUMMARY = "summary.json"


class Judged(Protocol):
    """Judgements by site, wherever they are kept."""

    def of(self, site: str) -> Sequence[Judgement]:
        """The judgements of a site, by rule id."""

    def all(self, sites: Sequence[str]) -> Iterator[Judgement]:
        """Every judgement, in the order of the sites and then by rule id."""

    def write(self, path: Path, sites: Sequence[str]) -> None:
        """Write the lines of the sites, whole or not at all."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """The report's ``index.html``, the figures that it states, and in Chinese what it could not show."""

    report: Path
    summary: Summary
    problems: tuple[str, ...] = ()


def write_outputs(
    run: Run, sites: Sequence[Site], facts: Mapping[str, SiteFacts], judged: Judged, fail_on: Sequence[str]
) -> Outputs:
    """Write findings, summary and report of some sites of a run into its folder, the report's index last.

    Raises:
        OSError: a file cannot be written.
    """
    ids, rules = [site.id for site in sites], tuple(run.rules.values())
    summary = summarise(
        inventory_slug=run.inventory.slug,
        inventory_title=run.inventory.title,
        region=run.inventory.region,
        sites=sites,
        facts=facts,
        judgements=judged.all(ids),
        rules=rules,
        profile=run.profile,
        as_of=run.as_of,
        fail_on=fail_on,
        tool_version=__version__,
    )
    judged.write(run.report_dir / FINDINGS, ids)
    text = json.dumps(summary.to_dict(), ensure_ascii=False, indent=2)
    write_text(run.report_dir / SUMMARY, text + "\n")
    problems: list[str] = []
    report = write_report(
        run.report_dir,
        summary=summary,
        sites=sites,
        facts=facts,
        judgements_by_site=judged.of,
        rules=rules,
        clauses=of_the_standards,
        evidence=run.evidence,
        pictures=_pictures_in(run.evidence, problems),
    )
    return Outputs(report, summary, tuple(problems))


def _pictures_in(evidence: Path, problems: list[str]) -> Callable[[str], Sequence[Pictured]]:
    """The pictures of a site that are kept with its evidence; a damaged one is no picture, and is said."""

    def of(site_id: str) -> Sequence[Pictured]:
        try:
            kept = load_pictures(evidence, site_id)
        except EvidenceError as error:
            problems.append(f"报告中没有站点 {site_id} 的图片：{error}")
            return ()
        folder = evidence / SITES / folder_name(site_id)
        return [
            Pictured(
                folder / picture.file,
                picture.url,
                picture.taken,
                picture.width,
                picture.height,
                picture.how,
                picture.role,
                frozenset((s.rule, s.url, s.selector, s.snippet) for s in picture.shows),
            )
            for picture in kept
        ]

    return of
