"""Everything that can be set."""

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from siyada.config.assistants import AssistantSettings
from siyada.config.conversations import ConversationSettings
from siyada.config.ledger import (
    AccountingSettings,
    AuditSettings,
    FileSettings,
    LimitSettings,
)
from siyada.config.library import LibrarySettings
from siyada.config.providers import ProviderSettings
from siyada.config.routing import ModelSettings, RoutingSettings
from siyada.config.section import Section
from siyada.config.server import ServerSettings, TraceSettings
from siyada.config.shield import ShieldSettings
from siyada.config.signon import SignonSettings


class Settings(Section):
    """Everything that can be set."""

    data: Path = Field(description="Folder of everything that is kept (SIYADA_DATA)")
    procedures: Path = Field(description="Folder of the record of procedures, one file each")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least severe event that is logged"
    )
    server: ServerSettings = Field(ServerSettings(), description="The server")
    traces: TraceSettings = Field(TraceSettings(), description="Traces of requests")
    providers: tuple[ProviderSettings, ...] = Field((), description="Model servers")
    models: tuple[ModelSettings, ...] = Field((), description="Models with more than a name")
    routing: RoutingSettings = Field(RoutingSettings(), description="Routing")
    assistants: dict[str, AssistantSettings] = Field(
        {}, description="Assistants by name; `siyada` is there without being set"
    )
    conversations: ConversationSettings = Field(ConversationSettings(), description="Conversations")
    library: LibrarySettings = Field(LibrarySettings(), description="Search in libraries")
    shield: ShieldSettings = Field(ShieldSettings(), description="The policy of the shield")
    limits: LimitSettings = Field(LimitSettings(), description="Limits")
    accounting: AccountingSettings = Field(AccountingSettings(), description="The accounting")
    files: FileSettings = Field(FileSettings(), description="Files that callers upload")
    signon: SignonSettings = Field(SignonSettings(), description="Sign-on")
    audit: AuditSettings = Field(AuditSettings(), description="The audit")

    @model_validator(mode="after")
    def _names_are_clear(self) -> "Settings":
        names = [provider.name for provider in self.providers]
        if len(set(names)) < len(names):
            raise ValueError("two providers have the same name")
        if any("siyada" in (one.name, *one.models) for one in self.providers):
            raise ValueError("`siyada` is the assistant's name: no provider or model may have it")
        return self

    @model_validator(mode="after")
    def _names_lead_somewhere(self) -> "Settings":
        providers = {provider.name for provider in self.providers}
        offered = {model for provider in self.providers for model in provider.models}
        targeted = {model.name for model in self.models if model.targets}
        names = [model.name for model in self.models]
        if len(set(names)) < len(names) or "siyada" in names:
            raise ValueError("two models have the same name, or one has the assistant's")
        for model in self.models:
            if not {target.provider for target in model.targets} <= providers:
                raise ValueError(f"the model {model.name} has a target that is no provider")
            if model.name not in offered | targeted:
                raise ValueError(f"no provider offers the model {model.name}")
        for name in (*self.routing.home, *(n for model in self.models for n in model.fallback)):
            if name not in offered | targeted:
                raise ValueError(f"no provider offers the model {name}, which is to stand in")
        return self

    @model_validator(mode="after")
    def _assistants_can_answer(self) -> "Settings":
        models = {model for one in self.providers for model in one.models}
        models |= {model.name for model in self.models}
        if both := models & set(self.assistants):
            raise ValueError(f"a model and an assistant have the same name: {', '.join(both)}")
        for name, assistant in self.assistants.items():
            if assistant.model is not None and assistant.model not in models:
                raise ValueError(f"no provider offers the model of the assistant {name}")
        return self

    @model_validator(mode="after")
    def _policy_can_be_kept(self) -> "Settings":
        if self.shield.national_only and any(one.where == "abroad" for one in self.providers):
            raise ValueError("`shield.national_only` allows no provider abroad: remove it")
        return self
