"""The functions that are deployed, and the only module that the Functions worker imports by name.

Nothing is opened or read from the environment here: each function asks the wiring when it first runs.
"""

import azure.functions as func

from functions.deliveries_queue import deliveries_queue
from functions.recap_timer import recap_timer
from functions.recaps_http import recaps_http
from functions.roles_http import roles_http
from functions.sweep_timer import sweep_timer
from functions.wiring import Wiring, wiring_from_process


def function_app(wiring: Wiring) -> func.FunctionApp:
    """Every function of Passeur, on the given wiring."""
    functions = func.FunctionApp()
    for blueprint in (recap_timer, sweep_timer, deliveries_queue, recaps_http, roles_http):
        functions.register_functions(blueprint(wiring))
    return functions


app = function_app(wiring_from_process())
