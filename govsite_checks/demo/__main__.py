"""``python -m govsite_checks.demo`` prints the demo inventory, to be kept as ``site_inventory/demo.yaml``."""

from __future__ import annotations

import sys

from .listing import inventory_yaml

if __name__ == "__main__":
    sys.stdout.write(inventory_yaml())
