"""Refusals as other programs read them: problem details (RFC 9457) that name the rule, in the language asked for."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from geo import language
from geo.errors import AbsentError, BusyError, FormatError, GeoError
from geo.http.resource import OPEN, preflight
from geo.language import _

MEDIA_TYPE = "application/problem+json"
LONGEST_QUERY = 8000
"""Characters of the part of an address that follows its question mark."""
RETRY_AFTER_S = 5

Endpoint = Callable[[Request], Response]


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """A refusal: its kind by the status, and in ``detail`` what is wrong and what to do."""
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    own = {**OPEN, "cache-control": "no-store", "content-language": language.current(), **(headers or {})}
    return Response(json.dumps(told, ensure_ascii=False), status, own, MEDIA_TYPE)


def open_to_all(endpoint: Endpoint) -> Endpoint:
    """An endpoint that any site's page may read, in the language asked for, with its errors as problems."""

    @wraps(endpoint)
    def answering(request: Request) -> Response:
        if request.method == "OPTIONS":
            return preflight()
        with language.spoken(request.query_params.get("lang", language.ENGLISH)):
            if len(request.url.query) > LONGEST_QUERY:
                told = _("The address is too long: {most} characters at most may follow its question mark.")
                return problem(414, told.format(most=LONGEST_QUERY))
            try:
                return endpoint(request)
            except GeoError as error:
                return problem_of(error)

    return answering


def problem_of(error: GeoError) -> Response:
    """The refusal that an error of the library stands for."""
    if isinstance(error, BusyError):
        return problem(503, str(error), {"retry-after": str(RETRY_AFTER_S)})
    return problem(404 if isinstance(error, (AbsentError, FormatError)) else 400, str(error))
