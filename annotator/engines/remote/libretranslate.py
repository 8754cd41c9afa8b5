"""Servers that speak LibreTranslate's API (https://docs.libretranslate.com/api/operations/translate/)."""

import threading
from collections.abc import Mapping

from annotator.domain.languages import language
from annotator.domain.text import PARAGRAPH_BREAK
from annotator.engines import checks
from annotator.engines.base import Capability, Pair
from annotator.engines.remote.answers import translation
from annotator.engines.remote.client import Client
from annotator.engines.remote.engine import RemoteEngine
from annotator.engines.remote.settings import RemoteSettings
from annotator.errors import EngineFailed, UnknownLanguage

Offer = Mapping[str, tuple[str, frozenset[str]]]  # our code: (theirs, their codes of the languages it goes into)


class LibreTranslateEngine(RemoteEngine):
    """POST /translate, a paragraph at a time; GET /languages once, because servers name languages in several ways."""

    capabilities = frozenset({Capability.TRANSLATE, Capability.ALTERNATIVES})

    def __init__(self, settings: RemoteSettings, client: Client | None = None) -> None:
        super().__init__(settings, client)
        self._lock = threading.Lock()
        self._offer: Offer | None = None

    def answers(self, text: str, pair: Pair, n_best: int) -> list[str]:
        """Return the server's translations; alternatives only for a text of one paragraph."""
        codes = self._codes(pair)
        paragraphs = text.split(PARAGRAPH_BREAK)
        if len(paragraphs) == 1:
            return self._translated(text, pair, codes, n_best)
        parts = [self._translated(one, pair, codes, 1)[0] if checks.has_letters(one) else one for one in paragraphs]
        return [PARAGRAPH_BREAK.join(parts)]

    def _translated(self, text: str, pair: Pair, codes: Pair, n_best: int) -> list[str]:
        payload: dict[str, object] = {"q": text, "source": codes[0], "target": codes[1], "format": "text"}
        if n_best > 1:
            payload["alternatives"] = n_best - 1
        if self.settings.key:
            payload["api_key"] = self.settings.key
        answer = self.client.ask("/translate", payload)
        given = answer if isinstance(answer, dict) else {}
        others = given.get("alternatives") or []
        found = [given.get("translatedText"), *(others if isinstance(others, list) else [])]
        return [translation(self.settings.host, text, each, *pair) for each in found[:n_best]]

    def _codes(self, pair: Pair) -> Pair:
        """Return the server's own codes of two languages; raises `EngineFailed` where it does not offer the pair."""
        with self._lock:
            if self._offer is None:
                self._offer = self._languages()
            offer = self._offer
        source, target = offer.get(pair[0]), offer.get(pair[1])
        if source is None or target is None or (source[1] and target[0] not in source[1]):
            ours, theirs = language(pair[0]).name, language(pair[1]).name
            raise EngineFailed(
                f"{self.settings.host} does not translate {ours} into {theirs}: take the pair out of its settings."
            )
        return source[0], target[0]

    def _languages(self) -> Offer:
        answer = self.client.ask("/languages")
        offer: dict[str, tuple[str, frozenset[str]]] = {}
        for entry in answer if isinstance(answer, list) else []:
            if not isinstance(entry, dict) or not isinstance(entry.get("code"), str):
                continue
            try:
                ours = language(entry["code"]).code
            except UnknownLanguage:
                continue
            targets = entry.get("targets")
            known = frozenset(map(str, targets)) if isinstance(targets, list) else frozenset[str]()
            if ours not in offer or entry["code"] == ours:  # "zh" before "zh-Hant"
                offer[ours] = entry["code"], known
        if not offer:
            raise EngineFailed(f"{self.settings.host} names no languages: check that its address is that of the API.")
        return offer
