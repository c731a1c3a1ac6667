"""Bounds on what is written and on what is believed when it is read: evidence may come from elsewhere."""

from __future__ import annotations

from typing import Final

MIB: Final = 1024 * 1024

RUN_BYTES: Final = 64 * 1024
MANIFEST_BYTES: Final = 256 * 1024
INDEX_BYTES: Final = 32 * MIB
WARC_BYTES: Final = 4096 * MIB

PAGES: Final = 20_000
HOPS: Final = 100
OBSERVATIONS: Final = 1_000
"""What was noted beside the pages of a site; what is beyond is not kept."""
NOTE_CHARS: Final = 300
"""Each text of an observation but its subject."""
RESOURCES: Final = 300
SITE_RESOURCES: Final = 8_000
RESOURCE_CHARS: Final = 500
CONSOLE: Final = 20
"""What a rendering lists, each line of a console as long as a note; what is beyond is not kept. A page asks for what it
likes, and an index beyond its bound would lose the site."""
URL_CHARS: Final = 16_384
TEXT_CHARS: Final = 2_000
"""Title, detail and every other short text of the index."""

RECORD_BYTES: Final = 128 * MIB
"""One WARC record after decompression, and one body after content decoding."""
SITE_BYTES: Final = 1024 * MIB
"""All bodies of a site that are decoded in one load."""

QUEUE_BYTES: Final = 64 * MIB
QUEUE_JOBS: Final = 1024
BATCH_BYTES: Final = 128 * 1024
"""What gathers of one site before the writer is given it."""
