"""What the tests of the repository share."""

import contextlib
import http.cookiejar
import os
import re
import shutil
import tempfile
import unittest
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from tools import settings
from tools.project import opened
from tools.servers import background, free_port, wait_for_page

BATCH = ("--stop-after-init", "--no-http", "--max-cron-threads=0", "--log-level=warn")


class ProjectCase(unittest.TestCase):
    """A class of tests with Odoo, a database of its own and a scratch folder."""

    modules = ("website",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls.enterClassContext(opened())
        cls.scratch = Path(tempfile.mkdtemp(prefix="customer-portal-"))
        cls.addClassCleanup(shutil.rmtree, cls.scratch, ignore_errors=True)
        name = f"{cls.__name__.lower()}_{os.getpid()}"
        cls.database = f"{settings.DATABASE}_test_{name}"
        cls.project.postgres.copy(cls.project.template(cls.modules), cls.database)
        cls.addClassCleanup(cls.project.postgres.drop, cls.database)

    def odoo(self, *arguments, **options):
        """Run Odoo on this class's database until it ends."""
        return self.project.odoo(self.database, *arguments, **options)

    def shell(self, code):
        """Run code in Odoo's shell and return what it printed."""
        return self.odoo(
            "shell",
            "--no-http",
            "--log-level=error",
            input=code,
            text=True,
            capture_output=True,
        ).stdout

    def sql(self, query):
        return self.project.postgres.sql(query, self.database)


class Browser:
    """Just enough of one: cookies and forms."""

    def __init__(self, url):
        self.url = url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def get(self, path, **form):
        """:return: (status, text) after redirects; a POST when there is a form"""
        data = urllib.parse.urlencode(form).encode() if form else None
        try:
            with self.opener.open(self.url + path, data, timeout=120) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def log_in(self, login, password):
        _status, page = self.get("/web/login")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return self.get("/web/login", login=login, password=password, csrf_token=token)


@contextlib.contextmanager
def served(command, env):
    """Odoo serving pages; gives a Browser."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with background([*command, f"--http-port={port}"], env=env) as process:
        wait_for_page(f"{url}/web/login", process)
        yield Browser(url)
