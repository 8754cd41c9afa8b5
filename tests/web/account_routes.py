"""Every page and form of accounts, in a newsroom that has some; see tests/web/routes.py."""

from tests.web.newsroom import PASSWORD, STAFF
from tests.web.routes import MARKUP, WEIRD, Bad, Write

NEW = "lantern orchard violin"
NAME = STAFF["translator"].name

# Who sends it in the tests of good and bad forms is named by the key.
WRITES = {
    write.endpoint: write
    for write in (
        Write("signing_in.enter", "/login", {"name": NAME, "password": PASSWORD, "next": "/sources?words=мост"}),
        Write("signing_in.leave", "/logout"),
        Write(
            "signing_in.accept",
            "/invitation/{joining}",
            {"name": "Zoe\u0308", "shown": "Zoë Marsh 🚢", "password": NEW, "password_again": NEW},
        ),
        Write("accounts.save", "/account", {"shown": WEIRD[-60:]}),
        Write("accounts.save_password", "/account/password", {"old": PASSWORD, "new": NEW, "new_again": NEW}),
        Write("accounts.end", "/account/sessions/{other_session}/end"),
        Write("accounts.end_others", "/account/sessions/end"),
        Write(
            "people.add",
            "/people",
            {"name": "Ján", "shown": "", "email": "", "role": "translator", "password": NEW, "password_again": NEW},
        ),
        Write("people.invite", "/people/invitations", {"role": "editor", "email": "new@example.org"}),
        Write("people.withdraw", "/people/invitations/{invitation}/withdraw"),
        Write("people.save", "/people/{translator}", {"role": "editor", "shown": "Olena", "email": "o@example.org"}),
        Write("people.keep_out", "/people/{editor}/disable"),
        Write("people.let_in", "/people/{disabled}/enable"),
        Write("people.reset", "/people/{editor}/reset"),
        Write("people.sign_out", "/people/{translator}/sign-out"),
        Write("second_opinions.ask", "/articles/{article}/second-opinion", {"first": NAME, "second": "Noor"}),
        Write("second_opinions.done", "/articles/{demo}/second-opinion/done", {"done": "yes"}),
        Write("second_opinions.settle", "/articles/{bridge}/second-opinion/notes/{bridge_note}", {"do": "set aside"}),
        Write("second_opinions.close", "/articles/{bridge}/second-opinion/close"),
    )
}
SENDER = {"signing_in.enter": "", "signing_in.accept": ""} | {
    endpoint: "admin" if endpoint.startswith(("people.", "second_opinions.")) else "translator"
    for endpoint in WRITES
    if endpoint not in {"signing_in.enter", "signing_in.accept"}
}
SENDER["second_opinions.done"] = "translator"

READS = {
    "signing_in.show": ["/login", "/login?next=/review", "/login?next=//evil.example/"],
    "signing_in.invitation": ["/invitation/{joining}", "/invitation/{resetting}"],
    "accounts.show": ["/account", "/account?done=password", "/account?done=" + "x" * 300],
    "second_opinions.show": [
        "/articles/{demo}/second-opinion",
        "/articles/{article}/second-opinion",
        "/articles/{bridge}/second-opinion",
    ],
    "people.index": ["/people", "/people?link={joining}", "/people?link={resetting}", "/people?link=x&done=1"],
}
READER = {"signing_in.show": "", "signing_in.invitation": "", "accounts.show": "translator", "people.index": "admin"}
READER["second_opinions.show"] = "translator"

# Not there unless a provider is configured: tests/web/test_provider.py.
PROVIDER = {"provider.leave": ["/login/provider"], "provider.come": ["/login/back"]}


def _password(endpoint: str, name: str, of: str) -> list[Bad]:
    def bad(why: str, password: str, words: str) -> Bad:
        return Bad(endpoint, why, {name: password, f"{name}_again": password}, words)

    return [
        bad("a short password", "lantern 🚢", "needs 10"),
        bad("no password", "", "has 0 characters"),
        bad("a password of ten thousand letters", "длинный" * 1_500, "1,000 is the most"),
        bad("a password everybody tries", "Password123", "first that anybody would try"),
        bad("a password of one letter", "a" * 40, "first that anybody would try"),
        bad("the own name as password", f"{of}12345678"[:200], "first that anybody would try"),
        Bad(endpoint, "two different passwords", {f"{name}_again": "another orchard"}, "not the same"),
    ]


def _names(endpoint: str) -> list[Bad]:
    def bad(why: str, name: str, words: str) -> Bad:
        return Bad(endpoint, why, {"name": name}, words)

    return [
        bad("no name", " \u00ad ", "needs a login name"),
        bad("a name as long as a book", "x" * 300_000, "is the most"),
        bad("a long name", "x" * 61, "60 is the most"),
        bad("a name of signs", "🚢🇺🇦", "needs a letter"),
        bad("a name that turns the direction", "abc\u202ecba", "no invisible characters"),
        bad("a name with a hidden space", "Ine\u200bs", "no invisible characters"),
        bad("a taken name", "Ines", "already somebody by the name “Ines”"),
        bad("a taken name in capitals", "INES", "already somebody"),
        bad("a taken name in wide letters", "\uff29nes", "already somebody"),
        bad("a taken name with more space", " Олена   б. ", "already somebody"),
        Bad(endpoint, "a display name as long as a book", {"shown": "x" * 300_000}, "is the most"),
        Bad(endpoint, "a long display name", {"shown": "x" * 121}, "120 is the most"),
    ]


BAD = [
    Bad("signing_in.enter", "a wrong password", {"password": "три зелёных моста."}, "do not fit together", 401),
    Bad("signing_in.enter", "no password", {"password": None}, "do not fit together", 401),
    Bad("signing_in.enter", "an unknown name", {"name": WEIRD}, "do not fit together", 401),
    Bad("signing_in.enter", "no name", {"name": None}, "do not fit together", 401),
    Bad("signing_in.enter", "a disabled account", {"name": "Kaspar"}, "is disabled", 401),
    Bad("signing_in.enter", "a password of ten kilobytes", {"password": "x" * 10_240}, "do not fit together", 401),
    Bad("signing_in.enter", "a name as long as a book", {"name": "x" * 300_000}, "is the most"),
    *_names("signing_in.accept"),
    *_password("signing_in.accept", "password", "Zoë"),
    Bad("signing_in.accept", "a link that leads nowhere", {}, "leads nowhere", path="/invitation/nonsense"),
    Bad("accounts.save", "a long display name", {"shown": "x" * 121}, "120 is the most"),
    Bad("accounts.save_password", "a wrong old password", {"old": "x"}, "old password is not right"),
    Bad("accounts.save_password", "an old password of ten kilobytes", {"old": "x" * 10_240}, "is not right"),
    *_password("accounts.save_password", "new", NAME),
    *_names("people.add"),
    *_password("people.add", "password", "Ján"),
    Bad("people.add", "an unknown role", {"role": MARKUP}, "cannot be chosen"),
    Bad("people.add", "no e-mail address", {"email": "olena"}, "not an e-mail address"),
    Bad("people.invite", "an unknown role", {"role": "owner"}, "cannot be chosen"),
    Bad("people.invite", "no e-mail address", {"email": "a@b"}, "not an e-mail address"),
    Bad("people.save", "an unknown role", {"role": ""}, "cannot be chosen"),
    Bad("people.save", "no e-mail address", {"email": "a b@example.org"}, "not an e-mail address"),
    Bad("people.reset", "a disabled account", {}, "enable it first", path="/people/{disabled}/reset"),
]
