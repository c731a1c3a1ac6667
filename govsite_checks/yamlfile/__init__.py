"""YAML that people write: to plain data with the place of every value, every fault as one line."""

from .faults import Fault, FileError
from .reading import read_model
from .source import read_text
from .tree import Node, parse
from .validate import faults_of, refuse, suggestion

__all__ = [
    "Fault",
    "FileError",
    "Node",
    "faults_of",
    "parse",
    "read_model",
    "read_text",
    "refuse",
    "suggestion",
]
