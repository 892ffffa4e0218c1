"""Clusterings from files that an officer can make: a register in TOML, with units in a table or polygons in a map."""

from etl.sources.indeling.columns import IndelingColumnsError
from etl.sources.indeling.header import IndelingHeader
from etl.sources.indeling.register import IndelingFile, RegisterUnreadableError, read_indeling, read_register

__all__ = [
    "IndelingColumnsError",
    "IndelingFile",
    "IndelingHeader",
    "RegisterUnreadableError",
    "read_indeling",
    "read_register",
]
