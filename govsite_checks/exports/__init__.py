"""Judgements in the formats that other tools read: SARIF, CSV, annotations of code hosts. Pure, but for the files written."""

from .places import Places, SourceMap, SourceMapError
from .subject import Subject
from .writing import FORMATS, write_exports

__all__ = ["FORMATS", "Places", "SourceMap", "SourceMapError", "Subject", "write_exports"]
