"""The label sets of the corpora and what they mean in the project's own."""

from __future__ import annotations

__all__ = ["ANERCORP", "AQMAR", "NEWSFANE_TO_PROJECT", "PROJECT", "WOJOOD", "bio", "tags_of"]

PROJECT = (
    "Person",
    "Country",
    "Region",
    "City",
    "NaturalFeature",
    "Place",
    "GovernmentBody",
    "MilitaryForce",
    "ArmedGroup",
    "InternationalOrganization",
    "MediaOrganization",
    "PoliticalParty",
    "Organization",
    "Facility",
    "MilitaryBase",
    "EnergySite",
    "Airport",
    "Port",
    "Hospital",
    "School",
    "Government",
    "Religious",
    "Crossing",
)
"""The types that the recogniser tells apart: the sub-types of the annotation guide."""

ANERCORP = ("LOC", "ORG", "PERS", "MISC")
AQMAR = ("LOC", "ORG", "PER", "MIS")
WOJOOD = ("PERS", "ORG", "GPE", "LOC", "FAC", "NORP", "OCC", "EVENT", "PRODUCT", "WEBSITE", "LAW")
"""Wojood's types without its dates, numbers and languages."""

_PERSON = (
    "Politician",
    "Athlete",
    "Artist",
    "Other_PER",
    "Religious_PER",
    "Scientist",
    "Businessperson",
    "Police",
    "Lawyer",
    "Engineer",
)
NEWSFANE_TO_PROJECT: dict[str, str | None] = {
    **dict.fromkeys(_PERSON, "Person"),
    "Nation": "Country",
    "Population-Center": "City",
    "State-or-Province": "Region",
    "County-or-District": "Region",
    "GPE-Cluster": "Region",
    "Continent": "Region",
    "Water-Body": "NaturalFeature",
    "Land-Region-Natural": "NaturalFeature",
    "Government": "GovernmentBody",
    "Media": "MediaOrganization",
    "Commercial": "Organization",
    "Sports": "Organization",
    "Educational": "Organization",
    "Religious_ORG": "Organization",
    "Entertainment": "Organization",
    "Airport": "Airport",
    # Buildings, organisations of many kinds and hospitals need a look at the words: `project_type` in corpora.
    "Building-Grounds": None,
    "Non-Governmental": None,
    "Medical-Science": None,
    "Path": None,
    "Subarea-Facility": None,
}
"""NewsFANE's classes in the project's types; `None` where the class alone does not decide; others are no names here."""


def bio(types: tuple[str, ...]) -> tuple[str, ...]:
    """The tags of a head: ``O``, then ``B-`` and ``I-`` of each type."""
    return ("O", *(f"{prefix}-{name}" for name in types for prefix in "BI"))


def tags_of(spans: list[tuple[int, int, str]], length: int) -> list[str]:
    """BIO tags of `length` words from half-open word spans."""
    tags = ["O"] * length
    for first, last, name in spans:
        tags[first] = f"B-{name}"
        tags[first + 1 : last] = [f"I-{name}"] * (last - first - 1)
    return tags
