"""What the erasure of an ambassador needs from storage, beside the repositories of what they did."""

from typing import Protocol


class ErasureRepository(Protocol):
    async def begin(self, tenant_id: str, person_id: str, stand_in: str) -> str:
        """Note the pseudonym that takes a person's place, so that an erasure that was cut goes on with the same one.

        Returns the one that was noted first.
        """

    async def rename(self, tenant_id: str, person_id: str, stand_in: str) -> None:
        """Write the pseudonym wherever a row of the programme, or of the outbox, still names the person.

        What was owed to them is owed no more, and where their chat was is forgotten.
        """

    async def finish(self, tenant_id: str, person_id: str) -> None:
        """Forget whose place the pseudonym took: nothing leads back from then on."""
