"""WHEN: Prefect flows, the settings they read and the command line. Each flow is in the module of its name."""

from flows.quiet import quiet_prefect

quiet_prefect()  # here, because whatever imports Prefect through this room must find it quiet already
