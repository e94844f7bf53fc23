"""Why something is stored, on which ground of article 6 of the GDPR, and who sees it. Their words are in `texts/`."""

from enum import StrEnum


class Purpose(StrEnum):
    """Each is one processing purpose of the record of article 30."""

    DIRECTORY = "directory"
    SHARING = "sharing"
    TELLING = "telling"
    DELIVERY = "delivery"
    BRIEF = "brief"
    CALL = "call"
    TERMS = "terms"
    SUPPORT = "support"
    RECOGNITION = "recognition"
    FIGURES = "figures"
    ACCESS = "access"
    SECURITY = "security"
    RIGHTS = "rights"
    OPERATIONS = "operations"
    LITERACY = "literacy"


class Basis(StrEnum):
    """The grounds of article 6(1) that the product proposes; the controller confirms them."""

    CONSENT = "consent"
    LEGAL_OBLIGATION = "legal_obligation"
    LEGITIMATE_INTERESTS = "legitimate_interests"


class Reader(StrEnum):
    """Who meets what a row says, through the product. Whoever administers the storage account can read all of it."""

    PERSON = "person"
    COLLEAGUES = "colleagues"
    EVERYBODY = "everybody"
    MANAGERS = "managers"
    PEERS = "peers"
    HOST = "host"
    REVIEWERS = "reviewers"
    LEADS = "leads"
    COMMITTEE = "committee"
    AGGREGATES = "aggregates"
    DPO = "dpo"
    NOBODY = "nobody"
