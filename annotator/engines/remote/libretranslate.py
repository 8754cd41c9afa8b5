"""Servers that speak LibreTranslate's API (https://docs.libretranslate.com/api/operations/translate/)."""

import threading
from collections.abc import Iterator, Mapping, Sequence

from annotator.domain.languages import language
from annotator.domain.text import PARAGRAPH_BREAK
from annotator.engines import checks
from annotator.engines.base import Capability, Pair
from annotator.engines.remote.answers import translation
from annotator.engines.remote.client import Client, NotThus
from annotator.engines.remote.engine import RemoteEngine
from annotator.engines.remote.settings import RemoteSettings
from annotator.errors import EngineFailed, UnknownLanguage

TOGETHER, LONGEST = (
    16,
    4_000,
)  # paragraphs of a request and their code points: what is done within the time of one answer

Offer = Mapping[str, tuple[str, frozenset[str]]]  # our code: (theirs, their codes of the languages it goes into)


class LibreTranslateEngine(RemoteEngine):
    """POST /translate, several paragraphs as a list; GET /languages once, because servers name languages in many ways.

    A server that refuses a list, answers it with something else or not in time is asked for one paragraph at a time,
    and from then on always: there are servers that know no lists, that limit them (`--batch-limit`), and slow ones.
    """

    capabilities = frozenset({Capability.TRANSLATE, Capability.ALTERNATIVES})

    def __init__(self, settings: RemoteSettings, client: Client | None = None) -> None:
        super().__init__(settings, client)
        self._lock = threading.Lock()
        self._offer: Offer | None = None
        self._takes_lists = True

    def answers(self, text: str, pair: Pair, n_best: int) -> list[str]:
        """Return the server's translations; alternatives only for a text of one paragraph."""
        return self.answers_to_all([text], pair, n_best)[0]

    def answers_to_all(self, texts: Sequence[str], pair: Pair, n_best: int) -> list[list[str]]:
        """Return the server's translations of each text; alternatives only for those of one paragraph."""
        if not texts:
            return []
        codes = self._codes(pair)
        cut = [text.split(PARAGRAPH_BREAK) for text in texts]
        wanted = n_best if any(len(paragraphs) == 1 for paragraphs in cut) else 1
        asked = [one for paragraphs in cut for one in paragraphs if checks.has_letters(one)]
        made = iter([found for batch in _batches(asked) for found in self._translated(batch, pair, codes, wanted)])
        parts = [[next(made) if checks.has_letters(one) else [one] for one in paragraphs] for paragraphs in cut]
        return [found[0] if len(found) == 1 else [PARAGRAPH_BREAK.join(part[0] for part in found)] for found in parts]

    def _translated(self, paragraphs: Sequence[str], pair: Pair, codes: Pair, n_best: int) -> list[list[str]]:
        """Return one to `n_best` translations of each paragraph."""
        if len(paragraphs) == 1 or not self._takes_lists:
            return [self._alone(one, pair, codes, n_best) for one in paragraphs]
        try:
            answer = self.client.ask("/translate", self._payload(list(paragraphs), codes, n_best), tentative=True)
        except NotThus:  # if a paragraph is the reason, asking for it alone says so
            answer = None
        found, others = _lists(answer, len(paragraphs))
        if not found:
            made = [self._alone(one, pair, codes, n_best) for one in paragraphs]
            self._takes_lists = False
            return made
        return [
            self._checked(text, [best, *more], pair, n_best)
            for text, best, more in zip(paragraphs, found, others, strict=True)
        ]

    def _alone(self, text: str, pair: Pair, codes: Pair, n_best: int) -> list[str]:
        answer = self.client.ask("/translate", self._payload(text, codes, n_best))
        given = answer if isinstance(answer, dict) else {}
        others = given.get("alternatives") or []
        found = [given.get("translatedText"), *(others if isinstance(others, list) else [])]
        return self._checked(text, found, pair, n_best)

    def _payload(self, asked: str | list[str], codes: Pair, n_best: int) -> dict[str, object]:
        payload: dict[str, object] = {"q": asked, "source": codes[0], "target": codes[1], "format": "text"}
        if n_best > 1:
            payload["alternatives"] = n_best - 1
        if self.settings.key:
            payload["api_key"] = self.settings.key
        return payload

    def _checked(self, text: str, found: Sequence[object], pair: Pair, n_best: int) -> list[str]:
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


def _batches(paragraphs: Sequence[str]) -> Iterator[list[str]]:
    """Yield paragraphs in order, as many together as one request may have."""
    batch: list[str] = []
    for one in paragraphs:
        if batch and (len(batch) == TOGETHER or sum(map(len, batch)) + len(one) > LONGEST):
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _lists(answer: object, count: int) -> tuple[list[object], list[list[object]]]:
    """Return the translations of an answer to a list, and the alternatives of each; nothing where it has none."""
    given = answer if isinstance(answer, dict) else {}
    found, others = given.get("translatedText"), given.get("alternatives")
    if not isinstance(found, list) or len(found) != count:
        return [], []
    if not isinstance(others, list) or len(others) != count or not all(isinstance(each, list) for each in others):
        others = [[] for _ in found]
    return found, others
