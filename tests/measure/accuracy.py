"""How often the rules are right that need one page alone, on pages that a person has labelled.

A pure library: labels to expectations, expectations and verdicts to a table. A *positive* is an accusation: the
label says that a mark is absent or malformed, so the rule should say ``violation`` (or, for a malformed mark, anything
but ``ok``). Precision is the share of accusations that the labels agree with, recall the share of labelled absences
that were accused; where a label leaves an absence to a person, ``needs-review`` counts like one. ``agreed`` counts
every judgeable label whose verdict is among the allowed ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FIELDS: Mapping[str, str] = {
    "conac_mark": "footer-party-gov-mark",
    "site_id_code": "footer-site-code",
    "icp": "footer-icp",
    "police_filing": "footer-police-filing",
    "jiucuo": "footer-jiucuo",
    "sponsor": "footer-sponsor",
    "contact": "footer-contact",
    "sitemap_link": "footer-sitemap",
}
SITE_TAGS = ("sitename", "sitedomain", "siteidcode")
# Every rule that a label speaks of, as a run may choose them.
RULES = ("footer", "search-present", "label-site-complete")
OK = frozenset(("ok",))
ACCUSED = frozenset(("violation",))
DOUBTED = frozenset(("violation", "needs-review"))
NOT_OK = frozenset(("violation", "needs-review", "no-evidence", "not-applicable"))
_FOOT_FILE = re.compile(
    r"<(?:script|iframe|frame)[^>]*src\s*=\s*[\"']?[^\"'>\s]*(?:foot|bottom|copyright|dibu|banquan)[^\"'>\s/]*",
    re.IGNORECASE,
)
_NOT_SHOWN = re.compile(r"<!--.*?-->|<script.*?</script>|<style.*?</style>", re.DOTALL | re.IGNORECASE)
_FOOT_WORDS = re.compile("备案|ICP备|公网安备|版权|主办|承办|标识码", re.IGNORECASE)
ELSEWHERE = ("js-external", "iframe")


def load_labels(folder: Path) -> list[dict[str, Any]]:
    """The pages of ``labels.yaml`` in a folder of saved pages."""
    pages = yaml.load((folder / "labels.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return list(pages if isinstance(pages, list) else pages["pages"])


def loads_footer(html: str) -> bool:
    """Whether a page's footer comes from a script or frame by its name, or from somewhere its text does not show."""
    if _FOOT_FILE.search(html):
        return True
    shown = _NOT_SHOWN.sub("", html)
    return not _FOOT_WORDS.search(shown) and "src=" in html


def expectations(page: Mapping[str, Any], html: str = "") -> dict[str, frozenset[str] | None]:
    """The allowed verdicts of a page, by rule; None where the label says nothing that can be judged.

    ``html``, where given, is looked through for a footer that is loaded from what the set lacks.
    """
    labels: Mapping[str, Mapping[str, Any]] = page["labels"]
    vias = [str((labels.get(name) or {}).get("via", "")) for name in FIELDS]
    loaded = bool(html and loads_footer(html)) or any(word in via for via in vias for word in ELSEWHERE)
    expected = {rule: _expected(labels.get(name) or {}, loaded) for name, rule in FIELDS.items()}
    code = (labels.get("site_id_code") or {}).get("value", "")
    known = code not in ("", "absent", None) and expected["footer-site-code"] == OK
    expected["footer-site-code-matches-inventory"] = OK if known else None
    embed = (labels.get("jiucuo") or {}).get("embed")
    expected["footer-jiucuo-code"] = (
        OK if embed == "correct" and known and expected["footer-jiucuo"] == OK else None
    )
    expected["search-present"] = _search_expected(page)
    expected["label-site-complete"] = _tags_expected(labels.get("metas"))
    return expected


def _search_expected(page: Mapping[str, Any]) -> frozenset[str] | None:
    """Where an article or a list stands in for a home page, that it lacks the search may be left to a person."""
    label: Mapping[str, Any] = page["labels"].get("site_search") or {}
    allowed = _expected(label, loaded=False)
    return DOUBTED if allowed == ACCUSED and page.get("kind") != "home" else allowed


def _tags_expected(metas: Any) -> frozenset[str] | None:
    """``metas`` are the page's tags of the standard with their content; None where nobody looked."""
    if not isinstance(metas, list):
        return None
    filled = {str(meta.get("name")).lower() for meta in metas if str(meta.get("content") or "").strip()}
    return OK if filled.issuperset(SITE_TAGS) else ACCUSED


def _expected(label: Mapping[str, Any], loaded: bool) -> frozenset[str] | None:
    value = str(label.get("value", "unlabelled"))
    via = str(label.get("via", ""))
    if label.get("uncertain") or value == "unlabelled" or any(word in via for word in ELSEWHERE):
        return None
    if value == "absent":
        return None if loaded else ACCUSED
    return NOT_OK if value in ("malformed", "institution") else OK


@dataclass(slots=True)
class Tally:
    """The counts of one rule."""

    judged: int = 0
    agreed: int = 0
    accused: int = 0
    rightly: int = 0
    absences: int = 0
    false_accusations: int = 0

    def row(self, rule: str) -> str:
        """One line of the table."""
        return (
            f"{rule:36} n={self.judged:3}  agreed {self.agreed}/{self.judged}  precision {self.rightly}/{self.accused}"
            f"  recall {self.rightly}/{self.absences}  accused though there: {self.false_accusations}"
        )


@dataclass(slots=True)
class Comparison:
    """The table by rule, the total, and a line per disagreement."""

    rules: dict[str, Tally] = field(default_factory=dict)
    total: Tally = field(default_factory=Tally)
    disagreements: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The printed table."""
        return [
            *(self.rules[rule].row(rule) for rule in sorted(self.rules)),
            self.total.row("total"),
            *self.disagreements,
        ]


def compare(
    pages: Iterable[tuple[str, Mapping[str, frozenset[str] | None], Mapping[str, tuple[str, str]]]],
) -> Comparison:
    """Compare expectations with verdicts: per page its name, its expectations, and (verdict, message) by rule."""
    result = Comparison()
    for name, expected, verdicts in pages:
        for rule, allowed in expected.items():
            if allowed is None or rule not in verdicts:
                continue
            verdict, message = verdicts[rule]
            for tally in (result.rules.setdefault(rule, Tally()), result.total):
                _count(tally, allowed, verdict)
            if verdict not in allowed:
                wanted = "/".join(sorted(allowed)) if len(allowed) < 3 else "not ok"
                result.disagreements.append(f"  {name} {rule}: expected {wanted}, got {verdict}: {message}")
    return result


def _count(tally: Tally, allowed: frozenset[str], verdict: str) -> None:
    positive = "violation" in allowed
    flagged = verdict == "violation" or (positive and verdict in allowed)
    tally.judged += 1
    tally.agreed += verdict in allowed
    tally.absences += positive
    tally.accused += flagged
    tally.rightly += flagged and positive
    tally.false_accusations += verdict == "violation" and not positive
