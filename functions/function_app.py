"""The functions that are deployed, and the only module that the Functions worker imports by name.

Nothing is opened or read from the environment here: each function asks the wiring when it first runs.
"""

import os

import azure.functions as func

from functions.backup_timer import backup_timer
from functions.badge_checks_http import badge_checks_http
from functions.badges_http import badges_http
from functions.badges_timer import badges_timer
from functions.brief_timer import brief_timer
from functions.briefs_http import briefs_http
from functions.calls_timer import calls_timer
from functions.check_in_timer import check_in_timer
from functions.coverage_http import coverage_http
from functions.deliveries_queue import deliveries_queue
from functions.digest_timer import digest_timer
from functions.directory_timer import directory_timer
from functions.erasures_timer import erasures_timer
from functions.guarded import GuardedFunctions
from functions.health_http import health_http
from functions.kpis_http import kpis_http
from functions.kpis_timer import kpis_timer
from functions.literacy_http import literacy_http
from functions.nowhere_http import nowhere_http
from functions.openapi_http import openapi_http
from functions.own_data_http import own_data_http
from functions.people_http import people_http
from functions.people_sync_http import people_sync_http
from functions.privacy_http import privacy_http
from functions.recap_timer import recap_timer
from functions.recaps_http import recaps_http
from functions.retention_timer import retention_timer
from functions.roles_http import roles_http
from functions.run_steps_queue import run_steps_queue
from functions.runs_http import runs_http
from functions.sweep_timer import sweep_timer
from functions.terms_timer import terms_timer
from functions.wiring import Wiring, wiring_from_process
from functions.workshops_http import workshops_http
from passeur.logs.start import tame_hosted_logs
from passeur.setting_values import is_hosted


def function_app(wiring: Wiring, *, hosted: bool = False) -> func.FunctionApp:
    """Every function of Passeur, on the given wiring; `hosted` by Azure, whose worker writes down every error whole."""
    functions = GuardedFunctions(hosted=hosted)
    for blueprint in _BLUEPRINTS:
        functions.register_functions(blueprint(wiring))
    return functions


_BLUEPRINTS = (
    recap_timer,
    sweep_timer,
    deliveries_queue,
    run_steps_queue,
    digest_timer,
    brief_timer,
    check_in_timer,
    terms_timer,
    calls_timer,
    kpis_timer,
    briefs_http,
    runs_http,
    recaps_http,
    roles_http,
    people_http,
    people_sync_http,
    workshops_http,
    kpis_http,
    coverage_http,
    literacy_http,
    privacy_http,
    retention_timer,
    own_data_http,
    directory_timer,
    erasures_timer,
    backup_timer,
    badges_timer,
    badges_http,
    badge_checks_http,
    openapi_http,
    health_http,
    nowhere_http,
)


tame_hosted_logs(os.environ)
app = function_app(wiring_from_process(), hosted=is_hosted(os.environ))
