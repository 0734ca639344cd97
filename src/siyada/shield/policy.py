"""What happens to personal data: by kind, by law, by purpose, and by where the model runs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from siyada.config import Action, Form, ProviderSettings, ShieldRule, ShieldSettings, Where
from siyada.config.providers import HERE
from siyada.errors import ConfigError, InvalidRequest, Refused
from siyada.shield.detect import KINDS
from siyada.shield.forms import GENERAL
from siyada.shield.law import TRANSFER, UNREAD, UNSURE, class_of
from siyada.shield.surrogates import NO_SURROGATE

__all__ = ["UNREAD", "UNSURE", "Decision", "Destination", "Policy", "check_policy", "decide"]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a text goes, and what for."""

    where: Where
    country: str = ""
    """ISO 3166-1, of where the model runs; empty: unknown."""
    stored_in: str = ""
    """Of where its operator keeps what it is sent; empty: in the same country."""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens to a kind of data, and why."""

    action: Action
    rule: int | None
    """Place of the rule that decided, from 0; None: the default."""
    articles: str
    """Articles of law 09-08 at stake, and those on transfers where the data would leave."""
    why: str
    """One sentence without any value."""


@dataclass(slots=True)
class Policy:
    """The policy for one destination. Each kind is decided once."""

    settings: ShieldSettings
    destination: Destination
    _decided: dict[str, Decision] = field(default_factory=dict)
    _lets_all_through: bool | None = None

    def __post_init__(self) -> None:
        purpose = self.destination.purpose or self.settings.purpose
        if purpose and purpose not in self.settings.purposes:
            raise Refused(
                "This purpose is not declared here. `siyada policy show` lists those there are."
            )
        if not purpose and self.settings.purpose_required:
            raise Refused(
                "No purpose, no processing (law 09-08, article 3): name one in the header "
                "`X-Siyada-Purpose`."
            )
        self.destination = Destination(
            self.destination.where, self.destination.country, self.destination.stored_in, purpose
        )

    def action(self, kind: str) -> Action:
        """What to do with a kind of data."""
        return self.decision(kind).action

    def decision(self, kind: str) -> Decision:
        """What to do with a kind of data, and why."""
        if kind not in self._decided:
            self._decided[kind] = self._decide(kind)
        return self._decided[kind]

    @property
    def lets_all_through(self) -> bool:
        """Whether nothing need be looked for."""
        if self._lets_all_through is None:
            kinds = (*KINDS, UNREAD, UNSURE)
            self._lets_all_through = all(self.action(kind) == "allow" for kind in kinds)
        return self._lets_all_through

    def _decide(self, kind: str) -> Decision:
        rule, action = self._by_rule(kind)
        law = class_of(kind)
        why = f"rule {rule}" if rule is not None else "the default"
        purpose = self.settings.purposes.get(self.destination.purpose)
        if action == "allow" and purpose is not None:
            if kind not in purpose.kinds and "*" not in purpose.kinds:
                action, why = "mask", "the purpose does not need it (article 3(1)(c))"
            elif law.sensitivity in {"authorisation", "sensitive"} and not purpose.authorisation:
                action, why = "mask", "the purpose has no authorisation (article 12(1))"
        if kind == UNREAD and action == "mask":
            action = "refuse"
        leaves = self.destination.where == "abroad"
        articles = ", ".join((law.articles, TRANSFER)) if leaves else law.articles
        return Decision(action, rule, _once(articles), f"{law.sensitivity} data; {why}")

    def _by_rule(self, kind: str) -> tuple[int | None, Action]:
        for number, rule in enumerate(self.settings.rules):
            if self._fits(rule, kind):
                return number, rule.action
        return None, self.settings.default

    def _fits(self, rule: ShieldRule, kind: str) -> bool:
        to = self.destination
        purpose = self.settings.purposes.get(to.purpose)
        return (
            ("*" in rule.kinds or kind in rule.kinds)
            and rule.sensitivity in {"*", class_of(kind).sensitivity}
            and rule.where in {"*", to.where}
            and (not rule.countries or self._in_countries(rule.countries))
            and (not rule.purposes or to.purpose in rule.purposes)
            and (
                rule.authorised is None
                or (purpose is not None and rule.authorised == bool(purpose.authorisation))
            )
        )

    def _in_countries(self, countries: Iterable[str]) -> bool:
        to = self.destination
        if to.where != "abroad":
            return False
        # Where it is kept counts as much as where it is read: the worse of the two decides.
        both = {to.country, to.stored_in or to.country}
        listed = all(country in self.settings.states for country in both)
        named = {*both, "listed" if listed else "unlisted"}
        return not named.isdisjoint(countries)


def decide(kind: str, to: Where | Destination, settings: ShieldSettings) -> Action:
    """What to do with a kind of personal data: the first rule that fits, else the default.

    >>> decide("CIN", "abroad", ShieldSettings()), decide("HEALTH", "abroad", ShieldSettings())
    ('mask', 'reroute')
    """
    return Policy(settings, to if isinstance(to, Destination) else Destination(to)).action(kind)


def destination(
    where: Where | None, country: str = "", stored_in: str = "", purpose: str = ""
) -> Destination:
    """A destination as somebody describes it; raises InvalidRequest where that cannot be.

    Countries are those of ISO 3166-1 (`FR`). Without `where`, Morocco is `country`, any other
    abroad, and so is what is not known.

    >>> destination(None, "MA").where, destination(None, "FR").where
    ('country', 'abroad')
    """
    countries = {one for one in (country, stored_in) if one}
    if not all(len(one) == 2 and one.isascii() and one.isupper() for one in countries):
        raise InvalidRequest("Write a country as ISO 3166-1 does, in two capitals: FR.")
    others = countries - {HERE}
    if where is None:
        where = "abroad" if others or not countries else "country"
    if (others and where != "abroad") or (countries and not others and where == "abroad"):
        raise InvalidRequest("A country other than MA is abroad, and MA is not.")
    return Destination(where, country, stored_in, purpose)


def destination_of(provider: ProviderSettings, purpose: str = "") -> Destination:
    """Where a text for a provider goes."""
    return Destination(provider.where, provider.country or "", provider.stored_in or "", purpose)


def check_policy(settings: ShieldSettings, kinds: Iterable[str] = KINDS) -> None:
    """Raise ConfigError where the policy names a kind that does not exist: it would do nothing."""
    known = {*kinds, UNREAD, UNSURE, "*"}
    named = {
        "forms": set(settings.forms),
        "invented": set(settings.invented),
        "rules": {kind for rule in settings.rules for kind in rule.kinds},
        "purposes": {kind for purpose in settings.purposes.values() for kind in purpose.kinds},
    }
    for place, found in named.items():
        if found - known:
            raise ConfigError(
                f"`shield.{place}` names a kind of data that does not exist: "
                f"{', '.join(sorted(found - known))}. docs/shield.md lists the kinds."
            )

    fault = fault_of_forms(settings.forms)
    if fault:
        raise ConfigError(f"`shield.forms`: {fault}")


def fault_of_forms(forms: Mapping[str, Form]) -> str:
    """What is wrong with the forms that kinds are to have, as a sentence; empty when nothing is.

    >>> fault_of_forms({"CIN": "generalise"})
    'CIN cannot be given the form `generalise`.'
    """
    for kind, form in forms.items():
        if kind not in {*KINDS, "*"}:
            return "A kind of data is named that does not exist: docs/shield.md lists them."
        wrong = {"generalise": kind not in GENERAL, "surrogate": kind in NO_SURROGATE}
        if wrong.get(form, False):
            return f"{kind} cannot be given the form `{form}`."
    return ""


def _once(articles: str) -> str:
    return ", ".join(dict.fromkeys(articles.split(", ")))
