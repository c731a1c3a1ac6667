"""Inventories: the list of sites of a run, read from YAML, with every fault and its place at once."""

from govsite_checks.yamlfile import Fault

from .loading import InventoryError, load
from .records import Inventory, select
from .json_schema import schema

__all__ = ["Fault", "Inventory", "InventoryError", "load", "schema", "select"]
