"""The whole job with the network taken away: no connection and no look-up of a name, in worker processes either.

It is also the demo's second play: in another folder, by the command line, with two workers.
"""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.job.clerk import digests
from tests.job.conftest import ROUND, Demo, work_in

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

# Python runs a `sitecustomize` that it finds on its path before anything else, in every process that it starts.
GUARD = '''\
import ipaddress, os, socket, subprocess, sys

def _refuse(what, address):
    with open(os.environ["ATTEMPTS"], "a", encoding="utf-8") as log:
        log.write(f"{what} {address!r}\\n")
    raise OSError(f"the test refuses {what} {address!r}")

def _is_local(family, address):
    if family == getattr(socket, "AF_UNIX", None):
        return True
    try:
        return ipaddress.ip_address(str(address[0])).is_loopback
    except ValueError:
        return address[0] == "localhost"

class Guarded(socket.socket):
    def connect(self, address):
        return super().connect(address) if _is_local(self.family, address) else _refuse("connect", address)

    def connect_ex(self, address):
        return super().connect_ex(address) if _is_local(self.family, address) else _refuse("connect_ex", address)

    def sendto(self, data, *rest):
        return super().sendto(data, *rest) if _is_local(self.family, rest[-1]) else _refuse("sendto", rest[-1])

def _guarded(name):
    really = getattr(socket, name)
    def look_up(host, *rest, **more):
        if host in (None, "", "localhost", "127.0.0.1", "::1", b"localhost"):
            return really(host, *rest, **more)
        return _refuse(name, host)
    return look_up

socket.socket = Guarded
for _name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
    setattr(socket, _name, _guarded(_name))
_started = subprocess.Popen.__init__

def _start(self, command, *rest, **more):
    """Worker processes run isolated, without a sitecustomize of ours: they get the guard before their own code."""
    if isinstance(command, list) and command[0] == sys.executable and "-c" in command:
        at = command.index("-c") + 1
        guard = f"exec(open({os.environ['GUARD']!r}, encoding='utf-8').read()); "
        command = [*command[:at], guard + command[at], *command[at + 1:]]
    _started(self, command, *rest, **more)

subprocess.Popen.__init__ = _start
with open(os.environ["ATTEMPTS"] + ".guarded", "a", encoding="utf-8") as log:
    log.write(f"{os.getpid()}\\n")
'''


@pytest.fixture
def without_network(tmp_path: Path) -> dict[str, str]:
    guard = tmp_path / "guard" / "sitecustomize.py"
    guard.parent.mkdir()
    guard.write_text(GUARD, "utf-8")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(guard.parent), str(ROOT))),
        "GUARD": str(guard),
        "ATTEMPTS": str(tmp_path / "attempts"),
    }


def _run(environment: dict[str, str], *argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *argv],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "socket.getaddrinfo('example.org', 443)",
        "socket.gethostbyname('example.org')",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "urllib.request.urlopen('http://example.org', timeout=1)",
    ],
)
def test_the_guard_refuses(without_network: dict[str, str], attempt: str) -> None:
    done = _run(without_network, "-c", f"import socket, urllib.request; {attempt}")
    assert done.returncode == 1 and "the test refuses" in done.stderr
    assert Path(without_network["ATTEMPTS"]).is_file()


def test_the_whole_job_runs_without_a_network_and_gives_the_same_bytes_elsewhere(
    demo: Demo, without_network: dict[str, str], tmp_path: Path
) -> None:
    done = _run(without_network, "-m", "toolkit", "demo", str(tmp_path / "demo"), "--jobs", "2", "--json")
    assert (done.returncode, json.loads(done.stdout)["exit"]) == (0, 0), done.stderr
    attempts = Path(without_network["ATTEMPTS"])
    assert not attempts.exists(), attempts.read_text("utf-8")
    guarded = attempts.with_name("attempts.guarded").read_text("utf-8").split()
    assert len(set(guarded)) >= 3, "this process and two workers"
    again = tmp_path / "demo" / "outputs" / ROUND
    assert _but_archives(again) == _but_archives(demo.outputs)
    assert digests(tmp_path / "demo" / "returns" / ROUND) == digests(demo.returns)
    one, other = (_inside(folder / "archive-2.zip") for folder in (again, demo.outputs))
    # The register's chain of events is salted: its head, and the digest of the file that notes it, are other every time.
    assert one.keys() == other.keys()
    assert len({name for name in one if one[name] != other[name]}) <= 3
    assert {name for name in one if one[name] != other[name]} <= {
        name for name in one if name.count("/") == 0
    }


def _but_archives(folder: Path) -> dict[str, str]:
    return {name: digest for name, digest in digests(folder).items() if not name.startswith("archive-")}


def _inside(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_verbs_that_the_demo_does_not_play_run_without_a_network_too(
    demo: Demo, without_network: dict[str, str], tmp_path: Path
) -> None:
    """Each in a process of its own: comparing, verifying, an older report read for its figures, the page of a trace."""
    home = work_in(demo.root, tmp_path / "workspace").root
    book, report = (f"outputs/{ROUND}/{name}" for name in ("consolidated.xlsx", "report.docx"))
    for verb, *rest in (
        ("diff", ROUND, "--editions", "1", "2"),
        ("verify", str(home / book)),
        ("trace", ROUND, "media_article", "--html"),
        (
            "history",
            "import",
            str(home / report),
            "--period",
            "2019",
            "--form",
            "cchc_communication",
            "--by",
            "A",
        ),
        ("archive", ROUND, "--edition", "1"),
        ("reopen", ROUND, "--reason", "thử", "--by", "A"),
        ("close", ROUND, "--number", "500", "--date", "2021-12-30", "--approved-by", "B", "--by", "A"),
        ("audit",),
    ):
        done = _run(without_network, "-m", "toolkit", verb, *rest, "--workspace", str(home))
        assert done.returncode in {0, 1}, f"{verb}: {done.stdout}{done.stderr}"
    assert not Path(without_network["ATTEMPTS"]).exists()
