"""A file that people write, read as a model: whatever is wrong with it is one error with the place of each fault."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from .faults import FileError, shown
from .source import read_text
from .tree import Node, parse
from .validate import faults_of

M = TypeVar("M", bound=BaseModel)


def read_model(path: Path, model: type[M], error: type[FileError] = FileError) -> tuple[M, Node]:
    """The model that a YAML file holds, and its tree, for what is checked beyond the model.

    Raises:
        FileError: of the kind ``error``: the file cannot be read, is no YAML, or does not fit the model.
    """
    try:
        root, faults = parse(read_text(path), shown(path))
        if root is None or faults:
            raise FileError(faults)
    except FileError as problem:
        raise error(problem.faults) from None
    try:
        return model.model_validate(root.plain()), root
    except ValidationError as problem:
        raise error(faults_of(problem, model, root, shown(path))) from None
