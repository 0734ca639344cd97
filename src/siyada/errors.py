"""The tree of failures.

    SiyadaError
    ├── InvalidRequest   400      ├── TooManyRequests 429      ├── ShieldFailed   503
    │   ├── InvalidFields 422     ├── ProviderFailed  502      ├── LedgerFailed   503
    │   └── TooLarge     413      │   ├── ProviderRefuses 502  ├── LibraryFailed  503
    ├── Unauthorised     401      │   └── ProviderBroke   502  └── RecordError    (build)
    ├── Refused          403      ├── ProviderSilent  504
    │   └── MustStay     403      ├── NotOffered      501
    ├── NotFound         404      ├── Busy            503
    ├── WrongMethod      405      └── QuotaReached    429 (a TooManyRequests)
    └── ConfigError      the server does not start

A message is a sentence that says what to do next. It never holds a caller's text, a name or a
secret: messages reach logs, answers and screens.
"""


class SiyadaError(Exception):
    """The root. A class differs from another in two attributes: HTTP `status` and `code`."""

    status = 500
    code = "internal_error"

    def __init__(
        self, message: str, *, param: str | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.param = param
        """The field of the request that is wrong, as a path (`messages.0.content`)."""
        self.retry_after = retry_after
        """Seconds after which the same request may succeed."""


class InvalidRequest(SiyadaError):
    """The request cannot be understood or lacks something."""

    status = 400
    code = "invalid_request"


class InvalidFields(InvalidRequest):
    """Fields of the request are wrong; `detail` says which, in the form the clients read."""

    status = 422
    code = "invalid_fields"

    def __init__(self, message: str, detail: list[dict[str, object]]) -> None:
        first = detail[0]["loc"] if detail else ()
        path = [str(part) for part in first] if isinstance(first, list) else []
        super().__init__(message, param=".".join(path[1:]) or None)
        self.detail = detail
        """One `{"loc": ["body", …], "msg": …, "type": …}` for each wrong field."""


class TooLarge(InvalidRequest):
    """The request is longer than the server accepts."""

    status = 413
    code = "request_too_large"


class Unauthorised(SiyadaError):
    """No key, or a key that is not known."""

    status = 401
    code = "invalid_api_key"


class Refused(SiyadaError):
    """A rule forbids it: the key's rights, or the shield's policy."""

    status = 403
    code = "refused"


class MustStay(Refused):
    """The policy wants a model in the country for this; refused where none can answer."""

    def __init__(self, message: str, *, kind: str, param: str | None = None) -> None:
        super().__init__(message, param=param)
        self.kind = kind
        """The kind of data that asks for it."""


class NotFound(SiyadaError):
    """What was asked for does not exist here."""

    status = 404
    code = "not_found"


class WrongMethod(SiyadaError):
    """The address exists and is asked in another way."""

    status = 405
    code = "method_not_allowed"


class NotOffered(SiyadaError):
    """The API has this, and this server does not."""

    status = 501
    code = "not_offered"


class TooManyRequests(SiyadaError):
    """A limit is reached for now."""

    status = 429
    code = "rate_limit_exceeded"

    def __init__(
        self,
        message: str,
        *,
        param: str | None = None,
        retry_after: int | None = None,
        limit: str | None = None,
    ) -> None:
        super().__init__(message, param=param, retry_after=retry_after)
        self.limit = limit
        """Which limit of ours, as `key.requests_per_minute`; None when it is a provider's."""


class QuotaReached(TooManyRequests):
    """What may be used in a day or a month is used; `limit` says which, of whom and how much."""

    code = "insufficient_quota"


class Busy(SiyadaError):
    """The server has more to do than it can for now."""

    status = 503
    code = "busy"


class ProviderFailed(SiyadaError):
    """The model server answered wrongly, or could not be reached."""

    status = 502
    code = "provider_failed"


class ProviderRefuses(ProviderFailed):
    """The model server refuses us, and asking it again changes nothing until the settings do."""


class ProviderBroke(ProviderFailed):
    """The model server began to answer, and what it sent is no answer or not all of it."""


class ProviderSilent(SiyadaError):
    """The model server did not answer in time."""

    status = 504
    code = "provider_silent"


class ShieldFailed(SiyadaError):
    """Personal data could not be looked for, so nothing was sent."""

    status = 503
    code = "shield_failed"


class LedgerFailed(SiyadaError):
    """The audit record could not be written, so nothing was sent."""

    status = 503
    code = "ledger_failed"


class LibraryFailed(SiyadaError):
    """A library cannot be opened or searched."""

    status = 503
    code = "library_failed"


class RecordError(SiyadaError):
    """A file of the record of procedures is wrong; the message names the file and the field."""

    code = "record_error"


class ConfigError(SiyadaError):
    """The settings are wrong; the server does not start."""

    code = "config_error"
