"""The settings of the demonstration company, as the environment gives them to the bot and the functions."""

TENANT_ID = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4"

TRADES = (
    ("achats", "Achats", "Purchasing"),
    ("communication", "Communication", "Communications"),
    ("compta", "Comptabilité", "Accounting"),
    ("direction", "Direction générale", "General management"),
    ("finance", "Contrôle de gestion", "Management control"),
    ("juridique", "Juridique", "Legal"),
    ("logistique", "Logistique", "Logistics"),
    ("maintenance", "Maintenance", "Maintenance"),
    ("marketing", "Marketing", "Marketing"),
    ("production", "Production", "Production"),
    ("qualite", "Qualité", "Quality"),
    ("rh", "Ressources humaines", "Human resources"),
    ("si", "Systèmes d’information", "Information systems"),
    ("ventes", "Commerce", "Sales"),
)

SITES = (
    ("paris", "Paris – La Défense", "Paris – La Défense"),
    ("lyon", "Lyon – Gerland", "Lyon – Gerland"),
    ("nantes", "Nantes", "Nantes"),
    ("toulouse", "Toulouse – Blagnac", "Toulouse – Blagnac"),
    ("lille", "Lille – Lesquin", "Lille – Lesquin"),
    ("strasbourg", "Strasbourg", "Strasbourg"),
)
# Whose people count as technical profiles in a selection.
TECHNICAL_TRADE = "si"


def environment() -> dict[str, str]:
    """The organisation's part of the environment; trades and sites are written `id=français|English;…`."""
    return {
        "PASSEUR_TENANT_ID": TENANT_ID,
        "PASSEUR_TRADES": ";".join(f"{key}={french}|{english}" for key, french, english in TRADES),
        "PASSEUR_SITES": ";".join(f"{key}={french}|{english}" for key, french, english in SITES),
        "PASSEUR_TECHNICAL_TRADES": TECHNICAL_TRADE,
        "PASSEUR_TIME_ZONE": "Europe/Paris",
        "PASSEUR_LOCALE": "fr",
        "PASSEUR_BADGE_ISSUER": "Société de démonstration",
        "PASSEUR_CONTROLLER": "Ventis Industrie (démonstration), 1 rue de la Loire, 44000 Nantes",
        "PASSEUR_DPO_CONTACT": "dpo@ventis.example",
        "PASSEUR_RECAP_DAY": "1",
        "PASSEUR_RECAP_HOUR": "9",
        # A demonstration is given at any hour.
        "PASSEUR_SENDING_HOURS": "0-24",
        "PASSEUR_SENDING_DAYS": "1-7",
        "PASSEUR_HOLIDAYS": "none",
    }
