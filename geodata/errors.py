"""The error families of the platform.

A leaf lives beside the code that raises it, takes facts and writes the Dutch sentence that a user reads:
what, which value, what was expected, what to do. Nothing here knows HTTP; ``api.errors`` maps family to status.
"""


class MonitorError(Exception):
    """Base of every error that the platform raises on purpose."""


class NotFoundError(MonitorError):
    """What was asked for is not there."""


class InvalidInputError(MonitorError):
    """What was handed in does not hold; the message names each fault."""


class AggregationError(MonitorError):
    """A figure cannot be composed from the figures that are published."""


class SourceError(MonitorError):
    """A publisher's service or file could not be read."""


class ConflictError(MonitorError):
    """The request is understood, but what is stored stands in its way."""


class AccessError(MonitorError):
    """Whoever asks may not do this."""


class IdentificationError(AccessError):
    """Who asks did not say who that is, or not in a way that is recognised."""


class BusyError(MonitorError):
    """There is too much to do at this moment; later the same request can succeed."""


class SetupError(MonitorError):
    """The machine or the database is not as the platform needs it."""
