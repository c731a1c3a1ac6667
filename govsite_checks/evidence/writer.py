"""One thread that does the writing, and the bounded queue that leads to it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from . import limits

Job = Callable[[], None]


class WriterThread:
    """Runs jobs one after the other in a thread of its own.

    The first job that raises is the last that is run: its error is kept in ``failure``, ``on_failure`` is called
    in the thread, and whatever comes later is thrown away. ``submit`` waits while the queue holds more than its
    bounds, so a disk that is slower than the network slows the collector instead of filling the memory.
    """

    def __init__(
        self,
        on_failure: Callable[[], None],
        max_bytes: int = limits.QUEUE_BYTES,
        max_jobs: int = limits.QUEUE_JOBS,
    ) -> None:
        self.failure: BaseException | None = None
        self._on_failure = on_failure
        self._max_bytes, self._max_jobs = max_bytes, max_jobs
        self._jobs: deque[tuple[Job, int]] = deque()
        self._bytes = 0
        self._busy = False
        self._closed = False
        self._changed = threading.Condition()
        # A daemon: a run that ends without closing must not hang; its half sites are swept by the next one.
        self._thread = threading.Thread(target=self._run, name="govsite-evidence", daemon=True)
        self._thread.start()

    @property
    def crowded(self) -> bool:
        """Whether ``submit`` would wait now."""
        return len(self._jobs) >= self._max_jobs or (self._bytes > 0 and self._bytes >= self._max_bytes)

    def submit(self, job: Job, size: int = 0) -> None:
        """Hand over a job that holds ``size`` bytes; waits for room."""
        with self._changed:
            while self.crowded and self.failure is None and not self._closed:
                self._changed.wait()
            if self._closed:
                raise ValueError("the writer is closed")
            if self.failure is None:
                self._jobs.append((job, size))
                self._bytes += size
                self._changed.notify_all()

    def flush(self) -> None:
        """Wait until everything handed over is done or thrown away."""
        with self._changed:
            while (self._jobs or self._busy) and self._thread.is_alive():
                self._changed.wait(1.0)

    def close(self) -> None:
        """Do what was handed over, then end the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            try:
                job()
            except BaseException as error:  # whatever it is, the collector must hear of it
                self._fail(error)
            del job

    def _next(self) -> Job | None:
        with self._changed:
            self._busy = False
            self._changed.notify_all()
            while not self._jobs and not self._closed:
                self._changed.wait()
            if not self._jobs:
                return None
            job, size = self._jobs.popleft()
            self._bytes -= size
            self._busy = True
            return job

    def _fail(self, error: BaseException) -> None:
        with self._changed:
            self.failure = error
            self._jobs.clear()
            self._bytes = 0
        self._on_failure()
