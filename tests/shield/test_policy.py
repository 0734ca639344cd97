"""The policy: the first rule that fits decides; each setting changes something."""

from pathlib import Path

import pytest

from siyada.config import (
    Action,
    ProviderSettings,
    Purpose,
    Settings,
    ShieldRule,
    ShieldSettings,
    Where,
    load_settings,
)
from siyada.config.states import LIST, read_states
from siyada.errors import ConfigError, Refused
from siyada.shield.detect import KINDS
from siyada.shield.law import UNREAD, UNSURE, class_of
from siyada.shield.policy import Destination, Policy, check_policy, decide, destination_of

_SETTINGS = ShieldSettings(
    default="mask",
    rules=(
        ShieldRule(kinds=("HEALTH", "CIN"), where="abroad", action="refuse"),
        ShieldRule(kinds=("CIN",), where="abroad", action="allow"),
        ShieldRule(kinds=("*",), where="here", action="allow"),
    ),
)
_LISTED, _UNLISTED = Destination("abroad", "FR"), Destination("abroad", "US")


@pytest.mark.parametrize(
    ("kind", "where", "action"),
    [
        ("CIN", "abroad", "refuse"),
        ("PHONE", "abroad", "mask"),
        ("CIN", "here", "allow"),
        (UNREAD, "abroad", "refuse"),
        (UNREAD, "here", "allow"),
    ],
)
def test_the_first_rule_that_fits_decides(kind: str, where: Where, action: Action) -> None:
    assert decide(kind, where, _SETTINGS) == action


def test_without_rules_everything_is_masked_even_here() -> None:
    assert decide("PHONE", "here", ShieldSettings(rules=())) == "mask"


def test_what_cannot_be_masked_is_refused_unless_allowed() -> None:
    rule = ShieldRule(kinds=(UNREAD,), where="abroad", action="allow")
    assert decide(UNREAD, "abroad", ShieldSettings(rules=(rule,))) == "allow"


@pytest.mark.parametrize(
    ("kind", "to", "action"),
    [
        # The table of destinations of docs/shield.md, line by line.
        ("PHONE", Destination("here"), "allow"),
        ("HEALTH", Destination("here"), "allow"),
        ("PHONE", Destination("country"), "mask"),
        ("HEALTH", Destination("country"), "reroute"),
        ("PHONE", _LISTED, "mask"),
        ("HEALTH", _LISTED, "reroute"),
        (UNSURE, _LISTED, "mask"),
        ("PHONE", _UNLISTED, "mask"),
        ("CIN", _UNLISTED, "mask"),
        ("HEALTH", _UNLISTED, "reroute"),
        (UNSURE, _UNLISTED, "reroute"),
        (UNREAD, _UNLISTED, "reroute"),
        (UNREAD, _LISTED, "refuse"),
        (UNSURE, Destination("abroad"), "reroute"),
        (UNSURE, Destination("abroad", "FR", stored_in="US"), "reroute"),
    ],
)
def test_closed_by_default(kind: str, to: Destination, action: Action) -> None:
    assert decide(kind, to, ShieldSettings()) == action


_PURPOSES = {
    "plain": Purpose(title="Orientation", kinds=("PERSON", "CIN", "HEALTH")),
    "care": Purpose(title="Soins", authorisation="A-000/2026"),
}


@pytest.mark.parametrize(
    ("kind", "where", "purpose", "action"),
    [
        ("PERSON", "here", "plain", "allow"),
        ("PHONE", "here", "plain", "mask"),  # not needed: article 3(1)(c)
        ("CIN", "here", "plain", "mask"),  # no authorisation: article 12(1)(e)
        ("HEALTH", "here", "plain", "mask"),
        ("CIN", "here", "care", "allow"),
        ("HEALTH", "here", "care", "allow"),
        ("CIN", "abroad", "plain", "reroute"),
        ("CIN", "abroad", "care", "mask"),
        ("HEALTH", "abroad", "care", "reroute"),
    ],
)
def test_a_purpose_decides_what_is_seen(
    kind: str, where: Where, purpose: str, action: Action
) -> None:
    settings = ShieldSettings(purposes=_PURPOSES)
    assert decide(kind, Destination(where, purpose=purpose), settings) == action


def test_an_authorised_purpose_may_send_sensitive_data_masked_to_a_listed_state() -> None:
    to = Destination("abroad", "FR", purpose="care")
    assert decide("HEALTH", to, ShieldSettings(purposes=_PURPOSES)) == "mask"


def test_a_purpose_that_is_not_declared_is_refused_and_not_repeated() -> None:
    with pytest.raises(Refused) as refused:
        Policy(ShieldSettings(), Destination("abroad", purpose="BH451207"))
    assert "BH451207" not in refused.value.message


def test_a_required_purpose_is_required_or_taken_from_the_settings() -> None:
    settings = ShieldSettings(purposes=_PURPOSES, purpose_required=True)
    with pytest.raises(Refused, match="article 3"):
        Policy(settings, Destination("here"))
    named = settings.model_copy(update={"purpose": "plain"})
    assert Policy(named, Destination("here")).action("PHONE") == "mask"


@pytest.mark.parametrize(
    "rule",
    [
        ShieldRule(kinds=("PHONE",), action="refuse"),
        ShieldRule(sensitivity="ordinary", action="refuse"),
        ShieldRule(where="abroad", action="refuse"),
        ShieldRule(countries=("FR",), action="refuse"),
        ShieldRule(countries=("listed",), action="refuse"),
        ShieldRule(purposes=("care",), action="refuse"),
        ShieldRule(authorised=True, action="refuse"),
    ],
)
def test_each_condition_of_a_rule_decides(rule: ShieldRule) -> None:
    settings = ShieldSettings(rules=(rule,), purposes=_PURPOSES)
    fits = Destination("abroad", "FR", purpose="care")
    others = {
        decide("HEALTH", fits, settings),
        decide("PHONE", Destination("here"), settings),
        decide("PHONE", Destination("abroad", "US", purpose="plain"), settings),
    }
    assert decide("PHONE", fits, settings) == "refuse"
    assert "mask" in others


def test_a_decision_says_why_and_by_which_articles() -> None:
    decision = Policy(ShieldSettings(), _UNLISTED).decision("HEALTH")
    assert (decision.rule, decision.articles) == (2, "1(3), 12(1)(a), 21, 43-44")
    assert "sensitive" in decision.why
    assert Policy(ShieldSettings(), _UNLISTED).decision("CIN").articles == "12(1)(e), 43-44"


@pytest.mark.parametrize(
    "settings",
    [
        ShieldSettings(rules=(ShieldRule(kinds=("PHONNE",), action="allow"),)),
        ShieldSettings(purposes={"a": Purpose(title="a", kinds=("CNIE",))}),
        ShieldSettings(forms={"NAME": "remove"}),
        ShieldSettings(invented=("MAIL",)),
    ],
)
def test_a_kind_that_does_not_exist_stops_the_server(settings: ShieldSettings) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        check_policy(settings)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rules": [{"action": "allow", "purposes": ["care"]}]},
        {"purpose": "care"},
        {"purpose_required": True},
        {"rules": [{"action": "allow", "countries": ["France"]}]},
        {"states_file": "no-such-file.toml"},
        {"forms": {"*": "generalise"}},
    ],
)
def test_settings_that_contradict_themselves_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"purpose|country|States|generalised"):
        ShieldSettings.model_validate(wrong)


@pytest.mark.parametrize(
    "settings",
    [ShieldSettings(forms={"CIN": "generalise"}), ShieldSettings(forms={"HEALTH": "surrogate"})],
)
def test_a_form_that_a_kind_cannot_have_stops_the_server(settings: ShieldSettings) -> None:
    with pytest.raises(ConfigError, match="cannot be given the form"):
        check_policy(settings)


def test_the_officer_may_correct_the_list_of_states(tmp_path: Path) -> None:
    path = tmp_path / "states.toml"
    path.write_text('read = 2026-11-30\nstates = ["US"]\n', encoding="utf-8")
    settings = ShieldSettings(states_file=path)
    assert decide(UNSURE, _UNLISTED, settings) == "mask"
    assert decide(UNSURE, _LISTED, settings) == "reroute"


def test_the_list_that_comes_with_siyada_is_dated_and_says_its_certainty() -> None:
    states = read_states(LIST)
    assert {"FR", "DE", "GB", "CH", "CA"} <= states.codes
    assert not {"US", "MA", "HR"} & states.codes
    assert (states.certainty, states.read.year) == ("C", 2026)


@pytest.mark.parametrize(
    "text", ["states = [", 'read = 2026-11-30\nstates = ["France"]', 'states = ["FR"]', "x = 1"]
)
def test_a_broken_list_of_states_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "states.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="States"):
        read_states(path)


def _provider(**fields: object) -> ProviderSettings:
    return ProviderSettings.model_validate(
        {"name": "a", "url": "http://127.0.0.1:1/v1", "models": ["m"], **fields}
    )


def test_a_destination_is_read_from_the_provider() -> None:
    provider = _provider(country="FR", stored_in="US")
    assert destination_of(provider, "care") == Destination("abroad", "FR", "US", "care")


@pytest.mark.parametrize(
    "fields",
    [
        {"where": "here", "country": "FR"},
        {"where": "country", "stored_in": "FR"},
        {"where": "abroad", "country": "MA"},
    ],
)
def test_a_provider_is_where_its_country_says(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="where = "):
        _provider(**fields)


def test_with_national_only_no_provider_abroad_is_accepted() -> None:
    values = load_settings().model_dump() | {"shield": {"national_only": True}}
    Settings.model_validate(values | {"providers": [_provider(where="country")]})
    with pytest.raises(ValueError, match="national_only"):
        Settings.model_validate(values | {"providers": [_provider()]})


def test_every_kind_has_a_class() -> None:
    assert {class_of(kind).sensitivity for kind in (*KINDS, UNREAD)} == {
        "ordinary",
        "authorisation",
        "sensitive",
        "unsure",
    }
