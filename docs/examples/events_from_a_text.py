"""Read the events of a text: who did what to whom, whether it happened, and the words that say so."""

from extractors import read_events

TEXT = """North Korea deployed 1,500 special forces to Russia on Monday. South Korean officials said that Seoul may
send weapons to Ukraine. China denied that it had attacked Philippine ships."""

for event in read_events(TEXT, language="en", published="2024-10-18"):
    print(event.actor.actor, event.action.plover, event.target.actor, event.status.value, event.date, sep=" | ")
    print("   ", event.action.text, "in:", " ".join(event.sentence.split()))

# Output:
# PRK | MOBILIZE | RUS | actual | 2024-10-14
#     deployed in: North Korea deployed 1,500 special forces to Russia on Monday.
# KOR | AID | UKR | hypothetical | None
#     send in: South Korean officials said that Seoul may send weapons to Ukraine.
# CHN | ASSAULT | PHL | denied | None
#     attacked in: China denied that it had attacked Philippine ships.
