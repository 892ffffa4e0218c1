"""Dutch where typer speaks English: its headings, its usage line and what it says of a wrong call."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import typer
from pydantic import ValidationError
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from api.faults import faults_of

CommandFunction = TypeVar("CommandFunction", bound=Callable[..., Any])

HEADINGS = {
    "ARGUMENTS_PANEL_TITLE": "Argumenten",
    "OPTIONS_PANEL_TITLE": "Opties",
    "COMMANDS_PANEL_TITLE": "Opdrachten",
    "REQUIRED_LONG_STRING": "[verplicht]",
    "DEFAULT_STRING": "[anders: {}]",
}
# What typer says of a wrong call, and the same in Dutch. What is not here is shown as typer says it.
SENTENCES = (
    (r"Missing (?:argument|option|parameter) '?([^'.]+)'?.*", "{0} ontbreekt."),
    (r"Missing command.*", "Er ontbreekt een opdracht."),
    (r"No such option: (\S+) \(Possible options: (.*)\)", "De optie {0} bestaat niet. Bedoelt u {1}?"),
    (r"No such option: (\S+).*", "De optie {0} bestaat niet."),
    (r"No such command '(.*?)'.*", "De opdracht '{0}' bestaat niet."),
    (r"Got unexpected extra argument\(s\) \((.*)\)", "Er staat te veel: {0}."),
    (r"Option '(.*)' requires an argument.*", "Achter {0} ontbreekt een waarde."),
    (r"Option '(.*)' does not take a value.*", "{0} krijgt geen waarde."),
    (r"Invalid value: (.*)", "{0}"),
    (r"Invalid value for '?([^:']+)'?: (.*)", "{0}: {1}"),
    (r"'(.*)' is not one of (.*?)\.?", "'{0}' kan hier niet; kies uit {1}."),
)


class DutchCommand(TyperCommand):
    """A command whose help is Dutch."""

    def get_usage(self, ctx: Any) -> str:  # noqa: D102 - typer's
        return _dutch_usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:  # noqa: D102 - typer's
        return _dutch_help_option(super().get_help_option(ctx))


class DutchGroup(TyperGroup):
    """A group of commands whose help is Dutch."""

    def get_usage(self, ctx: Any) -> str:  # noqa: D102 - typer's
        return _dutch_usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:  # noqa: D102 - typer's
        return _dutch_help_option(super().get_help_option(ctx))


class DutchTyper(typer.Typer):
    """An application of which every command's help is Dutch."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            cls=DutchGroup,
            no_args_is_help=True,
            options_metavar="[OPTIES]",
            subcommand_metavar="OPDRACHT …",
            **settings,
        )

    def command(self, name: str | None = None, **settings: Any) -> Callable[[CommandFunction], CommandFunction]:
        """Register a command."""
        return super().command(name, cls=DutchCommand, options_metavar="[OPTIES]", **settings)


def speak_dutch() -> None:
    """Put typer's headings in Dutch, for this whole process."""
    for name, heading in HEADINGS.items():
        setattr(rich_utils, name, heading)


def usage_sentence(error: TyperException) -> str:
    """Say in Dutch what is wrong with a call, and how to see what is right."""
    path = getattr(getattr(error, "ctx", None), "command_path", "gebiedsmonitor")
    return f"{_wrong(error)} Uitleg: '{path} --help'."


def settings_sentence(error: ValidationError) -> str:
    """Say in Dutch which settings are wrong: the variable, its value and what was expected."""
    wrong = " ".join(f"{fault['plaats'].upper()}: {fault['melding']}" for fault in faults_of(error.errors()))
    return f"Een instelling klopt niet. {wrong} Instellingen komen uit de omgeving en uit het bestand .env."


def _wrong(error: TyperException) -> str:
    # One that a command made of what several options say together is about none of them alone.
    param = getattr(error, "param", None)
    if param is not None and isinstance(error.__cause__, ValidationError):
        name = param.get_error_hint().strip("'")
        return " ".join(f"{name}: {_in_dutch(fault['melding'])}" for fault in faults_of(error.__cause__.errors()))
    return _in_dutch(error.format_message())


def _in_dutch(message: str) -> str:
    for pattern, sentence in SENTENCES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(*match.groups())
    return message


def _dutch_usage(usage: str) -> str:
    return usage.replace("Usage:", "Gebruik:", 1)


def _dutch_help_option(option: Any) -> Any:
    if option is not None:
        option.help, option.metavar = "Toon deze uitleg.", ""
    return option
