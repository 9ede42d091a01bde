"""Real processes of an installation on this machine: web servers, job workers, nginx, object storage."""

import getpass
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from trainer.config import Config
from trials.scene import ROOT, environment

TOOLS = ROOT / ".venv-trials" / "bin"
"""Locust and moto, in an environment of their own: `./run trial` makes it."""
READY_SECONDS = 90


class WebServer:
    """A gunicorn behind a port that outlives it, as systemd holds it (`deploy/systemd`)."""

    def __init__(self, config: Config, port: int, log: Path, **more: str) -> None:
        self.port = port
        self._environment = os.environ | environment(config) | more
        self._log = log
        self._socket: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Take the port, unless it is held already, and serve."""
        if self._socket is None:
            self._socket = socket.create_server(("127.0.0.1", self.port), backlog=2048)
        number = self._socket.fileno()
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"fd://{number}"],
                cwd=ROOT,
                env=self._environment,
                stderr=log,
                pass_fds=[number],
            )

    @property
    def pid(self) -> int:
        """The number of its first process."""
        if self.process is None:
            raise SystemExit("trial: the web server is not running")
        return self.process.pid

    def restart(self) -> None:
        """End it as systemd does, which waits for what was taken, and start the next."""
        self._end(signal.SIGTERM)
        self.start()

    def stop(self, *, by: signal.Signals = signal.SIGTERM) -> None:
        """End it, and let go of the port."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._end(by)

    def _end(self, by: signal.Signals) -> None:
        if self.process is not None:
            if by is signal.SIGKILL:
                for child in children(self.process.pid):
                    os.kill(child, by)
            self.process.send_signal(by)
            self.process.wait(timeout=90)
            self.process = None

    def wait(self) -> None:
        """Wait until it answers."""
        wait_for(self.port, "/healthz")


@contextmanager
def web_server(config: Config, port: int, log: Path, **more: str) -> Iterator[WebServer]:
    """Serve for as long as this lasts."""
    server = WebServer(config, port, log, **more)
    server.start()
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@contextmanager
def job_worker(config: Config, log: Path, **more: str) -> Iterator[None]:
    """Have a job worker for as long as this lasts."""
    with log.open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "trainer.cli", "worker"],
            cwd=ROOT,
            env=os.environ | environment(config) | more,
            stdout=said,
            stderr=said,
        )
    try:
        yield
    finally:
        _end(process)


class Nginx:
    """nginx that passes requests on as `deploy/nginx` says; what it notes is in `nginx.log`."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def pass_to(self, ports: list[int]) -> None:
        """Pass requests on to these servers from now on; those under way are left where they are."""
        (self._folder / "nginx.conf").write_text(self._told(ports))
        if self._process is not None:
            self._process.send_signal(signal.SIGHUP)
            return
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        whole = str(self._folder / "nginx.conf")
        self._process = subprocess.Popen([program, "-c", whole, "-e", "stderr"])
        wait_for(self.port, "/healthz")

    def _told(self, ports: list[int]) -> str:
        rules, folder = ROOT / "deploy" / "nginx", self._folder
        servers = "".join(f"server 127.0.0.1:{one} max_fails=1 fail_timeout=5s; " for one in ports)
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        kept = "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in kinds)
        us = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
        return (
            f"{us} daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx-errors.log;\n"
            "events { worker_connections 1024; }\n"
            f"http {{ include {rules}/log.conf; access_log {folder}/nginx.log trainer;\n{kept}\n"
            f"upstream trainer {{ {servers} zone trainer 64k; }}\n"
            f"server {{ listen 127.0.0.1:{self.port}; include {rules}/passing.conf; }} }}\n"
        )

    def end(self) -> None:
        """Stop passing anything on."""
        if self._process is not None:
            _end(self._process)


@contextmanager
def nginx(port: int, behind: list[int], folder: Path) -> Iterator[Nginx]:
    """Have nginx in front of these servers for as long as this lasts."""
    proxy = Nginx(port, folder)
    try:
        proxy.pass_to(behind)
        yield proxy
    finally:
        proxy.end()


@contextmanager
def object_storage(port: int, log: Path) -> Iterator[dict[str, str]]:
    """Have moto speak S3 on a port, with a bucket; gives the settings that name it."""
    with log.open("ab") as said:
        process = subprocess.Popen(
            [str(TOOLS / "moto_server"), "-H", "127.0.0.1", "-p", str(port)],
            stdout=said,
            stderr=said,
        )
    try:
        wait_for(port, "/moto-api/")
        make = http.client.HTTPConnection("127.0.0.1", port)
        credential = "Credential=trial/20261128/us-east-1/s3/aws4_request"
        told = f"AWS4-HMAC-SHA256 {credential}, SignedHeaders=host, Signature=none"
        make.request("PUT", "/files", headers={"Authorization": told})
        make.getresponse().read()
        yield {
            "TRAINER_STORAGE_URL": "s3://files/trainer",
            "TRAINER_STORAGE_ENDPOINT": f"http://127.0.0.1:{port}",
            "TRAINER_STORAGE_REGION": "us-east-1",
            "TRAINER_STORAGE_KEY": "trial",
            "TRAINER_STORAGE_SECRET": "trial",
        }
    finally:
        _end(process)


@contextmanager
def people_at_work(
    address: str, told: Path, notes: Path, *, seconds: int, pause: float
) -> Iterator["subprocess.Popen[str]"]:
    """Let the fifty of `people.py` work for so many seconds, and wait for them at the end."""
    notes.touch()
    settings: Mapping[str, str] = {"PEOPLE": str(told), "NOTES": str(notes), "PAUSE": str(pause)}
    process = subprocess.Popen(
        [str(TOOLS / "locust"), "-f", str(Path(__file__).with_name("people.py")), "--headless",
         "-u", "50", "-r", "2", "-t", f"{seconds}s", "--host", address, "--only-summary",
         "--stop-timeout", "60"],
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip
    try:
        yield process
        process.communicate(timeout=seconds + 120)
    finally:
        _end(process)


def wait_for(port: int, path: str) -> None:
    """Wait until something answers there without a fault; SystemExit if nothing does."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            if answer(port, path)[0] < http.client.INTERNAL_SERVER_ERROR:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit(f"trial: nothing answers at {path} on port {port}")


def answer(port: int, path: str, **headers: str) -> tuple[int, str]:
    """Ask one server for one page, as a machine that watches over it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return response.status, response.read().decode()


def children(process: int) -> list[int]:
    """List the processes that one has started."""
    return [
        int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ]


def _end(process: "subprocess.Popen[bytes] | subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(timeout=90)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
