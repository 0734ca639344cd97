"""An attribute that is worked out when it is first asked for, in one thread.

That of the standard library takes a lock each time until Python 3.12, which is most of what small
attributes of small texts take.
"""

from collections.abc import Callable
from typing import Generic, Self, TypeVar, overload

_T = TypeVar("_T")


class Once(Generic[_T]):
    """A method of no arguments as an attribute that keeps what it gave."""

    def __init__(self, work_out: Callable[..., _T]) -> None:
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> _T: ...
    def __get__(self, instance: object | None, owner: type) -> Self | _T:
        """What was worked out; found in the instance itself from the second time on."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._work_out(instance)
        return value
