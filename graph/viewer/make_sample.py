"""Write two sample data sets, invented and with a fixed seed, and the pages made of them, to look at the viewer.

sample.json and sample.html: 60 actors, 300 ties. sample200.json and sample200.html: 200 actors, 1,500 ties, Indonesian
texts. All in the folder named, else here.
"""

import json
import sys
from math import cos, exp, hypot, log, log1p, pi, sin, sqrt
from pathlib import Path
from random import Random
from typing import Any

from graph.exports.page import assemble

HERE = Path(__file__).parent
Data = dict[str, Any]

FAMILIES = {
    "state": "#56b4e9",
    "territory or former state": "#005a96",
    "organisation or bloc": "#f0e442",
    "armed group or party": "#cc79a7",
    "person": "#e69f00",
}
COOPERATION = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT")
CONFLICT = ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
VERBS = {
    "en": {
        "AGREE": "agrees to a border accord with",
        "CONSULT": "meets envoys of",
        "SUPPORT": "voices support for",
        "CONCEDE": "eases its terms for",
        "COOPERATE": "holds joint exercises with",
        "AID": "sends field hospitals to",
        "RETREAT": "withdraws its patrols from",
        "REQUEST": "demands an answer from",
        "ACCUSE": "accuses",
        "REJECT": "rejects a proposal of",
        "THREATEN": "warns",
        "PROTEST": "sees crowds march against",
        "SANCTION": "imposes tariffs on",
        "MOBILIZE": "moves brigades towards",
        "COERCE": "seizes a ship of",
        "ASSAULT": "shells positions of",
    },
    "id": {
        "AGREE": "menyepakati perjanjian batas dengan",
        "CONSULT": "menemui utusan",
        "SUPPORT": "menyatakan dukungan bagi",
        "CONCEDE": "melonggarkan syarat bagi",
        "COOPERATE": "menggelar latihan bersama",
        "AID": "mengirim rumah sakit lapangan ke",
        "RETREAT": "menarik patroli dari",
        "REQUEST": "menuntut jawaban dari",
        "ACCUSE": "menuduh",
        "REJECT": "menolak usul",
        "THREATEN": "memperingatkan",
        "PROTEST": "diwarnai unjuk rasa menentang",
        "SANCTION": "mengenakan tarif atas",
        "MOBILIZE": "menggerakkan brigade ke arah",
        "COERCE": "menyita kapal milik",
        "ASSAULT": "menembaki posisi",
    },
}
ENDINGS = {
    "en": (
        "after talks in the capital",
        "as rains delay the convoy",
        "officials said on Friday",
        "for the second time this year",
        "ahead of the summit",
    ),
    "id": (
        "setelah perundingan di ibu kota",
        "saat hujan menunda konvoi",
        "kata pejabat pada Jumat",
        "untuk kedua kalinya tahun ini",
        "menjelang pertemuan puncak",
    ),
}
STARTS, MIDDLES, ENDS = (
    [
        "Bar",
        "Kel",
        "Mor",
        "Tan",
        "Ves",
        "Lir",
        "Osk",
        "Dun",
        "Far",
        "Gal",
        "Hes",
        "Ister",
        "Jun",
        "Kor",
        "Lam",
        "Nor",
        "Pel",
        "Quen",
        "Ras",
        "Sol",
    ],
    ["a", "e", "i", "o", "u", "an", "er", "il"],
    ["dia", "land", "via", "stan", "mar", "nesia", "gor", "wick", "lia", "que"],
)
KNOWN = (
    ("United States", "USA"),
    ("Russia", "RUS"),
    ("China", "CHN"),
    ("North Korea", "PRK"),
    ("Ukraine", "UKR"),
    ("Indonesia", "IDN"),
    ("Iran", "IRN"),
    ("Israel", "ISR"),
    ("South Korea", "KOR"),
    ("Japan", "JPN"),
    ("European Union", "EU"),
    ("Germany", "DEU"),
    ("Türkiye", "TUR"),
    ("Bosnia and Herzegovina", "BIH"),
    ("Saint Vincent and the Grenadines", "VCT"),
    ("ASEAN", "ASEAN"),
    ("Hezbollah", "HEZBOLLAH"),
    ("Côte d'Ivoire", "CIV"),
    ("Palestine", "PSE"),
    ("Malaysia", "MYS"),
)
ODD = ('<script>alert("x")</script> & "Sons"', "حركة \u202eالنهر", "River 🛶 Guard")
SOURCES = ("Example Times", "Harbour Post", "Kabar Contoh", "The Lantern", "Valley Wire")


def make_data(*, actors: int, ties: int, months: int, seed: int, language: str) -> Data:
    """Return a data block in the viewer's form."""
    random = Random(seed)
    people = make_actors(random, actors)
    pairs = pick_pairs(random, people, ties)
    place(random, people, pairs)
    calendar = [f"{2023 + month // 12}-{month % 12 + 1:02}" for month in range(months)]
    found = [make_tie(random, people, pair, calendar, language) for pair in pairs]
    weights = [0.0] * actors
    for tie in found:
        weights[tie["actor"]] += log1p(tie["n"])
        weights[tie["target"]] += log1p(tie["n"])
    for actor, weight in zip(people, weights, strict=True):
        actor["size"] = round(10 + 30 * sqrt(weight / max(weights)), 2)
        actor.pop("pull")
    return {
        "title": {"en": "Who stands with whom", "id": "Siapa sehaluan dengan siapa"}[language],
        "language": language,
        "first": f"{calendar[0]}-01",
        "last": f"{calendar[-1]}-28",
        "note": {
            "en": "Sums of invented reports for trying the page; reported behaviour, no claim of alliance or rivalry.",
            "id": "Jumlah laporan rekaan untuk mencoba halaman ini; perilaku yang diberitakan, bukan bukti aliansi.",
        }[language],
        "actors": people,
        "ties": found,
    }


def make_actors(random: Random, count: int) -> list[Data]:
    """Return actors with names, families and blocs; `pull` is how much each is in the news."""
    blocs = 3 + count // 50
    names = [*KNOWN, *((name, f"odd-{number}") for number, name in enumerate(ODD))]
    while len(names) < count:
        name = random.choice(STARTS) + random.choice(MIDDLES) + random.choice(ENDS)
        if all(name != other for other, _ in names):
            names.append((name, f"X{len(names):03}"))
    families = {"EU": "organisation or bloc", "ASEAN": "organisation or bloc", "HEZBOLLAH": "armed group or party"}
    found = []
    for number, (name, key) in enumerate(names[:count]):
        kind = families.get(key) or ("state" if number < 20 else random.choices(list(FAMILIES), (70, 4, 10, 12, 4))[0])
        bloc = number % blocs if number < 3 * blocs or random.random() < 0.7 else None
        found.append(
            {
                "id": key,
                "label": name,
                "family": kind,
                "colour": FAMILIES[kind],
                "size": 10.0,
                "x": 0.0,
                "y": 0.0,
                "bloc": bloc,
                "pull": 1 / (1 + number) ** 0.6,
            }
        )
    return found


def pick_pairs(random: Random, actors: list[Data], count: int) -> list[tuple[int, int]]:
    """Return pairs of actors, each actor in one at least; those of a bloc meet more often."""
    pulls = [actor["pull"] for actor in actors]
    pairs: dict[tuple[int, int], None] = {
        (min(i, j), max(i, j)): None for i in range(1, len(actors)) for j in [random.choices(range(i), pulls[:i])[0]]
    }
    while len(pairs) < count:
        i, j = random.choices(range(len(actors)), pulls, k=2)
        alike = actors[i]["bloc"] is not None and actors[i]["bloc"] == actors[j]["bloc"]
        if i != j and (alike or random.random() < 0.45):
            pairs[min(i, j), max(i, j)] = None
    return list(pairs)


def place(random: Random, actors: list[Data], pairs: list[tuple[int, int]]) -> None:
    """Give places by springs and repulsion; blocs start on a circle."""
    blocs = 1 + max(actor["bloc"] or 0 for actor in actors)
    spots = []
    for actor in actors:
        turn = 2 * pi * (actor["bloc"] if actor["bloc"] is not None else random.random() * blocs) / blocs
        spots.append([3 * cos(turn) + random.gauss(0, 1), 2 * sin(turn) + random.gauss(0, 1)])
    ideal = 6.5 / sqrt(len(actors))
    for step in range(90):
        moves = [[-0.05 * x, -0.09 * y] for x, y in spots]
        for i, (x, y) in enumerate(spots):
            for j in range(i):
                dx, dy = x - spots[j][0], y - spots[j][1]
                push = ideal**2 / max(dx * dx + dy * dy, 0.01)
                for k, sign in ((i, 1), (j, -1)):
                    moves[k][0] += sign * dx * push
                    moves[k][1] += sign * dy * push
        for i, j in pairs:
            alike = actors[i]["bloc"] is not None and actors[i]["bloc"] == actors[j]["bloc"]
            pull = (0.03 if alike else 0.0015) / ideal * hypot(spots[i][0] - spots[j][0], spots[i][1] - spots[j][1])
            for k, other in ((i, j), (j, i)):
                moves[k][0] += pull * (spots[other][0] - spots[k][0])
                moves[k][1] += pull * (spots[other][1] - spots[k][1])
        heat = 0.3 * (1 - step / 90)
        for spot, (dx, dy) in zip(spots, moves, strict=True):
            size = hypot(dx, dy) or 1
            spot[0] += dx / size * min(size, heat)
            spot[1] += dy / size * min(size, heat)
    for actor, (x, y) in zip(actors, spots, strict=True):
        actor["x"], actor["y"] = round(x, 4), round(y, 4)


def make_tie(random: Random, actors: list[Data], pair: tuple[int, int], calendar: list[str], language: str) -> Data:
    """Return a tie with acts, measures and evidence that fit each other."""
    first, second = (actors[key] for key in pair)
    alike = first["bloc"] is not None and first["bloc"] == second["bloc"]
    share = random.betavariate(9, 2) if alike else random.betavariate(2, 2)
    n = round(random.paretovariate(0.9) * (1 + 90 * first["pull"] * second["pull"])) if random.random() > 0.03 else 0
    n = min(n, 900)
    cooperation = sum(random.random() < share for _ in range(n))
    types: dict[str, int] = {}
    timeline: dict[str, list[int]] = {}
    peak = random.randrange(len(calendar))
    for act in range(n):
        kind = random.choice(COOPERATION[:6] if act < cooperation else CONFLICT)
        types[kind] = types.get(kind, 0) + 1
        month = peak + round(random.gauss(0, 3)) if random.random() < 0.5 else random.randrange(len(calendar))
        if random.random() < 0.97:  # some acts have no day
            timeline.setdefault(calendar[month % len(calendar)], [0, 0])[0 if act < cooperation else 1] += 1
    width = 1.8 / sqrt(n + 1)
    closeness = log((cooperation + 1) / (n * 0.5 + 1)) + (0.8 if alike else -0.4) + random.gauss(0, 0.3)
    valence = (cooperation + 2) / (n + 4)
    hostility = log1p(n - cooperation) + random.gauss(0, 0.5) - 0.2
    close, foes = closeness > 0.1, hostility > 3.4 and valence < 0.45
    both = n > 80 and random.random() < 0.15
    label = (
        "insufficient" if n < 20 else "ambivalent" if both else "aligned" if close else "hostile" if foes else "neutral"
    )
    return {
        "actor": pair[0],
        "target": pair[1],
        "label": label,
        "n": n,
        "reports": round(n * 1.5),
        "publishers": min(len(SOURCES) * 3, 1 + n // 4) if n else 0,
        "closeness": round(closeness, 4),
        "closeness_low": round(closeness - width, 4),
        "closeness_high": round(closeness + width, 4),
        "alignment": round(closeness * 0.8, 4) if random.random() < 0.95 else None,
        "valence": round(valence, 4),
        "valence_low": round(max(0, valence - width / 3), 4),
        "valence_high": round(min(1, valence + width / 3), 4),
        "hostility": round(hostility, 4),
        "index": round(closeness - 0.75 * (hostility - 1), 4),
        "treaties": [f"Treaty of {first['label']}, {random.randrange(1951, 2024)}"]
        if alike and random.random() < 0.3
        else [],
        "types": types,
        "timeline": [[month, *counts] for month, counts in sorted(timeline.items())],
        "evidence": [
            make_report(random, actors, pair, types, sorted(timeline), language) for _ in range(min(8, max(1, n)))
        ],
    }


def make_report(
    random: Random, actors: list[Data], pair: tuple[int, int], types: dict[str, int], months: list[str], language: str
) -> Data:
    """Return an invented sentence about an act, with its spans."""
    actor, target = pair if random.random() < 0.6 else pair[::-1]
    kind = random.choice(list(types)) if types else "THREATEN"
    verb, ending = VERBS[language][kind], random.choice(ENDINGS[language])
    lead = random.choice(("", "", "🛰 ", "BREAKING: "))
    one, other = actors[actor]["label"], actors[target]["label"]
    sentence = f"{lead}{one} {verb} {other} {ending}."
    at = len(lead)
    after = at + len(one) + 1
    last = after + len(verb) + 1
    status = (
        random.choices(("actual", "planned", "hypothetical", "denied", "negated"), (80, 8, 5, 4, 3))[0]
        if types
        else "hypothetical"
    )
    number = random.randrange(10**6)
    return {
        "day": f"{random.choice(months)}-{random.randrange(1, 28):02}" if months and random.random() < 0.95 else None,
        "actor": actor,
        "target": target,
        "type": kind,
        "mode": {"MOBILIZE": "troops", "ASSAULT": "aerial"}.get(kind),
        "status": status,
        "sentence": sentence,
        "url": f"https://news.example.org/{number}" if random.random() < 0.95 else f"javascript:alert({number})",
        "source": random.choice(SOURCES),
        "publishers": max(1, round(exp(random.gauss(0, 0.8)))),
        "spans": [[at, at + len(one)], [after, after + len(verb)], [last, last + len(other)]]
        if random.random() < 0.9
        else None,
    }


def main() -> None:
    """Write the four files."""
    for name, data in (
        ("sample", make_data(actors=60, ties=300, months=12, seed=1, language="en")),
        ("sample200", make_data(actors=200, ties=1500, months=30, seed=2, language="id")),
    ):
        (HERE / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
        (HERE / f"{name}.html").write_text(assemble(data), "utf-8")
        labels = [tie["label"] for tie in data["ties"]]
        counts = {label: labels.count(label) for label in sorted(set(labels))}
        sys.stdout.write(f"{name}: {len(data['actors'])} actors, {len(labels)} ties, {counts}\n")


if __name__ == "__main__":
    main()
