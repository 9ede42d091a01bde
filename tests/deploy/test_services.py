"""What an installation is made of, held against the programs that will read it."""

import os
import re
import shutil
import subprocess
from itertools import count
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "deploy" / "systemd"
NGINX = ROOT / "deploy" / "nginx"
MOST_EXPOSED = 25
"""Tenths of the points that systemd gives a service, of 100, for what it may do."""

systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine"
)
nginx = pytest.mark.skipif(
    shutil.which("nginx") is None and not Path("/usr/sbin/nginx").exists(),
    reason="nginx is not on this machine",
)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as they are put on a machine, with Trainer where it is here, and one web server."""
    for path in UNITS.rglob("*.*"):
        if path.is_file():
            target = tmp_path / str(path.relative_to(UNITS)).replace("@.", "@1.")
            target.parent.mkdir(exist_ok=True)
            target.write_text(path.read_text().replace("/opt/trainer/current", str(ROOT)))
    return tmp_path


def analyze(units: Path, *asked: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *asked],
        env=os.environ | {"SYSTEMD_UNIT_PATH": f"{units}:"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@systemd
def test_systemd_takes_every_unit_as_it_stands(units: Path) -> None:
    named = [str(path) for path in units.glob("trainer-*.*") if path.is_file()]
    assert len(named) == 7
    verified = analyze(units, "verify", "--man=no", *named)
    assert (verified.returncode, verified.stderr) == (0, "")


@systemd
@pytest.mark.parametrize("name", ["web@1", "worker", "backup", "check"])
def test_a_service_may_do_little(name: str, units: Path) -> None:
    asked = ("security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager")
    exposed = analyze(units, *asked, str(units / f"trainer-{name}.service"))
    assert exposed.returncode == 0, exposed.stdout


def on_sockets(site: str, folder: Path) -> str:
    """Have the site listen where anybody may, without a port."""
    numbers = count()
    return re.sub(
        r"listen \S+?( ssl)?;",
        lambda found: f"listen unix:{folder}/{next(numbers)}{found[1] or ''};",
        site,
    )


@nginx
@pytest.mark.parametrize("site", [NGINX / "trainer.conf", ROOT / "deploy/compose/nginx.conf"])
def test_nginx_takes_the_site(site: Path, tmp_path: Path) -> None:
    told = site.read_text().replace("/etc/nginx/trainer", str(NGINX))
    told = told.replace("/var/log/nginx", str(tmp_path)).replace("/dev/stdout", "stderr")
    told = told.replace("web1:", "127.0.0.1:").replace("web2:", "127.0.0.2:")
    told = on_sockets(told, tmp_path)  # Ports below 1024 are for root alone.
    key, certificate = (tmp_path / name for name in ("privkey.pem", "fullchain.pem"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-subj", "/CN=training.example.org", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    (tmp_path / "site.conf").write_text(told.replace("/etc/ssl/trainer", str(tmp_path)))
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{ access_log off; include {tmp_path}/site.conf; }}\n"
    )
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    tried = subprocess.run(
        [program, "-t", "-q", "-c", whole], capture_output=True, text=True, check=False
    )
    assert (tried.returncode, tried.stderr) == (0, "")
