"""Numbers as drafts write them: full width, grouped, in Chinese numerals."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

# One sign for one sign, so that places in the folded text are places in the draft.
FOLD: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0x00A0: 0x20,
    0xFE6A: 0x25,
}
_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS: Final = {"万": 10**4, "亿": 10**8}
CHINESE: Final = "零〇一二两三四五六七八九十百千万亿"


def folded(text: str) -> str:
    """The text with signs of full width made narrow; as long as before."""
    return text.translate(FOLD)


def whole(text: str) -> int | None:
    """The whole number of ``1,234``, ``二十三`` or ``一百零五``; None where it is none."""
    plain = text.replace(",", "")
    if plain.isascii():
        return int(plain) if plain.isdigit() and len(plain) <= 12 else None
    return _chinese(plain)


def _chinese(text: str) -> int | None:
    if all(sign in _DIGITS for sign in text):
        # 二〇一八 is read digit by digit; 三 alone is both.
        return int("".join(str(_DIGITS[sign]) for sign in text)) if len(text) <= 12 else None
    total = section = digit = 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _UNITS:
            section += (digit or 1) * _UNITS[sign]
            digit = 0
        elif sign in _MYRIADS:
            total += (section + digit or 1) * _MYRIADS[sign]
            section = digit = 0
        else:
            return None
    return total + section + digit


def percentage(text: str) -> tuple[Decimal, int] | None:
    """Value and decimal places of ``95.5`` or ``九十五点五``; None where it is no number."""
    if text.isascii():
        return Decimal(text), len(text.partition(".")[2])
    before, _, after = text.partition("点")
    front = _chinese(before) if before else None
    if front is None or any(sign not in _DIGITS for sign in after):
        return None
    digits = "".join(str(_DIGITS[sign]) for sign in after)
    return (Decimal(f"{front}.{digits}") if digits else Decimal(front)), len(digits)
