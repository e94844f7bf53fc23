"""How HTTP requests to storage leave."""

from urllib.request import getproxies

import aiohttp
from azure.core.pipeline.transport import AioHttpTransport

from passeur.storage.outages import Patience

# Azurite closes a connection that was idle for 5 s. One that is about to be closed loses the request that takes it,
# and a write that may have been done is not sent again by itself.
_IDLE = 3.0


class StorageTransport(AioHttpTransport):  # type: ignore[misc]  # azure-core loads it lazily, without its type
    """One HTTP session, made in the loop that first sends something, and closed with the storage."""

    def __init__(self, patience: Patience) -> None:
        super().__init__(connection_timeout=patience.connect, read_timeout=patience.read)
        self._was_opened = False

    async def open(self) -> None:
        if not self._was_opened:
            self._was_opened = True
            self.session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(keepalive_timeout=_IDLE),
                # Looking for a proxy and a .netrc costs two threads for each request: only where there is a proxy.
                trust_env=bool(getproxies()),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
            )
        await super().open()
