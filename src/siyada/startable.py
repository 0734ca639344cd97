"""Whether a server would start with some settings: asked without what a server is made of."""

import resource
from typing import Final

from siyada.config import Settings, secret
from siyada.errors import ConfigError
from siyada.ledger.counting import Counting
from siyada.ledger.prices import read_prices
from siyada.models.client import Client
from siyada.models.pool import Pool
from siyada.shield.policy import check_policy

MOST_FILES: Final = 65_536
"""Files that a worker opens at once at most."""
_PER_ANSWER: Final = 2
"""The caller's connection, and that to the model server."""
_OTHERWISE: Final = 200
"""Databases, libraries, logs, connections that wait."""
_FEWEST: Final = 2_000
"""Answers at once that a worker is made for."""


def raise_open_files() -> int:
    """Let this process open as many files as it may; gives how many that is.

    A shell often allows 1,024 where the system allows more, and who opens too many is cut off by
    the kernel without a word.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return soft if soft != resource.RLIM_INFINITY else MOST_FILES


def answers_at_once(files: int) -> int:
    """How many answers a worker can stream at once that may open so many files."""
    return max(0, (files - _OTHERWISE) // _PER_ANSWER)


def are_few(files: int) -> bool:
    """Whether they are too few for the answers that a worker is made for."""
    return answers_at_once(files) < _FEWEST


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
