"""What is wrong with a declaration in TOML, in Dutch: the faults that pydantic finds."""

from pydantic_core import ErrorDetails

_SENTENCES = {
    "missing": "ontbreekt",
    "string_type": "moet tekst zijn, tussen aanhalingstekens",
    "int_type": "moet een geheel getal zijn",
    "int_parsing": "moet een geheel getal zijn",
    "int_from_float": "moet een geheel getal zijn",
    "float_type": "moet een getal zijn",
    "float_parsing": "moet een getal zijn",
    "tuple_type": 'moet een lijst zijn: ["…", "…"]',
    "mapping_type": 'moet een tabel zijn: naam = "waarde"',
    "model_type": "moet een onderdeel zijn, met een eigen [kop]",
    "model_attributes_type": "moet een onderdeel zijn, met een eigen [kop]",
    "greater_than_equal": "moet minstens {ge} zijn",
    "greater_than": "moet groter dan {gt:g} zijn",
    "less_than_equal": "mag hoogstens {le} zijn",
    "literal_error": "kent alleen de waarden {expected}",
    "bool_type": "moet true of false zijn",
    "bool_parsing": "moet true of false zijn",
    "date_type": "moet een datum zijn, zoals 2024-01-01",
    "date_parsing": "moet een datum zijn, zoals 2024-01-01",
    "date_from_datetime_parsing": "moet een datum zijn, zoals 2024-01-01",
    "enum": "kent alleen de waarden {expected}",
    "string_pattern_mismatch": "heeft niet de vorm {pattern}",
    "path_type": "moet de naam van een bestand zijn",
    "extra_forbidden": "is geen bekende sleutel",
    "kolommenkaart": "{sentence}",
}


def said_of(fault: ErrorDetails) -> str:
    """Say what is wrong with a key.

    Examples
    --------
    >>> said_of({"type": "missing", "loc": ("bron",), "msg": "Field required", "input": {}})
    'ontbreekt'
    """
    return _SENTENCES.get(fault["type"], fault["msg"]).format(**fault.get("ctx", {})).replace(" or ", " of ")


def found_in(fault: ErrorDetails) -> str:
    """Show the value that is wrong, where it is short enough to show."""
    return f" (gevonden: {fault['input']!r})" if isinstance(fault["input"], str | int | float) else ""
