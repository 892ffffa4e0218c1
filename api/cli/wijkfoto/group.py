"""The group ``wijkfoto`` of the command line."""

from api.cli.dutch import DutchTyper
from api.cli.wijkfoto.freezing import freeze, show_difference, show_frozen

wijkfoto = DutchTyper(help="Wijkfoto's vastleggen op een vast adres, en zien wat er sindsdien veranderde.")
wijkfoto.command("bevries")(freeze)
wijkfoto.command("bevroren")(show_frozen)
wijkfoto.command("verschil")(show_difference)
