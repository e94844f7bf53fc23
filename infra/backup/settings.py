"""What the commands about the store need of the environment: the same names as the product's own settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from passeur.organisation import Organisation
from passeur.setting_values import SettingsError
from passeur.settings import StorageSettings, read_backup_keep, read_card_keys, read_organisation, read_storage
from passeur.storage.azure_blobs import open_backup_blobs
from passeur.storage.bundle import Storage
from passeur.storage.nightly_backup import Backups
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB


@dataclass(frozen=True, slots=True)
class StoreSettings:
    organisation: Organisation
    storage: StorageSettings
    keys: tuple[str, ...]
    keep: timedelta

    def open_storage(self) -> Storage:
        """In Azure, with the identity of whoever runs the command (`az login`)."""
        try:
            return open_storage(self.storage, patience=FOR_A_JOB)
        except ValueError as error:
            raise SettingsError(f"The storage that the settings name cannot be used: {error}.") from error

    def open_backups(self) -> Backups:
        return Backups(open_backup_blobs(self.storage), self.keys, self.keep)


def read_store_settings(environment: Mapping[str, str]) -> StoreSettings:
    return StoreSettings(
        organisation=read_organisation(environment),
        storage=read_storage(environment),
        keys=read_card_keys(environment),
        keep=read_backup_keep(environment),
    )
