"""Settings: one TOML file, then the environment."""

from siyada.config.loading import flat_settings, load_settings, secret, setting_origins
from siyada.config.providers import ProviderSettings
from siyada.config.routing import ModelSettings, RoutingSettings, TargetSettings
from siyada.config.section import Where
from siyada.config.server import TraceSettings
from siyada.config.settings import Settings
from siyada.config.shield import Action, Form, Purpose, Sensitivity, ShieldRule, ShieldSettings

__all__ = [
    "Action",
    "Form",
    "ModelSettings",
    "ProviderSettings",
    "Purpose",
    "RoutingSettings",
    "Sensitivity",
    "Settings",
    "ShieldRule",
    "ShieldSettings",
    "TargetSettings",
    "TraceSettings",
    "Where",
    "flat_settings",
    "load_settings",
    "secret",
    "setting_origins",
]
