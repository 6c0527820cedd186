"""Stop this checkout's `./dev run` and its PostgreSQL server."""

import contextlib
import fcntl
import os
import signal
import time

from .. import postgres, settings
from ..console import Failure


def add_arguments(_parser):
    pass


def main(_arguments):
    stop_all()
    return 0


def stop_all():
    with contextlib.suppress(FileNotFoundError):
        _stop_run()
    postgres.stop()


def _stop_run(seconds=30):
    with open(settings.STATE / "run.pid") as stream:
        for second in range(seconds * 10):
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                stream.seek(0)
                number = stream.read()
                if second == 0 and number:
                    os.kill(int(number), signal.SIGTERM)
                time.sleep(0.1)
    raise Failure(f"./dev run (process {number}) does not stop")
