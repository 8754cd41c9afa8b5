"""Engines on servers: what they send, what they take for a translation, and the contract of all engines."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.domain.signatures import parse
from annotator.domain.text import canonical
from annotator.engines.base import Capability, Engine
from annotator.engines.registry import Engines
from annotator.engines.remote.chat import ChatEngine
from annotator.engines.remote.client import Client
from annotator.engines.remote.engine import RemoteEngine
from annotator.engines.remote.libretranslate import TOGETHER, LibreTranslateEngine
from annotator.errors import EngineFailed, EngineMissing, TooLarge, UnknownLanguage, UnsupportedText
from tests.engines.speaking import Reply, Speaking, speaking
from tests.engines.test_contract import LONG, QUOTE, RENDERING, TEXTS

KEY = "sk-Geheim-0123456789"
KINDS: dict[str, type[RemoteEngine]] = {"libretranslate": LibreTranslateEngine, "chat": ChatEngine}
Make = Callable[..., RemoteEngine]


@pytest.fixture
def server() -> Iterator[Speaking]:
    with speaking() as running:
        yield running


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _engine(server: Speaking, kind: str, **changed: object) -> RemoteEngine:
    settings = server.settings(kind, key=KEY, **changed)
    return KINDS[kind](settings, Client(settings, lambda _: None))


@pytest.fixture
def remote(server: Speaking, kind: str) -> RemoteEngine:
    return _engine(server, kind)


@pytest.fixture
def libre(server: Speaking) -> RemoteEngine:
    return _engine(server, "libretranslate")


@pytest.fixture
def chat(server: Speaking) -> RemoteEngine:
    return _engine(server, "chat")


def _said(content: object, **more: object) -> Reply:
    return Reply({"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": "stop", **more}]})


def test_it_keeps_what_every_engine_keeps(remote: RemoteEngine) -> None:
    assert isinstance(remote, Engine)
    assert Capability.TRANSLATE in remote.capabilities
    for found in remote.translate(TEXTS, "ru", "en", 3):
        assert 1 <= len(found) <= 3
        assert len({hypothesis.text for hypothesis in found}) == len(found)
        assert all(hypothesis.text == canonical(hypothesis.text) != "" for hypothesis in found)
        assert all((hypothesis.score, hypothesis.tokens) == (None, ()) for hypothesis in found)
    alone = [found[0].text for found in remote.translate(TEXTS, "ru", "en")]
    assert alone == [found[0].text for found in remote.translate(TEXTS, "ru", "en", 4)]
    assert remote.translate([LONG], "ru", "en")[0][0].text.count("\n\n") == LONG.count("\n\n")
    assert remote.translate([], "ru", "en") == []
    remote.unload()


def test_it_refuses_what_every_engine_refuses_and_sends_none_of_it(remote: RemoteEngine, server: Speaking) -> None:
    for text, error in (("…!?", UnsupportedText), ("Goodbye!", UnsupportedText), ("слово " * 8333, TooLarge)):
        with pytest.raises(error):
            remote.translate([QUOTE, text], "ru", "en")
    with pytest.raises(EngineMissing, match="remote:desk"):
        remote.translate([QUOTE], "en", "ru")
    with pytest.raises(UnknownLanguage):
        remote.translate([QUOTE], "xx", "en")
    for attempt in (
        lambda: remote.score([QUOTE], [RENDERING], "ru", "en"),
        lambda: remote.align(QUOTE, RENDERING, "ru", "en"),
    ):
        with pytest.raises(EngineFailed, match=r"cannot (score|align) texts"):
            attempt()
    assert server.asked == []


def test_it_says_that_texts_leave_the_machine_and_is_not_chosen_by_itself(
    remote: RemoteEngine, server: Speaking
) -> None:
    about = remote.about()
    assert (about.leaves_machine, about.automatic, about.host) == (True, False, f"127.0.0.1:{server.port}")
    assert about.quality


def test_its_signature_names_address_and_model_and_never_the_key(server: Speaking, kind: str) -> None:
    engine = _engine(server, kind)
    written = str(engine.signature("ru-RU", "en"))
    assert parse(written) == engine.signature("ru", "en")
    assert f"url:127.0.0.1:{server.port}" in written
    assert KEY not in written + repr(engine.settings) + repr(engine.about())
    other = _engine(server, kind, url=f"http://localhost:{server.port}")
    assert other.signature("ru", "en") != engine.signature("ru", "en")
    assert engine.signature("uk", "en") != engine.signature("ru", "en")


def test_libretranslate_is_asked_as_its_api_says(libre: RemoteEngine, server: Speaking) -> None:
    found = libre.translate([QUOTE], "ru", "en", 3)[0]
    assert [path for path, _, _ in server.asked] == ["/languages", "/translate"]
    expected = {"q": QUOTE, "source": "ru", "target": "en", "format": "text", "alternatives": 2, "api_key": KEY}
    assert server.bodies == [expected]
    assert len(found) == 3
    libre.translate([QUOTE], "ru", "en")
    assert "alternatives" not in server.bodies[1]
    assert [path for path, _, _ in server.asked].count("/languages") == 1


def test_libretranslate_is_asked_in_its_own_names_of_languages(libre: RemoteEngine, server: Speaking) -> None:
    libre.translate(["再见，爸爸，请回来吧"], "zh", "en")
    assert server.bodies[0]["source"] == "zh-Hans"


def test_a_pair_that_is_configured_and_not_offered_is_said_before_anything_is_sent(
    libre: RemoteEngine, server: Speaking
) -> None:
    with pytest.raises(EngineFailed, match="does not translate Ukrainian into English"):
        libre.translate(["Ми нікого не залишили"], "uk", "en")
    french = _engine(server, "libretranslate", pairs=frozenset({("fr", "en")}))
    with pytest.raises(EngineFailed, match="does not translate French into English"):
        french.translate(["Nous n’avons laissé personne"], "fr", "en")
    assert server.bodies == []


PARAGRAPHS = "Папа, до свидания!\n\n* * *\n\nОн ушёл."
LISTED = [["Папа, до свидания!", "Он ушёл."]]
ALONE = ["Папа, до свидания!", "Он ушёл."]


def _asked(server: Speaking) -> list[object]:
    return [body["q"] for body in server.bodies]


def test_paragraphs_go_together_and_those_without_letters_stay(libre: RemoteEngine, server: Speaking) -> None:
    made = libre.translate([PARAGRAPHS], "ru", "en", 3)[0]
    assert _asked(server) == LISTED
    assert "alternatives" not in server.bodies[0]
    assert [hypothesis.text for hypothesis in made] == ["word word word.\n\n* * *\n\nword word."]


def test_several_texts_go_together_with_alternatives_for_those_of_one_paragraph(
    libre: RemoteEngine, server: Speaking
) -> None:
    found = libre.translate([QUOTE, PARAGRAPHS, SENTENCE], "ru", "en", 3)
    assert _asked(server) == [[QUOTE, *ALONE, SENTENCE]]
    assert server.bodies[0]["alternatives"] == 2
    assert [len(hypotheses) for hypotheses in found] == [3, 1, 3]
    assert [hypothesis.text for hypothesis in found[0]] == [h.text for h in libre.translate([QUOTE], "ru", "en", 3)[0]]


def test_no_request_is_larger_than_a_server_does_in_time(libre: RemoteEngine, server: Speaking) -> None:
    libre.translate(["\n\n".join(["До свидания."] * (2 * TOGETHER + 1))], "ru", "en")
    assert [len(q) if isinstance(q, list) else 1 for q in _asked(server)] == [TOGETHER, TOGETHER, 1]
    server.asked.clear()
    long = ("слово " * 300).strip()
    libre.translate(["\n\n".join([long] * 3)], "ru", "en")
    assert _asked(server) == [[long, long], long]


@pytest.mark.parametrize(
    "reply",
    [
        Reply({"error": "Invalid request: request (2) exceeds text limit (1)"}, 400),
        Reply({"detail": "q must be a string"}, 422),
        Reply(b"<h1>'list' object has no attribute 'strip'</h1>", 500),
        Reply({"translatedText": "word word word. word word."}),
        Reply({"translatedText": ["word word word."]}),
    ],
    ids=["limited", "refused", "broken", "joined", "short"],
)
def test_a_server_that_takes_no_lists_is_asked_one_by_one_from_then_on(
    libre: RemoteEngine, server: Speaking, reply: Reply
) -> None:
    server.replies = [reply]
    for _ in range(2):
        assert libre.translate([PARAGRAPHS], "ru", "en")[0][0].text == "word word word.\n\n* * *\n\nword word."
    assert _asked(server) == [*LISTED, *ALONE, *ALONE]


def test_a_server_that_is_too_slow_for_a_list_is_asked_one_by_one(server: Speaking) -> None:
    slow = _engine(server, "libretranslate", timeout=0.3)
    server.replies = [Reply({"translatedText": ["word word word.", "word word."]}, seconds=0.2)]
    assert slow.translate([PARAGRAPHS], "ru", "en")[0][0].text.endswith("word word.")
    assert _asked(server) == [*LISTED, *ALONE]


def test_a_server_that_is_busy_is_waited_for_and_asked_for_the_list_again(
    libre: RemoteEngine, server: Speaking
) -> None:
    server.replies = [Reply({"error": "Slowdown"}, 429), Reply({}, 503)]
    libre.translate([PARAGRAPHS], "ru", "en")
    assert _asked(server) == LISTED * 3


def test_a_paragraph_that_is_refused_is_said_in_the_servers_words_and_lists_stay(
    libre: RemoteEngine, server: Speaking
) -> None:
    refusal = Reply({"error": "Invalid request: request (18) exceeds text limit (10)"}, 400)
    server.replies = [refusal, refusal]
    with pytest.raises(EngineFailed, match=r"refuses the text \(400: Invalid request: request \(18\) exceeds"):
        libre.translate([PARAGRAPHS], "ru", "en")
    assert _asked(server) == [*LISTED, ALONE[0]]
    libre.translate([PARAGRAPHS], "ru", "en")
    assert _asked(server)[2:] == LISTED


def test_a_key_that_is_refused_with_a_list_is_not_tried_again(libre: RemoteEngine, server: Speaking) -> None:
    server.replies = [Reply({"error": "Invalid API key"}, 403)]
    with pytest.raises(EngineFailed, match="refuses the key"):
        libre.translate([PARAGRAPHS], "ru", "en")
    assert _asked(server) == LISTED


@pytest.mark.parametrize("listed", [[None, "word."], ["", "word."], ["So. " * 80, "word."], ["a\n\nb", "word."]])
def test_what_is_no_translation_in_a_list_is_not_shown_as_one(
    libre: RemoteEngine, server: Speaking, listed: list[object]
) -> None:
    server.replies = [Reply({"translatedText": listed})]
    with pytest.raises(EngineFailed, match=r"answers in another form|sent back is no translation"):
        libre.translate([PARAGRAPHS], "ru", "en")


@pytest.mark.parametrize(
    "body", [{}, [], "Goodbye", None, 5, {"translatedText": None}, {"translatedText": ["a"]}, {"translatedText": 5}]
)
def test_an_answer_of_another_shape_is_said(libre: RemoteEngine, server: Speaking, body: object) -> None:
    server.replies = [Reply(body)]
    with pytest.raises(EngineFailed, match="answers in another form"):
        libre.translate([QUOTE], "ru", "en")


def test_a_list_of_languages_that_is_none_is_said_and_asked_for_again(server: Speaking) -> None:
    engine = _engine(server, "libretranslate", url=f"http://127.0.0.1:{server.port}/nowhere")
    for _ in range(2):
        with pytest.raises(EngineFailed, match="names no languages"):
            engine.translate([QUOTE], "ru", "en")
    assert len(server.asked) == 2


def test_a_chat_is_asked_at_temperature_zero_for_a_translation_alone(chat: RemoteEngine, server: Speaking) -> None:
    chat.translate([QUOTE], "ru", "en", 5)
    ((path, body, headers),) = server.asked
    assert (path, body["model"], body["temperature"], body["stream"]) == ("/chat/completions", "large", 0, False)
    system, user = body["messages"]
    assert system["role"] == "system"
    assert "from Russian into English" in system["content"]
    assert "translation alone" in system["content"]
    assert user == {"role": "user", "content": QUOTE}
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert Capability.ALTERNATIVES not in chat.capabilities


def test_no_key_no_header(server: Speaking) -> None:
    settings = server.settings("chat")
    ChatEngine(settings).translate([QUOTE], "ru", "en")
    assert "Authorization" not in server.asked[0][2]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("“Daddy, goodbye!”", "Daddy, goodbye!"),
        ('"Daddy, goodbye!"\n', "Daddy, goodbye!"),
        ("“Daddy” and “goodbye”", "“Daddy” and “goodbye”"),
        ("<think>He says goodbye.</think>\n\nDaddy, goodbye!", "Daddy, goodbye!"),
        ("Daddy,\u00a0 goodbye\u2028now", "Daddy, goodbye\nnow"),
    ],
)
def test_what_models_put_around_a_translation_is_taken_off(
    chat: RemoteEngine, server: Speaking, said: str, expected: str
) -> None:
    server.replies = [_said(said)]
    assert chat.translate([QUOTE], "ru", "en")[0][0].text == expected


def test_quotation_marks_of_the_text_are_kept(chat: RemoteEngine, server: Speaking) -> None:
    server.replies = [_said("“Daddy, goodbye!”")]
    assert chat.translate([f"«{QUOTE}»"], "ru", "en")[0][0].text == "“Daddy, goodbye!”"


SENTENCE = "Насколько мне известно, мы никого не оставили на том берегу."


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (_said(""), "it is empty"),
        (_said(" \n "), "it is empty"),
        (_said(None), "it is empty"),
        (_said("So."), "it is far too short"),
        (_said("We left nobody. " * 30), "it is far too long"),
        (_said("Here it is:\n\nAs far as I know, we left nobody."), "it has other paragraphs"),
        (_said(SENTENCE), "it repeats the text"),
        (_said("Насколько мне известно, никого мы там не оставили."), "it is in another script"),
        (_said("I’m sorry, but I can’t help with translating this statement."), "it refuses"),
        (_said("As an AI, I am not able to assist with that."), "it refuses"),
        (_said("As far as I know, we", finish_reason="length"), "it is cut off"),
        (_said("", finish_reason="content_filter"), "its filter holds it back"),
        (Reply({"choices": [{"message": {"content": None, "refusal": "No."}}]}), "it refuses"),
        (Reply({"choices": []}), "it has another form"),
        (Reply({"choices": [{"text": "old"}]}), "it has another form"),
        (Reply({"error": None}), "it has another form"),
        (Reply([]), "it has another form"),
        (Reply(None), "it has another form"),
    ],
)
def test_what_is_no_translation_is_not_shown_as_one(
    chat: RemoteEngine, server: Speaking, reply: Reply, fault: str
) -> None:
    server.replies = [reply]
    with pytest.raises(EngineFailed, match=rf"sent back is no translation \({fault}"):
        chat.translate([SENTENCE], "ru", "en")


def test_names_may_stay_as_they_are_and_an_apology_may_be_translated(chat: RemoteEngine, server: Speaking) -> None:
    server.replies = [_said("Angela Merkel"), _said("Sorry, I cannot help you with the translation.")]
    german = ChatEngine(server.settings("chat", pairs=frozenset({("de", "en")})), chat.client)
    assert german.translate(["Angela Merkel"], "de", "en")[0][0].text == "Angela Merkel"
    found = chat.translate(["Извините, я не могу помочь вам с переводом."], "ru", "en")[0]
    assert found[0].text.startswith("Sorry")


def test_of_several_texts_all_are_answered_or_none(remote: RemoteEngine, server: Speaking) -> None:
    server.replies = [Reply({"error": "no"}, 400)] * 2
    with pytest.raises(EngineFailed, match="refuses the text"):
        remote.translate([QUOTE, SENTENCE], "ru", "en")


def test_servers_are_found_where_they_are_configured_and_asked_only_by_name(tmp_path: Path) -> None:
    nothing = tmp_path / "none"
    (tmp_path / "remote.toml").write_text(
        '[[engine]]\nname = "a"\nkind = "libretranslate"\nurl = "https://a.example"\npairs = ["ru-en"]\n'
        '[[engine]]\nname = "b"\nkind = "chat"\nmodel = "m"\nurl = "https://b.example/v1"\npairs = ["ru-en"]\n'
    )
    engines = Engines(tmp_path, embedded=nothing)
    assert [engine.name for engine in engines.available()] == ["remote:a", "remote:b"]
    assert engines.pairs() == frozenset()
    with pytest.raises(EngineMissing):
        engines.for_pair("ru", "en")
    assert engines.for_pair("ru", "en", "remote:b").name == "remote:b"


def test_a_fault_in_the_file_is_told_with_the_engines_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "remote.toml").write_text('[[engine]]\nname = "a"\n')
    engines = Engines(tmp_path, embedded=tmp_path / "none")
    assert engines.available() == ()
    (problem,) = engines.problems()
    assert problem.path == tmp_path / "remote.toml"
    assert "The engine “a”" in problem.reason


def test_the_file_is_read_again_when_it_or_a_key_changed(tmp_path: Path) -> None:
    engines = Engines(tmp_path, embedded=tmp_path / "none")
    assert engines.available() == ()
    file, key = tmp_path / "remote.toml", tmp_path / "a.key"
    server = '[[engine]]\nname = "a"\nkind = "libretranslate"\nurl = "https://a.example"\npairs = ["ru-en"]\n'
    file.write_text(server)
    (first,) = engines.available()
    assert engines.available() == (first,)  # the same one, with its rate limit, while nothing changed
    file.write_text(f'{server}key_file = "a.key"\n')
    assert engines.available() == ()
    assert "which cannot be read" in engines.problems()[0].reason
    for written in ("sk-one", "sk-other"):
        key.write_text(written)
        (engine,) = engines.available()
        assert isinstance(engine, RemoteEngine)
        assert engine.settings.key == written
    file.unlink()
    assert engines.available() == ()
