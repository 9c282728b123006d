import os
import subprocess
import sys

import pytest

SHOW = """
import flows, prefect.settings as s
from prefect._internal.analytics.enabled import is_telemetry_enabled
c = s.get_current_settings()
print(c.server.analytics_enabled, is_telemetry_enabled(), c.server.ui.show_promotional_content,
      c.server.ephemeral.startup_timeout_seconds, c.server.ui.api_url)
"""
NAMES = ("DO_NOT_TRACK", "PREFECT_SERVER_ANALYTICS_ENABLED", "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS")


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ({}, "False False False 120 /api"),
        ({"PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "7"}, "False False False 7 /api"),
    ],
)
def test_prefect_sends_nothing_home_and_keeps_what_the_user_set(given: dict[str, str], seen: str) -> None:
    outside = {
        name: value
        for name, value in os.environ.items()
        if name not in NAMES and not name.startswith("PREFECT_SERVER_UI")
    }
    # CI=… would switch the library's own events off by itself and hide a missing default
    outside = {name: value for name, value in outside.items() if name not in ("CI", "GITHUB_ACTIONS")}
    done = subprocess.run(
        [sys.executable, "-c", SHOW], env={**outside, **given}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == seen
