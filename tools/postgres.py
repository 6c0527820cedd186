"""The PostgreSQL server: the one of PGHOST and friends, else one of our own."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from .console import Failure, locked, output, run, say
from .settings import FILESTORE, NAME, STATE

NOBODY = 65534
EXTERNAL = any(os.environ.get(name) for name in ("PGHOST", "PGPORT", "PGSERVICE"))
DATA = STATE / "postgres"
CONFIGURATION = """
listen_addresses = ''
unix_socket_permissions = 0700
unix_socket_directories = '{socket}'
max_connections = 100
shared_buffers = 256MB
max_wal_size = 2GB
wal_level = minimal
max_wal_senders = 0
random_page_cost = 1.1
jit = off
# a development database is made anew in a minute: no flush to disk
synchronous_commit = off
fsync = off
full_page_writes = off
"""


def _socket_folder():
    """The data folder, unless its path is too long for a socket (107 bytes)."""
    if len(str(DATA)) <= 80:
        return DATA
    digest = hashlib.sha256(str(DATA).encode()).hexdigest()[:10]
    base = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return Path(base) / f"{NAME}-{os.getuid()}-{digest}"


def _as_server(command):
    """PostgreSQL refuses to run as root: step down to `nobody`.

    It keeps the right to pass through folders (a private home, say) on the way to
    the program and to its data.
    """
    command = [str(part) for part in command]
    if os.geteuid() != 0:
        return command
    if not shutil.which("setpriv"):
        raise Failure(
            "PostgreSQL does not run as root and setpriv (package util-linux) is not "
            "here to step down. Start ./dev as an ordinary user, or set PGHOST."
        )
    rights = "-all,+dac_override"
    return [
        "setpriv",
        "--securebits=+no_setuid_fixup",
        f"--reuid={NOBODY}",
        f"--regid={NOBODY}",
        "--clear-groups",
        f"--inh-caps={rights}",
        f"--ambient-caps={rights}",
        "--no-new-privs",
        *command,
    ]


class Postgres:
    """Runs while somebody uses it: `with Postgres(bin, env):`.

    :param Path programs: folder of initdb, pg_ctl, psql...
    :param dict env: environment that PGHOST and friends are added to
    """

    def __init__(self, programs, env):
        self.programs, self.env, self.superuser = programs, env, True
        self.env["PATH"] = f"{programs}:{env.get('PATH', os.defpath)}"
        if not EXTERNAL:
            self.socket = _socket_folder()
            self.env.update(PGHOST=str(self.socket), PGUSER="odoo", PGPORT="5432")

    def __enter__(self):
        if EXTERNAL:
            self._check_external()
            return self
        STATE.mkdir(parents=True, exist_ok=True)
        # Every user holds this lock shared; who can have it alone is the last one.
        self._users = open(STATE / "postgres.users", "w")  # noqa: SIM115
        fcntl.flock(self._users, fcntl.LOCK_SH)
        with locked("postgres-start", STATE):
            if not self._running():
                self._start()
        return self

    def __exit__(self, *_error):
        if EXTERNAL:
            return
        with self._users, contextlib.suppress(BlockingIOError):
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            stop()

    def _running(self):
        command = [self.programs / "pg_isready", "-q"]
        return run(command, env=self.env, check=False).returncode == 0

    def _start(self):
        for folder in {DATA, self.socket}:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if os.geteuid() == 0:
                os.chown(folder, NOBODY, NOBODY)
            elif folder.stat().st_uid != os.geteuid():
                raise Failure(
                    f"{folder} belongs to another user. Set DEV_STATE to a folder of "
                    "your own, or use a checkout of your own."
                )
        if not (DATA / "PG_VERSION").exists():
            self._create_cluster()
        try:
            run(
                _as_server([self.programs / "pg_ctl", "-D", DATA, "-w", "-t", "60"])
                + ["-l", DATA / "server.log", "start"],
                stdout=subprocess.DEVNULL,
                cwd="/",
            )
        except subprocess.CalledProcessError as error:
            raise Failure(
                f"PostgreSQL does not start, {DATA}/server.log says why. If its data "
                "are damaged: ./dev reset --all"
            ) from error

    def _create_cluster(self):
        say("creating this checkout's PostgreSQL cluster")
        run(
            _as_server([self.programs / "initdb", "-D", DATA, "-U", "odoo"])
            + ["-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
            f"PostgreSQL could not create its data in {DATA}: is the disk full?",
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
        with open(DATA / "postgresql.auto.conf", "a") as stream:
            stream.write(CONFIGURATION.format(socket=self.socket))

    def _check_external(self):
        query = (
            "select current_setting('server_version_num')::int / 10000, "
            "(select count(*) from pg_available_extensions where name = 'pg_trgm'), "
            "rolcreatedb or rolsuper, rolsuper, rolname "
            "from pg_roles where rolname = current_user"
        )
        facts = run(
            ["psql", "-XAtqc", query, "postgres"],
            "the PostgreSQL server of PGHOST, PGPORT, PGUSER and PGPASSWORD does not "
            "answer. Unset them to use the embedded one.",
            env=self.env,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        version, trigrams, creates, superuser, role = facts.strip().split("|")
        self.superuser = superuser == "t"
        for wrong, why in (
            (int(version) < 13, f"is version {version}; Odoo needs 13 or newer"),
            (trigrams == "0", "lacks the extension pg_trgm (postgresql-contrib)"),
            (
                creates != "t",
                f"does not let {role} create databases: ALTER ROLE {role} CREATEDB",
            ),
            (
                role == "postgres",
                "is used as role postgres, which Odoo refuses: "
                "createuser --createdb odoo, and PGUSER=odoo",
            ),
        ):
            if wrong:
                raise Failure(f"the PostgreSQL server given by PGHOST... {why}")

    def sql(self, query, database="postgres"):
        env = {**self.env, "PGOPTIONS": "-c client_min_messages=warning"}
        return output(["psql", "-XAtqc", query, database], env=env).strip()

    def exists(self, database):
        found = self.sql(f"select 1 from pg_database where datname = '{database}'")
        return found == "1"

    def drop(self, database):
        self.sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        shutil.rmtree(FILESTORE / database, ignore_errors=True)

    def copy(self, source, target):
        """A database and its files, in a fraction of a second."""
        self.drop(target)
        # much quicker than the default at this size; old servers lack the choice
        quick = [] if EXTERNAL else ["--strategy=FILE_COPY"]
        run(["createdb", "-T", source, *quick, target], env=self.env)
        if (FILESTORE / source).exists():
            # named by their content and never rewritten: links are enough
            run(["cp", "-al", FILESTORE / source, FILESTORE / target])

    def rename(self, source, target):
        self.sql(f'ALTER DATABASE "{source}" RENAME TO "{target}"')
        shutil.rmtree(FILESTORE / target, ignore_errors=True)
        if (FILESTORE / source).exists():
            (FILESTORE / source).rename(FILESTORE / target)


def stop():
    """Stop the embedded server, whoever started it."""
    pidfile = DATA / "postmaster.pid"
    with contextlib.suppress(FileNotFoundError, ProcessLookupError, ValueError):
        os.kill(int(pidfile.read_text().split()[0]), signal.SIGINT)
        while pidfile.exists():
            time.sleep(0.05)
