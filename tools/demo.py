"""The demo database of `./dev run`."""

import hashlib
import json

from . import settings
from .console import say

UNSEEN = ("tests", "__pycache__")  # changes in these need no update of the addon
LOGINS = (
    ("admin", "admin", "administrator"),
    ("agent", "agent-demo-2026", "helpdesk agent"),
    ("anna.rossi@acme.example", "portal-demo-2026", "Acme, own tickets"),
    ("bruno.bianchi@acme.example", "portal-demo-2026", "Acme, the company's tickets"),
    ("carla.verdi@acme.example", "portal-demo-2026", "Acme, own tickets"),
    ("sara.gallo@acme.example", "portal-demo-2026", "Acme Service, a subsidiary"),
    ("dario.neri@globex.example", "portal-demo-2026", "Globex, the company's tickets"),
    ("elena.blu@globex.example", "portal-demo-2026", "Globex, own tickets"),
    ("ezio.corsi@partner.example", "portal-demo-2026", "collaborator"),
)


def fingerprint(addon, root=settings.ROOT):
    """A digest of what an update of the addon would read."""
    digest = hashlib.sha256()
    for path in sorted((root / addon).rglob("*")):
        inside = path.relative_to(root / addon)
        if path.is_file() and not set(inside.parts) & set(UNSEEN):
            digest.update(f"{inside}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


class DemoDatabase:
    """Copies the template when there is none; tells what changed since the last run.

    What is installed is noted in the database's own comment, so that it goes with it.
    """

    def __init__(self, project):
        self.project, self.postgres = project, project.postgres
        self.name = settings.DATABASE
        self.wanted = {name: fingerprint(name) for name in settings.addons()}
        if not self.postgres.exists(self.name):
            template = project.template()
            say("copying the template to the demo database")
            self.postgres.copy(template, self.name)

    def update(self):
        """Install the addons that are new, update those whose files changed."""
        installed = self._installed()
        new = [name for name in self.wanted if name not in installed]
        changed = [
            name
            for name, digest in self.wanted.items()
            if name in installed and installed[name] != digest
        ]
        arguments = []
        if new:
            say(f"installing {', '.join(new)} with demo data")
            arguments += ["--init", ",".join(new), "--with-demo"]
        if changed:
            say(f"updating {', '.join(changed)}")
            arguments += ["--update", ",".join(changed)]
        if not arguments:
            return
        self.project.odoo(
            self.name,
            *arguments,
            "--stop-after-init",
            "--no-http",
            "--max-cron-threads=0",
            "--log-level=warn",
            failure="the addons could not be installed, see above",
        )
        note = json.dumps(self.wanted)
        self.postgres.sql(f"""COMMENT ON DATABASE "{self.name}" IS '{note}'""")

    def _installed(self):
        note = self.postgres.sql(
            "select shobj_description(oid, 'pg_database') from pg_database "
            f"where datname = '{self.name}'"
        )
        return json.loads(note) if note.startswith("{") else {}
