"""The evidence folder of a run: create, resume or open it, write sites into it, load them from it."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import threading
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from govsite_checks.model import Observation, Rendered, Site, Snapshot

from . import limits, snapshots
from .archive import SiteArchive
from .draft import Draft, sweep, sync_folder
from .errors import EvidenceError
from .exchange import Capture
from .header import RunHeader, read_header, write_header
from .layout import SITES
from .writer import WriterThread

# What a run that was killed before it could write run.json leaves behind.
_LEFTOVER: Final = re.compile(r"\.[0-9a-f]{16}\.tmp")
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class EvidenceFolder:
    """The evidence of one run. ``create``, ``resume`` or ``open`` make one; it is a context manager.

    Sites are written through one thread: the methods of a ``SiteWriter`` hand over and return. An error of the
    thread is raised once, by the next call, and stays in ``failure``; sites that were whole by then stay.
    """

    def __init__(self, path: Path, header: RunHeader, lock: int | None) -> None:
        """Not for callers: see ``create``, ``resume`` and ``open``."""
        self.path = path
        self.header = header
        self.failure: EvidenceError | None = None
        self._lock = lock
        self._guard = threading.Lock()
        self._drafts: set[Draft] = set()
        self._names: set[str] | None = None
        self._raised = False
        self._writer = WriterThread(self._give_up) if lock is not None else None
        self._current = ""

    @classmethod
    def create(cls, path: Path, header: RunHeader) -> EvidenceFolder:
        """A new evidence folder.

        Raises:
            EvidenceError: the folder holds something already, or cannot be written.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
            lock = _locked(path)
            with _released_on_error(lock):
                _refuse_unless_empty(path)
                write_header(path, header)
                (path / SITES).mkdir()
                sync_folder(path)
        except OSError as error:
            raise _unwritable(path, "", error) from error
        return cls(path, header, lock)

    @classmethod
    def resume(cls, path: Path, header: RunHeader) -> EvidenceFolder:
        """The folder of a run that was cut short, to go on with. Its own header, with its ``as_of``, stays.

        Raises:
            EvidenceError: it is no evidence folder, is another inventory's, is in use, or cannot be written.
        """
        kept = read_header(path)
        if kept.inventory_digest != header.inventory_digest:
            raise EvidenceError(
                f"证据目录 {path} 属于另一份台账（{kept.inventory}），或台账已改动，不能续采；"
                "请改回原台账，或不带 --govsite-resume 重新采集到新目录"
            )
        try:
            lock = _locked(path)
            with _released_on_error(lock):
                (path / SITES).mkdir(exist_ok=True)
                sweep(path / SITES)
        except OSError as error:
            raise _unwritable(path, "", error) from error
        return cls(path, kept, lock)

    @classmethod
    def open(cls, path: Path) -> EvidenceFolder:
        """A folder to judge from. Nothing is ever written into it, and no socket opened.

        Raises:
            EvidenceError: it is no evidence folder, or one of a format that this version does not know.
        """
        return cls(path, read_header(path), None)

    def finished(self) -> frozenset[str]:
        """The ids of the sites whose evidence is whole."""
        with self._guard:
            return frozenset(self._finished_names())

    def open_site(self, site: Site) -> SiteWriter:
        """Begin the evidence of a site.

        Raises:
            EvidenceError: the folder is open for reading only, or holds the site already, or its id is no name.
        """
        if self._writer is None:
            raise EvidenceError(f"证据目录 {self.path} 是只读打开的，不能写入；续采请用 --govsite-resume")
        with self._guard:
            known = site.id in self._finished_names()
        if known:
            raise EvidenceError(f"站点 {site.id} 的证据已在 {self.path} 中，不再覆盖；请换一个证据目录")
        draft = Draft(self.path / SITES, site, self.header)
        with self._guard:
            self._drafts.add(draft)
        return SiteWriter(self, draft, SiteArchive(site, self.header), site.id)

    def load(
        self,
        site: Site,
        as_of: datetime,
        parent: Site | None = None,
        roles: Container[str] | None = None,
        *,
        later: bool = False,
    ) -> Snapshot:
        """What the folder shows of a site.

        With ``roles``, the texts of other pages are left out, or with ``later`` read when they are asked for. A site
        that was not collected gives a snapshot without pages whose ``problem`` says so, and so does one whose
        evidence is of another address than the inventory's.

        Raises:
            EvidenceError: the evidence of this site is damaged. The message names no absolute path.
        """
        return snapshots.load(self.path, site, as_of, parent, roles, later)

    @property
    def crowded(self) -> bool:
        """Whether the next hand-over would have to wait for the disk; an event loop may want to wait elsewhere."""
        return self._writer is not None and self._writer.crowded

    def flush(self) -> None:
        """Wait until all that was handed over is on the disk; raises as ``SiteWriter.add``."""
        if self._writer is not None:
            self._writer.flush()
            self._raise_failure()

    def close(self) -> None:
        """Write what was handed over, remove what was not committed, let go of the folder.

        Raises:
            EvidenceError: something could not be written, and no call before said so.
        """
        if self._writer is None or self._lock is None:
            return
        self._writer.close()
        self._discard_drafts()
        with suppress(OSError):
            sync_folder(self.path / SITES)
        os.close(self._lock)
        self._lock = None
        self._raise_failure()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except EvidenceError:
            if error is None:
                raise

    def _finished_names(self) -> set[str]:
        if self._names is None:
            self._names = _finished(self.path)
        return self._names

    def _check(self) -> None:
        """Say what went wrong earlier, once, and that nothing can be written any more."""
        self._raise_failure()
        if self._lock is None:
            raise EvidenceError(f"证据目录 {self.path} 已关闭，不能再写入")

    def _hand_over(self, job: Callable[[], None], draft: Draft, size: int) -> None:
        self._check()
        self._submit(job, draft, size)

    def _submit(self, job: Callable[[], None], draft: Draft, size: int) -> None:
        """Give a job to the writer; nothing where the folder is closed, and with it every draft gone."""
        if self._writer is None or self._lock is None:
            return

        def run() -> None:
            self._current = draft.label
            job()

        self._writer.submit(run, size)

    def _done(self, draft: Draft, site_id: str | None) -> None:
        with self._guard:
            self._drafts.discard(draft)
            if site_id is not None and self._names is not None:
                self._names.add(site_id)

    def _give_up(self) -> None:
        """In the writer's thread, after its first error: make room on the disk and say what happened."""
        self._discard_drafts()
        assert self._writer is not None
        failure = self._writer.failure
        if isinstance(failure, EvidenceError):
            self.failure = failure
        elif isinstance(failure, OSError):
            self.failure = _unwritable(self.path, self._current, failure)
        else:
            self.failure = EvidenceError(
                f"写入站点 {self._current} 的证据时程序出错（{type(failure).__name__}: {failure}），采集已停止；"
                f"已完成的站点都已保存，可用 --govsite-resume {self.path} 续采，并请报告此问题"
            )
            self.failure.__cause__ = failure

    def _discard_drafts(self) -> None:
        with self._guard:
            drafts, self._drafts = self._drafts, set()
        for draft in drafts:
            draft.discard()

    def _raise_failure(self) -> None:
        if self.failure is not None and not self._raised:
            self._raised = True
            raise self.failure


class SiteWriter:
    """Takes the captures of one site, in order. A site that is never committed leaves nothing behind."""

    def __init__(self, folder: EvidenceFolder, draft: Draft, archive: SiteArchive, site_id: str) -> None:
        self._folder = folder
        self._draft = draft
        self._archive = archive
        self._site_id = site_id
        self._open = True

    def add(self, capture: Capture) -> None:
        """Archive a page, and hand over what has gathered by the batch. Waits while the writer is far behind.

        Raises:
            EvidenceError: writing failed earlier (of this or another site); raised once in a run.
            ValueError: the site is committed or abandoned already.
        """
        self._archived(lambda: self._archive.add(capture))

    def show(self, role: str, url: str, rendered: Rendered) -> None:
        """Add to a page that was handed over before what a browser made of it.

        Raises:
            EvidenceError, ValueError: as ``add``.
        """
        self._archived(lambda: self._archive.show(role, url, rendered))

    def _archived(self, put: Callable[[], None]) -> None:
        self._check()
        self._folder._check()
        draft = self._draft
        try:
            put()
        except Exception as error:  # it goes the way of every fault: one report, and no site lost
            self._folder._hand_over(_raising(error), draft, 0)
            return
        if self._archive.waiting >= limits.BATCH_BYTES:
            data = self._archive.take()
            self._folder._hand_over(lambda: draft.write(data), draft, len(data))

    def note(self, observation: Observation) -> None:
        """Keep what was noted beside the pages.

        Raises:
            ValueError: as ``add``.
        """
        self._check()
        self._archive.note(observation)

    def commit(self) -> None:
        """The site is complete: give its evidence the final name, once everything before is written.

        Raises:
            EvidenceError, ValueError: as ``add``.
        """
        self._check()
        self._open = False
        data, index = self._archive.take(), self._archive.index()

        def finish() -> None:
            self._draft.finish(data, index, self._archive.browsers)
            self._folder._done(self._draft, self._site_id)

        self._folder._hand_over(finish, self._draft, len(data) + len(index))

    def abandon(self) -> None:
        """Throw away what was written of the site. May be called at any time, also twice; never raises."""
        if not self._open:
            return
        self._open = False

        def discard() -> None:
            self._draft.discard()
            self._folder._done(self._draft, None)

        self._folder._submit(discard, self._draft, 0)

    def _check(self) -> None:
        if not self._open:
            raise ValueError(f"site {self._site_id} is committed or abandoned")


def _raising(error: Exception) -> Callable[[], None]:
    """A job that fails as another did."""

    def job() -> None:
        raise error

    return job


def _finished(path: Path) -> set[str]:
    """Whole folders only; a damaged one counts as not collected, so that resuming collects it again."""
    try:
        with os.scandir(path / SITES) as entries:
            names = [entry.name for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return set()
    whole = (name for name in names if snapshots.is_whole(path, name))
    return {name[1:-1] if name.startswith("_") else name for name in whole}


def _refuse_unless_empty(path: Path) -> None:
    with os.scandir(path) as entries:
        found = sorted(entry.name for entry in entries)
    for name in found:
        if not _LEFTOVER.fullmatch(name):
            raise EvidenceError(
                f"证据目录 {path} 不是空目录（其中有 {name}）：续采请用 --govsite-resume {path}，"
                f"只判定请用 --govsite-replay {path}，或换一个目录"
            )
        (path / name).unlink()


def _locked(path: Path) -> int:
    """A lock on the folder that dies with the process, so that no two runs write into one folder.

    Raises:
        EvidenceError: another run has it.
        OSError: the folder cannot be opened.
    """
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise EvidenceError(f"另一次运行正在写入证据目录 {path}；请等它结束，或换一个目录") from None
    except OSError:
        pass  # a file system without locks: work without one rather than not at all
    return handle


@contextmanager
def _released_on_error(lock: int) -> Iterator[None]:
    """Let go of the lock when the block fails."""
    try:
        yield
    except BaseException:
        os.close(lock)
        raise


def _unwritable(path: Path, site: str, error: OSError) -> EvidenceError:
    """What an error of the disk means to the user."""
    at = f"（正在写站点 {site}）" if site else ""
    if error.errno in _FULL:
        why, advice = "磁盘空间已满或超出配额", "请清理磁盘"
    else:
        why, advice = f"{error.strerror or type(error).__name__}", "请检查路径、权限和磁盘"
    return EvidenceError(
        f"写入证据目录 {path} 失败：{why}{at}；已完成的站点都已保存，{advice}后用 --govsite-resume {path} 续采"
    )
