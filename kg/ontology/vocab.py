"""The IRIs of the terms that the code writes and reads, as plain strings.

Classes and individuals are spelt as in the ontology (`AirStrike`, `Contested`), properties in capitals
(`LOCATED_IN`), terms of other vocabularies with their prefix (`SKOS_EXACT_MATCH`). What the terms mean, and how they
hang together, stands in ``ontology/kg.ttl`` alone; a test keeps the two in step.

Nothing is imported here, so that a query costs nothing for it.
"""

from __future__ import annotations

# ruff: noqa: RUF022 - grouped as the ontology groups them

# fmt: off
__all__ = [
    "CLASSES", "INDIVIDUALS", "PREFIXES", "PROPERTIES", "local_name", "ONTOLOGY", "KG", "RDF", "RDFS", "XSD", "OWL",
    "SKOS", "DCTERMS", "PROV", "SEM", "SCHEMA", "GEO", "GEOF", "WGS", "SH", "WD", "GN", "SSSOM", "SEMAPV",
    "Entity", "Actor", "Person",
    "Organization", "GovernmentBody", "MilitaryForce", "ArmedGroup", "InternationalOrganization", "MediaOrganization",
    "PoliticalParty", "Company", "Location", "Country", "Region", "City", "NaturalFeature", "Place", "Facility",
    "MilitaryBase", "EnergySite", "Airport", "Port", "Hospital", "School", "Government", "Religious", "Crossing",
    "Event", "Attack", "AirStrike", "DroneAttack", "MissileAttack", "Shelling", "Bombing", "SuicideAttack",
    "ArmedClash", "Assassination", "Ambush", "Raid", "DiplomaticMeeting", "Meeting", "Visit", "PhoneCall",
    "Negotiation", "Summit", "Article", "Mention", "Claim", "Link", "Candidate", "Run", "Merge",
    "Decision", "Judgement", "Modality", "Status", "Stance",
    "Actual", "Planned", "Hypothetical", "Reported", "Confirmed", "Contested", "Denied", "Asserts", "Denies",
    "Same", "Different",
    "INVOLVES", "AGENT", "TARGET", "PARTICIPANT", "PLACE", "LOCATED_IN", "COUNTRY", "DATE", "DATE_TEXT", "WEAPON",
    "TOPIC", "ROLE", "KILLED", "INJURED", "MODALITY", "STATUS", "ABOUT", "CLAIMANT", "STANCE", "CUE", "REPORTED_IN",
    "REFERS_TO", "IN_ARTICLE", "BEGIN", "END", "SURFACE", "BY", "TEXT", "CANONICAL", "BLOCK", "WITH", "JUDGEMENT",
    "PROPOSED", "DISAGREEMENT_ON", "SUBJECT", "ITEM", "CANDIDATE",
    "CONFIDENCE", "JUSTIFICATION", "CONTENT_DIGEST", "ENGINE", "LINKER", "VERSION", "CONFIGURATION", "WRITTEN",
    "UNCHANGED", "FAILED", "RDF_TYPE", "RDFS_LABEL", "RDFS_COMMENT", "RDFS_SUB_CLASS_OF",
    "RDFS_SUB_PROPERTY_OF", "RDFS_DOMAIN", "RDFS_RANGE", "RDFS_IS_DEFINED_BY", "OWL_CLASS", "OWL_ONTOLOGY",
    "OWL_SAME_AS", "OWL_VERSION_INFO", "SKOS_ALT_LABEL", "SKOS_PREF_LABEL", "SKOS_EXACT_MATCH", "SKOS_CLOSE_MATCH",
    "SKOS_BROAD_MATCH", "SKOS_NOTATION", "SKOS_CONCEPT", "SKOS_CONCEPT_SCHEME", "SKOS_IN_SCHEME",
    "DCTERMS_IDENTIFIER", "DCTERMS_TITLE", "DCTERMS_ISSUED", "DCTERMS_PUBLISHER", "DCTERMS_SOURCE",
    "DCTERMS_LANGUAGE", "DCTERMS_CREATED", "PROV_WAS_DERIVED_FROM", "PROV_WAS_GENERATED_BY", "PROV_ACTIVITY",
    "PROV_STARTED_AT_TIME", "PROV_ENDED_AT_TIME", "SEM_HAS_ACTOR", "SEM_HAS_PLACE",
    "SSSOM_PREDICATE_ID", "SSSOM_MAPPING_JUSTIFICATION", "SSSOM_MAPPING_DATE", "SSSOM_MAPPING_TOOL",
    "SSSOM_NO_TERM_FOUND",
    "GEO_HAS_GEOMETRY", "GEO_AS_WKT", "GEO_WKT_LITERAL", "GEO_FEATURE", "GEO_GEOMETRY", "WGS_LAT",
    "WGS_LONG", "XSD_STRING", "XSD_BOOLEAN", "XSD_INTEGER", "XSD_DECIMAL", "XSD_DOUBLE", "XSD_DATE", "XSD_DATE_TIME",
    "XSD_G_YEAR_MONTH", "XSD_G_YEAR", "XSD_G_MONTH_DAY", "XSD_ANY_URI",
]
# fmt: on

ONTOLOGY = "https://w3id.org/khabar/ontology"
KG = ONTOLOGY + "#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
SCHEMA = "https://schema.org/"
GEO = "http://www.opengis.net/ont/geosparql#"
GEOF = "http://www.opengis.net/def/function/geosparql/"
WGS = "http://www.w3.org/2003/01/geo/wgs84_pos#"
SH = "http://www.w3.org/ns/shacl#"
WD = "http://www.wikidata.org/entity/"
GN = "https://sws.geonames.org/"
SSSOM = "https://w3id.org/sssom/"
SEMAPV = "https://w3id.org/semapv/vocab/"

PREFIXES: dict[str, str] = {
    "kg": KG,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "owl": OWL,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
    "sem": SEM,
    "schema": SCHEMA,
    "geo": GEO,
    "geof": GEOF,
    "wgs": WGS,
    "sh": SH,
    "wd": WD,
    "gn": GN,
    "sssom": SSSOM,
    "semapv": SEMAPV,
}
"""Prefix → namespace, for queries and for Turtle; in the order in which they are written out."""

# Classes
Entity = KG + "Entity"

Actor = KG + "Actor"
Person = KG + "Person"
Organization = KG + "Organization"
GovernmentBody = KG + "GovernmentBody"
MilitaryForce = KG + "MilitaryForce"
ArmedGroup = KG + "ArmedGroup"
InternationalOrganization = KG + "InternationalOrganization"
MediaOrganization = KG + "MediaOrganization"
PoliticalParty = KG + "PoliticalParty"
Company = KG + "Company"

Location = KG + "Location"
Country = KG + "Country"
Region = KG + "Region"
City = KG + "City"
NaturalFeature = KG + "NaturalFeature"
Place = KG + "Place"

Facility = KG + "Facility"
MilitaryBase = KG + "MilitaryBase"
EnergySite = KG + "EnergySite"
Airport = KG + "Airport"
Port = KG + "Port"
Hospital = KG + "Hospital"
School = KG + "School"
Government = KG + "Government"
Religious = KG + "Religious"
Crossing = KG + "Crossing"

Event = KG + "Event"

Attack = KG + "Attack"
AirStrike = KG + "AirStrike"
DroneAttack = KG + "DroneAttack"
MissileAttack = KG + "MissileAttack"
Shelling = KG + "Shelling"
Bombing = KG + "Bombing"
SuicideAttack = KG + "SuicideAttack"
ArmedClash = KG + "ArmedClash"
Assassination = KG + "Assassination"
Ambush = KG + "Ambush"
Raid = KG + "Raid"

DiplomaticMeeting = KG + "DiplomaticMeeting"
Meeting = KG + "Meeting"
Visit = KG + "Visit"
PhoneCall = KG + "PhoneCall"
Negotiation = KG + "Negotiation"
Summit = KG + "Summit"

Article = KG + "Article"
Mention = KG + "Mention"
Claim = KG + "Claim"
Link = KG + "Link"
Candidate = KG + "Candidate"
Run = KG + "Run"
Merge = KG + "Merge"
Decision = KG + "Decision"

Modality = KG + "Modality"
Status = KG + "Status"
Stance = KG + "Stance"

# Individuals of the closed sets kg:Modality, kg:Status and kg:Stance
Actual = KG + "Actual"
Planned = KG + "Planned"
Hypothetical = KG + "Hypothetical"

Reported = KG + "Reported"
Confirmed = KG + "Confirmed"
Contested = KG + "Contested"
Denied = KG + "Denied"

Asserts = KG + "Asserts"
Denies = KG + "Denies"

Judgement = KG + "Judgement"
Same = KG + "Same"
Different = KG + "Different"

# Properties
INVOLVES = KG + "involves"
AGENT = KG + "agent"
TARGET = KG + "target"
PARTICIPANT = KG + "participant"

PLACE = KG + "place"
LOCATED_IN = KG + "locatedIn"
COUNTRY = KG + "country"

DATE = KG + "date"
DATE_TEXT = KG + "dateText"
WEAPON = KG + "weapon"
TOPIC = KG + "topic"
ROLE = KG + "role"
KILLED = KG + "killed"
INJURED = KG + "injured"

MODALITY = KG + "modality"
STATUS = KG + "status"

ABOUT = KG + "about"
CLAIMANT = KG + "claimant"
STANCE = KG + "stance"
CUE = KG + "cue"
REPORTED_IN = KG + "reportedIn"

REFERS_TO = KG + "refersTo"
IN_ARTICLE = KG + "inArticle"
BEGIN = KG + "begin"
END = KG + "end"
SURFACE = KG + "surface"
BY = KG + "by"
TEXT = KG + "text"

CANONICAL = KG + "canonical"
PROPOSED = KG + "proposed"
BLOCK = KG + "block"
WITH = KG + "with"
JUDGEMENT = KG + "judgement"
DISAGREEMENT_ON = KG + "disagreementOn"

SUBJECT = KG + "subject"
ITEM = KG + "item"
CANDIDATE = KG + "candidate"
CONFIDENCE = KG + "confidence"
JUSTIFICATION = KG + "justification"

CONTENT_DIGEST = KG + "contentDigest"
ENGINE = KG + "engine"
LINKER = KG + "linker"
VERSION = KG + "version"
CONFIGURATION = KG + "configuration"
WRITTEN = KG + "written"
UNCHANGED = KG + "unchanged"
FAILED = KG + "failed"

# Terms of other vocabularies that stand in the graphs
RDF_TYPE = RDF + "type"

RDFS_LABEL = RDFS + "label"
RDFS_COMMENT = RDFS + "comment"
RDFS_SUB_CLASS_OF = RDFS + "subClassOf"
RDFS_SUB_PROPERTY_OF = RDFS + "subPropertyOf"
RDFS_DOMAIN = RDFS + "domain"
RDFS_RANGE = RDFS + "range"
RDFS_IS_DEFINED_BY = RDFS + "isDefinedBy"

OWL_CLASS = OWL + "Class"
OWL_ONTOLOGY = OWL + "Ontology"
OWL_SAME_AS = OWL + "sameAs"
OWL_VERSION_INFO = OWL + "versionInfo"

SKOS_ALT_LABEL = SKOS + "altLabel"
SKOS_PREF_LABEL = SKOS + "prefLabel"
SKOS_EXACT_MATCH = SKOS + "exactMatch"
SKOS_CLOSE_MATCH = SKOS + "closeMatch"
SKOS_BROAD_MATCH = SKOS + "broadMatch"
SKOS_NOTATION = SKOS + "notation"
SKOS_CONCEPT = SKOS + "Concept"
SKOS_CONCEPT_SCHEME = SKOS + "ConceptScheme"
SKOS_IN_SCHEME = SKOS + "inScheme"

DCTERMS_IDENTIFIER = DCTERMS + "identifier"
DCTERMS_TITLE = DCTERMS + "title"
DCTERMS_ISSUED = DCTERMS + "issued"
DCTERMS_PUBLISHER = DCTERMS + "publisher"
DCTERMS_SOURCE = DCTERMS + "source"
DCTERMS_LANGUAGE = DCTERMS + "language"
DCTERMS_CREATED = DCTERMS + "created"

PROV_WAS_DERIVED_FROM = PROV + "wasDerivedFrom"
PROV_WAS_GENERATED_BY = PROV + "wasGeneratedBy"
PROV_ACTIVITY = PROV + "Activity"
PROV_STARTED_AT_TIME = PROV + "startedAtTime"
PROV_ENDED_AT_TIME = PROV + "endedAtTime"

SEM_HAS_ACTOR = SEM + "hasActor"
SEM_HAS_PLACE = SEM + "hasPlace"

SSSOM_PREDICATE_ID = SSSOM + "predicate_id"
SSSOM_MAPPING_JUSTIFICATION = SSSOM + "mapping_justification"
SSSOM_MAPPING_DATE = SSSOM + "mapping_date"
SSSOM_MAPPING_TOOL = SSSOM + "mapping_tool"
SSSOM_NO_TERM_FOUND = SSSOM + "NoTermFound"

GEO_HAS_GEOMETRY = GEO + "hasGeometry"
GEO_AS_WKT = GEO + "asWKT"
GEO_WKT_LITERAL = GEO + "wktLiteral"
GEO_FEATURE = GEO + "Feature"
GEO_GEOMETRY = GEO + "Geometry"

WGS_LAT = WGS + "lat"
WGS_LONG = WGS + "long"

XSD_STRING = XSD + "string"
XSD_BOOLEAN = XSD + "boolean"
XSD_INTEGER = XSD + "integer"
XSD_DECIMAL = XSD + "decimal"
XSD_DOUBLE = XSD + "double"
XSD_DATE = XSD + "date"
XSD_DATE_TIME = XSD + "dateTime"
XSD_G_YEAR_MONTH = XSD + "gYearMonth"
XSD_G_YEAR = XSD + "gYear"
XSD_G_MONTH_DAY = XSD + "gMonthDay"
XSD_ANY_URI = XSD + "anyURI"

# fmt: off
CLASSES = (
    Entity, Actor, Person, Organization, GovernmentBody, MilitaryForce, ArmedGroup, InternationalOrganization,
    MediaOrganization, PoliticalParty, Company, Location, Country, Region, City, NaturalFeature, Place, Facility,
    MilitaryBase, EnergySite, Airport, Port, Hospital, School, Government, Religious, Crossing, Event, Attack,
    AirStrike, DroneAttack, MissileAttack, Shelling, Bombing, SuicideAttack, ArmedClash, Assassination, Ambush, Raid,
    DiplomaticMeeting, Meeting, Visit, PhoneCall, Negotiation, Summit, Article, Mention, Claim, Link, Candidate,
    Run, Merge, Decision, Modality, Status, Stance, Judgement,
)
"""Every class of the ontology, in its order."""

INDIVIDUALS = (
    Actual, Planned, Hypothetical, Reported, Confirmed, Contested, Denied, Asserts, Denies, Same, Different,
)
"""Every individual that the ontology itself names."""

PROPERTIES = (
    INVOLVES, AGENT, TARGET, PARTICIPANT, PLACE, LOCATED_IN, COUNTRY, DATE, DATE_TEXT, WEAPON, TOPIC, ROLE, KILLED,
    INJURED, MODALITY, STATUS, ABOUT, CLAIMANT, STANCE, CUE, REPORTED_IN, REFERS_TO, IN_ARTICLE, BEGIN, END, SURFACE,
    BY, TEXT, CANONICAL, PROPOSED, BLOCK, WITH, JUDGEMENT, DISAGREEMENT_ON, SUBJECT, ITEM, CANDIDATE, CONFIDENCE,
    JUSTIFICATION, CONTENT_DIGEST, ENGINE, LINKER, VERSION, CONFIGURATION, WRITTEN, UNCHANGED, FAILED,
)
"""Every property of the ontology, in its order."""
# fmt: on


def local_name(iri: str) -> str:
    """The part of `iri` after its last ``#`` or ``/``: ``AirStrike``, ``Q858``."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
