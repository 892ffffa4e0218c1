"""The group ``wijkfoto`` of the command line."""

from api.cli.dutch import DutchTyper
from api.cli.wijkfoto.files import bundle, pdf
from api.cli.wijkfoto.freezing import freeze, show_difference, show_frozen

wijkfoto = DutchTyper(
    help="Wijkfoto's als bestand, en vastgelegd op een vast adres om te zien wat er sindsdien veranderde."
)
wijkfoto.command("bevries")(freeze)
wijkfoto.command("bevroren")(show_frozen)
wijkfoto.command("verschil")(show_difference)
wijkfoto.command("pdf")(pdf)
wijkfoto.command("bundel")(bundle)
