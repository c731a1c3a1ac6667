"""Write the report's folder: a page a site as they come, the index last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from govsite_checks.files import sync_folder, write_bytes, write_text
from govsite_checks.model import TOOL_ERROR, Judgement, Rule, Site, Verdict
from govsite_checks.summary import ALL_VERDICTS, SiteFacts, SiteRow, Summary
from govsite_checks.wording import EFFECT, VERDICT

from .clauses import Clause, ClauseText, clause_text
from .index_page import COLUMNS, LISTED, Listed, index_page, static_rows, table_data
from .links import EvidenceLinks, site_file
from .pictures import Album, Pictured
from .site_page import site_page
from .texts import EFFECT_MEANING, MEANING, SIGN, chinese_time, clean

# 'self' of a file: address is not the same thing in every browser, so file: stands beside it.
POLICY = (
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file: data:; "
    "base-uri 'none'; form-action 'none'"
)
_ASSETS = ("report.css", "report.js")


def write_report(
    folder: Path,
    summary: Summary,
    sites: Sequence[Site],
    facts: Mapping[str, SiteFacts],
    judgements_by_site: Callable[[str], Sequence[Judgement]],
    rules: Sequence[Rule],
    clauses: Callable[[str], Clause],
    evidence: Path | None,
    pictures: Callable[[str], Sequence[Pictured]] = lambda _: (),
) -> Path:
    """Write the HTML report of a run and return the path of its ``index.html``.

    ``sites`` are those of ``summary``, in its order. One site's judgements are held at a time. The index comes last,
    so that a folder with an index is a whole report.

    Raises:
        OSError: a file cannot be written.
        ValueError: a judgement names an unknown rule, or a site's id cannot be a file name.
    """
    report = _Report(folder, summary, rules, clauses)
    for site, row in zip(sites, summary.sites, strict=True):
        judgements = judgements_by_site(site.id)
        report.write_site(site, row, facts.get(site.id), judgements, evidence, pictures(site.id))
    return report.write_index()


class _Report:
    """The state of one writing: the templates, and what the index lists of the sites written so far."""

    def __init__(
        self, folder: Path, summary: Summary, rules: Sequence[Rule], clauses: Callable[[str], Clause]
    ) -> None:
        self._folder = folder
        self._summary = summary
        self._rules = {rule.id: rule for rule in rules}
        self._clauses: dict[str, ClauseText] = {rule.id: clause_text(rule.clause, clauses) for rule in rules}
        self._reviews: list[Listed] = []
        self._errors: list[Listed] = []
        environment = _environment(summary)
        self._site_template = environment.get_template("site.html")
        self._index_template = environment.get_template("index.html")

    def write_site(
        self,
        site: Site,
        row: SiteRow,
        facts: SiteFacts | None,
        judgements: Sequence[Judgement],
        evidence: Path | None,
        pictures: Sequence[Pictured] = (),
    ) -> None:
        """Write the page of a site and remember what the index lists of it."""
        pages = self._folder / "sites"
        page = site_page(
            site,
            row,
            facts,
            judgements,
            self._rules,
            self._clauses,
            EvidenceLinks.of(site.id, evidence, pages),
            profile_verified=self._summary.profile_verified,
            album=Album(pictures, pages),
        )
        write_text(pages / site_file(site.id), self._site_template.render(page=page), durable=False)
        for judgement in judgements:
            self._list(row, judgement)

    def _list(self, row: SiteRow, judgement: Judgement) -> None:
        lists = {Verdict.NEEDS_REVIEW: self._reviews, TOOL_ERROR: self._errors}
        listed = lists.get(judgement.verdict)
        if listed is not None and len(listed) < LISTED:
            rule = self._rules[judgement.rule]
            title = clean(rule.title, 200)
            listed.append(Listed(row.name, site_file(row.id), rule.id, title, clean(judgement.message, 400)))

    def write_index(self) -> Path:
        """Write what the index needs, then the index."""
        pages = self._folder / "sites"
        if pages.is_dir():
            sync_folder(pages)
        page = index_page(self._summary, self._clauses, tuple(self._reviews), tuple(self._errors))
        for name in _ASSETS:
            asset = resources.files(__package__).joinpath("assets", name)
            write_bytes(self._folder / "assets" / name, asset.read_bytes())
        write_text(self._folder / "assets" / "sites.js", table_data(page))
        index = self._folder / "index.html"
        rows = static_rows(page.total)
        write_text(index, self._index_template.render(page=page, static_rows=rows, columns=COLUMNS))
        return index


def _environment(summary: Summary) -> Environment:
    environment = Environment(
        loader=PackageLoader("govsite_checks.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        policy=POLICY,
        verdicts=ALL_VERDICTS,
        word=VERDICT,
        sign=SIGN,
        meaning=MEANING,
        effects=EFFECT,
        effect_meaning=EFFECT_MEANING,
        report_title=summary.inventory_title or summary.inventory_slug,
        report_as_of=chinese_time(summary.as_of),
        report_profile=summary.profile_title or summary.profile_id,
    )
    return environment
