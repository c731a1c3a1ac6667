"""What the linter found in a draft."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What is wrong with a statement of a draft."""

    IMPOSSIBLE = "impossible-percentage"
    SUM = "sum"
    RANK = "rank"
    DELTA = "delta"
    UNNAMED = "unnamed-finding"
    HINT = "denominator-hint"


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One finding.

    ``value`` is what the draft states: a number, without ``%``, or a name. ``denominator`` is the number the share was
    held against; of a hint, one that it would fit; None where there is none. ``nearest`` is what the draft might have
    stated: a fraction with its share, a sum, a difference, a name. ``quote`` is the sentence as the draft has it.
    ``paragraph`` counts from 1, and ``message`` says in Chinese what to look into: both for people.
    """

    kind: Kind
    value: int | float | str
    denominator: int | None
    nearest: str
    quote: str
    paragraph: int = 0
    message: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The five keys of the JSON form."""
        return {
            "kind": str(self.kind),
            "value": self.value,
            "denominator": self.denominator,
            "nearest": self.nearest,
            "quote": self.quote,
        }
