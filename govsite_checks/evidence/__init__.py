"""Write what was collected, and read it back: WARC, index and manifest of each site of a run."""

from __future__ import annotations

from .errors import EvidenceError
from .exchange import Capture, Exchange
from .folder import EvidenceFolder, SiteWriter
from .header import RunHeader
from .layout import locate

__all__ = ["Capture", "EvidenceError", "EvidenceFolder", "Exchange", "RunHeader", "SiteWriter", "locate"]
