"""The files of an installation agree with Trainer's settings, and with one another."""

import re
import shlex
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from trainer.config import PLACEHOLDER, BadSetting, Config

DEPLOY = Path(__file__).parents[2] / "deploy"
COMPOSE = DEPLOY / "compose"
NOT_OURS = {"WEB_CONCURRENCY"}
NAMES = re.compile(r"`(\w+)`")


def example() -> dict[str, str]:
    """The settings of the example, as sh reads them."""
    lines = (
        (DEPLOY / "trainer.env.example").read_text().replace("# TRAINER_", "TRAINER_").splitlines()
    )
    told = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return {name: "".join(shlex.split(value)) for name, _equals, value in told}


def filled_in() -> dict[str, str]:
    """The settings of the example, with secrets of one's own."""
    return {
        name: f"a secret of our own for {name}" if value.startswith(PLACEHOLDER) else value
        for name, value in example().items()
    }


def composed() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((COMPOSE / "compose.yaml").read_text())
    return read


def test_every_setting_of_the_example_is_one_and_is_taken() -> None:
    ours = {f"TRAINER_{field.name.upper()}" for field in fields(Config)}
    assert example().keys() - ours == NOT_OURS
    config = Config.from_env(filled_in())
    assert (config.organisation, config.proxies) == ("Your organisation", 1)


@pytest.mark.parametrize("secret", ["TRAINER_SECRET_KEY", "TRAINER_METRICS_TOKEN"])
def test_a_secret_that_nobody_put_in_is_refused(secret: str) -> None:
    with pytest.raises(BadSetting, match=f"Put a secret of your own into {secret}"):
        Config.from_env(filled_in() | {secret: example()[secret]})


def test_the_page_of_settings_names_each_and_no_other() -> None:
    page = (DEPLOY.parent / "docs" / "settings.md").read_text()
    named = {
        name
        for line in page.splitlines()
        if line[:3] == "| `"
        for name in NAMES.findall(line.split("|")[1])
    }
    assert named == {f"TRAINER_{field.name.upper()}" for field in fields(Config)} | NOT_OURS


def test_nginx_lets_through_what_trainer_takes() -> None:
    passing = (DEPLOY / "nginx" / "passing.conf").read_text()
    found = re.search(r"client_max_body_size (\d+)m;", passing)
    assert found is not None
    assert int(found[1]) == Config.from_env(filled_in()).upload_limit_mb + 2


def test_the_site_names_the_ports_that_the_system_holds() -> None:
    site = (DEPLOY / "nginx" / "trainer.conf").read_text()
    socket = (DEPLOY / "systemd" / "trainer-web@.socket").read_text()
    for instance in ("1", "2"):
        held = re.search(r"ListenStream=(\S+)", socket)
        assert held is not None
        assert f"server {held[1].replace('%i', instance)} " in site


def test_what_is_composed_is_all_there() -> None:
    told = composed()
    for name, service in told["services"].items():
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            is_there = source in told["volumes"] or (COMPOSE / source).is_file()
            assert is_there, (name, mount)
        for other in service.get("depends_on", {}):
            assert other in told["services"], (name, other)


def test_images_are_named_without_a_registry() -> None:
    named = {one["image"] for one in composed()["services"].values()}
    for line in (DEPLOY / "Dockerfile").read_text().splitlines():
        if line.startswith("FROM "):
            named.add(line.split()[1])
    assert named == {"trainer", "postgres:17-trixie", "nginx:1.28", "python:3.13-slim-trixie"}


def test_the_image_has_what_trainer_starts_with() -> None:
    told = (DEPLOY / "Dockerfile").read_text()
    packages = re.search(r'SYSTEM_APP="(.+)"', (DEPLOY.parent / "run").read_text())
    assert packages is not None
    assert all(one in told for one in packages[1].split())
    for line in told.splitlines():
        if line.startswith("COPY "):
            assert all((DEPLOY.parent / one).exists() for one in line.split()[1:-1]), line
