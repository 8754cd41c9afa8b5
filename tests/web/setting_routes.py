"""Pages and forms that change the newsroom's files, not its database; see tests/web/routes.py and test_settings.py."""

from tests.web.routes import HUGE, MARKUP, Bad, Write

READS = {
    "settings.index": ["/settings"],
    "settings.models": ["/settings/models", "/settings/models?saved=ru-en", f"/settings/models?saved={MARKUP}"],
}
WRITES = {
    "settings.choose": Write(
        "settings.choose", "/settings/models/default", {"source": "ru", "target": "en", "engine": "canned"}
    )
}
BAD = [
    Bad("settings.choose", "an unknown engine", {"engine": MARKUP}, "does not translate Russian into English"),
    Bad("settings.choose", "an engine for other languages", {"source": "fr"}, "does not translate French into English"),
    Bad("settings.choose", "an unknown language", {"source": "tlh"}, "is not a language code"),
    Bad("settings.choose", "no language", {"target": None}, "is not a language code"),
    Bad("settings.choose", "far too long a name", {"engine": HUGE * 1000}, "2,000 is the most"),
]
