"""Why an audit has nothing to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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


def page_by_page(snapshot: Snapshot, judge: Callable[[AuditedPage], Iterable[Finding]]) -> Iterator[Finding]:
    """What ``judge`` says of each page of the audit; why there is nothing to say, where there was none or it met no page."""
    audit, absent = snapshot.audit, absence(snapshot)
    if absent is not None:
        yield absent
    elif audit is not None and not audit.pages:
        yield Finding.at(Verdict.NO_EVIDENCE, "自动检测没有打开任何页面。", snapshot.home)
    elif audit is not None:
        for page in audit.pages:
            yield from judge(page)


def home_of(audit: Audit) -> AuditedPage | None:
    """The home page as the audit met it."""
    return next((page for page in audit.pages if page.role == Role.HOME), None)
