"""Whether a server would start with some settings: asked without what a server is made of."""

from siyada.config import Settings, secret
from siyada.errors import ConfigError
from siyada.ledger.counting import Counting
from siyada.ledger.prices import read_prices
from siyada.models.client import Client
from siyada.models.pool import Pool
from siyada.shield.policy import check_policy


def check_settings(settings: Settings) -> None:
    """Raise ConfigError where a server would not start with these settings, or not do its work.

    What is looked at: the policy's kinds, the providers' addresses and keys, the prices, the
    tokenizers, the files named.
    """
    check_policy(settings.shield)
    Pool(Client()).load(settings.providers, settings.models, settings.routing)
    secret(settings.signon.client_secret_env)
    read_prices(settings.accounting.prices)
    Counting(settings.accounting.tokenizers)
    logo = settings.server.logo
    if logo is not None and not logo.is_file():
        raise ConfigError(f"The logo {logo} does not exist. Correct `server.logo`.")
    if not settings.procedures.is_dir():
        raise ConfigError(f"The record's folder {settings.procedures} does not exist.")
