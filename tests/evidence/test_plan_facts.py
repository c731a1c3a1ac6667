"""What a page was wanted for, what was noted beside the pages, forms that were posted, pages without text."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from govsite_checks.evidence import EvidenceError, EvidenceFolder, limits
from govsite_checks.evidence.records import archive
from govsite_checks.model import BRIEF_ROLES, Column, Observation, Role

COLUMN = Column("https://www.example.gov.cn/tzgg/", "通知公告", "notice", 2, "label", offsite=True)
NOTES = (
    Observation("omission", "notice", "budget", "列表页", "12"),
    Observation("certificate", "www.example.gov.cn", "valid", value="2019-01-01"),
)


@pytest.fixture
def noted(tmp_path, header, site, capture):
    """Write one site with notes; the evidence folder."""

    def write(*captures, notes=NOTES):
        with EvidenceFolder.create(tmp_path / "evidence", header) as folder:
            writer = folder.open_site(site)
            for one in captures or (capture(),):
                writer.add(one)
            for note in notes:
                writer.note(note)
            writer.commit()
        return tmp_path / "evidence"

    return write


def load(path, site, as_of, **more):
    with EvidenceFolder.open(path) as folder:
        return folder.load(site, as_of, **more)


def test_what_a_page_was_wanted_for_comes_back(noted, capture, site, as_of):
    given = {
        "column": COLUMN,
        "note": "known",
        "query": "政府工作",
        "modified": "Mon, 10 Sep 2018 00:00:00 GMT",
    }
    snapshot = load(noted(capture(), capture(role=Role.SEARCH, **given)), site, as_of)
    plain, page = snapshot.pages
    assert {name: getattr(page, name) for name in given} == given
    assert (plain.column, plain.note, plain.query, plain.modified) == (None, "", "", "")


def test_notes_come_back_in_their_order(noted, site, as_of):
    assert load(noted(), site, as_of).observations == NOTES


def test_two_loads_give_equal_snapshots(noted, capture, site, as_of):
    path = noted(capture(), capture(role=Role.COLUMN, column=COLUMN))
    first, second = (load(path, site, as_of, later=True, roles=()) for _ in range(2))
    assert first.observations == second.observations
    for one, other in zip(first.pages, second.pages, strict=True):
        assert all(getattr(one, f.name) == getattr(other, f.name) for f in fields(one))


def test_notes_are_bounded_in_number_and_length(noted, site, as_of):
    notes = [
        Observation("omission", "x" * 100_000, "budget", "长" * 10_000, str(i))
        for i in range(limits.OBSERVATIONS + 5)
    ]
    found = load(noted(notes=notes), site, as_of).observations
    assert len(found) == limits.OBSERVATIONS
    assert (len(found[0].subject), len(found[0].detail)) == (limits.TEXT_CHARS, limits.NOTE_CHARS)


def test_odd_columns_and_notes_do_no_harm(noted, capture, site, as_of):
    odd = Column("u\ud800", "题\ud800" * 5000, "未知", -3)
    path = noted(capture(column=odd, note="\0", query="\ud800"), notes=[Observation("k", "\ud800", "")])
    page = load(path, site, as_of).pages[0]
    assert (page.column.level, len(page.column.title)) == (0, limits.TEXT_CHARS)


def test_a_note_after_the_end_is_a_fault_of_ours(tmp_path, header, site):
    with EvidenceFolder.create(tmp_path / "evidence", header) as folder:
        writer = folder.open_site(site)
        writer.commit()
        with pytest.raises(ValueError, match="committed"):
            writer.note(NOTES[0])


def test_evidence_of_the_format_before_is_refused(noted, site, as_of):
    path = noted()
    run = json.loads((path / "run.json").read_text("utf-8"))
    (path / "run.json").write_text(json.dumps(run | {"format": 1, "tool_version": "0.0.1"}), "utf-8")
    with pytest.raises(EvidenceError, match=r"govsite-checks 0\.0\.1"):
        load(path, site, as_of)


@pytest.mark.parametrize("role", sorted(BRIEF_ROLES))
@pytest.mark.parametrize("how", [{}, {"roles": (), "later": True}])
def test_a_page_of_a_brief_role_has_no_text(noted, capture, site, as_of, role, how):
    page = load(noted(capture("正文" * 1000, role=role)), site, as_of, **how).pages[0]
    assert type(page).__name__ == "Page"
    assert (page.text, page.error, page.status) == ("", "", 200)
    assert page.record


def test_a_form_is_kept_with_its_request(exchange):
    head = b"POST /s HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
    posted = exchange(b"<p>a", method="POST", request_head=head, request_body=b"q=%D5%FE")
    request = archive(posted, "s", "search", 0).members[1]
    from fastwarc.warc import WarcRecord
    from isal import isal_zlib

    record = WarcRecord.from_bytes(isal_zlib.decompressobj(31).decompress(request))
    assert record.verify_block_digest()
    record.parse_http()
    assert record.reader.read() == b"q=%D5%FE"
