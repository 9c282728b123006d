"""Put events on the Docs of a spaCy pipeline of your own.

A pipeline with a parser needs no `model`: its own parse is read, by Universal Dependencies or by the labels of spaCy's
English models. Where the package is installed, spaCy finds the component without the second import.
"""

import spacy

import extractors.events.component  # noqa: F401

nlp = spacy.blank("en")
nlp.add_pipe("aliansi_events", config={"model": "fast", "published": "2024-10-18"})

for doc in nlp.pipe(["Chad praised Peru on Monday.", "France may send tanks to Kenya."]):
    for event, actor, action in zip(doc._.events, doc.spans["actors"], doc.spans["actions"], strict=True):
        print(f"{actor.text} ({actor.label_}), {action.text} ({action.label_}), {event.status.value}, {event.date}")

# Output:
# Chad (TCD), praised (SUPPORT), actual, 2024-10-14
# France (FRA), send (AID), hypothetical, None
