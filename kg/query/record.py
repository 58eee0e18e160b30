"""Values with named fields, for what `kg query` imports: `dataclasses` and `typing` take as long as a small query."""

from __future__ import annotations

__all__ = ["Record"]


class Record:
    """A value that is equal to another with equal fields. Subclasses name their fields in ``__slots__``."""

    __slots__: tuple[str, ...] = ()

    def _fields(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and type(other) is type(self) and other._fields() == self._fields()

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)})"
