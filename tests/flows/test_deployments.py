"""What `prefect deploy --all` would deploy: every entrypoint is a flow, takes its parameters, and names a real schedule."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect import Flow
from prefect.schedules import Cron

from flows.collect import RESOURCE, STORED

ROOT = Path(__file__).parents[2]
DEPLOYMENTS: dict[str, dict[str, Any]] = {
    entry["name"]: entry for entry in yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
}


def load(entry: dict[str, Any]) -> Flow[..., Any]:
    file, name = entry["entrypoint"].split(":")
    assert (ROOT / file).is_file()
    flow = getattr(import_module(file.removesuffix(".py").replace("/", ".")), name)
    assert isinstance(flow, Flow)
    return flow


def test_every_room_of_the_work_is_deployed() -> None:
    assert list(DEPLOYMENTS) == ["collect", "extract", "draw", "brief", "reprocess"]


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_a_deployment_is_a_flow_with_its_parameters(name: str) -> None:
    entry = DEPLOYMENTS[name]
    flow = load(entry)
    assert flow.validate_parameters(entry["parameters"]).items() >= entry["parameters"].items()
    assert entry["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
    for schedule in entry.get("schedules", ()):
        assert Cron(schedule["cron"], timezone=schedule["timezone"])
    assert entry.get("schedules") or entry.get("triggers")


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_every_parameter_is_described_for_the_form(name: str) -> None:
    properties = load(DEPLOYMENTS[name]).parameters.properties
    assert properties
    assert all(about.get("description") for about in properties.values()), properties


def test_extract_waits_for_the_event_that_collect_sends() -> None:
    (trigger,) = DEPLOYMENTS["extract"]["triggers"]
    assert trigger["expect"] == [STORED]
    assert trigger["match"] == {"prefect.resource.id": RESOURCE}
