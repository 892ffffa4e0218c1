"""The commands about several clusterings, for the group ``indeling``."""

from api.cli.dutch import DutchTyper
from api.cli.reconciling.carry import carry
from api.cli.reconciling.compare import compare

reconciling = DutchTyper()
reconciling.command("vergelijk")(compare)
reconciling.command("overzetten")(carry)
