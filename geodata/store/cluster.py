"""The private PostGIS cluster: one PostgreSQL of the project's own, on a socket that only its owner can reach."""

import getpass
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from geodata.errors import SetupError

ROLE = "gebiedsmonitor"
DATABASE = "gebiedsmonitor"
SERVICE_USER = "postgres"
SYSTEM_DIR = Path("/var/lib/gebiedsmonitor")
DEBIAN_BIN_DIR = Path("/usr/lib/postgresql")
# The kernel's limit on a socket's path is 107 bytes, of which PostgreSQL's file name takes 15.
MAX_SOCKET_DIR_BYTES = 90
START_TIMEOUT_S = 60
# A cluster that was killed leaves children that hold its shared memory for a moment.
START_ATTEMPTS = 5

CONFIGURATION = {
    "listen_addresses": "",
    "shared_buffers": "512MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "4GB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    # Compiling a plan costs more than most of our questions take.
    "jit": "off",
    "log_min_messages": "warning",
}
UNSAFE_BUT_FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "50"}


class PostgresMissingError(SetupError):
    """PostgreSQL's server programs are not on this machine."""

    def __init__(self) -> None:
        super().__init__(
            f"PostgreSQL is niet gevonden (gezocht: {DEBIAN_BIN_DIR}/*/bin en PATH). "
            "Installeer de pakketten postgresql en postgresql-postgis ('make setup' doet dat op Debian en Ubuntu), "
            "of zet DATABASE_URL naar een eigen PostGIS."
        )


class ClusterBrokenError(SetupError):
    """The private cluster does not start or stop."""

    def __init__(self, action: str, log_path: Path, details: str) -> None:
        super().__init__(
            f"Het eigen PostgreSQL-cluster kon niet worden {action}. Laatste regels van {log_path}:\n{details}\n"
            f"Herstel de oorzaak, of verplaats de map {log_path.parent} en begin opnieuw "
            "(de openbare cijfers worden dan opnieuw geladen)."
        )


@dataclass(frozen=True)
class Cluster:
    """Where a private cluster lives and who runs it.

    Parameters
    ----------
    root_dir
        Folder that belongs to the cluster's operating-system user: data, log and, where its path is short enough,
        socket.
    bin_dir
        Folder of PostgreSQL's programs.
    os_user
        The user that PostgreSQL runs as; None where it is the current one. PostgreSQL refuses to run as root.
    """

    root_dir: Path
    bin_dir: Path
    os_user: str | None

    @property
    def data_dir(self) -> Path:
        """Folder of the database files."""
        return self.root_dir / "data"

    @property
    def log_path(self) -> Path:
        """PostgreSQL's own log."""
        return self.root_dir / "postgres.log"

    @property
    def socket_dir(self) -> Path:
        """Folder of the socket; outside the cluster's folder where that one's path is too long for a socket."""
        socket_dir = self.root_dir / "socket"
        if len(os.fsencode(socket_dir)) <= MAX_SOCKET_DIR_BYTES:
            return socket_dir
        return Path(tempfile.gettempdir()) / f"gebiedsmonitor-{_short_hash(self.root_dir)}"

    def url(self, database: str = DATABASE) -> str:
        """Return the address of a database in this cluster, as libpq writes it."""
        return f"postgresql:///{database}?host={self.socket_dir}&user={ROLE}"


def cluster_under(local_dir: Path, name: str = "postgres") -> Cluster:
    """Find the place of the private cluster that belongs to `local_dir`; creates nothing but its empty folder.

    Parameters
    ----------
    local_dir
        The project's folder for what it keeps on this machine.
    name
        Name of the cluster's folder.

    Raises
    ------
    PostgresMissingError
        PostgreSQL's server programs are not installed.
    """
    root_dir = local_dir.resolve() / name
    os_user = SERVICE_USER if os.geteuid() == 0 else None
    if os_user is not None:
        _require_user(os_user)
        if not _can_enter(os_user, _nearest_existing(root_dir)):
            root_dir = SYSTEM_DIR / f"{name}-{_short_hash(root_dir)}"
    return Cluster(root_dir=root_dir, bin_dir=_bin_dir(root_dir / "data"), os_user=os_user)


def start_cluster(cluster: Cluster, *, is_throwaway: bool = False) -> bool:
    """Start the cluster, making it first where there is none yet.

    Parameters
    ----------
    is_throwaway
        Trade safety for speed, for a cluster that tests fill and drop.

    Returns
    -------
    bool
        True where this call started it, False where it was running.

    Raises
    ------
    ClusterBrokenError
        PostgreSQL could not be made or started; the message holds the end of its log.
    """
    if is_running(cluster):
        return False
    for folder in (cluster.root_dir, cluster.socket_dir):
        _make_private_dir(folder, cluster.os_user)
    if not (cluster.data_dir / "PG_VERSION").exists():
        _initialise(cluster)
    _write_configuration(cluster, CONFIGURATION | (UNSAFE_BUT_FAST if is_throwaway else {}))
    command = ["pg_ctl", "start", "-D", str(cluster.data_dir), "-l", str(cluster.log_path), "-w", "-s"]
    for attempt in range(1, START_ATTEMPTS + 1):
        if _run(cluster, [*command, "-t", str(START_TIMEOUT_S)]).returncode == 0 or is_running(cluster):
            return True
        time.sleep(attempt / 2)
    raise ClusterBrokenError("gestart", cluster.log_path, log_tail(cluster))


def stop_cluster(cluster: Cluster) -> bool:
    """Stop the cluster and wait for it; return False where it was not running.

    Raises
    ------
    ClusterBrokenError
        It did not stop.
    """
    if not _has_process(cluster):
        return False
    if _run(cluster, ["pg_ctl", "stop", "-D", str(cluster.data_dir), "-m", "fast", "-w", "-s"]).returncode != 0:
        raise ClusterBrokenError("gestopt", cluster.log_path, log_tail(cluster))
    return True


def is_running(cluster: Cluster) -> bool:
    """Tell whether the cluster's server accepts connections."""
    if not (cluster.data_dir / "PG_VERSION").exists():
        return False
    return (
        _run(cluster, ["pg_isready", "-h", str(cluster.socket_dir), "-U", ROLE, "-d", "postgres", "-q"]).returncode == 0
    )


def log_tail(cluster: Cluster, line_count: int = 8) -> str:
    """Return the last lines of PostgreSQL's log, or say that there is none."""
    if not cluster.log_path.exists():
        return "(er is geen logboek)"
    return "\n".join(cluster.log_path.read_text(errors="replace").splitlines()[-line_count:])


def _has_process(cluster: Cluster) -> bool:
    has_data = (cluster.data_dir / "PG_VERSION").exists()
    return has_data and _run(cluster, ["pg_ctl", "status", "-D", str(cluster.data_dir), "-s"]).returncode == 0


def _initialise(cluster: Cluster) -> None:
    # Half a cluster, left by a kill during initdb, is of no use to anyone: it has no PG_VERSION that we trust.
    unfinished_dir = cluster.root_dir / "data.new"
    shutil.rmtree(unfinished_dir, ignore_errors=True)
    command = ["initdb", "-D", str(unfinished_dir), "-U", ROLE, "--auth=trust", "--encoding=UTF8"]
    result = _run(cluster, [*command, "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=nl-NL"])
    if result.returncode != 0:
        raise ClusterBrokenError("aangemaakt", cluster.log_path, result.stderr.strip())
    unfinished_dir.rename(cluster.data_dir)


def _write_configuration(cluster: Cluster, configuration: dict[str, str]) -> None:
    path = cluster.data_dir / "postgresql.auto.conf"
    values = configuration | {"unix_socket_directories": str(cluster.socket_dir)}
    path.write_text("".join(f"{key} = '{value}'\n" for key, value in values.items()))
    _give_to(path, cluster.os_user)


def _run(cluster: Cluster, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    program, *arguments = command
    log_path = cluster.root_dir / "programs.log"
    with log_path.open("w+") as output:
        # Not a pipe: the server inherits it and would keep it open for ever.
        process = subprocess.run(  # noqa: S603
            [str(cluster.bin_dir / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            check=False,
            text=True,
            start_new_session=True,
            **_as_user(cluster.os_user),
        )
        output.seek(0)
        return subprocess.CompletedProcess(command, process.returncode, "", output.read())


class _RunAs(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]
    env: dict[str, str]


def _as_user(os_user: str | None) -> _RunAs:
    if os_user is None:
        return {}
    account = pwd.getpwnam(os_user)
    return {
        "user": account.pw_uid,
        "group": account.pw_gid,
        "extra_groups": os.getgrouplist(os_user, account.pw_gid),
        "env": {"PATH": os.environ.get("PATH", os.defpath), "HOME": account.pw_dir, "LC_ALL": "C.UTF-8"},
    }


def _require_user(os_user: str) -> None:
    try:
        pwd.getpwnam(os_user)
    except KeyError:
        raise PostgresMissingError from None


def _can_enter(os_user: str, folder: Path) -> bool:
    command = ["/usr/bin/test", "-x", str(folder)]
    return subprocess.run(command, cwd="/", check=False, **_as_user(os_user)).returncode == 0  # noqa: S603


def _nearest_existing(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def _make_private_dir(folder: Path, os_user: str | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _give_to(folder, os_user)
    folder.chmod(0o700)


def _give_to(path: Path, os_user: str | None) -> None:
    if os_user is not None:
        shutil.chown(path, os_user, pwd.getpwnam(os_user).pw_gid)


def _bin_dir(data_dir: Path) -> Path:
    version_file = data_dir / "PG_VERSION"
    wanted = version_file.read_text().strip() if version_file.exists() else "*"
    folders = sorted(DEBIAN_BIN_DIR.glob(f"{wanted}/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if folders:
        return folders[-1].parent
    program = shutil.which("initdb")
    if program is None:
        raise PostgresMissingError
    return Path(program).resolve().parent


def _short_hash(path: Path) -> str:
    # The user's name keeps two people apart who cloned to the same path in two containers with one /tmp.
    return hashlib.sha256(f"{getpass.getuser()}:{path}".encode()).hexdigest()[:12]
