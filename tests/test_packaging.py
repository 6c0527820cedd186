"""Each addon as a wheel: built, installed with pip, found and installed by Odoo."""

import re
import sys
import zipfile
from shutil import copytree, ignore_patterns

from tests.common import BATCH, ProjectCase
from tools import settings
from tools.console import output, run
from tools.python import pip, site_packages


class TestPackaging(ProjectCase):
    modules = ()

    def setUp(self):
        super().setUp()
        self.addons = settings.addons()
        self.wheels = self.scratch / "wheels"
        self.venv = self.scratch / "venv"

    def test_wheels(self):
        for addon in self.addons:
            self._build(addon)
        self._fetch_dependencies()
        self._make_environment()
        self._install()
        self._use()

    def _build(self, addon):
        # a copy, so that what is not committed yet is packed as well
        source = self.scratch / addon
        copytree(settings.ROOT / addon, source, ignore=ignore_patterns("__pycache__"))
        self._pip(
            self.project.python,
            "wheel",
            "--no-build-isolation",
            "--no-deps",
            f"--wheel-dir={self.wheels}",
            source,
        )
        version = settings.manifests()[addon]["version"]
        wheel = self.wheels / f"odoo_addon_{addon}-{version}-py3-none-any.whl"
        with zipfile.ZipFile(wheel) as archive:
            names = archive.namelist()
            info = f"odoo_addon_{addon}-{version}.dist-info/METADATA"
            metadata = archive.read(info).decode()
        self.assertIn(f"odoo/addons/{addon}/__manifest__.py", names)
        self.assertIn("Requires-Dist: odoo==19.0.*", metadata)
        for name in self._packed(settings.manifests()[addon]["depends"]):
            self.assertIn(f"Requires-Dist: odoo-addon-{name}==19.0.*", metadata)
        for path in source.rglob("*"):
            inside = path.relative_to(source).as_posix()
            if path.is_file() and inside != "pyproject.toml":
                self.assertIn(f"odoo/addons/{addon}/{inside}", names)

    def _packed(self, names):
        """Those modules that are packages: our addons and the OCA's."""
        lock = (settings.REQUIREMENTS / "dev.lock").read_text()
        pinned = re.findall(r"^odoo-addon-(\S+)==", lock, re.M)
        known = {*self.addons, *(name.replace("-", "_") for name in pinned)}
        self.assertIn("helpdesk_mgmt", known)
        return known & set(names)

    def _fetch_dependencies(self):
        """OCA's addons as the lock pins them, as wheels."""
        lock = (settings.REQUIREMENTS / "dev.lock").read_text()
        pins = re.findall(r"^odoo-addon(?:.*\\\n)*.*", lock, re.M)
        self.assertTrue(pins)
        requirements = self.scratch / "addons.txt"
        requirements.write_text("\n".join(pins) + "\n")
        self._pip(
            self.project.python,
            "download",
            "--no-deps",
            "--require-hashes",
            f"--dest={self.wheels}",
            f"--requirement={requirements}",
        )

    def _make_environment(self):
        """A venv with all that Odoo needs, and no Odoo addon but its own."""
        run([sys.executable, "-m", "venv", "--without-pip", self.venv])
        links = self.scratch / "packages"
        links.mkdir()
        for path in site_packages(self.project.venv).iterdir():
            if not path.name.startswith("odoo") and path.suffix != ".pth":
                (links / path.name).symlink_to(path)
        paths = f"{links}\n{self.project.site}\n"
        (site_packages(self.venv) / "odoo.pth").write_text(paths)

    def _install(self):
        self._pip(
            self.venv / "bin/python",
            "install",
            "--no-index",
            "--no-deps",
            *sorted(self.wheels.glob("*.whl")),
        )

    def _use(self):
        """No addons_path: Odoo must find what pip installed."""
        python = self.venv / "bin/python"
        rc = self.project.configuration(self.database, addons=False)
        env = {**self.project.env, "ODOO_RC": str(rc), "PGDATABASE": self.database}
        names = ",".join(self.addons)
        run([python, "-m", "odoo", f"--init={names}", *BATCH], env=env)
        installed = self.sql(
            "select string_agg(name, ',' order by name) from ir_module_module "
            f"where state = 'installed' and name = any('{{{names}}}')"
        )
        self.assertEqual(installed, ",".join(sorted(self.addons)))
        code = "import odoo.addons.customer_portal as us; print(us.__file__)"
        shell = [python, "-m", "odoo", "shell", "--no-http", "--log-level=error"]
        place = output(shell, env=env, input=code)
        self.assertIn(str(site_packages(self.venv)), place)

    @staticmethod
    def _pip(python, *arguments):
        quiet = ("-qq", "--disable-pip-version-check", "--no-input")
        run([*pip(), "--python", python, arguments[0], *quiet, *arguments[1:]])
