"""The command `doctor`: is everything there that a run needs."""

import json
from typing import Annotated

import typer

from flows.cli.running import Database, Outputs, SettingsFile
from flows.cli.screen import Exit, bar, out, tell

COLOURS = {"ok": "green", "warning": "bold yellow", "fault": "bold red"}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    settings: SettingsFile = None,
    database: Database = None,
    outputs: Outputs = None,
) -> None:
    """Check the installation and the settings, and say how to mend what is wrong; no news source is asked.

    Ends with 1 where there is a fault; warnings are none.

    Example: aliansi doctor --settings aliansi.toml
    """
    from rich.table import Table
    from rich.text import Text

    from flows.cli.running import override
    from flows.doctor import examine
    from flows.quiet import quiet_prefect

    quiet_prefect(terminal_level="CRITICAL")
    findings = []
    with bar("checking") as listener:
        for finding in examine(settings, override(database, outputs)):
            findings.append(finding)
            listener(f"checking, {finding.name} done", len(findings), 0)
    if as_json:
        print(json.dumps([finding.model_dump() for finding in findings], ensure_ascii=False))
    else:
        table = Table("check", "state", "found", "what to do")
        for finding in findings:
            state = Text(finding.state, style=COLOURS[finding.state])
            table.add_row(finding.name, state, Text(finding.found), Text(finding.mend))
        out().print(table)
    faults = sum(finding.state == "fault" for finding in findings)
    warnings = sum(finding.state == "warning" for finding in findings)
    tell(f"{faults} faults, {warnings} warnings", label="found")
    if faults:
        raise typer.Exit(Exit.FAILURE)
