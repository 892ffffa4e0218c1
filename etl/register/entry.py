"""A clustering from a file into the register: examined, worked out on its base units, and stored as a version."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from psycopg import Connection

from etl.batch import Fault, Provenance, Severity
from etl.derive import derive_figures
from etl.load import ALREADY_LOADED, LoadReport
from etl.lock import exclusive_load
from etl.provenance import provenance_from_file
from etl.record import FailureRecord, close_record, keep_faults, open_record
from etl.register.ground import Ground, read_ground
from etl.register.storing import give_status, insert_version, version_name
from etl.sources.indeling import IndelingFile, IndelingHeader
from etl.sources.kaart.files import parts_of
from etl.undo import undo_load
from geodata.errors import ConflictError
from geodata.indelingen.examining.examination import Examination, examine
from geodata.indelingen.examining.findings import Finding
from geodata.indelingen.parts import Partition, PartsRefusedError
from geodata.indelingen.tables import IndelingStatus

SOURCE = "indeling"
# What a clustering is worked out with; raise it when that changes, so that a concept is read anew.
RULES = "delen-2"
MOST_REASONS = 20
# What came or went since may change what a concept is worked out to: figures, outlines, points, the clustering below.
HELD = """
    SELECT i.id, i.status::text, i.load_id, l.sha256, l.fingerprint,
           EXISTS (SELECT FROM load later
                   WHERE later.finished_at > l.finished_at AND later.result IN ('gelukt', 'teruggedraaid')
                     AND (later.source <> 'indeling' OR %(base_indeling)s::text IS NOT NULL))
    FROM indeling i JOIN load l ON l.id = i.load_id
    WHERE (i.gemeente_code, i.key, i.version) = (%(gemeente_code)s, %(key)s, %(version)s)
"""


class VersionPublishedError(ConflictError):
    """That version of the clustering is published already, from another file or under another header."""

    def __init__(self, header: IndelingHeader) -> None:
        super().__init__(
            f"{version_name(header)} is al gepubliceerd, uit een ander bestand of met andere gegevens erbij. Een "
            "gepubliceerde versie verandert niet: geef deze een hoger versienummer, of draai de eerdere lading terug."
        )


@dataclass(frozen=True)
class _Held:
    """The version of that number that the register holds, and what it was read from."""

    id: int
    status: str
    load_id: int
    sha256: str
    fingerprint: str
    has_newer_ground: bool

    @property
    def is_concept(self) -> bool:
        return self.status == IndelingStatus.CONCEPT

    def is_from(self, provenance: Provenance, header: IndelingHeader) -> bool:
        """Tell whether reading this would change nothing: a published version stays as the rules were then."""
        if self.sha256 != provenance.sha256:
            return False
        if self.is_concept:
            is_to_stay = header.status is IndelingStatus.CONCEPT and not self.has_newer_ground
            return is_to_stay and self.fingerprint == fingerprint_of(header)
        # Records of before 0002 say nothing of the header.
        said_then = self.fingerprint.partition(" ")[2]
        return said_then in {"", fingerprint_of(header).partition(" ")[2]}


def fingerprint_of(header: IndelingHeader) -> str:
    """Return what stands for the rules that a clustering is worked out by, and for what its header says of it."""
    said = header.model_dump_json(exclude={"file", "status"})
    return f"{RULES} {hashlib.sha256(said.encode()).hexdigest()[:16]}"


def examine_indeling(connection: Connection, indeling: IndelingFile) -> Examination:
    """Examine a clustering on the base units in the database; nothing is written.

    Raises
    ------
    geodata.errors.MonitorError
        What it is worked out on is not there; `etl.register.ground.read_ground` names the errors.
    """
    return _examined(indeling, read_ground(connection, indeling.header))


def enter_indeling(connection: Connection, indeling: IndelingFile) -> LoadReport:
    """Work out a clustering on its base units and put it in the register, in one transaction.

    A concept that is read again is replaced; the same file under the same header, on the same ground, changes nothing.

    Returns
    -------
    LoadReport
        Its counts name the version (``indeling``), its ``status`` and what it replaced (``vervangt``); its warnings
        are the findings of the examination.

    Raises
    ------
    PartsRefusedError
        The clustering does not fit its base units; all that is wrong is kept with the load.
    VersionPublishedError
        That version is published already.
    geodata.indelingen.succession.SuccessorTooEarlyError
        It is to be adopted, and another version begins on the same day or later.
    geodata.store.lock.LoadRunningError
        Something else is being loaded.
    """
    header = indeling.header
    provenance = _provenance(indeling)
    with exclusive_load(connection):
        held = _held(connection, header)
        if held is not None and held.is_from(provenance, header):
            counts: dict[str, object] = {"indeling": version_name(header), "status": held.status}
            return LoadReport(held.load_id, SOURCE, provenance.table_id, ALREADY_LOADED, counts)
        if held is not None and not held.is_concept:
            raise VersionPublishedError(header)
        load_id = open_record(
            connection,
            provenance,
            peildatum=header.base_peildatum,
            scope=header.gemeente_code,
            fingerprint=fingerprint_of(header),
        )
        with FailureRecord(connection, load_id, {}):
            return _Entry(connection, indeling, held, load_id).run()


@dataclass(frozen=True)
class _Entry:
    """A clustering on its way into the register."""

    connection: Connection
    indeling: IndelingFile
    held: _Held | None
    load_id: int

    def run(self) -> LoadReport:
        header = self.indeling.header
        ground = read_ground(self.connection, header)
        examination = _examined(self.indeling, ground)
        faults = tuple(_faults(examination.findings))
        keep_faults(self.connection, self.load_id, faults)
        if examination.partition is None:
            raise PartsRefusedError(header.name, self._reasons(examination))
        counts = self._store(examination.partition, ground)
        return LoadReport(self.load_id, SOURCE, _table_id(header), "gelukt", counts, faults)

    def _reasons(self, examination: Examination) -> list[str]:
        """Say what is wrong: the first of it, and where all of it is."""
        messages = [finding.message for finding in examination.errors()]
        left = len(messages) - MOST_REASONS
        more = [f"en nog {left}; alles: 'gebiedsmonitor etl fouten {self.load_id}'"] if left > 0 else []
        return [*messages[:MOST_REASONS], *more]

    def _store(self, partition: Partition, ground: Ground) -> dict[str, object]:
        header = self.indeling.header
        with self.connection.transaction(), self.connection.cursor() as cursor:
            if self.held is not None:
                undo_load(self.connection, self.held.load_id)
            indeling_id = insert_version(
                cursor, self.indeling, partition, unit_ids=ground.unit_ids, load_id=self.load_id
            )
            replaced_name = give_status(cursor, header, indeling_id)
            derived = derive_figures(self.connection, [header.gemeente_code])
            divided = partition.parts_gdf.drop_duplicates("base_code")["weight"].value_counts()
            counts: dict[str, object] = {
                "indeling": version_name(header),
                "status": header.status.value,
                "vervangt": replaced_name,
                "gebieden": {"new": len(partition.areas_gdf)},
                "delen": len(partition.parts_gdf),
                "verdeeld_naar": {str(weight): int(number) for weight, number in divided.items()},
                "gewichten": ground.points,
                "beslissingen": len(partition.decisions_df),
                "afgeleid": derived,
            }
            close_record(self.connection, self.load_id, result="gelukt", counts=counts)
        return counts


def _examined(indeling: IndelingFile, ground: Ground) -> Examination:
    return examine(indeling.handed_in, ground.base, indeling.header.terms())


def _table_id(header: IndelingHeader) -> str:
    return f"{header.key}.{header.version}"


def _provenance(indeling: IndelingFile) -> Provenance:
    header = indeling.header
    facts = {"source": SOURCE, "table_id": _table_id(header), "version": str(header.version)}
    return provenance_from_file(indeling.path, **facts, licence=header.owner, parts=parts_of(indeling.path))


def _held(connection: Connection, header: IndelingHeader) -> _Held | None:
    row = connection.execute(HELD, header.model_dump()).fetchone()
    return None if row is None else _Held(*row)


def _faults(findings: Iterable[Finding]) -> Iterator[Fault]:
    for finding in findings:
        row = None if finding.row is None else str(finding.row)
        severity = Severity(finding.severity.value)
        yield Fault(finding.kind, severity, finding.message, row=row, value=finding.code)
