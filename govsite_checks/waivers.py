"""Waivers: violations that the office tolerates until a date."""

from __future__ import annotations

from datetime import datetime

from govsite_checks.model import CHINA, Site, Waiver


def live_waiver(site: Site, rule_id: str, as_of: datetime) -> Waiver | None:
    """The waiver of a rule that has not run out on the day of ``as_of``, Beijing time; its last day counts."""
    day = as_of.astimezone(CHINA).date()
    return next((w for w in site.waivers if w.rule == rule_id and w.until >= day), None)


def expired_waiver(site: Site, rule_id: str, as_of: datetime) -> Waiver | None:
    """The waiver of a rule that ran out last, where none is live any more."""
    if live_waiver(site, rule_id, as_of) is not None:
        return None
    return max((w for w in site.waivers if w.rule == rule_id), key=lambda w: w.until, default=None)


def expired_words(waiver: Waiver) -> str:
    """That a violation is tolerated no more."""
    return f"豁免已于 {waiver.until.isoformat()} 到期：{_grounds(waiver)}"


def waiver_words(waiver: Waiver, as_of: datetime) -> str:
    """Why a violation is tolerated, and for how much longer."""
    days = (waiver.until - as_of.astimezone(CHINA).date()).days
    return f"豁免至 {waiver.until.isoformat()}（还有 {days} 天）：{_grounds(waiver)}"


def _grounds(waiver: Waiver) -> str:
    approver = f"{waiver.approver}批准" if waiver.approver else ""
    return "，".join(filter(None, (waiver.reason, waiver.document, approver)))
