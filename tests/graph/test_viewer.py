"""The viewer in a browser: what a reader can do with it, and what data from the web can not.

Skipped where Chromium or the Python package playwright is missing; neither is downloaded.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from make_sample import make_data

from graph.exports.page import assemble

playwright = pytest.importorskip("playwright.sync_api", reason="the viewer's tests need the Python package playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="the viewer's tests need Chromium on the machine")

HERE = Path(__file__).parents[2] / "graph" / "viewer"
LARGEST = 300 * 1024
Page = Any
Opener = Callable[..., Page]


def make_small() -> dict[str, Any]:
    """Four actors in a square, so that a tie can be hit with the mouse; names and sentences as the worst of the web."""

    def report(day: str | None, kind: str, sentence: str, **others: Any) -> dict[str, Any]:
        return {
            "day": day,
            "actor": 0,
            "target": 1,
            "type": kind,
            "mode": None,
            "status": "actual",
            "sentence": sentence,
            "url": "https://news.example.org/1",
            "source": "Example Times",
            "publishers": 1,
            "spans": None,
        } | others

    def tie(actor: int, target: int, label: str, **others: Any) -> dict[str, Any]:
        return {
            "actor": actor,
            "target": target,
            "label": label,
            "n": 30,
            "reports": 40,
            "publishers": 5,
            "closeness": 1.2,
            "closeness_low": 0.7,
            "closeness_high": 1.6,
            "alignment": 1.1,
            "valence": 0.8,
            "valence_low": 0.7,
            "valence_high": 0.9,
            "hostility": 0.5,
            "index": 1.4,
            "treaties": [],
            "types": {"AID": 30},
            "timeline": [["2024-06", 20, 10]],
            "evidence": [],
        } | others

    actors = [
        ("AAA", "Avaland"),
        ("BBB", "Bérithia"),
        ("EVIL", "</script><script>window.hurt=1</script>"),
        ("RTL", '\u202eحركة 🛶 "x" <img src=x onerror=hurt=1>'),
    ]
    places = [(0, 0), (10, 0), (10, 10), (0, 10)]
    evidence = [
        report("2024-06-03", "AID", "🛰🛰 Avaland sends aid to Bérithia.", spans=[[3, 10], [11, 20], [24, 32]]),
        report(
            "2024-08-20",
            "ASSAULT",
            "<b onclick='hurt=1'>Avaland</b> may shell Bérithia. {{CSS}}",
            status="planned",
            url="javascript:window.hurt=1",
        ),
        report(
            None,
            "AID",
            "Odd spans.",
            spans=[[-3, 99], [5, 2], None],
            url="data:text/html,<script>hurt=1</script>",
            source=None,
        ),
        report("2024-11-02", "AID", "Late aid.", spans=[[5, 99], [0, 8]], url="not an address"),
    ]
    return {
        "title": "Small & <odd>",
        "language": "en",
        "first": "2024-06-01",
        "last": "2024-11-30",
        "note": "A note.",
        "actors": [
            {
                "id": key,
                "label": label,
                "family": "state",
                "colour": "#56b4e9",
                "size": 20,
                "x": x,
                "y": y,
                "bloc": 0 if x else None,
            }
            for (key, label), (x, y) in zip(actors, places, strict=True)
        ],
        "ties": [
            tie(
                0,
                1,
                "aligned",
                n=34,
                types={"AID": 30, "ASSAULT": 4},
                timeline=[["2024-06", 20, 1], ["2024-08", 5, 3], ["2024-11", 5, 0]],
                treaties=["Treaty of the Lakes, 2024"],
                evidence=evidence,
            ),
            tie(1, 2, "hostile", types={"ASSAULT": 30}, timeline=[["2024-09", 0, 30]]),
            tie(2, 3, "insufficient", n=2, alignment=None, index=None, types={"AID": 2}, timeline=[["2024-10", 2, 0]]),
            tie(
                0,
                3,
                "insufficient",
                n=0,
                types={},
                timeline=[],
                evidence=[report(None, "THREATEN", "Only a plan.", target=3, status="planned")],
            ),
        ],
    }


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def browser(driver: Any) -> Iterator[Any]:
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opener]:
    """Opens a page of some data; whatever it asked of a network or complained of fails the test at its end."""
    asked: list[str] = []
    complaints: list[str] = []
    pages: list[Page] = []

    def open_page(data: dict[str, Any], *, theme: str = "light", size: tuple[int, int] = (1400, 900)) -> Page:
        path = tmp_path / f"page{len(pages)}.html"
        path.write_text(assemble(data), "utf-8")
        page = browser.new_page(
            viewport={"width": size[0], "height": size[1]}, color_scheme=theme, reduced_motion="reduce"
        )
        page.on("request", lambda request: asked.append(request.url) if request.url != path.as_uri() else None)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        settle(page)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert asked == []
    assert complaints == []


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return make_data(actors=60, ties=300, months=12, seed=1, language="en")


@pytest.fixture(scope="module")
def large() -> dict[str, Any]:
    return make_data(actors=200, ties=1500, months=30, seed=2, language="id")


def settle(page: Page) -> None:
    """Wait until what was asked of the map is drawn."""
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60))))"
    )


def shown(page: Page) -> int:
    return int(page.evaluate("aliansi.shownTies()"))


def hover_over(page: Page, **thing: int) -> None:
    place = page.evaluate("(thing) => aliansi.whereIs(thing)", thing)
    page.mouse.move(place["x"] + 3, place["y"])
    page.mouse.move(place["x"], place["y"])
    settle(page)


def click_on(page: Page, **thing: int) -> None:
    hover_over(page, **thing)
    page.mouse.down()
    page.mouse.up()
    settle(page)


def focused(page: Page) -> str:
    return str(
        page.evaluate("document.activeElement.id || document.activeElement.value || document.activeElement.tagName")
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1400, 900), (800, 600)])
def test_pages_load_in_silence(
    opened: Opener, sample: dict[str, Any], large: dict[str, Any], theme: str, size: tuple[int, int]
) -> None:
    for data in (sample, large):
        page = opened(data, theme=theme, size=size)
        assert page.title() == data["title"]
        assert shown(page) == sum(tie["label"] != "insufficient" or len(data["ties"]) <= 300 for tie in data["ties"])
        assert page.evaluate(
            "document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight"
        )


def test_names_never_cover_each_other(opened: Opener, sample: dict[str, Any], large: dict[str, Any]) -> None:
    for data, size, least in ((sample, (1400, 900), 50), (large, (1400, 900), 80), (large, (800, 600), 35)):
        names = opened(data, size=size).evaluate("aliansi.names()")
        assert len(names) >= least
        for a, b in combinations(names, 2):
            apart = (
                a["right"] <= b["left"] or b["right"] <= a["left"] or a["bottom"] <= b["top"] or b["bottom"] <= a["top"]
            )
            assert apart, (a["text"], b["text"])


def test_hovering_shows_the_neighbours(opened: Opener, sample: dict[str, Any]) -> None:
    page = opened(sample)
    hover_over(page, actor=1)
    ties = [tie for tie in sample["ties"] if 1 in (tie["actor"], tie["target"])]
    assert page.inner_text(".tip") == f"\u2068Russia\u2069: {len(ties)} ties"
    near = {sample["actors"][key]["label"][:20] for tie in ties for key in (tie["actor"], tie["target"])}
    names = page.evaluate("aliansi.names()")
    assert len(names) > 5
    assert {name["text"].rstrip("…")[:20] for name in names} <= near
    page.mouse.move(5, 5)
    settle(page)
    assert not page.is_visible(".tip")
    assert len(page.evaluate("aliansi.names()")) > len(names)
    page = opened(make_small())
    hover_over(page, tie=1)
    assert page.inner_text(".tip").endswith(": hostile, 30 events")


def test_search_finds_an_actor(opened: Opener, sample: dict[str, Any]) -> None:
    page = opened(sample)
    page.fill("#search", "turkiye")
    assert page.inner_text("#found li").startswith("Türkiye")
    page.fill("#search", "kore")
    assert {text.split("\n")[0] for text in page.locator("#found li bdi").all_inner_texts()} == {
        "North Korea",
        "South Korea",
    }
    page.press("#search", "ArrowDown")
    chosen = page.inner_text("#found li[aria-selected=true] bdi")
    assert page.get_attribute("#search", "aria-activedescendant") == page.get_attribute(
        "#found li[aria-selected=true]", "id"
    )
    page.press("#search", "Enter")
    settle(page)
    assert page.inner_text("#panel h2") == chosen
    key = next(key for key, actor in enumerate(sample["actors"]) if actor["label"] == chosen)
    place, stage = page.evaluate("(actor) => aliansi.whereIs({actor})", key), page.locator("#map").bounding_box()
    assert abs(place["x"] - stage["x"] - stage["width"] / 2) < 2  # the map has moved to it
    page.fill("#search", "nobody at all")
    assert page.inner_text("#found") == "No actor of that name"
    page.press("#search", "Escape")
    assert not page.is_visible("#found")
    assert page.is_visible("#panel")


def test_a_click_on_a_tie_tells_all_of_it(opened: Opener) -> None:
    page = opened(make_small())
    click_on(page, tie=0)
    assert page.inner_text("#panel h2") == "Avaland – Bérithia"
    assert "aligned: they cooperate" in page.inner_text("#panel .verdict")
    assert page.inner_text("#panel .counts") == "34 events in 40 reports by 5 publishers"
    rows = {
        row.get_attribute("data-measure"): row.inner_text() for row in page.locator("#panel tr[data-measure]").all()
    }
    assert list(rows) == ["closeness", "alignment", "valence", "hostility", "index"]
    assert "3.3×" in rows["closeness"]
    assert "2.0× – 5.0×" in rows["closeness"]
    assert "80%" in rows["valence"]
    assert "70% – 90%" in rows["valence"]
    assert page.locator("tr[data-measure=closeness] rect.interval").count() == 1
    assert page.locator("tr[data-measure=index] rect.interval").count() == 0
    assert page.locator(".timeline rect.cooperation").count() == 6
    assert page.get_attribute(".timeline svg", "aria-label") == "Jun 2024 – Nov 2024: 30 of cooperation, 4 of conflict"
    assert "Facts from a table" in page.inner_text(".treaties")
    assert "Treaty of the Lakes, 2024" in page.inner_text(".treaties")
    assert page.locator(".evidence li").count() == 4
    first = page.locator(".evidence li").first
    assert first.locator("a").get_attribute("href") == "https://news.example.org/1"
    assert first.locator("a").get_attribute("rel") == "noopener noreferrer"
    assert "3 Jun 2024" in first.inner_text()
    assert "happened" in first.inner_text()
    assert "planned" in page.locator(".evidence li").nth(1).inner_text()


def test_measures_that_are_not_known_are_left_out(opened: Opener) -> None:
    page = opened(make_small())
    page.evaluate("aliansi.selectTie(2)")
    assert "too few events to tell" in page.inner_text("#panel .verdict")
    assert [row.get_attribute("data-measure") for row in page.locator("#panel tr[data-measure]").all()] == [
        "closeness",
        "valence",
        "hostility",
    ]
    page.evaluate("aliansi.selectTie(3)")
    assert "Nothing that happened" in page.inner_text("#panel .counts")
    assert "Only a plan." in page.inner_text(".evidence")


def test_a_click_on_an_actor_lists_its_ties(opened: Opener, sample: dict[str, Any]) -> None:
    page = opened(sample)
    click_on(page, actor=1)
    assert page.inner_text("#panel h2") == "Russia"
    counts = [int(text.replace(",", "")) for text in page.locator("#panel .ties .n").all_inner_texts()]
    assert counts == sorted((tie["n"] for tie in sample["ties"] if 1 in (tie["actor"], tie["target"])), reverse=True)
    page.locator("#panel .ties button").first.click()
    assert "Russia" in page.inner_text("#panel h2")
    assert "–" in page.inner_text("#panel h2")
    page.locator("#panel h2 button", has_text="Russia").click()
    assert page.inner_text("#panel h2") == "Russia"
    page.click("#map", position={"x": 8, "y": 8})  # on the ground
    assert not page.is_visible("#panel")


def test_spans_count_characters_and_stand_for_who_did_what_to_whom(opened: Opener) -> None:
    page = opened(make_small())
    page.evaluate("aliansi.selectTie(0)")
    first, _, odd, late = page.locator(".evidence .sentence").all()
    marks = [(mark.get_attribute("class"), mark.inner_text()) for mark in first.locator("mark").all()]
    assert marks == [("actor", "Avaland"), ("action", "sends aid"), ("target", "Bérithia")]
    assert odd.inner_text() == "Odd spans."
    assert odd.locator("mark").count() == 0
    assert [mark.inner_text() for mark in late.locator("mark").all()] == [
        "Late aid",
        ".",
    ]  # a span that overlaps begins later


def test_names_and_sentences_are_text_and_nothing_else(opened: Opener) -> None:
    page = opened(make_small())
    for number in range(4):
        page.evaluate("(tie) => aliansi.selectTie(tie)", number)
        page.evaluate("(actor) => aliansi.selectActor(actor)", number)
    page.fill("#search", "hurt")
    assert (
        page.locator("#found li bdi").all_inner_texts() == ["</script><script>window.hurt=1</script>"]
        or page.locator("#found li").count() == 2
    )
    page.click("#as-table")
    page.evaluate("aliansi.selectTie(0)")
    assert "<b onclick='hurt=1'>Avaland</b> may shell Bérithia. {{CSS}}" in page.inner_text(".evidence")
    assert [link.get_attribute("href") for link in page.locator("#panel a").all()] == ["https://news.example.org/1"]
    assert page.locator("script").count() == 2
    assert page.locator("img, iframe, b[onclick]").count() == 0
    assert page.evaluate("window.hurt === undefined")
    assert page.inner_text("#title") == "Small & <odd>"


def test_the_policy_forbids_the_network(opened: Opener, browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "policy.html"
    path.write_text(assemble(make_small()), "utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    blocked = page.evaluate("fetch('https://example.org/').then(() => 'went out', (error) => error.message)")
    assert blocked == "Failed to fetch"
    assert (
        page.evaluate("""new Promise((done) => {
        document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
        const image = new Image(); image.src = 'https://example.org/x.png';
    })""")
        == "img-src"
    )
    page.close()


def test_the_slider_narrows_the_ties_and_the_panel(opened: Opener) -> None:
    page = opened(make_small())
    assert shown(page) == 4
    page.evaluate("aliansi.selectTie(0)")
    page.focus("#from")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    assert page.get_attribute("#from", "aria-valuetext") == "August 2024"
    assert shown(page) == 3  # the tie without a dated act has gone
    page.focus("#to")
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    assert page.inner_text("#range") == "Aug 2024 – Sept 2024"
    assert shown(page) == 2
    assert page.inner_text("#panel .counts") == "8 of 34 events fall into the chosen months"
    assert page.get_attribute(".timeline svg", "aria-label") == "Aug 2024 – Sept 2024: 5 of cooperation, 3 of conflict"
    assert page.locator(".evidence li").count() == 1
    assert "1 of 4 sentences" in page.inner_text(".evidence")
    assert "of the whole period" in page.inner_text(".measures")
    for _ in range(9):
        page.keyboard.press("ArrowLeft")  # the handles push each other no further than to one month
    assert page.inner_text("#range") == "Aug 2024"
    page.click("#whole")
    assert shown(page) == 4
    assert page.locator(".evidence li").count() == 4


def test_play_lets_the_months_pass(opened: Opener) -> None:
    page = opened(make_small())
    page.click("#play")
    assert page.inner_text("#range") == "Jun 2024"
    assert page.get_attribute("#play", "aria-label") == "Pause"
    playwright.expect(page.locator("#range")).to_have_text("Jul 2024")
    page.click("#play")
    assert page.get_attribute("#play", "aria-label") == "Play"


def test_filters_by_label_and_by_kind(opened: Opener) -> None:
    page = opened(make_small())
    page.uncheck("input[name=label][value=hostile]")
    assert shown(page) == 3
    assert page.inner_text("#status") == "3 of 4 ties shown."
    page.check("input[name=label][value=hostile]")
    page.uncheck("input[name=kind][value=AID]")
    assert shown(page) == 3  # the tie of AID alone goes; those of ASSAULT and of a mere plan stay
    page.evaluate("aliansi.selectTie(0)")
    assert page.locator(".evidence li").count() == 1
    page.click("#kinds-none")
    assert shown(page) == 0
    assert "The filters hide this tie" in page.inner_text("#panel")
    page.click("#kinds-all")
    assert shown(page) == 4


def test_many_ties_begin_without_the_insufficient_ones(opened: Opener, large: dict[str, Any]) -> None:
    page = opened(large)
    assert not page.is_checked("input[name=label][value=insufficient]")
    assert "mula-mula disembunyikan" in page.inner_text("#few")
    page.check("input[name=label][value=insufficient]")
    assert shown(page) == 1500
    assert not page.is_visible("#few")


def test_all_controls_are_reached_by_tab(opened: Opener, sample: dict[str, Any]) -> None:
    page = opened(sample)
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if seen[-1] not in ("BODY", "HTML"):
            outlined = page.evaluate("""(() => { const style = getComputedStyle(document.activeElement);
                return style.outlineStyle !== 'none' || document.activeElement.type === 'range'; })()""")
            assert outlined, seen[-1]
    wanted = [
        "search",
        "as-table",
        "theme",
        "aligned",
        "insufficient",
        "kinds-all",
        "AID",
        "ASSAULT",
        "map",
        "in",
        "out",
        "fit",
        "play",
        "from",
        "to",
    ]
    assert [key for key in wanted if key not in seen] == []
    assert sorted(wanted, key=seen.index) == wanted


def test_escape_closes_and_gives_the_focus_back(opened: Opener) -> None:
    page = opened(make_small())
    page.focus("#search")
    page.keyboard.type("ava")
    page.keyboard.press("Enter")
    assert focused(page) == "H2"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first tie of the list
    assert "–" in page.inner_text("#panel h2")
    page.keyboard.press("Escape")
    assert not page.is_visible("#panel")
    assert focused(page) == "search"
    assert not page.is_visible("#found")
    assert page.get_attribute("#panel", "role") == "region"
    assert page.get_attribute("#panel", "aria-label") == "Details"


def test_the_map_moves_by_keys(opened: Opener) -> None:
    page = opened(make_small())
    page.focus("#map")
    before = page.evaluate("aliansi.whereIs({actor: 0})")
    page.keyboard.press("ArrowRight")
    settle(page)
    assert page.evaluate("aliansi.whereIs({actor: 0})")["x"] < before["x"]
    page.keyboard.press("0")
    page.keyboard.press("+")
    settle(page)
    assert page.evaluate("aliansi.whereIs({actor: 0})")["x"] < before["x"]
    page.keyboard.press("0")
    settle(page)
    assert page.evaluate("aliansi.whereIs({actor: 0})") == before


def test_the_table_holds_the_same_ties(opened: Opener, sample: dict[str, Any]) -> None:
    page = opened(sample)
    page.focus("#as-table")
    page.keyboard.press("Enter")
    assert page.locator("#table tbody tr").count() == 300

    def column(number: int) -> list[float]:
        texts = page.locator(f"#table tbody td:nth-child({number})").all_inner_texts()
        return [float(text.replace(",", "").replace("−", "-").rstrip("×%")) for text in texts if text != "–"]

    assert column(3) == sorted(column(3), reverse=True)
    assert page.get_attribute("th:has([data-column=n])", "aria-sort") == "descending"
    page.focus("[data-column=closeness]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert focused(page) == "BUTTON"
    assert page.get_attribute("th:has([data-column=closeness])", "aria-sort") == "ascending"
    assert column(5) == sorted(column(5))
    page.uncheck("input[name=label][value=insufficient]")
    assert page.locator("#table tbody tr").count() == shown(page) < 300
    page.locator("#table tbody button").first.press("Enter")
    assert page.is_visible("#panel")
    assert page.locator("#table tr.chosen").count() == 1
    page.keyboard.press("Escape")
    assert not page.is_visible("#panel")
    assert page.is_visible("#table")
    page.keyboard.press("Escape")
    assert not page.is_visible("#table")
    assert focused(page) == "as-table"


def test_light_and_dark(opened: Opener) -> None:
    def ground(page: Page) -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    page = opened(make_small(), theme="dark")
    assert ground(page) == "rgb(20, 24, 29)"
    page.click("#theme")
    assert ground(page) == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    settle(page)  # what the reader has chosen stays
    assert ground(page) == "rgb(255, 255, 255)"
    page = opened(make_small(), theme="light")
    assert ground(page) == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark")
    settle(page)
    assert ground(page) == "rgb(20, 24, 29)"


def test_narrow_pages_keep_the_filters_in_a_drawer(opened: Opener) -> None:
    page = opened(make_small(), size=(800, 600))
    assert not page.is_visible("#filters")
    page.click("#drawer")
    page.uncheck("input[name=label][value=hostile]")
    assert shown(page) == 3
    page.keyboard.press("Escape")
    assert not page.is_visible("#filters")
    assert focused(page) == "drawer"


def test_the_page_speaks_indonesian(opened: Opener, large: dict[str, Any]) -> None:
    page = opened(large)
    assert page.get_attribute("html", "lang") == "id"
    assert "hubungan ditampilkan" in page.inner_text("#status")
    assert "1.500" in page.inner_text("#status")
    number = next(number for number, tie in enumerate(large["ties"]) if tie["label"] == "hostile")
    page.evaluate("(tie) => aliansi.selectTie(tie)", number)
    assert "bermusuhan: banyak konflik" in page.inner_text("#panel .verdict")


@pytest.mark.parametrize(
    "change",
    [
        {"actors": [], "ties": []},
        {"ties": []},
        {"first": None, "last": None, "ties": [{"actor": 0, "target": 1, "label": "neutral", "n": 1}]},
        {
            "ties": [
                {"actor": 0, "target": 77, "label": "neutral"},
                {"actor": 1, "target": 1},
                {"actor": 0, "target": 1, "label": "strange", "types": {"NEWS": 3}},
            ]
        },
    ],
    ids=["nothing", "no ties", "no days", "bad rows"],
)
def test_poor_data_still_make_a_page(opened: Opener, change: dict[str, Any]) -> None:
    page = opened(make_small() | change)
    assert shown(page) == sum(tie.get("target") == 1 and tie["actor"] == 0 for tie in change["ties"])
    page.evaluate("aliansi.selectTie(0)")
    page.evaluate("aliansi.selectActor(0)")
    page.click("#as-table")


def test_without_webgl_the_table_stands_in(driver: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(assemble(make_small()), "utf-8")
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-3d-apis"])
    page = browser.new_page()
    page.goto(path.as_uri())
    assert page.locator("#table tbody tr").count() == 4
    page.click("#as-table")
    assert "WebGL" in page.inner_text("#no-map")
    page.evaluate("aliansi.selectTie(0)")
    assert page.is_visible("#panel")
    browser.close()


@pytest.mark.skipif(
    not (HERE / "node_modules").is_dir() or shutil.which("npm") is None,
    reason="the bundle's packages are not installed (npm ci)",
)
def test_the_bundle_is_that_of_the_source(tmp_path: Path) -> None:
    subprocess.run(["npm", "run", "build", "--", str(tmp_path)], cwd=HERE, check=True, capture_output=True)
    for name in ("viewer.js", "LICENSES.txt"):
        assert (tmp_path / name).read_bytes() == (HERE / name).read_bytes()


def test_the_bundle_is_small_and_calls_nobody() -> None:
    bundle = (HERE / "viewer.js").read_text("utf-8")
    assert len(bundle.encode()) <= LARGEST
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "XMLHttpRequest",
        "WebSocket",
        "fetch(",
        "eval(",
        "sendBeacon",
        "</script",
    ):
        assert word not in bundle
    lock = json.loads((HERE / "package-lock.json").read_text("utf-8"))
    assert all("resolved" not in package for package in lock["packages"].values())
