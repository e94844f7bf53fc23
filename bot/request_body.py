"""Reads the body of a request, and stops where it becomes too much or too slow."""

import asyncio

import aiohttp
from aiohttp import web

from bot.rejection import Reason, Rejected
from passeur.logs.safe import Safe

BIGGEST_BODY = 256 * 1024
SLOWEST_BODY = 10.0


async def read_body(request: web.Request) -> bytes:
    """The whole body, at most 256 KB once unpacked, within ten seconds."""
    if request.content_length is not None and request.content_length > BIGGEST_BODY:
        raise Rejected(Reason.TOO_LARGE)
    body = bytearray()
    try:
        async with asyncio.timeout(SLOWEST_BODY):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > BIGGEST_BODY:
                    raise Rejected(Reason.TOO_LARGE)
    except TimeoutError as error:
        raise Rejected(Reason.TOO_SLOW) from error
    except (aiohttp.ClientError, aiohttp.http.HttpProcessingError, web.RequestPayloadError, OSError) as error:
        raise Rejected(Reason.MALFORMED_BODY, Safe(type(error).__name__)) from error
    return bytes(body)
