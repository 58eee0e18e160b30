"""What a long command says while it runs: lines for people, or a JSON object a line for machines."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any

__all__ = ["FORMATS", "Log"]

FORMATS = ("text", "json")


class Log:
    """Writes to standard error."""

    def __init__(self, command: str, form: str) -> None:
        self._command, self._is_json = command, form == "json"

    @property
    def is_json(self) -> bool:
        """Whether lines are JSON."""
        return self._is_json

    def say(self, event: str, text: str | None, **fields: Any) -> None:
        """Tell of an event: `fields` to machines, `text` to people, who are spared what has none."""
        if self._is_json:
            line = {"time": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}", "command": self._command, "event": event}
            print(json.dumps({**line, **fields}, ensure_ascii=False), file=sys.stderr, flush=True)
        elif text is not None:
            print(text, file=sys.stderr)
