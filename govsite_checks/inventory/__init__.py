"""Inventories: the list of sites of a run, read from YAML, with every fault and its place at once."""

from govsite_checks.yamlfile import Fault

from .json_schema import schema
from .loading import InventoryError, load
from .records import Inventory, select
from .shards import parse_shard, shard

__all__ = ["Fault", "Inventory", "InventoryError", "load", "parse_shard", "schema", "select", "shard"]
