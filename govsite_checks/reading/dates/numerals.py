"""Chinese numerals as dates use them: years digit by digit, months and days up to thirty-one.

A table of a dozen signs; a library that reads whole amounts would accept what no date is.
"""

from __future__ import annotations

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {
    "○": 0,
    "零": 0,
    "Ｏ": 0,
    "O": 0,
}
_TENS = {"十": 10, "廿": 20, "卅": 30}

YEAR_SIGNS = "一二三四五六七八九〇○零ＯO"
DAY_SIGNS = "一二三四五六七八九十廿卅"


def year_of(text: str) -> int:
    """The year of four digits such as 二〇一八; 0 where it is none."""
    if len(text) != 4 or any(sign not in _DIGITS for sign in text):
        return 0
    return int("".join(str(_DIGITS[sign]) for sign in text))


def small_number(text: str) -> int:
    """A number up to 39 such as 九, 十, 十二, 二十, 三十一, 廿五; 0 where it is none."""
    value = 0
    for place, sign in enumerate(text):
        if sign in _TENS:
            if place > 1 or value >= 10:
                return 0
            value = (value or 1) * 10 if sign == "十" else _TENS[sign]
        elif (digit := _DIGITS.get(sign, 0)) and (place == 0 or (value >= 10 and value % 10 == 0)):
            value += digit
        else:
            return 0
    return value
