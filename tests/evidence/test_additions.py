"""What is added to whole evidence: listed in the manifest, believed only as listed, and no trouble for what was there."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from govsite_checks.evidence import Capture, EvidenceError, EvidenceFolder, RunHeader
from govsite_checks.evidence.additions import add_files, adding
from govsite_checks.evidence.audits import AUDIT, add_audit, load_audit
from govsite_checks.evidence.moments import moments
from govsite_checks.evidence.pictures import (
    MOST,
    PICTURES,
    Shown,
    StoredPicture,
    add_pictures,
    has_pictures,
    load_pictures,
    name_of,
)
from govsite_checks.model import Audit, AuditedPage, Barrier, Resource, Role, Site


@pytest.fixture
def folder(tmp_path: Path, header: RunHeader, site: Site, capture: Callable[..., Capture]) -> Path:
    """Evidence of one site with its home page."""
    with EvidenceFolder.create(tmp_path / "evidence", header) as evidence:
        writer = evidence.open_site(site)
        writer.add(capture())
        writer.commit()
    return tmp_path / "evidence"


def picture(data: bytes, **more: object) -> tuple[StoredPicture, bytes]:
    given: dict[str, object] = {
        "url": "https://www.example.gov.cn/",
        "taken": "采集时间",
        "width": 9,
        "height": 9,
    }
    return StoredPicture(name_of(data), **(given | more)), data  # type: ignore[arg-type]


SHOWN = Shown("footer-icp", "https://www.example.gov.cn/", "#a", "京ICP备")
AUDITED = Audit(
    "",
    "某处",
    (1.0, 2.5),
    (
        AuditedPage(
            Role.HOME,
            "https://www.example.gov.cn/",
            "",
            (Barrier("image-alt", 3, ("wcag2a",), "#a", "<img>", False),),
            True,
            (Resource("http://x.cn/a.png", "image", "failed"),),
            ("$ is not defined",),
        ),
    ),
)


def test_pictures_come_back_as_they_were_and_the_site_stays_whole(
    folder: Path, site: Site, as_of: datetime, header: RunHeader
) -> None:
    assert not has_pictures(folder, site.id)
    kept = [picture(b"one", how="foot", role="home", shows=(SHOWN,)), picture(b"two")]
    with adding(folder):
        add_pictures(folder, site.id, kept)
    assert has_pictures(folder, site.id)
    assert list(load_pictures(folder, site.id)) == [one for one, _ in kept]
    with EvidenceFolder.open(folder) as evidence:
        assert evidence.finished() == {site.id}
        assert evidence.load(site, as_of).home.seen
    (folder / "sites" / site.id / kept[0][0].file).unlink()
    with EvidenceFolder.resume(folder, header) as evidence:
        assert evidence.finished() == frozenset(), "a folder that lacks what it lists is not whole"


def test_no_more_than_a_site_may_have_is_kept(folder: Path, site: Site) -> None:
    add_pictures(folder, site.id, [picture(str(number).encode()) for number in range(2 * MOST)])
    assert len(load_pictures(folder, site.id)) == MOST


@pytest.mark.parametrize("name", ["picture", PICTURES])
def test_what_differs_from_the_manifest_is_not_believed(folder: Path, site: Site, name: str) -> None:
    add_pictures(folder, site.id, [picture(b"one")])
    path = folder / "sites" / site.id / (name if name == PICTURES else name_of(b"one"))
    path.write_bytes(path.read_bytes().replace(b"o", b"0", 1))
    with pytest.raises(EvidenceError, match="SHA-256"):
        load_pictures(folder, site.id)


def test_a_list_cannot_lead_out_of_its_folder(folder: Path, site: Site) -> None:
    stored, data = picture(b"one")
    add_pictures(folder, site.id, [(stored, data)])
    path = folder / "sites" / site.id / PICTURES
    evil = json.loads(path.read_text(encoding="utf-8"))
    evil["pictures"][0]["file"] = "../../run.json"
    add_files(folder, site.id, {PICTURES: json.dumps(evil).encode()})
    with pytest.raises(EvidenceError, match=r"pictures\.json"):
        load_pictures(folder, site.id)


def test_a_site_that_is_not_there_has_nothing(folder: Path) -> None:
    assert load_pictures(folder, "other") == ()
    assert load_audit(folder, "other") is None
    assert moments(folder, "other") == {}


def test_two_runs_do_not_add_at_once(folder: Path) -> None:
    with adding(folder), pytest.raises(EvidenceError, match="另一次运行"), adding(folder):
        raise AssertionError


def test_the_moment_of_a_page_is_that_of_its_last_exchange(folder: Path, site: Site, as_of: datetime) -> None:
    with EvidenceFolder.open(folder) as evidence:
        home = evidence.load(site, as_of).home
    assert moments(folder, site.id)[home.record].isoformat() == "2018-09-10T04:05:06.789000+00:00"


def test_an_audit_comes_back_as_it_was(folder: Path, site: Site) -> None:
    add_audit(folder, site.id, AUDITED)
    assert load_audit(folder, site.id) == AUDITED


def test_an_audit_of_another_format_is_refused(folder: Path, site: Site) -> None:
    add_files(folder, site.id, {AUDIT: b'{"format": 99}'})
    with pytest.raises(EvidenceError, match="格式版本 99"):
        load_audit(folder, site.id)
