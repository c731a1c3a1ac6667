"""A run put together: which moment, which folders, what an unverified veto becomes. Nothing is fetched here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from govsite_checks import registry
from govsite_checks.folders import RunError
from govsite_checks.model import CHINA, Effect, EffectKind, Finding, Judgement, Verdict
from govsite_checks.run import Handoff, Run, prepare, temper
from govsite_checks.settings import Settings, parse_politeness
from govsite_checks.visits import Visit, VisitLog

NOW = datetime(2026, 11, 1, 4, 0, 0, 123456, tzinfo=UTC)
RULES = registry.gather(registry.installed())
SITE = "sites:\n  - {id: a, name: 甲, url: 'https://www.a.gov.cn/'}\n"


def make(folder: Path, head: str = "", settings: Settings | None = None, **more: object) -> Run:
    path = folder / "few.yaml"
    path.write_text(f"inventory: few\n{head}{SITE}", encoding="utf-8")
    return prepare(path, settings or Settings(), RULES, now=NOW, base=folder, **more)  # type: ignore[arg-type]


def test_by_default_a_run_is_as_of_its_start_in_beijing_to_the_second(tmp_path: Path) -> None:
    run = make(tmp_path)
    assert run.as_of == NOW.replace(microsecond=0)
    assert run.as_of.utcoffset() == timedelta(hours=8)


def test_a_recent_as_of_of_the_inventory_is_kept_and_an_old_one_refused(tmp_path: Path) -> None:
    assert make(tmp_path, "as_of: 2026-10-31\n").as_of == datetime(2026, 10, 31, 23, 59, 59, tzinfo=CHINA)
    with pytest.raises(RunError, match="2018-09-10"):
        make(tmp_path, "as_of: 2018-09-10\n")


def test_the_command_line_and_the_users_own_machine_may_be_of_any_day(tmp_path: Path) -> None:
    old = datetime(2018, 9, 10, tzinfo=CHINA)
    assert make(tmp_path, settings=Settings(as_of=old)).as_of == old
    local = 'as_of: 2018-09-10\nresolve: {www.a.gov.cn: "127.0.0.1:8080"}\n'
    assert make(tmp_path, local).as_of.year == 2018


def test_folders_are_named_by_inventory_and_beijing_time_and_never_reused(tmp_path: Path) -> None:
    first = make(tmp_path)
    assert first.report_dir == tmp_path / "reports" / "few" / "20261101-120000"
    assert first.evidence == first.report_dir / "evidence"
    first.report_dir.mkdir(parents=True)
    assert make(tmp_path).report_dir.name == "20261101-120000-2"


def test_several_inventories_get_a_folder_each(tmp_path: Path) -> None:
    run = make(tmp_path, settings=Settings(report_dir=tmp_path / "out"), several=True)
    assert run.report_dir == tmp_path / "out" / "few"


def test_evidence_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "x").touch()
    with pytest.raises(RunError, match="--govsite-resume"):
        make(tmp_path, settings=Settings(evidence=tmp_path / "kept"))


def test_nothing_is_written_before_the_run_begins(tmp_path: Path) -> None:
    make(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["few.yaml"]


def test_politeness_and_resolve_of_the_command_line_win(tmp_path: Path) -> None:
    settings = Settings(politeness=parse_politeness(["per_host=5"]), resolve={"www.a.gov.cn": "127.0.0.1:9"})
    run = make(tmp_path, 'resolve: {www.a.gov.cn: "127.0.0.1:8"}\n', settings)
    assert run.inventory.politeness.per_host == 5
    assert run.inventory.resolve == {"www.a.gov.cn": "127.0.0.1:9"}


def test_a_profile_of_the_command_line_is_meant_from_the_working_folder(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "profile: own\ntitle: 自定\nextends: guideline-2017\n", encoding="utf-8"
    )
    inner = tmp_path / "inner"
    inner.mkdir()
    path = inner / "few.yaml"
    path.write_text(f"inventory: few\n{SITE}", encoding="utf-8")
    run = prepare(path, Settings(profile="own.yaml"), RULES, now=NOW, base=tmp_path)
    assert run.profile.id == "own"


def test_rules_are_chosen_after_the_profile_was_checked_against_all_of_them(tmp_path: Path) -> None:
    run = make(tmp_path, settings=Settings(profile="census-2015", rules=("footer", "search-present")))
    assert {rule.family for rule in run.rules.values()} == {"footer", "search"}
    assert set(run.profile.effects) - set(run.rules)
    with pytest.raises(registry.RuleSetError, match="footer-icp"):
        make(tmp_path, settings=Settings(rules=("footer-ipc",)))


def test_a_worker_takes_over_what_the_controller_decided(tmp_path: Path) -> None:
    first = make(tmp_path)
    handed = Handoff(**Handoff.of(first).plain())
    later = prepare(
        tmp_path / "few.yaml", Settings(), RULES, now=NOW + timedelta(hours=1), base=tmp_path, handoff=handed
    )
    assert (later.as_of, later.evidence, later.report_dir) == (first.as_of, first.evidence, first.report_dir)
    assert later.collect({"a"}) is None


@pytest.mark.parametrize(
    ("kind", "verified", "expected"),
    [
        (EffectKind.VETO, False, "needs-review"),
        (EffectKind.VETO, True, "violation"),
        (EffectKind.DEDUCT, False, "violation"),
    ],
)
def test_a_veto_by_an_unverified_clause_is_for_a_person(
    kind: EffectKind, verified: bool, expected: str
) -> None:
    finding = Finding(Verdict.VIOLATION, "坏。")
    effect = Effect(kind, None, verified)
    given = Judgement("a", "r-x", 1, "p", "violation", effect, "坏。", (finding,), "c/d", NOW)
    assert temper(given).verdict == expected


def test_what_a_sampler_saw_is_part_of_a_snapshot(tmp_path: Path) -> None:
    with VisitLog(tmp_path / "v.sqlite") as log:
        log.add(
            Visit("a", url, NOW - timedelta(hours=1), 1.0, opened=False)
            for url in ("https://www.a.gov.cn/", "https://old.a.gov.cn/")
        )
    run = make(tmp_path, settings=Settings(visits=tmp_path / "v.sqlite"))
    found = run.snapshot("a").visits
    assert found is not None
    assert [(day.visits, day.failed) for day in found.days] == [(1, 1)]
    assert make(tmp_path).snapshot("a").visits is None


@pytest.mark.parametrize("setting", ["visits", "ca_file"])
def test_files_that_cannot_be_used_are_refused_before_anything_is_fetched(
    tmp_path: Path, setting: str
) -> None:
    (tmp_path / "x").write_text("junk", encoding="utf-8")
    for name in ("x", "none"):
        with pytest.raises(RunError, match=name):
            make(tmp_path, settings=Settings(**{setting: tmp_path / name}))


def test_a_file_of_visits_that_breaks_meanwhile_costs_no_site(tmp_path: Path) -> None:
    VisitLog(tmp_path / "v.sqlite").close()
    run = make(tmp_path, settings=Settings(visits=tmp_path / "v.sqlite"))
    (tmp_path / "v.sqlite").write_bytes(b"x" * 5000)
    assert run.snapshot("a").visits is None
