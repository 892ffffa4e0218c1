"""What is wrong with a request, in Dutch: one sentence per fault, all faults together."""

from collections.abc import Iterable, Mapping
from typing import Any

# By pydantic's error type; what is between braces comes from its context.
SENTENCES = {
    "missing": "ontbreekt; geef een waarde.",
    "extra_forbidden": "bestaat hier niet; haal deze parameter weg of controleer de spelling.",
    "int_parsing": "is geen geheel getal.",
    "int_from_float": "is geen geheel getal.",
    "float_parsing": "is geen getal.",
    "greater_than": "moet groter dan {gt} zijn.",
    "greater_than_equal": "moet ten minste {ge} zijn.",
    "less_than_equal": "mag ten hoogste {le} zijn.",
    "enum": "is geen bekende waarde; kies uit: {expected}.",
    "literal_error": "is geen bekende waarde; kies uit: {expected}.",
    "bool_parsing": "moet true of false zijn.",
    "date_parsing": "is geen datum; schrijf jjjj-mm-dd.",
    "date_from_datetime_parsing": "is geen datum; schrijf jjjj-mm-dd.",
    "date_from_datetime_inexact": "is geen datum; schrijf jjjj-mm-dd.",
    "string_too_long": "is te lang; ten hoogste {max_length} tekens.",
    "string_too_short": "is te kort; ten minste {min_length} tekens.",
}
OTHERWISE = "heeft geen geldige waarde."
SHOWN_CHARACTERS = 60


def faults_of(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return each fault that pydantic found: ``plaats`` (the parameter's name) and ``melding``."""
    return [{"plaats": _place(error), "melding": _sentence(error)} for error in errors]


def _place(error: Mapping[str, Any]) -> str:
    names = [str(part) for part in error["loc"] if part not in {"query", "path", "body"}]
    return ".".join(names) or "de vraag"


def _sentence(error: Mapping[str, Any]) -> str:
    context = {key: str(value).replace(" or ", " of ") for key, value in error.get("ctx", {}).items()}
    if error["type"] == "value_error":
        return context["error"]
    sentence = SENTENCES.get(error["type"], OTHERWISE).format_map(context)
    if error["type"] in {"missing", "extra_forbidden"}:
        return sentence
    return f"'{str(error['input'])[:SHOWN_CHARACTERS]}' {sentence}"
