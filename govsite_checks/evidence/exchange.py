"""What the collector hands to the evidence writer: requests and answers, byte by byte, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from govsite_checks.model import Column, Encoding, Rendered


@dataclass(frozen=True, slots=True)
class Exchange:
    """One HTTP request and its answer, as they crossed the wire.

    ``head`` is the answer's status line and header fields with their line ends, as received; ``body`` the answer's
    body after transfer decoding and before content decoding (still gzip where the server sent gzip), cut at the
    collector's bound; ``decoded`` the body after content decoding (the same object where there was none).
    ``elapsed_s`` and ``opened_s`` are seconds from the first attempt to the last and to the first byte.
    ``request_body`` is what a POST carried.
    """

    url: str
    method: str
    request_head: bytes
    started: datetime
    address: str = ""
    status: int | None = None
    head: bytes = b""
    body: bytes = b""
    decoded: bytes = b""
    elapsed_s: float = 0.0
    opened_s: float = 0.0
    tls: str = ""
    truncated: bool = False
    request_body: bytes = b""


@dataclass(frozen=True, slots=True)
class Capture:
    """One planned page and what came of it.

    ``exchanges`` are the redirects in order and the final answer last; empty where nothing answered. ``error`` is a
    ``model.PageError`` or empty. ``elapsed_s`` runs from the first request to the last byte of the last answer.
    ``column``, ``note``, ``query``, ``modified`` and ``rendered`` are as in ``model.Page`` (its ``record`` is not known yet).
    """

    role: str
    url: str
    final_url: str = ""
    exchanges: tuple[Exchange, ...] = ()
    error: str = ""
    detail: str = ""
    encoding: Encoding = Encoding()  # noqa: RUF009 - it is frozen
    title: str = ""
    content_type: str = ""
    parent: str = ""
    elapsed_s: float = 0.0
    opened_in_time: bool = True
    column: Column | None = None
    note: str = ""
    query: str = ""
    modified: str = ""
    rendered: Rendered | None = None

    @property
    def status(self) -> int | None:
        """The status of the final answer."""
        return self.exchanges[-1].status if self.exchanges else None
