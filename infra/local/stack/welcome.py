"""What a person reads when everything runs."""

from infra.local.playground import player_at_the_keyboard
from infra.local.stack.programs import Stack

_WELCOME = """
  Passeur is ready: open {address}

  À essayer                                        To try
  1. « Personal Chat » : écrivez  partager         1. “Personal Chat”: type  share
     et envoyez le formulaire.                        and send the form.
  2. Écrivez  récap , puis publiez : les cinq      2. Type  recap , then publish: the five best
     meilleurs arrivent dans « General ».             arrive in “General”.
  3. « General » : écrivez @ puis choisissez       3. “General”: type @, choose Passeur,
     Passeur, et  partager : tout le canal            then  share : the whole channel
     voit la fiche et peut l’essayer.                 sees the card and can try it.
  4. Importez les salariés (ci-dessous) ; écrivez  4. Import the people (below); type  digest ,
     synthèse , puis envoyez, suivez, arrêtez.        send it, follow it, stop it.
  5. Écrivez  bilan : le mois en une fiche, à      5. Type  brief : the month on one card, to
     relire, à télécharger, à envoyer au comité.      review, download and send to the committee.
  6. Écrivez  ambassadeurs : appel, sélection,     6. Type  ambassadors : call, selection,
     couverture, tableau de bord du programme.        coverage, board of the programme.
  7. Écrivez  mes données : tout ce que Passeur    7. Type  my data : everything that Passeur
     sait de vous ;  confidentialité : la notice.     holds about you;  privacy : the notice.

  The company’s people, with their managers, as a file to import:
  curl --data-binary @{people} "{functions}/api/people/import?code={key}"

  The client says that you read {locale}; PASSEUR_CLIENT_LOCALE=en-GB make run says English.
  You are {person}; PASSEUR_CLIENT_PERSON=Solène make run makes you an ambassador, Aïcha the DPO.
  Function keys: {keys}   Logs: {logs}
  Ctrl-C stops everything; what you did is kept for the next run.
"""


def welcome(stack: Stack) -> str:
    return _WELCOME.format(
        address=f"http://localhost:{stack.ports.playground}",
        locale=stack.environment.get("PASSEUR_CLIENT_LOCALE", "").strip() or "fr-FR",
        person=player_at_the_keyboard(stack.environment).name,
        people=stack.state.people,
        functions=stack.functions_url,
        key=stack.state.key("functions-default"),
        keys=stack.state.keys,
        logs=stack.state.log("*"),
    )
