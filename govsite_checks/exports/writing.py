"""The files of the exports that a user asked for, each written whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from govsite_checks.files import replaced_file

from .annotations import github, gitlab
from .junit import junit
from .sarif import sarif
from .spreadsheet import spreadsheet
from .subject import Subject

# The formats, each with the file that it is written to beside the report.
FORMATS = {
    "sarif": "findings.sarif",
    "csv": "findings.csv",
    "github": "github-annotations.txt",
    "gitlab": "gl-code-quality-report.json",
    "junit": "junit.xml",
}


def write_exports(folder: Path, subject: Subject, formats: Collection[str]) -> tuple[Path, ...]:
    """Write the formats that are asked for into a folder; the paths of what was written.

    Raises:
        OSError: a file cannot be written.
    """
    made = []
    for name, file in FORMATS.items():
        if name in formats:
            _write(folder / file, _text(name, subject))
            made.append(folder / file)
    return tuple(made)


def _text(name: str, subject: Subject) -> Iterable[str]:
    if name == "csv":
        return spreadsheet(subject)
    if name == "junit":
        return junit(subject)
    return ({"sarif": sarif, "github": github, "gitlab": gitlab}[name](subject),)


def _write(path: Path, parts: Iterable[str]) -> None:
    with replaced_file(path) as stream:
        for part in parts:
            stream.write(part.encode("utf-8", "replace"))
