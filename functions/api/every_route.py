"""Every route that is described: a blueprint that opens others is found by a test."""

from functions import (
    badge_checks_http,
    badges_http,
    briefs_http,
    coverage_http,
    health_http,
    kpis_http,
    literacy_http,
    openapi_http,
    own_data_http,
    people_http,
    people_sync_http,
    privacy_http,
    recaps_http,
    roles_http,
    runs_http,
    workshops_http,
)
from functions.api.route import Route

ROUTES: tuple[Route, ...] = (
    *runs_http.ROUTES,
    *recaps_http.ROUTES,
    *briefs_http.ROUTES,
    *kpis_http.ROUTES,
    *coverage_http.ROUTES,
    *workshops_http.ROUTES,
    *people_http.ROUTES,
    *people_sync_http.ROUTES,
    *roles_http.ROUTES,
    *badges_http.ROUTES,
    *badge_checks_http.ROUTES,
    *literacy_http.ROUTES,
    *own_data_http.ROUTES,
    *privacy_http.ROUTES,
    *openapi_http.ROUTES,
    *health_http.ROUTES,
)
