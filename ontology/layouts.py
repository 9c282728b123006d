"""The columns of the event tables that the field exchanges; their names and order are facts of their codebooks."""

GDELT = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{side}{part}" for side in "12" for part in (
        "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
        "Type2Code", "Type3Code",
    )),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{place}Geo_{part}" for place in ("Actor1", "Actor2", "Action") for part in (
        "Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID",
    )),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
"""The 61 columns of the event table of GDELT 2.0 (codebook of 2015), which has no header line."""

POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(f"{side} {part}" for side in ("Actor", "Recipient") for part in (
        "Name", "Country", "Sectors", "Title", "Name Raw",
    )),
    "Placename", "Country", "Latitude", "Longitude", "Source", "Publication Date", "Language", "Version",
)  # fmt: skip
"""Columns of the weekly tables of POLECAT, those that we can fill."""

QUAD_CLASSES = {
    "verbal_cooperation": 1, "material_cooperation": 2, "verbal_conflict": 3, "material_conflict": 4,
}  # fmt: skip
"""Numbers of the quad classes in GDELT."""
