"""The group ``register`` of the command line."""

from api.cli.dutch import DutchTyper
from api.cli.register_data.judging import check, propose, show_list
from api.cli.register_data.writing import enter, publish

register = DutchTyper(
    help="Eigen registers van de gemeente: aantallen per buurt, alleen gepubliceerd als er niets geheims uit volgt."
)
register.command("lees")(enter)
register.command("controleer")(check)
register.command("voorstel")(propose)
register.command("publiceer")(publish)
register.command("lijst")(show_list)
