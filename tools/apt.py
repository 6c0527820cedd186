"""Debian packages without installing anything: a private apt with state of its own.

Uses the mirror and the proxy this machine is configured for, checks signatures and
needs no root.
"""

import os
import pwd
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .console import Failure, output, run, say, sha256
from .settings import CACHE

KEYRINGS = (
    "/usr/share/keyrings/debian-archive-keyring.gpg",
    "/usr/share/keyrings/debian-archive-keyring.pgp",
    "/etc/apt/trusted.gpg.d/debian-archive-keyring.gpg",
)
# apt's progress bar for a person, nothing for a log
QUIET = () if sys.stderr.isatty() else ("-qq",)


class PrivateApt:
    """apt over a folder of the cache.

    :param str suite: read only this Debian suite from the machine's mirror; by
        default the machine's own sources are used as they are
    :param bool bare: answer as if no package were installed
    :param str without: what to do instead, for the messages
    """

    def __init__(self, without, suite=None, bare=True):
        self.folder = CACHE / "apt" / (suite or "own")
        self.suite, self.without = suite, without
        if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
            raise Failure(f"this machine has no apt. {without}")
        for name in ("state/lists/partial", "cache/archives/partial", "debs"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "state/status").touch()
        status = self.folder / "state/status" if bare else "/var/lib/dpkg/status"
        self.options = self._flags(
            {
                "Dir::State": self.folder / "state",
                "Dir::State::status": status,
                "Dir::Cache": self.folder / "cache",
                "Dir::Cache::srcpkgcache": "",
                "Acquire::Languages": "none",
                "Acquire::Retries": "3",
                "APT::Sandbox::User": pwd.getpwuid(os.getuid()).pw_name,
                "Debug::NoLocking": "1",
            }
        )

    @staticmethod
    def _flags(options):
        return [
            part for key, value in options.items() for part in ("-o", f"{key}={value}")
        ]

    def _keyring(self):
        for path in KEYRINGS:
            if os.path.exists(path):
                return path
        raise Failure(
            "Debian's archive keyring (package debian-archive-keyring) is missing, so "
            f"nothing from Debian could be verified. Install it. {self.without}"
        )

    def _mirrors(self):
        """The archives this machine is configured for, security archives last."""
        if mirror := os.environ.get("DEBIAN_MIRROR"):
            return [mirror]
        text = output(
            ["apt-get", *self.options, "--print-uris", "update"],
            stderr=subprocess.DEVNULL,
            check=False,
        )
        found = re.findall(r"^'(\S+?)/dists/\S+/InRelease'", text, re.M)
        return sorted(dict.fromkeys(found), key=lambda uri: "security" in uri)

    def update(self):
        """Read the package lists.

        :raises Failure: no archive of this machine has the suite, or no network
        """
        if not self.suite:
            say("reading the package lists of this machine's Debian archive")
            self._update_once(self.options)
            return
        keyring, mirrors = self._keyring(), self._mirrors()
        source = self.folder / "private.sources"
        private = self._flags(
            {
                "Dir::Etc::sourcelist": source,
                "Dir::Etc::sourceparts": "/dev/null",
                "Dir::Etc::preferences": "/dev/null",
                "Dir::Etc::preferencesparts": "/dev/null",
                "APT::Update::Error-Mode": "any",
            }
        )
        self.options += private
        for uri in mirrors:
            say(f"reading the package list of Debian {self.suite} from {uri}")
            source.write_text(
                f"Types: deb\nURIs: {uri}\nSuites: {self.suite}\n"
                f"Components: main\nSigned-By: {keyring}\n"
            )
            if self._update_once(self.options, check=False):
                return
        tried = ", ".join(mirrors) or "none configured"
        raise Failure(
            f"no apt archive of this machine ({tried}) gave a signed Debian "
            f"{self.suite}. Check the network; on another distribution set "
            f"DEBIAN_MIRROR to the address of a Debian mirror. {self.without}"
        )

    def _update_once(self, options, check=True):
        failure = (
            f"apt could not read its package lists: check the network. {self.without}"
        )
        result = run(
            ["apt-get", *options, "-qq", "update"],
            failure,
            check=check,
            stdout=sys.stderr,
        )
        return result.returncode == 0

    def candidates(self, *packages):
        """{package: (version, sha256, bytes)} from the signed lists."""
        text = output(
            ["apt-cache", *self.options, "show", "--no-all-versions", *packages],
            check=False,
            stderr=subprocess.DEVNULL,
        )
        found = {}
        for stanza in text.split("\n\n"):
            field = dict(
                re.findall(r"^(Package|Version|SHA256|Size): (.*)$", stanza, re.M)
            )
            if field:
                size = int(field["Size"])
                found[field["Package"]] = (field["Version"], field["SHA256"], size)
        return found

    def download(self, packages):
        """Fetch packages; what is already here and intact is kept.

        :return: list of paths
        :raises Failure: unknown package, no network, a checksum that does not match
        """
        folder = self.folder / "debs"
        wanted, missing, size = [], [], 0
        known = self.candidates(*packages)
        for name in packages:
            if name not in known:
                raise Failure(f"Debian has no package {name} here. {self.without}")
            version, digest, length = known[name]
            wanted.append((name, version.replace(":", "%3a"), digest))
            if not self._find(folder, *wanted[-1]):
                missing.append(name)
                size += length
        if missing:
            say(f"downloading {len(missing)} Debian packages ({size / 1e6:.0f} MB)")
            run(
                ["apt-get", *self.options, *QUIET, "download", *missing],
                f"the download failed; start again to go on with it. {self.without}",
                cwd=folder,
                stdout=sys.stderr,
            )
        paths = [self._find(folder, *deb) for deb in wanted]
        if None in paths:
            raise Failure(
                f"a package in {folder} does not match Debian's signed list; delete "
                "that folder and try again"
            )
        return paths

    @staticmethod
    def _find(folder, name, version, digest):
        for path in folder.glob(f"{name}_{version}_*.deb"):
            if sha256(path) == digest:
                return path
        return None

    def dependencies(self, package):
        """The package and all it needs that this machine has not installed."""
        text = output(
            ["apt-get", *self.options, "-s", "-y", "--no-install-recommends"]
            + ["install", package],
            check=False,
            stderr=subprocess.DEVNULL,
        )
        return re.findall(r"^Inst (\S+)", text, re.M)


def unpack(deb, destination, *tar_options):
    """dpkg-deb -x, with options of tar to choose members."""
    Path(destination).mkdir(parents=True, exist_ok=True)
    tar = ["tar", "-x", "-C", str(destination), "--no-same-owner", *tar_options]
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE
    ) as packed:
        run(tar, f"cannot unpack {deb}: is the disk full?", stdin=packed.stdout)
