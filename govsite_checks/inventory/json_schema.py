"""The JSON Schema of an inventory, for editors: completion, and the faults that a schema can show."""

from __future__ import annotations

import json
from typing import Any

from .models import InventoryEntry


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an inventory file, generated from the models."""
    made = InventoryEntry.model_json_schema()
    for model in (made, *made["$defs"].values()):
        _tidy(model)
    made["$defs"]["SiteEntry"]["anyOf"] = [{"required": ["site_code"]}, {"required": ["id"]}]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "政府网站台账", **made}


def rendered() -> str:
    """The text of the committed schema file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _tidy(model: dict[str, Any]) -> None:
    """Drop the English titles that pydantic makes of names, and let an optional key stay empty."""
    model.pop("title", None)
    required = model.get("required", [])
    for name, value in model["properties"].items():
        value.pop("title", None)
        if value.get("default", 0) is None:
            del value["default"]
        if name not in required:
            _let_be_empty(value)


def _let_be_empty(value: dict[str, Any]) -> None:
    if "anyOf" in value:
        return  # already "… or null"
    kinds = {key: value.pop(key) for key in list(value) if key not in {"description", "default"}}
    value["anyOf"] = [kinds, {"type": "null"}]
