"""A process beside pytest's that judges sites for it: ``python -m govsite_checks.plugin.helper``, started by ``ahead``.

It reads what to judge by once, then a line of JSON for each site, and answers each with one. Nothing of pytest runs here,
and nothing is fetched: a run that a helper prepares is a replay. It ends with its input, so with whoever started it.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from govsite_checks import findings, registry
from govsite_checks.evaluate import RuleError
from govsite_checks.run import Handoff, Run, prepare
from govsite_checks.settings import Settings

# What was found at a site: by rule True and its line of JSON, or False and what is said of a crash.
Found = dict[str, tuple[bool, str]]


@dataclass(frozen=True, slots=True)
class Brief:
    """What a helper has to know: the settings, and of each inventory its path and where its evidence lies.

    ``folder`` is the one in which pytest was called, ``handed`` the values of ``run.Handoff``, ``places`` are where
    modules are found, so that packages of rules are found alike.
    """

    settings: Settings
    folder: Path
    handed: tuple[tuple[Path, dict[str, str]], ...]
    places: tuple[str, ...]


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the user's Ctrl-C is pytest's to heed; then the input ends
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a rule prints must not get between the answers
    brief: Brief = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    sys.path[:] = brief.places
    _serve(brief, sys.stdin.buffer, answers)


def _serve(brief: Brief, questions: BinaryIO, answers: BinaryIO) -> None:
    rules = registry.gather(registry.installed())
    now, several = datetime.now(UTC), len(brief.handed) > 1
    runs = {
        str(path): prepare(
            path,
            brief.settings,
            rules,
            now=now,
            base=brief.folder,
            several=several,
            handoff=Handoff(**handed),
        )
        for path, handed in brief.handed
    }
    _answer(answers, {id: identity(rule.origin, rule.version) for id, rule in rules.items()})
    for question in questions:
        path, site, wanted = json.loads(question)
        _answer(answers, judge(runs[path], site, wanted))


def judge(run: Run, site: str, rules: Iterable[str]) -> Found:
    """What is found at a site."""
    found: Found = {}
    for rule in rules:
        try:
            found[rule] = True, findings.to_json(run.judge(site, rule))
        except RuleError as error:
            found[rule] = False, str(error)
    return found


def identity(origin: str, version: int) -> str:
    """What tells that a rule is the same in two processes."""
    return f"{origin} {version}"


def _answer(answers: BinaryIO, said: object) -> None:
    answers.write(json.dumps(said).encode("ascii") + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
