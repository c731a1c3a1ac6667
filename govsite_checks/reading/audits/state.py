"""Why an audit has nothing to say."""

from __future__ import annotations

from govsite_checks.model import Audit, AuditedPage, Finding, Role, Snapshot, Verdict


def absence(snapshot: Snapshot) -> Finding | None:
    """What a rule of the audit says where there was none: not asked for, or not possible. None where there is one."""
    audit = snapshot.audit
    if audit is None:
        return Finding.at(
            Verdict.NOT_APPLICABLE, "本次检查没有做自动检测（--govsite-audit）。", snapshot.home
        )
    if audit.error:
        return Finding.at(Verdict.NO_EVIDENCE, f"自动检测未能完成：{audit.error}。", snapshot.home)
    return None


def home_of(audit: Audit) -> AuditedPage | None:
    """The home page as the audit met it."""
    return next((page for page in audit.pages if page.role == Role.HOME), None)
