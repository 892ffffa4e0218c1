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
    "string_type": "moet tekst zijn.",
    "list_type": "moet een lijst zijn.",
    "dict_type": "moet een object zijn.",
    "model_attributes_type": "moet een object zijn.",
    "too_long": "is te lang; ten hoogste {max_length}.",
    "too_short": "is te kort; ten minste {min_length}.",
    "json_invalid": "is geen geldige JSON.",
    "string_too_long": "is te lang; ten hoogste {max_length} tekens.",
    "string_too_short": "is te kort; ten minste {min_length} tekens.",
}
WHOLE = "de vraag"
WITHOUT_INPUT = {"missing", "extra_forbidden", "json_invalid", "list_type", "dict_type", "model_attributes_type"}
WITHOUT_INPUT |= {"too_long", "too_short"}
OTHERWISE = "heeft geen geldige waarde."
SHOWN_CHARACTERS = 60


def faults_of(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return each fault that pydantic found: ``plaats`` (the parameter's name) and ``melding``."""
    return [{"plaats": _place(error), "melding": _sentence(error)} for error in errors]


def _place(error: Mapping[str, Any]) -> str:
    names = [str(part) for part in error["loc"] if part not in {"query", "path", "body"}]
    if error["type"] == "json_invalid":  # its place is a character
        return WHOLE
    return ".".join(names) or WHOLE


def _sentence(error: Mapping[str, Any]) -> str:
    context = {key: _written(value) for key, value in error.get("ctx", {}).items()}
    if error["type"] == "value_error":
        return context["error"]
    sentence = SENTENCES.get(error["type"], OTHERWISE).format_map(context)
    if error["type"] in WITHOUT_INPUT:
        return sentence
    return f"'{str(error['input'])[:SHOWN_CHARACTERS]}' {sentence}"


def _written(fact: object) -> str:
    return f"{fact:g}" if isinstance(fact, float) else str(fact).replace(" or ", " of ")
