"""The commands about several clusterings, for the group ``indeling``."""

from api.cli.dutch import DutchTyper
from api.cli.reconciling.at_table import at_table
from api.cli.reconciling.carry import carry
from api.cli.reconciling.compare import compare
from api.cli.reconciling.crosswalk import crosswalk
from api.cli.reconciling.propose import make_proposal

reconciling = DutchTyper()
reconciling.command("vergelijk")(compare)
reconciling.command("kruistabel")(crosswalk)
reconciling.command("voorstel")(make_proposal)
reconciling.command("overzetten")(carry)
reconciling.command("tafel")(at_table)
