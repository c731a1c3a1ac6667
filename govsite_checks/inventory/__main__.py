"""``python -m govsite_checks.inventory`` prints the JSON Schema, to renew the committed file."""

import sys

from .json_schema import rendered

if __name__ == "__main__":
    sys.stdout.write(rendered())
