"""Tables of a draft: totals that their column does not give, shares that their row does not give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Final

from .arithmetic import fraction, nearest, numerator, rounded
from .draft import Draft, Table
from .finding import Kind, LintFinding
from .numerals import folded, whole

MAX_FIGURES: Final = 12  # counts in one row that a share is held against
_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|总\s*数)\s*[:：]?\s*")
_SHARE = re.compile(r"\s*(\d{1,3}(?:\.\d{1,4})?)\s*%\s*")
_NUMBERED = re.compile(r"\s*(?:序\s*号|编\s*号|年|排\s*名|名\s*次)")


def tables(draft: Draft) -> Iterator[LintFinding]:
    """What does not add up in the tables."""
    for table in draft.tables:
        wrong = list(_totals(table))
        yield from wrong
        # A total that is wrong makes its share wrong: told once.
        yield from _shares(table, [row for row in table.rows[1:] if not (wrong and _is_total(row))])


def _cell(row: Sequence[str], at: int) -> str:
    return folded(row[at]) if at < len(row) else ""


def _count(text: str) -> int | None:
    plain = text.strip()
    return whole(plain) if re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,9}", plain) else None


def _is_total(row: Sequence[str]) -> bool:
    return any(_TOTAL.fullmatch(_cell(row, at)) for at in range(min(2, len(row))))


def _totals(table: Table) -> Iterator[LintFinding]:
    """The last row, or the first below the head, where it is headed 合计."""
    places = [at for at, row in enumerate(table.rows) if _is_total(row)]
    if len(places) != 1:
        return  # subtotals: which rows belong to which is not for the linter to guess
    total = places[0]
    body = table.rows[1:total] if total == len(table.rows) - 1 else table.rows[total + 1 :]
    if total not in (1, 2, len(table.rows) - 1) or len(body) < 2:
        return
    for at in range(1, len(table.rows[total])):
        stated, head = _count(_cell(table.rows[total], at)), _cell(table.rows[0], at)
        cells = [_cell(row, at) for row in body]
        values = [_count(cell) for cell in cells]
        known = [value for value in values if value is not None]
        blank = all(
            value is not None or cell.strip() in {"", "-", "—", "–", "/"}
            for value, cell in zip(values, cells, strict=True)
        )
        same_width = all(len(row) == len(table.rows[total]) for row in body)
        if stated is None or len(known) < 2 or not blank or not same_width or _NUMBERED.match(head):
            continue
        if sum(known) != stated:
            yield _sum(table, head, stated, sum(known))


def _sum(table: Table, head: str, stated: int, given: int) -> LintFinding:
    message = f"表格“{head}”一列相加为 {given}，合计写作 {stated}"
    return LintFinding(Kind.SUM, stated, None, str(given), f"{head} 合计 {stated}", table.paragraph, message)


def _shares(table: Table, rows: Sequence[Sequence[str]]) -> Iterator[LintFinding]:
    """A share must be one that the counts in its row can give; where two of them give it, all the better."""
    head = table.rows[0] if table.rows else ()
    for row in rows:
        numbers = [
            value
            for at in range(len(row))
            if (value := _count(_cell(row, at))) and not _NUMBERED.match(_cell(head, at))
        ][:MAX_FIGURES]
        for at in range(len(row)):
            found = _SHARE.fullmatch(_cell(row, at))
            if found and numbers and len(row) == len(head) and "率" in _cell(head, at):
                yield from _share(table, row, _cell(head, at), Decimal(found[1]), numbers)


def _share(
    table: Table, row: Sequence[str], head: str, percent: Decimal, numbers: Sequence[int]
) -> Iterator[LintFinding]:
    decimals = len(str(percent).partition(".")[2])
    if (
        any(rounded(n, of, decimals) == percent for n, of in permutations(numbers, 2) if n <= of)
        or percent == 100
    ):
        return
    if any(numerator(percent, decimals, of) is not None for of in numbers):
        return
    most = max(numbers)
    close = nearest(percent, decimals, most) if most else fraction(0, 1, decimals)
    value = float(percent) if decimals else int(percent)
    message = f"表格“{row[0][:20]}”一行的{head} {percent}%，按该行的数字都得不出"
    quote = " ".join(cell for cell in row if cell)[:160]
    # What it is of may stand in no column: never more than a hint that the row is not enough.
    yield LintFinding(Kind.HINT, value, most, close, quote, table.paragraph, message)
