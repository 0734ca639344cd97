"""The assistants as models: a question in, its cited answer as events."""

from siyada.consult.answering import consult
from siyada.consult.asking import names_libraries
from siyada.consult.counting import count_answer

__all__ = ["consult", "count_answer", "names_libraries"]
