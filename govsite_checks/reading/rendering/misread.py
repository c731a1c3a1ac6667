"""Whether a browser took the characters of a page for others. Pure.

A page whose server names no encoding, or a wrong one, is read here by its bytes, while a browser believes what it is
told, or guesses. What it shows then is nobody's text, and no mark may be missed in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Chinese runs that begin behind a plain character: only there a wrong reading begins at a character's first byte.
_RUN = re.compile(r"(?<=[\t\n\x20-\x7e])[\u4e00-\u9fff]{4,12}")
_TAKEN = 4
MAX_RUNS = 60
MAX_CHARS = 400_000
# So many runs must be shown garbled, and more of them than are shown as they are.
ENOUGH = 3
# Where characters are lost altogether, as of GB18030 that is taken for UTF-8, so many signs of it tell.
MANY_LOST = 20
_LOST = "\ufffd"
# As what bytes are taken that are in the first of each pair.
_WRONG = (("utf-8", "gb18030"), ("utf-8", "cp1252"), ("gb18030", "cp1252"), ("gb18030", "utf-8"))


def misread(sent: str, shown: str) -> bool:
    """Whether ``shown``, what a browser made of a page, is ``sent`` in wrong characters."""
    right = wrong = gone = 0
    for run in _runs(sent):
        if run in shown:
            right += 1
        elif any(form in shown for form in _garbled(run)):
            wrong += 1
        else:
            gone += 1
    lost = shown.count(_LOST, 0, MAX_CHARS) - 2 * sent.count(_LOST, 0, MAX_CHARS)
    return (wrong >= ENOUGH and wrong > right) or (lost >= MANY_LOST and gone >= ENOUGH and gone > right)


def _runs(sent: str) -> Iterator[str]:
    seen: set[str] = set()
    for found in _RUN.finditer(sent, 0, MAX_CHARS):
        run = found[0][:_TAKEN]
        if run not in seen:
            seen.add(run)
            yield run
        if len(seen) >= MAX_RUNS:
            return


def _garbled(run: str) -> Iterator[str]:
    """What a run may look like; forms that are mostly signs of loss tell nothing of what was lost."""
    for real, taken in _WRONG:
        form = run.encode(real, "ignore").decode(taken, "replace")
        form = form.strip(_LOST).split(_LOST)[0]
        if len(form) >= 3:
            yield form
