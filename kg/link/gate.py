"""Which kinds of items an entity may be: the gate of types."""

from __future__ import annotations

__all__ = ["fits", "near"]

_PLACES = frozenset({"Location", "City", "Region", "Place", "NaturalFeature", "Country"})
_FACILITIES = frozenset(
    {
        *("Facility", "MilitaryBase", "EnergySite", "Airport", "Port"),
        *("Hospital", "School", "Government", "Religious", "Crossing"),
    }
)
_BODIES = frozenset(
    {
        *("Actor", "Organization", "GovernmentBody", "MilitaryForce", "ArmedGroup"),
        *("InternationalOrganization", "MediaOrganization", "PoliticalParty", "Company"),
    }
)
_ALIKE = ({"City", "Region"}, {"City", "Place"}, {"Region", "Place"})


def fits(entity: str, row: str) -> bool:
    """Whether an entity of one class may be an item of another: a person is no place; a state may act; bodies of all
    kinds are one family; a facility of no special kind may be any, and an air base an airport.
    """
    if entity == "Person" or row == "Person":
        return entity == row
    if row == "Country":
        return entity in _PLACES | {"Organization", "GovernmentBody"}
    if entity in _FACILITIES and row in _FACILITIES:
        return entity == row or "Facility" in {entity, row} or {entity, row} == {"Airport", "MilitaryBase"}
    return any(entity in family and row in family for family in (_PLACES, _BODIES))


def near(entity: str, row: str) -> bool:
    """Whether two classes that differ are often taken for each other."""
    return {entity, row} in _ALIKE or any(entity in family and row in family for family in (_BODIES, _FACILITIES))
