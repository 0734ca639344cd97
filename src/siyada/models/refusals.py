"""What a model server's refusal means to us, and what of it may be repeated.

A server's own words may quote the request, so they are read for their codes and thrown away: only
values of a closed list are repeated.
"""

import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from math import ceil
from typing import Any

import orjson

from siyada.errors import (
    InvalidFields,
    InvalidRequest,
    ProviderFailed,
    ProviderRefuses,
    ProviderSilent,
    SiyadaError,
    TooManyRequests,
)

Json = Any
"""A value read from JSON."""

_FIELDS = """
audio body content detail dimensions encoding_format frequency_penalty function functions guardrails
image_url input json_schema logit_bias logprobs max_completion_tokens max_tokens messages metadata
min_tokens modalities model n output_dimension output_dtype parameters parallel_tool_calls
prediction prefix presence_penalty prompt prompt_cache_key prompt_mode random_seed reasoning_effort
repetition_penalty response_format role safe_prompt schema seed service_tier stop store stream
stream_options strict temperature text tool_call_id tool_calls tool_choice tools top_k top_logprobs
top_p type url user
"""
FIELDS = frozenset(_FIELDS.split())
"""Names of fields that may be repeated from an error; any other name could be a caller's."""

_CODES = """
content_filter context_length_exceeded invalid_api_key invalid_image invalid_prompt
invalid_request_error invalid_type invalid_value missing_required_parameter model_not_found
rate_limit_exceeded string_above_max_length tokens_limit_exceeded unknown_parameter
unsupported_parameter unsupported_value
"""
CODES = frozenset(_CODES.split())
"""Codes that may be repeated, besides numbers of three or four digits."""

_NUMBER = re.compile(r"[0-9]{3,4}")
_SECONDS = re.compile(r"[0-9]{1,20}(?:\.[0-9]{0,6})?")
_LONGEST_WAIT = 3_600


def refusal(name: str, status: int, headers: Mapping[str, str], body: bytes) -> SiyadaError:
    """The error for an answer of the server `name` whose status is not 2xx."""
    wait = _retry_after(headers)
    if status == 429:
        message = f"The provider {name} takes no more requests for now. Try again later."
        return TooManyRequests(message, retry_after=wait or 5)
    if status in {401, 403}:
        return ProviderRefuses(f"The provider {name} refuses our key. Check its `key_env`.")
    if status == 404:
        message = f"The provider {name} does not know this model or address. Check its settings."
        return ProviderRefuses(message)
    if status in {408, 504}:
        message = f"The provider {name} did not answer in time. Try again."
        return ProviderSilent(message, retry_after=wait)
    if 400 <= status < 500:
        return _wrong_request(name, status, body)
    message = f"The provider {name} failed (status {status}). Try again."
    return ProviderFailed(message, retry_after=wait)


def said_error(value: Json) -> bool:
    """Whether what a server sent inside a stream or with status 200 is an error."""
    return isinstance(value, dict) and (bool(value.get("error")) or value.get("object") == "error")


def _wrong_request(name: str, status: int, body: bytes) -> SiyadaError:
    said = _read(body)
    codes = [said.get("code"), said.get("type")]
    code = next((str(code) for code in codes if _may_repeat(code)), None)
    because = f", code {code}" if code else ""
    message = f"The provider {name} refused the request (status {status}{because}). Correct it."
    detail = said.get("detail")
    if status == 422 and isinstance(detail, list):
        return InvalidFields(message, [_place(item) for item in detail[:20]])
    return InvalidRequest(message, param=_path(str(said.get("param") or "").split(".")))


def _read(body: bytes) -> dict[str, Json]:
    """The object that holds `code`, `param` and `detail`, wherever this server puts it."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    if not isinstance(value, dict):
        return {}
    inner = value.get("error", value.get("message"))
    return {**value, **inner} if isinstance(inner, dict) else value


def _may_repeat(code: Json) -> bool:
    return str(code) in CODES or bool(_NUMBER.fullmatch(str(code)))


def _place(item: Json) -> dict[str, object]:
    loc = item.get("loc") if isinstance(item, dict) else None
    parts = loc if isinstance(loc, list) else []
    known = [part for part in parts if part in FIELDS or type(part) is int]
    return {
        "loc": known or ["body"],
        "msg": "The provider does not accept this.",
        "type": "provider_refused",
    }


def _path(parts: list[str]) -> str | None:
    return ".".join(p for p in parts if p in FIELDS or (p.isdigit() and len(p) < 4)) or None


def _retry_after(headers: Mapping[str, str]) -> int | None:
    """Seconds to wait, said as a number or as a date (RFC 9110, 10.2.3); an hour at most."""
    value = headers.get("Retry-After", "").strip()
    try:
        if _SECONDS.fullmatch(value):
            seconds = float(value)
        else:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
    except (ValueError, OverflowError):
        return None
    return min(ceil(seconds), _LONGEST_WAIT) if seconds > 0 else None
