# Trades that most French companies have; an organisation replaces them by its own with PASSEUR_TRADES.
DEFAULT_TRADES = (
    "achats=Achats|Purchasing;communication=Communication|Communications;finance=Finance|Finance;"
    "juridique=Juridique|Legal;logistique=Logistique|Logistics;marketing=Marketing|Marketing;"
    "production=Production|Production;qualite=Qualité|Quality;rh=Ressources humaines|Human resources;"
    "si=Systèmes d’information|Information systems;ventes=Commerce|Sales;autre=Autre métier|Other"
)
