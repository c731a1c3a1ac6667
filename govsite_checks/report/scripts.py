"""Data for the scripts of the report: plain values in a file of their own, safe whatever is in them."""

from __future__ import annotations

import json


def script_data(name: str, value: object) -> str:
    """A script that sets ``window.<name>``; the same value gives the same bytes.

    Raises:
        ValueError: the value holds a number that JSON cannot hold.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # Neither an end of script nor a line separator of old grammars can come out of a name.
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f"window.{name}={text};\n"
