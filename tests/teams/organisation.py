"""The settings of a made-up organisation that makes its Teams package."""

SETTINGS = {
    "PASSEUR_APP_ID": "11111111-2222-4333-8444-555555555555",
    "PASSEUR_TEAMS_DEVELOPER": "Ateliers Montclair",
    "PASSEUR_TEAMS_WEBSITE": "https://intranet.montclair.example/passeur",
    "PASSEUR_TEAMS_PRIVACY": "https://intranet.montclair.example/passeur/confidentialite",
    "PASSEUR_TEAMS_TERMS": "https://intranet.montclair.example/passeur/conditions",
}
