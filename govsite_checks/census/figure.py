"""One figure of a notice: a count, or a share with its n, its N and the definition of both."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govsite_checks.summary import Ratio


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and where it comes from.

    ``id`` names it in templates and tables, ``title`` in Chinese. Of a share, ``ratio`` has n, N and the definition;
    ``aside`` counts what is in neither, by the reason in Chinese (未能查看, 待人工复核, 不适用). ``before`` is the same figure
    of the quarter before, only where it may be compared (equal versions of the rules); else ``incomparable`` says why.
    Of a count, ``count`` is the number and ``definition`` says of what.
    """

    id: str
    title: str
    ratio: Ratio | None = None
    count: int | None = None
    definition: str = ""
    aside: tuple[tuple[str, int], ...] = ()
    before: Ratio | None = None
    count_before: int | None = None
    incomparable: str = ""

    @property
    def known(self) -> bool:
        """Whether there is something to state."""
        return self.count is not None or (self.ratio is not None and self.ratio.percent is not None)

    @property
    def text(self) -> str:
        """As a notice states it: ``97.2%`` or ``457``; ``100%`` without a decimal place; empty where nothing is known."""
        if self.count is not None:
            return str(self.count)
        return said(self.ratio)

    @property
    def before_text(self) -> str:
        """The same of the quarter before; empty where it is not known or may not be compared."""
        return said(self.before) if self.count_before is None else str(self.count_before)

    @property
    def points(self) -> Decimal | None:
        """The change in percentage points against the quarter before, of the rounded figures; None where not comparable."""
        now = None if self.ratio is None else self.ratio.percent
        then = None if self.before is None else self.before.percent
        return None if now is None or then is None else now - then


def said(ratio: Ratio | None) -> str:
    """A share as a notice states it: ``97.2%``, ``100%`` without a decimal place, empty where nothing is known."""
    percent = None if ratio is None else ratio.percent
    if percent is None:
        return ""
    return f"{percent.to_integral_value()}%" if percent == percent.to_integral_value() else f"{percent}%"
