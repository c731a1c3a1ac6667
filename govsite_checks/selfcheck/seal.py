"""The seal of a self-check: the SHA-256 of everything it rests on and of every sheet that was made of it.

It is a sum for comparing, no signature: it proves that nothing was changed since, not who made it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govsite_checks.files import write_text

from .outcome import Outcome, SelfCheckError

SEAL = "selfcheck.json"
FORMAT = 1
MAX_SEAL = 64 * 1024 * 1024
# What is sealed of a report folder; the archives themselves are sealed by their manifests.
_SEALED = ("findings.jsonl", "summary.json", "evidence/run.json")


def sealed(folder: Path, outcome: Outcome, made: tuple[Path, ...]) -> Path:
    """Write the seal of a report folder and of what was made of it.

    Raises:
        OSError: a file cannot be read or written.
    """
    rules = {rule.id: rule.version for rule in outcome.rules.values()}
    whole = {
        "format": FORMAT,
        "tool_version": outcome.tool_version,
        "profile": outcome.profile,
        "release": outcome.release,
        "scope": outcome.scope,
        "as_of": outcome.as_of.isoformat(),
        "settled": outcome.settled,
        "rules": dict(sorted(rules.items())),
        "files": {name: digest(folder / name) for name in _names(folder, made)},
    }
    path = folder / SEAL
    write_text(path, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
    return path


def _names(folder: Path, made: tuple[Path, ...]) -> Iterator[str]:
    manifests = sorted((folder / "evidence" / "sites").glob("*/manifest.json"))
    for path in (*(folder / name for name in _SEALED), *manifests, *made):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def broken(folder: Path) -> tuple[str, ...]:
    """What is not as it was sealed: a line of Chinese each; none where everything is.

    Raises:
        SelfCheckError: there is no seal, or it is none that can be read.
    """
    lines = []
    for name, wanted in _files(folder / SEAL).items():
        path = folder / name
        if not path.is_file():
            lines.append(f"{name} 缺失")
        elif digest(path) != wanted:
            lines.append(f"{name} 的内容与封存时不同")
    return tuple(lines)


def _files(path: Path) -> dict[str, str]:
    try:
        if path.stat().st_size > MAX_SEAL:
            raise ValueError("文件过大")
        whole: Any = json.loads(path.read_text(encoding="utf-8"))
        files = {str(name): str(value) for name, value in whole["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SelfCheckError(f"{path} 不是自检封存文件（{error}）；请给出自检的报告目录") from None
    if outside := [n for n in files if n.startswith("/") or ".." in Path(n).parts or "\\" in n]:
        raise SelfCheckError(f"{path} 中的 {outside[0][:80]!r} 不在报告目录之内；该文件不可信")
    return files
