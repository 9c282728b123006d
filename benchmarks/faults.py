"""Print what faults of every kind cost, with many kills and large bombs: times, articles lost and doubled, outcome.

    python benchmarks/faults.py [--kills 100] [--bomb 1024] [--items 100000]

It runs tests/faults, which the tests run with few kills and small bombs. A bomb is counted in MiB.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100, help="of runs on each kind of database")
    parser.add_argument("--bomb", type=int, default=1024, help="MiB that a bomb unpacks to")
    parser.add_argument("--items", type=int, default=100_000, help="of a feed")
    chosen = vars(parser.parse_args())
    sizes = {f"ALIANSI_FAULT_{name.upper()}": str(size) for name, size in chosen.items()}
    command = [sys.executable, "-m", "pytest", "-rs", "tests/faults"]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **sizes}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
