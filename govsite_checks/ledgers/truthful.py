"""When a notice may say that self-checks are truthful as a whole (自查情况整体真实准确). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from govsite_checks.summary import Ratio

from .measures import TruthfulBar
from .selfcheck import Compared, agreement_of


@dataclass(frozen=True, slots=True)
class Truthful:
    """Whether the sentence is allowed, and in Chinese what the figures lack where it is not."""

    allowed: bool
    lacking: tuple[str, ...] = ()


def truthful_as_a_whole(
    compared: Sequence[Compared], coverage: Ratio, refused: Ratio, bar: TruthfulBar
) -> Truthful:
    """Whether the figures carry the sentence; ``refused`` is the share of rows that could not be read."""
    agreement = agreement_of(compared)
    seen = Ratio(agreement.of, len(compared), "自查项目")
    lacking = [
        f"{title}{ratio.text}（{ratio.n}/{ratio.of}），低于 {least}%"
        for title, ratio, least in (
            ("一致率", agreement, bar.agreement),
            ("普查能够查看的自查项目", seen, bar.seen),
            ("自查覆盖率", coverage, bar.coverage),
        )
        if not _reaches(ratio, least)
    ]
    if refused.n and not _within(refused, bar.refused):
        lacking.append(f"有 {refused.n}/{refused.of} 行自查表未能读取，超过 {bar.refused}%")
    return Truthful(not lacking, tuple(lacking))


def _reaches(ratio: Ratio, least: Decimal) -> bool:
    return ratio.of > 0 and Decimal(100) * ratio.n >= least * ratio.of


def _within(ratio: Ratio, most: Decimal) -> bool:
    return Decimal(100) * ratio.n <= most * ratio.of
