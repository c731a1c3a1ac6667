"""JUnit XML that keeps to Jenkins' own schema: a suite a site, a case a rule.

pytest's ``--junitxml`` carries properties inside of cases, which that schema does not know; here they stand in the
case's output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from govsite_checks.model import TOOL_ERROR, Judgement, Site, Verdict
from govsite_checks.wording import EFFECT, VERDICT

from .subject import Subject

# What XML 1.0 cannot hold at all.
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MAX_SHOWN = 20


def junit(subject: Subject) -> Iterator[str]:
    """The document, a site at a time."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites name={_value(subject.title or 'govsite-checks')}>\n"
    for site in subject.sites:
        yield _suite(subject, site, list(subject.judgements(site.id)))
    yield "</testsuites>\n"


def _suite(subject: Subject, site: Site, judgements: list[Judgement]) -> str:
    cases, counts = [], {"failure": 0, "error": 0, "skipped": 0, "": 0}
    for judgement in judgements:
        kind = _kind(subject, site, judgement)
        counts[kind] += 1
        cases.append(_case(subject, site, judgement, kind))
    head = (
        f"<testsuite name={_value(f'{site.name}（{site.id}）')} id={_value(site.id)} url={_value(site.url)} "
        f'tests="{len(cases)}" failures="{counts["failure"]}" errors="{counts["error"]}" '
        f'skipped="{counts["skipped"]}">\n'
    )
    return head + "".join(cases) + "</testsuite>\n"


def _kind(subject: Subject, site: Site, judgement: Judgement) -> str:
    """The element of a case that is not simply passed; the same outcome as pytest's."""
    if judgement.verdict == TOOL_ERROR:
        return "error"
    if subject.tolerated(site, judgement):
        return "skipped"
    if subject.fails(judgement):
        return "failure"
    return "" if judgement.verdict in {Verdict.OK, Verdict.VIOLATION} else "skipped"


def _case(subject: Subject, site: Site, judgement: Judgement, kind: str) -> str:
    rule = subject.rules[judgement.rule]
    said = subject.tolerated(site, judgement) or judgement.message
    told = f"<{kind} type={_value(judgement.verdict)} message={_value(said)}/>\n" if kind else ""
    return (
        f'<testcase classname={_value(site.id)} name={_value(rule.id)} time="0">\n{told}'
        f"<system-out>{_text(_facts(subject, judgement))}</system-out>\n</testcase>\n"
    )


def _facts(subject: Subject, judgement: Judgement) -> str:
    rule, points = subject.rules[judgement.rule], judgement.effect.points
    lines = [
        f"要求：{rule.title}",
        f"结论：{VERDICT.get(judgement.verdict, judgement.verdict)}",
        f"处理：{EFFECT[judgement.effect.kind]}" + ("" if points is None else f" {points:g}"),
        f"依据：{judgement.clause}",
        f"说明：{judgement.message}",
    ]
    if judgement.verdict not in {Verdict.OK, Verdict.NOT_APPLICABLE}:
        lines += [f"所在：{f.url}" for f in judgement.findings[:MAX_SHOWN] if f.url]
        lines.append(f"整改：{rule.remediation}")
    return "\n".join(lines)


def _text(text: str) -> str:
    return escape(_NO_XML.sub(" ", text))


def _value(text: str) -> str:
    return quoteattr(_NO_XML.sub(" ", text))
