"""The group ``indeling`` of the command line."""

from api.cli.dutch import DutchTyper
from api.cli.indeling.entering import command_for, examine_all, tell_examined, tell_reports
from api.cli.indeling.register import publish, show_difference, show_list, show_one
from api.cli.reconciling.commands import reconciling
from etl.pipeline import load_indelingen

indeling = DutchTyper(help="Het register van indelingen: lezen, controleren, publiceren en bekijken.")
indeling.command("lees", help="Zet een indeling, of alle van een register, als versie in het register.")(
    command_for(load_indelingen, tell_reports, is_check=False)
)
indeling.command("controleer", help="Laat alles zien wat 'lees' zou vinden; er wordt niets opgeslagen.")(
    command_for(examine_all, tell_examined, is_check=True)
)
indeling.command("publiceer")(publish)
indeling.command("lijst")(show_list)
indeling.command("toon")(show_one)
indeling.command("verschil")(show_difference)
indeling.add_typer(reconciling)
