"""The assistants as models: a question in, its cited answer as events."""

from siyada.consult.answering import consult

__all__ = ["consult"]
