"""The words that every layer speaks: sites, pages, snapshots, rules, findings, verdicts, effects.

Frozen, slotted dataclasses and closed vocabularies. This package imports nothing else of the project.
"""

from .columns import Column, ColumnType
from .findings import Finding, Judgement
from .observations import Audit, AuditedPage, Barrier, DayOfVisits, Observation, Visits
from .pages import BRIEF_ROLES, Encoding, Hop, Page, PageError, Role
from .rendering import Rendered, RenderError, RenderReason, Resource
from .rules import Example, Expected, Rule, RuleFunction, rule
from .sites import ColumnHint, Politeness, Site, Waiver
from .snapshot import Snapshot
from .text import CHINA, DETAIL_CHARS, DETAILS, MESSAGE_CHARS, SNIPPET_CHARS, URL_CHARS, printable
from .verdicts import GRAVITY, TOOL_ERROR, Effect, EffectKind, Verdict

__all__ = [
    "BRIEF_ROLES",
    "CHINA",
    "DETAILS",
    "DETAIL_CHARS",
    "GRAVITY",
    "MESSAGE_CHARS",
    "SNIPPET_CHARS",
    "TOOL_ERROR",
    "URL_CHARS",
    "Audit",
    "AuditedPage",
    "Barrier",
    "Column",
    "ColumnHint",
    "ColumnType",
    "DayOfVisits",
    "Effect",
    "EffectKind",
    "Encoding",
    "Example",
    "Expected",
    "Finding",
    "Hop",
    "Judgement",
    "Observation",
    "Page",
    "PageError",
    "Politeness",
    "RenderError",
    "RenderReason",
    "Rendered",
    "Resource",
    "Role",
    "Rule",
    "RuleFunction",
    "Site",
    "Snapshot",
    "Verdict",
    "Visits",
    "Waiver",
    "printable",
    "rule",
]
