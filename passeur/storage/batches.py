"""A request of our own through the library's client, with the library's own extension point and no private name.

Signing, tokens, retries and errors of the connection stay the library's: the first policy of its pipeline puts our
request in the place of one that the library made, and takes the answer away before the library works on it.
"""

from typing import Any

from azure.core.pipeline import PipelineRequest, PipelineResponse
from azure.core.pipeline.policies import AsyncHTTPPolicy
from azure.core.rest import AsyncHttpResponse, HttpRequest
from azure.data.tables.aio import TableClient

# The keyword of a call that gives the request to send instead.
_INSTEAD = "passeur_instead"


class _Answered(Exception):
    def __init__(self, response: AsyncHttpResponse) -> None:
        super().__init__()
        self.response = response


class Batches(AsyncHTTPPolicy[HttpRequest, AsyncHttpResponse]):
    async def send(self, request: PipelineRequest[HttpRequest]) -> PipelineResponse[HttpRequest, AsyncHttpResponse]:
        instead: HttpRequest | None = request.context.options.pop(_INSTEAD, None)
        if instead is None:
            return await self.next.send(request)
        request.http_request = instead
        # The library decodes no body that is to be streamed, and would not know the type of this one.
        request.context.options["stream"] = True
        response = await self.next.send(request)
        raise _Answered(response.http_response)


async def send_instead(client: TableClient, request: HttpRequest) -> AsyncHttpResponse:
    """Send a request to the account of a client that has this policy first; the answer is read whole."""
    options: dict[str, Any] = {_INSTEAD: request}
    try:
        # A read: were it ever sent itself, nothing would come of it.
        await client.get_entity("", "", **options)
    except _Answered as answered:
        await answered.response.read()
        return answered.response
    raise TypeError("the client was made without the policy of batches")
