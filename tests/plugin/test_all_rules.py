"""Every rule on a site that keeps to the standard and on a bare one: collected, judged, scored, reported."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from govsite_checks import demo, registry
from govsite_checks.demo import Fleet
from govsite_checks.demo.mutants import compliant

Run = Callable[..., pytest.RunResult]
AS_OF = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
GOOD, BARE = compliant("portal"), "1100000002"


@pytest.fixture
def two(few: Path, pytester: pytest.Pytester) -> Iterator[list[object]]:
    """The arguments for a run over a whole site of the embedded fleet and one that is a single bare page."""
    entries = demo.inventory_yaml([GOOD]).partition("sites:\n")[2]
    head, _, sites = few.read_text(encoding="utf-8").partition("sites:\n")
    bare = next(line for line in sites.splitlines() if BARE in line)
    path = pytester.path / "two.yaml"
    head = head.replace("inventory: few", "inventory: two\nprofile: census-2015")
    path.write_text(f"{head}sites:\n{entries}{bare}\n", encoding="utf-8")
    with Fleet(AS_OF, [GOOD]).start() as fleet:
        words: list[object] = ["--sites", path, "--govsite-as-of", AS_OF.isoformat()]
        words += ["--govsite-ca-file", fleet.ca_file, "--govsite-fail-on", "veto,deduct,notice"]
        yield words + [f"--govsite-resolve={host}={address}" for host, address in fleet.resolve.items()]


def verdicts(folder: Path, site: str) -> dict[str, str]:
    rows = map(json.loads, (folder / "findings.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["rule"]: row["verdict"] for row in rows if row["site"] == site}


def test_all_rules_over_a_whole_site_and_a_bare_one(
    two: list[object], run: Run, pytester: pytest.Pytester
) -> None:
    one, other = pytester.path / "one", pytester.path / "other"
    first = run(*two, out="one", rules=())
    # The same evidence: how many seconds a page took is told too, and never twice the same.
    again = run(*two, "--govsite-replay", "one", "-n", "2", out="other", rules=())
    assert first.ret == again.ret == pytest.ExitCode.TESTS_FAILED
    assert first.parseoutcomes() == again.parseoutcomes()
    for name in ("findings.jsonl", "summary.json"):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    judges_what_is_there(one)
    scores_and_says_how_much_was_seen(json.loads((one / "summary.json").read_text(encoding="utf-8")))
    leads_only_to_what_is_there(one)


def judges_what_is_there(folder: Path) -> None:
    good, bare = verdicts(folder, GOOD.id), verdicts(folder, BARE)
    assert set(good) == set(bare) == set(registry.gather(registry.installed()))
    assert not {rule for rule, verdict in good.items() if verdict in {"violation", "tool-error"}}
    assert sum(verdict == "ok" for verdict in good.values()) > 60
    assert bare["footer-icp"] == bare["label-site-complete"] == "violation"
    assert "tool-error" not in bare.values()


def scores_and_says_how_much_was_seen(summary: dict[str, Any]) -> None:
    good, bare = summary["site_rows"]
    assert (good["score"]["outcome"], good["score"]["deducted"]) == ("passed", 100)
    assert good["score"]["reference"]
    assert {"home-updated", "columns-updated"} <= set(bare["score"]["open_vetoes"])
    assert len(bare["score"]["unjudged"]) > len(good["score"]["unjudged"])
    assert any("栏目" in sentence for sentence in good["coverage"])
    assert good["coverage"] != bare["coverage"] != []


def leads_only_to_what_is_there(folder: Path) -> None:
    pages = [folder / "index.html", *sorted((folder / "sites").glob("*.html"))]
    assert {f"{GOOD.id}.html", f"{BARE}.html"} <= {page.name for page in pages}
    for page in pages:
        links = re.findall(r'(?:href|src)="([^"#]+)', page.read_text(encoding="utf-8"))
        local = [unquote(link) for link in links if not re.match(r"[a-z]+:", link)]
        assert local
        assert [link for link in local if not (page.parent / link.partition("?")[0]).exists()] == []
