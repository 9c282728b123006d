"""Keep Prefect quiet: the environment defaults it must find before it is imported; nothing comes out but those.

Prefect 3.8 sends three things home unless told not to: the server's heartbeat and the web page's usage events (both
PREFECT_SERVER_ANALYTICS_ENABLED), and the library's first-use events (DO_NOT_TRACK). What the user has set stays.
"""

import os

PREFECT_DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # where the port is not 4200, the page would look for its data at the wrong address and stay blank
    "PREFECT_SERVER_UI_API_URL": "/api",
    # the first start of the passing server makes its database: 20 seconds, Prefect's default, are too few
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}
TERMINAL_LEVEL = "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"


def quiet_prefect(*, terminal_level: str | None = None) -> None:
    """Set the defaults that are not set yet, and the level from which Prefect's log shows in the terminal."""
    for name, value in PREFECT_DEFAULTS.items():
        os.environ.setdefault(name, value)
    if terminal_level is not None:
        os.environ.setdefault(TERMINAL_LEVEL, terminal_level)
