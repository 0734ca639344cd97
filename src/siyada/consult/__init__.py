"""The assistants as models: a question in, its cited answer as events."""

from siyada.consult.answering import consult
from siyada.consult.asking import names_libraries
from siyada.consult.counting import count_answer
from siyada.consult.resolving import Chosen, answer_in_turn, gone_on_with

__all__ = [
    "Chosen",
    "answer_in_turn",
    "consult",
    "count_answer",
    "gone_on_with",
    "names_libraries",
]
