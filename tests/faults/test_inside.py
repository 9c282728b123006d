"""No page leads inside: tried with real connections, in a network of its own where a public address is this machine.

The network is made by `unshare`; a public address that belongs to nobody (AS112, RFC 7535) is put on its loopback.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PUBLIC, METADATA = "192.31.196.1", "169.254.169.254"
SCRIPT = f"""
import json, subprocess, sys
from world.loopback import answer, serve
from world.wrongs import BAD, INDEX, Case, Site, redirect
from extractors.articles import Fetching, Source, open_fetch, read_source

ip = ["ip", "link", "set", "lo", "up"], *(["ip", "addr", "add", f"{{a}}/32", "dev", "lo"] for a in {(PUBLIC, METADATA)})
for command in ip:
    subprocess.run(command, check=True)
asked = []
secret = lambda request: asked.append(request.path) or answer(b"secret")
with serve(secret) as (here,), serve(secret, host="{METADATA}") as (metadata,):
    port = here.rpartition(":")[2]
    targets = [here + "/a", metadata + "/latest/meta-data/", f"http://localhost:{{port}}/", f"http://2130706433:{{port}}/",
               f"http://0x7f.1:{{port}}/", f"http://[::ffff:127.0.0.1]:{{port}}/", f"http://[::1]:{{port}}/", f"http://0:{{port}}/"]
    sites = [Site(10 * number, Case(redirect(target)), {{}}) for number, target in enumerate(targets)]
    told = {{}}
    with serve(*sites, host="{PUBLIC}") as addresses:
        for target, address in zip(targets, addresses):
            source = Source(name="desk", kind="feed", location=address + INDEX)
            with open_fetch(Fetching(agent="tests", timeout=2, retries=0, delay=0)) as fetch:
                items = list(read_source(source, fetch=fetch))
            told[target] = [getattr(item, "reason", "read") for item in items]
            told[target].append(sum(one.path == BAD for one in sites[targets.index(target)].asked))
print(json.dumps([told, asked]))
"""


def test_a_redirect_inside_is_refused_where_the_connection_is_made(note: Any) -> None:
    command = ["unshare", "--net", "--map-root-user"]
    try:
        subprocess.run([*command, "ip", "link"], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no network of its own can be made here ({error}): run where `unshare --net --map-root-user` may")
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'benchmarks'}", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    done = subprocess.run([*command, sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told, asked = json.loads(done.stdout)
    for target, items in told.items():
        lost = 3 - items.count("read")
        note(f"redirects to {target.rpartition(':')[0]}", 1, lost, 0, "inside; the page is left out")
        assert items == ["read", "read", "inside", "read", 1]
    assert asked == [], "nobody inside was asked anything"
