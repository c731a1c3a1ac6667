"""The judgements of a run as they come in, kept on disk until they can be written in their proper order."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from govsite_checks import findings
from govsite_checks.files import replaced_file
from govsite_checks.model import Judgement


class Results:
    """Lines of JSON by (site, rule), in an unnamed file beside the report: memory does not grow with them."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._spool = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - lives as long as the run
        self._places: dict[str, dict[str, tuple[int, int]]] = {}
        self._end = 0

    def add(self, site: str, rule: str, line: str) -> None:
        """Keep the line of one (site, rule); a later one replaces it."""
        data = line.encode("utf-8", "backslashreplace") + b"\n"
        self._spool.seek(self._end)
        self._spool.write(data)
        self._places.setdefault(site, {})[rule] = (self._end, len(data))
        self._end += len(data)

    def of(self, site: str) -> Sequence[Judgement]:
        """The judgements of a site, by rule id."""
        return [findings.from_json(line.decode()) for line in self._lines(site)]

    def _lines(self, site: str) -> Iterator[bytes]:
        for _, (start, size) in sorted(self._places.get(site, {}).items()):
            self._spool.seek(start)
            yield self._spool.read(size)

    def all(self, sites: Sequence[str]) -> Iterator[Judgement]:
        """Every judgement, in the order of the sites and then by rule id."""
        for site in sites:
            yield from self.of(site)

    def write(self, path: Path, sites: Sequence[str]) -> None:
        """``findings.jsonl``, whole or not at all."""
        with replaced_file(path) as target:
            for site in sites:
                for line in self._lines(site):
                    target.write(line)

    def counts(self) -> Mapping[str, int]:
        """How many judgements each site has."""
        return {site: len(rules) for site, rules in self._places.items()}

    def close(self) -> None:
        """Give the space back."""
        self._spool.close()
