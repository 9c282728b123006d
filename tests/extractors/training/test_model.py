import json
from pathlib import Path

import numpy as np
import pytest
import spacy

from extractors.training.model import Plan, Source, evaluate, main, make_pipeline, train

PACKS = Path(__file__).parents[3] / "extractors" / "languages"
SOURCE = Source("Our own sentences", "CC0-1.0", "https://example.org")


@pytest.fixture
def plan(treebank, tmp_path):
    """A function that returns the plan of a tiny run."""

    def make(language, output="model"):
        path = treebank(language)
        return Plan(
            language, (path,), (path,), tmp_path / output, steps=5, name="tiny", version="1.2.3", sources=(SOURCE,)
        )

    return make


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_tiny_run_gives_a_model_that_loads_and_parses(plan, language):
    scores = train(plan(language))
    nlp = spacy.load(plan(language).output)
    doc = nlp("Iran, Israel.")
    assert [token.text for token in doc] == ["Iran", ",", "Israel", "."]
    assert doc.has_annotation("DEP")
    assert all(token.dep_ and token.pos_ and token.lemma_ for token in doc)
    assert scores.overall["token_f"] == 100
    assert 0 <= scores.overall["dep_las"] <= scores.overall["dep_uas"] <= 100


def test_the_model_says_what_it_is_and_not_where_it_was_made(plan, tmp_path):
    train(plan("id"))
    folder = plan("id").output
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    assert (meta["lang"], meta["name"], meta["version"], meta["license"]) == ("id", "tiny", "1.2.3", "CC BY-SA 4.0")
    assert meta["sources"] == [SOURCE._asdict()]
    assert str(tmp_path.parent) not in (folder / "config.cfg").read_text(encoding="utf-8")
    assert spacy.load(folder).config["paths"]["train"] is None


def test_weights_are_of_half_precision_and_the_same_for_the_same_seed_only(plan):
    weights = []
    for output, seed in (("one", 0), ("two", 0), ("three", 1)):
        train(plan("id", output)._replace(seed=seed))
        model = spacy.load(plan("id", output).output).get_pipe("parser").model
        weights.append([node.get_param(name) for node in model.walk() for name in node.param_names])
    first, second, other = weights
    assert all(np.array_equal(one, two) for one, two in zip(first, second, strict=True))
    assert not all(np.array_equal(one, two) for one, two in zip(first, other, strict=True))
    assert all(np.array_equal(one, one.astype(np.float16).astype(np.float32)) for one in first)


def test_a_model_is_never_written_over_another(plan):
    plan("en").output.mkdir()
    with pytest.raises(FileExistsError, match="name a new folder"):
        train(plan("en"))


def test_a_language_without_a_recipe_fails(plan, tmp_path):
    with pytest.raises(ValueError, match="no recipe for language 'tlh'; there are en, id"):
        make_pipeline(plan("en")._replace(language="tlh"), tmp_path)


def test_the_command_line_trains_and_evaluates(treebank, tmp_path, capsys):
    path, output = str(treebank("id")), str(tmp_path / "made")
    source = "Ours | CC0-1.0 | https://example.org"
    main(
        [
            "train",
            "--language",
            "id",
            "--train",
            path,
            path,
            "--dev",
            path,
            "--steps",
            "3",
            "--output",
            output,
            "--source",
            source,
        ]
    )
    trained = capsys.readouterr().out
    main(["evaluate", "--language", "id", "--model", output, path])
    assert capsys.readouterr().out == trained
    assert "dep_las" in trained
    assert json.loads((tmp_path / "made" / "meta.json").read_text(encoding="utf-8"))["sources"][0]["name"] == "Ours"


def test_a_source_that_is_no_source_fails(treebank, tmp_path, capsys):
    path = str(treebank("id"))
    with pytest.raises(SystemExit):
        main(["train", "--language", "id", "--train", path, "--dev", path, "--output", "x", "--source", "somewhere"])
    assert "name | licence | address" in capsys.readouterr().err


@pytest.fixture(scope="module", params=["en", "id"])
def shipped(request):
    """The folder of a shipped model, its language and its pipeline."""
    folder = PACKS / request.param / "models" / "fast"
    return folder, request.param, spacy.load(folder)


@pytest.mark.parametrize("place", ["U.S.-backed forces attacked Iran.", "Pasukan Iran menyerang kapal-kapal Israel."])
def test_a_shipped_model_annotates_every_token(shipped, place):
    _, _, nlp = shipped
    doc = nlp(place)
    assert all(token.dep_ and token.pos_ and token.lemma_ for token in doc)
    assert [token.dep_ for token in doc].count("ROOT") == 1


def test_a_shipped_model_finds_subject_verb_and_object(shipped):
    _, language, nlp = shipped
    text = {"en": "Iran condemned Israel on Monday.", "id": "Rusia menyerang Ukraina pada Senin."}[language]
    doc = nlp(text)
    assert [(token.dep_, token.head.i) for token in doc[:3]] == [("nsubj", 1), ("ROOT", 1), ("obj", 1)]
    assert [token.pos_ for token in doc[:3]] == ["PROPN", "VERB", "PROPN"]


def test_a_shipped_model_has_the_tokens_of_its_recipe(shipped):
    _, language, nlp = shipped
    text = {"en": "a U.S.-led raid", "id": "negara-negara AS-China"}[language]
    tokens = {"en": ["a", "U.S.", "-", "led", "raid"], "id": ["negara-negara", "AS", "-", "China"]}[language]
    assert [token.text for token in nlp(text)] == tokens


def test_a_shipped_model_says_what_it_is_and_brings_card_and_licence(shipped):
    folder, language, nlp = shipped
    assert nlp.meta["lang"] == language
    assert nlp.meta["version"] != "0.0.0"
    assert nlp.meta["license"] == "CC BY-SA 4.0"
    assert all(source["name"] and source["license"] and source["url"] for source in nlp.meta["sources"])
    assert set(nlp.config["paths"].values()) == {None}
    assert "creativecommons.org/licenses/by-sa/4.0" in (folder / "LICENSE").read_text(encoding="utf-8")
    card = (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert f"{nlp.meta['lang']}_{nlp.meta['name']}` {nlp.meta['version']}" in card
    assert all(heading in card for heading in ("Intended use", "Data", "How it was made", "Scores", "Known weaknesses"))


def test_the_shipped_indonesian_model_has_few_exceptions_to_load():
    assert len(spacy.load(PACKS / "id" / "models" / "fast").tokenizer.rules) < 1000


def test_evaluation_takes_a_pipeline_and_leaves_out_what_the_treebank_does_not_know(shipped, treebank):
    _, language, nlp = shipped
    scores = evaluate(nlp, [treebank(language)], language=language)
    assert scores.overall["dep_las"] > 60
    assert scores.relations["obj"] > 80
    assert ("tag_acc" in scores.overall) == (language == "en")
