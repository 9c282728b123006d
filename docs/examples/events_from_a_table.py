"""Read a table of articles, and make a table of their events; the texts go through the model together."""

import polars

from extractors import EventExtractor, load_pack
from extractors.events.texts import make_article

articles = polars.DataFrame(
    {
        "id": ["a", "b", "c"],
        "day": ["2024-06-19", "2024-06-20", "2024-06-21"],
        "text": ["Russia signed a treaty with North Korea.", "Japan imposed sanctions on Iran.", "Nothing happened."],
    }
)

rows = articles.iter_rows(named=True)  # pandas: rows = frame.to_dict("records")
read = [make_article(row["text"], "en", row["day"]).changed(url=row["id"]) for row in rows]
events = polars.DataFrame(
    [
        {
            "id": event.url, "day": event.day, "actor": event.actor.actor, "type": event.action.plover,
            "target": event.target.actor, "goldstein": event.action.goldstein, "confidence": event.confidence,
        }
        for event in EventExtractor(load_pack("en")).extract(read)
    ]
)  # fmt: skip
print(events.write_csv(), end="")  # pandas: frame = pandas.DataFrame(events.to_dicts())

# Output:
# id,day,actor,type,target,goldstein,confidence
# a,2024-06-19,RUS,SUPPORT,PRK,8.0,0.93
# b,2024-06-20,JPN,SANCTION,IRN,-8.0,0.92
