"""What a person reads when everything runs."""

from infra.local.stack.programs import Stack

_WELCOME = """
  Passeur is ready: open {address}

  Trois choses à essayer                           Three things to try
  1. « Personal Chat » : écrivez  partager         1. “Personal Chat”: type  share
     et envoyez le formulaire.                        and send the form.
  2. Écrivez  récap , puis publiez : les cinq      2. Type  recap , then publish: the five best
     meilleurs arrivent dans « General ».             arrive in “General”.
  3. « General » : écrivez @ puis choisissez       3. “General”: type @, choose Passeur,
     Passeur, et  partager : tout le canal            then  share : the whole channel
     voit la fiche et peut l’essayer.                 sees the card and can try it.

  The company’s people, with their managers, as a file to import:
  curl --data-binary @{people} "{functions}/api/people/import?code={key}"

  The client says that you read {locale}; PASSEUR_CLIENT_LOCALE=en-GB make run says English.
  Function keys: {keys}   Logs: {logs}
  Ctrl-C stops everything; what you did is kept for the next run.
"""


def welcome(stack: Stack) -> str:
    return _WELCOME.format(
        address=f"http://localhost:{stack.ports.playground}",
        locale=stack.environment.get("PASSEUR_CLIENT_LOCALE", "").strip() or "fr-FR",
        people=stack.state.people,
        functions=stack.functions_url,
        key=stack.state.key("functions-default"),
        keys=stack.state.keys,
        logs=stack.state.log("*"),
    )
