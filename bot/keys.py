"""The key file at start: opened, or made when there is nothing yet that was written with another."""

import logging
from pathlib import Path

from sqlalchemy import Engine, select

from bot.config import Config
from db import key_file
from db.encryption import Vault
from db.engine import open_sessions
from db.models import Household, Officer

log = logging.getLogger(__name__)


def open_vault(config: Config, engine: Engine) -> Vault:
    """The vault of the settings' key file. Raises KeyFileError, also when the file of a register in use is gone."""
    path = Path(config.secrets.key_file)
    if not path.exists() and _is_new(engine):
        key_file.create(path)
        log.info("a new key file was made; keep a copy of it apart from the database's backups")
    return Vault.open(path)


def _is_new(engine: Engine) -> bool:
    with open_sessions(engine).begin() as session:
        used = (session.scalar(select(model.id).limit(1)) for model in (Officer, Household))
        return all(number is None for number in used)
