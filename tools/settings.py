"""Where things are and what the environment says about them."""

import ast
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "customer-portal"


def _folder(variable, default):
    return Path(os.environ.get(variable) or default).expanduser().resolve()


def _port(variable, default):
    text = os.environ.get(variable) or str(default)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SystemExit(f"dev: {variable}={text} is no port number")
    return int(text)


_CACHE_HOME = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
CACHE = _folder("DEV_CACHE", f"{_CACHE_HOME}/{NAME}-dev")
STATE = _folder("DEV_STATE", ROOT / ".dev")
LOGS = STATE / "log"
MAILS = STATE / "mail"
FILESTORE = STATE / "data/filestore"
REQUIREMENTS = ROOT / "requirements"

HTTP_PORT = _port("ODOO_HTTP_PORT", 8069)
SMTP_PORT = _port("SMTP_SINK_PORT", 1025)
URL = f"http://127.0.0.1:{HTTP_PORT}"
DATABASE = os.environ.get("PGDATABASE") or "customer_portal"
# The first is the default of the database; the demo data and the tests use both.
LANGUAGES = "en_US,it_IT"


def manifests():
    """{name: manifest} of the addons of this repository."""
    return {
        path.parent.name: ast.literal_eval(path.read_text())
        for path in sorted(ROOT.glob("*/__manifest__.py"))
    }


def addons(tests=False, glue=True):
    """Names of the repository's addons, with the test-only ones or without.

    :param bool glue: with those that Odoo installs by itself, beside another addon
    """
    return [
        name
        for name, manifest in manifests().items()
        if (tests or not name.startswith("test_"))
        and (glue or not manifest.get("auto_install"))
    ]


def foundations(further=("website",), tests=False, glue=False):
    """Modules our addons build on, which a template database can hold.

    :param further: more modules; without `website`, none that begins so is in it
    :param bool glue: with those that glue addons build on
    """
    ours = manifests()
    names = set(further)
    for name in addons(tests, glue):
        names.update(ours[name]["depends"])
    names -= set(ours)
    website = "website" in further
    return sorted(n for n in names if website or not n.startswith("website"))
