from __future__ import annotations

import threading
import time

import pytest

from govsite_checks.evidence import EvidenceError, EvidenceFolder
from govsite_checks.evidence.writer import WriterThread
from govsite_checks.model import Site


def test_jobs_run_in_order_in_one_thread():
    seen = []
    writer = WriterThread(lambda: None)
    for number in range(100):
        writer.submit(lambda number=number: seen.append((number, threading.get_ident())))
    writer.flush()
    writer.close()
    assert [number for number, _ in seen] == list(range(100))
    assert {thread for _, thread in seen} & {threading.get_ident()} == set()
    assert len({thread for _, thread in seen}) == 1


@pytest.mark.parametrize(("limits", "size"), [({"max_bytes": 100}, 50), ({"max_jobs": 2}, 0)])
def test_a_full_queue_makes_the_collector_wait(limits, size):
    gate = threading.Event()
    writer = WriterThread(lambda: None, **limits)
    writer.submit(gate.wait, 0)
    while writer._jobs:  # taken up by the thread
        time.sleep(0.001)
    for _ in range(2):
        assert not writer.crowded
        writer.submit(lambda: None, size)
    assert writer.crowded
    late = threading.Thread(target=writer.submit, args=(lambda: None, size))
    late.start()
    late.join(0.1)
    assert late.is_alive()
    gate.set()
    late.join(5)
    assert not late.is_alive()
    writer.close()


def test_one_job_larger_than_the_queue_still_passes():
    done = []
    writer = WriterThread(lambda: None, max_bytes=10)
    for _ in range(3):
        writer.submit(lambda: done.append(1), 1000)
    writer.close()
    assert len(done) == 3


def test_after_a_failure_nothing_runs_and_nobody_waits():
    gate, done, told = threading.Event(), [], []

    def fail():
        gate.wait()
        raise OSError(28, "full")

    writer = WriterThread(lambda: told.append(1), max_jobs=1)
    writer.submit(fail)
    while writer._jobs:
        time.sleep(0.001)
    writer.submit(lambda: done.append(1))
    waiting = threading.Thread(target=writer.submit, args=(lambda: done.append(2),))
    waiting.start()
    gate.set()
    waiting.join(5)
    assert not waiting.is_alive()
    for _ in range(10):
        writer.submit(lambda: done.append(3))
    writer.flush()
    writer.close()
    assert done == []
    assert told == [1]
    assert isinstance(writer.failure, OSError)
    with pytest.raises(ValueError, match="closed"):
        writer.submit(lambda: None)


def test_a_fault_of_our_own_is_said_once_and_loses_no_finished_site(tmp_path, header, capture, exchange):
    folder = EvidenceFolder.create(tmp_path, header)
    good = folder.open_site(Site(id="good", name="", url=""))
    good.add(capture())
    good.commit()
    folder.flush()
    bad = folder.open_site(Site(id="bad", name="", url=""))
    bad.add(capture())
    bad.add(capture(exchanges=(exchange(started=None),)))
    with pytest.raises(EvidenceError, match=r"bad.*程序出错.*--govsite-resume"):
        folder.flush()
    assert folder.failure is not None
    # At once, not only on closing: on a full disk the room is needed.
    assert sorted(path.name for path in (tmp_path / "sites").iterdir()) == ["good"]
    bad.add(capture())
    bad.commit()
    folder.close()
    assert sorted(path.name for path in (tmp_path / "sites").iterdir()) == ["good"]


def test_an_error_inside_the_block_is_not_hidden_by_that_of_closing(tmp_path, header, capture, exchange):
    folder = EvidenceFolder.create(tmp_path, header)

    def run() -> None:
        with folder:
            folder.open_site(Site(id="bad", name="", url="")).add(
                capture(exchanges=(exchange(started=None),))
            )
            raise KeyError

    with pytest.raises(KeyError):
        run()
    assert folder.failure is not None


def test_abandoning_never_raises(tmp_path, header, capture, exchange):
    folder = EvidenceFolder.create(tmp_path, header)
    writers = [folder.open_site(Site(id=f"s{number}", name="", url="")) for number in range(3)]
    writers[0].add(capture(exchanges=(exchange(started=None),)))
    while folder.failure is None:
        time.sleep(0.001)
    writers[1].abandon()
    with pytest.raises(EvidenceError, match="s0"):  # it is still to be said, by a call that can say it
        folder.close()
    writers[2].abandon()


def test_many_threads_may_hand_over_at_once(tmp_path, header, capture, as_of):
    sites = [Site(id=f"s{number}", name="", url="") for number in range(12)]

    def collect(folder, site):
        writer = folder.open_site(site)
        for number in range(5):
            writer.add(capture(f"{site.id} {number}"))
        writer.commit()

    with EvidenceFolder.create(tmp_path, header) as folder:
        threads = [threading.Thread(target=collect, args=(folder, site)) for site in sites]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    with EvidenceFolder.open(tmp_path) as folder:
        assert folder.finished() == {site.id for site in sites}
        for site in sites:
            assert [page.text for page in folder.load(site, as_of).pages] == [
                f"{site.id} {n}" for n in range(5)
            ]


def test_nothing_can_be_handed_over_after_closing(tmp_path, header, capture, site):
    folder = EvidenceFolder.create(tmp_path, header)
    writer = folder.open_site(site)
    folder.close()
    folder.close()
    with pytest.raises(EvidenceError, match="已关闭"):
        writer.add(capture())
