"""Wikidata over HTTP: searching names and fetching items, as its operators ask clients to do it.

One request at a time; a User-Agent that says whom to write to (https://meta.wikimedia.org/wiki/User-Agent_policy);
``maxlag`` and Retry-After are honoured (https://www.mediawiki.org/wiki/API:Etiquette). Answers are kept in a cache with
an expiry, "not found" too, errors never: whether they come as a status, inside HTTP 200, or as JSON that breaks off,
they are asked again and then raised. A run that is interrupted goes on from the cache.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from kg import __version__
from kg.errors import ConfigError, KgError
from kg.link.cache import Cache

__all__ = ["API", "Settings", "WikidataClient", "WikidataError"]

API = "https://www.wikidata.org/w/api.php"
_BATCH = 50
_RESULTS = 7
_PROPS = "labels|aliases|claims|sitelinks|info"
_TRANSIENT = (
    "maxlag",
    "ratelimited",
    "readonly",
    "internal_api_error",
    "timeout",
    "failed-save",
    "no-automatic-entity-id",
)
_TOLD_WAIT = 5.0
"""Seconds from which on a wait is told."""
_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})


_REFUSALS = {403: "Wikidata refuses programs whose contact it can't use: see --contact"}


class WikidataError(KgError):
    """Wikidata can't be asked, or refuses; what is linked so far stays."""


class _TransientError(Exception):
    """A failure that may pass. `wait` is how long the server asks to wait, in seconds."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Settings:
    """How Wikidata is asked."""

    contact: str
    """A mail address or a page of whoever runs this, for the User-Agent."""
    cache: Path
    api: str = API
    offline: bool = False
    """Whether only the cache is asked."""
    timeout: float = 30.0
    """Seconds for one answer."""
    attempts: int = 6
    longest_wait: float = 120.0
    """Seconds between two attempts at most; a server that asks for more ends the run."""
    pause: float = 1.0
    """Seconds that the wait after a first failure takes; each further one takes twice as long."""


class WikidataClient:
    """Asks the API of Wikidata. Raises `ConfigError` if no contact is given and the network may be used.

    `tell` hears of long waits.
    """

    def __init__(
        self,
        settings: Settings,
        sleep: Callable[[float], None] = time.sleep,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        if not settings.offline and not settings.contact.strip():
            raise ConfigError(
                "Wikidata asks for a way to reach whoever runs a program: give one with --contact you@example.org "
                "or the variable KG_CONTACT, or link from the cache alone with --offline"
            )
        self._settings, self._sleep, self._tell = settings, sleep, tell
        self._cache = Cache(settings.cache)
        self._http: httpx.Client | None = None
        self.requests = 0
        """Requests sent so far, repeated ones included."""

    def search(self, name: str, language: str) -> tuple[str, ...]:
        """The Wikidata ids that a name finds, the best first; none if there are none."""
        parameters = {"action": "wbsearchentities", "search": name, "language": language, "uselang": language}
        answer = self._ask(
            {**parameters, "type": "item", "limit": str(_RESULTS)}, lambda found: not found.get("search")
        )
        return tuple(hit["id"] for hit in answer.get("search", ()))

    def entities(self, qids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The entities of `qids`, by the ids that were asked for; of a merged one the entity that it went into, whose
        own id it carries. Ids that do not exist are left out.
        """
        wanted = list(dict.fromkeys(qids))
        found: dict[str, dict[str, Any]] = {}
        unknown = []
        for qid in wanted:
            kept = self._cache.get(f"entity {qid}")
            if kept is None:
                unknown.append(qid)
            elif kept:
                found[qid] = kept
        for start in range(0, len(unknown), _BATCH):
            found |= self._fetch(unknown[start : start + _BATCH])
        return found

    def close(self) -> None:
        """Let go of connection and cache."""
        if self._http is not None:
            self._http.close()
        self._cache.close()

    def _fetch(self, qids: list[str]) -> dict[str, dict[str, Any]]:
        parameters = {"action": "wbgetentities", "ids": "|".join(qids), "props": _PROPS, "languages": "ar|en"}
        answer = self._request(parameters)
        entities: Mapping[str, Any] = answer.get("entities", {})
        merged = {old: entity for entity in entities.values() if (old := (entity.get("redirects") or {}).get("from"))}
        found = {}
        for qid in qids:
            entity = merged.get(qid) or entities.get(qid) or {}
            known = {} if "missing" in entity or "id" not in entity else entity
            self._cache.put(f"entity {qid}", known, is_found=bool(known))
            if known:
                found[qid] = known
        return found

    def _ask(self, parameters: Mapping[str, str], is_empty: Callable[[Any], bool]) -> dict[str, Any]:
        key = json.dumps(parameters, sort_keys=True, ensure_ascii=False)
        kept: dict[str, Any] | None = self._cache.get(key)
        if kept is None:
            kept = self._request(parameters)
            self._cache.put(key, kept, is_found=not is_empty(kept))
        return kept

    # --- the network -----------------------------------------------------------------------------------------------

    def _request(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        """A fresh answer, after as many attempts as it takes or may take."""
        if self._settings.offline:
            raise WikidataError(
                f"the cache {self._settings.cache} has no answer yet about {_subject(parameters)}, and --offline "
                "forbids to ask Wikidata: run once without --offline, or link by the index alone, without --wikidata"
            )
        retrying = Retrying(
            retry=retry_if_exception_type(_TransientError),
            stop=stop_after_attempt(self._settings.attempts),
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, parameters)
        except _TransientError as failure:
            raise WikidataError(
                f"{self._settings.api}: {failure}, {self._settings.attempts} times; try again later: "
                "the answers so far are kept, a further run goes on from them"
            ) from failure

    def _wait(self, state: RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        asked = failure.wait if isinstance(failure, _TransientError) else None
        longest = self._settings.longest_wait
        if asked is not None and asked > longest:
            raise WikidataError(
                f"{self._settings.api}: {failure}; it asks to wait for {asked:.0f} s, and a run waits for "
                f"{longest:.0f} s at most: try again later, the answers so far are kept"
            )
        backoff = min(self._settings.pause * 2.0 ** (state.attempt_number - 1), longest)
        wait = backoff if asked is None else asked
        if wait >= _TOLD_WAIT:
            self._tell(f"{self._settings.api}: {failure}; asking again in {wait:.0f} s")
        return wait

    def _once(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        self.requests += 1
        asked = {**parameters, "format": "json", "formatversion": "2", "maxlag": "5"}
        try:
            response = self._client().get(self._settings.api, params=asked)
        except httpx.TransportError as error:
            raise _TransientError(f"no answer ({str(error) or type(error).__name__})") from error
        if response.status_code in _RETRIED:
            raise _TransientError(f"HTTP {response.status_code}", _retry_after(response))
        if response.status_code != httpx.codes.OK:
            why = _REFUSALS.get(response.status_code, "is this the API of Wikidata?")
            raise WikidataError(
                f"{self._settings.api}: HTTP {response.status_code} {response.reason_phrase}".rstrip() + f"; {why}"
            )
        try:
            answer = response.json()
        except ValueError as error:
            raise _TransientError("JSON that breaks off") from error
        if not isinstance(answer, dict):
            raise _TransientError("an answer that is no object")
        if "error" in answer:
            problem = answer["error"]
            code = str(problem.get("code", "")) if isinstance(problem, dict) else str(problem)
            if code.startswith(_TRANSIENT):
                raise _TransientError(f"the error {code}", _retry_after(response))
            info = problem.get("info", "") if isinstance(problem, dict) else ""
            raise WikidataError(f"{self._settings.api}: the error {code}: {info}")
        return answer

    def _client(self) -> httpx.Client:
        if self._http is None:
            agent = f"khabar-kg/{__version__} ({self._settings.contact.strip()}) python-httpx/{httpx.__version__}"
            self._http = httpx.Client(
                headers={"User-Agent": agent, "Accept-Encoding": "gzip"},
                timeout=self._settings.timeout,
                follow_redirects=True,
            )
        return self._http


def _subject(parameters: Mapping[str, str]) -> str:
    """What a request asks about, for people."""
    return f"the name {parameters['search']!r}" if "search" in parameters else parameters["ids"].replace("|", ", ")


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds that the header asks to wait; dates, which Wikidata does not send, count as no answer."""
    try:
        return max(float(response.headers["Retry-After"]), 0.0)
    except (KeyError, ValueError):
        return None
