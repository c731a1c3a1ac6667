"""What the ledgers measure by: windows, shares and counts, which are data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class MessageMeasures:
    """``working_days`` that a message may take where its ledger gives no date; ``busiest`` units that a notice names.

    ``least_percent`` in time, below which a notice names a unit.
    """

    working_days: int
    busiest: int
    least_percent: Decimal


@dataclass(frozen=True, slots=True)
class TruthfulBar:
    """What the figures must reach for 自查情况整体真实准确, in percent: an office's own measure, no regulation gives one.

    ``agreement`` of the items that the census saw; ``seen`` is how many of all items it must have seen; ``coverage`` how
    many of the running sites must have sent a sheet; ``refused`` how many rows of the sheets may have been unreadable.
    """

    agreement: Decimal
    seen: Decimal
    coverage: Decimal
    refused: Decimal


@dataclass(frozen=True, slots=True)
class MediaMeasures:
    """``window_days`` within which an account is updated, ``close_days`` after which it is one to consider closing.

    Posts ``likeness`` of 100 alike are near-duplicates; texts of fewer than ``least_signs`` signs are not compared. An
    account with at least ``least_posts`` posts, ``copied_percent`` of which follow those of others, lacks its own content.
    """

    window_days: int
    close_days: int
    likeness: int
    least_signs: int
    copied_percent: int
    least_posts: int


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files(__package__).joinpath("measures.toml").read_text(encoding="utf-8"))


def message_measures() -> MessageMeasures:
    """The measures of messages."""
    data = _data()["messages"]
    return MessageMeasures(data["working_days"], data["busiest"], Decimal(data["least_percent"]))


def truthful_bar() -> TruthfulBar:
    """The measures of self-checks."""
    return TruthfulBar(**{key: Decimal(value) for key, value in _data()["truthful"].items()})


def media_measures() -> MediaMeasures:
    """The measures of new media."""
    return MediaMeasures(**_data()["newmedia"])


def platform_names() -> Mapping[str, str]:
    """Other names of platforms, and the one that each is kept under."""
    return _data()["platforms"]
