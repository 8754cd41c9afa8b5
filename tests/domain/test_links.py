import pytest

from annotator.domain.links import checked_url
from annotator.errors import InvalidInput


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c#d",
        "HTTPS://Example.org/",
        "https://пример.рф/статья",
        "https://[2001:db8::1]/",
        "https://example.org/a%20b",
    ],
)
def test_a_web_address_is_kept_as_it_was_given(url: str) -> None:
    assert checked_url(url) == url


@pytest.mark.parametrize("blank", ["", "  ", "\n\t"])
def test_no_address_is_no_address(blank: str) -> None:
    assert checked_url(blank) == ""


def test_white_space_around_an_address_is_dropped() -> None:
    assert checked_url(" https://example.org/a \n") == "https://example.org/a"


@pytest.mark.parametrize(
    "wrong",
    [
        "example.org",
        "www.example.org/a",
        "javascript:alert(1)",
        "JavaScript://example.org/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org",
        "https:",
        "https://",
        "https:///path",
        "https://[::1",
        "https://exam ple.org",
        "https://example.org/a b",
        "https://example.org/\u2003x",
        "//example.org",
    ],
)
def test_what_is_no_web_address_is_refused_in_a_sentence_that_repeats_it(wrong: str) -> None:
    with pytest.raises(InvalidInput, match="is not a web address") as refusal:
        checked_url(wrong)
    assert wrong.strip() in str(refusal.value)


@pytest.mark.parametrize(
    "wrong", ["https://example.org/\x00", "https://exa\x1bmple.org/", "https://:8080/", "https://@/"]
)
def test_an_address_with_control_characters_or_without_a_host_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidInput):
        checked_url(wrong)
