"""What an observation's value is worth: published, estimated, or missing for one of five different reasons."""

from enum import StrEnum


class Status(StrEnum):
    """Status of an observation; the value is what the store and the interface show."""

    EXACT = "exact"
    ROUNDED = "afgerond"
    ESTIMATED = "geschat"
    INCOMPLETE = "onvolledig"
    SECRET = "geheim"  # noqa: S105 - a status, no password
    UNPUBLISHED = "niet gepubliceerd"
    NOT_APPLICABLE = "niet van toepassing"
    UNDETERMINABLE = "niet bepaalbaar"
