from datetime import date

import pytest

from annotator.errors import InvalidInput
from annotator.exchange import html_tree
from annotator.exchange.html import read

HEADLINE = "‘We stay open’: Minister’s plea to the neighbours"
PARAGRAPHS = [
    "The minister said on Friday that the border would stay open, whatever the neighbours decided about theirs.",
    "“We will not close it,” he said, according to a <i>translation</i> by the <a href='/x'>agency</a>.",
    "“Be careful,” he said.",
    "Nobody in the town on the other side of the river answered, and the bridge was empty for most of that evening.",
    "In the morning the first lorries came, and their drivers asked in three languages where the customs office was.",
]
PLAIN = [paragraph.replace("<i>", "").replace("</i>", "") for paragraph in PARAGRAPHS]
PLAIN[1] = "“We will not close it,” he said, according to a translation by the agency."
FIGURE = (
    "<figure><img src='x.jpg' alt='not shown'><figcaption><p>A lorry on the <b>bridge</b>.</p>"
    "<span class='credit'>Twitter / @somebody</span></figcaption></figure>"
)
CAPTION = "A lorry on the bridge.\nTwitter / @somebody"


def _page(body: str, head: str = "", lang: str = "en-GB") -> str:
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">
    <title>{HEADLINE} | The Daily Example</title><meta property="og:site_name" content="The Daily Example">{head}
    <style>p {{ color: red }}</style><script>document.write("<p>scripted</p>")</script></head><body>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>{body}
    <aside class="sidebar"><h2>Most read</h2><ul><li><a href="/1">Another story of another thing</a></li></ul></aside>
    <footer><p>© The Daily Example. All rights reserved. Terms of use. Contact.</p></footer></body></html>"""


def _article(*between: str) -> str:
    middle = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
    middle[2:2] = between
    return f"""<main><article><header><h1>{HEADLINE}</h1><p class="byline">By <a href="/a">Ann Example</a></p>
    <time datetime="2022-09-22T14:00:00Z">September 22, 2022</time></header>
    <div class="entry-content">{"".join(middle)}</div></article></main>"""


HEAD = (
    "<meta name='author' content='Ann Example'><meta property='article:published_time' content='2022-09-22T14:00:00Z'>"
    "<link rel='canonical' href='https://example.org/2022/09/22/border'>"
)


def test_the_story_is_read_with_its_headline_first_and_captions_in_place() -> None:
    found = read(_page(_article(FIGURE), HEAD))
    assert found.text.split("\n\n") == [HEADLINE, *PLAIN[:2], CAPTION, *PLAIN[2:]]


def test_what_the_page_says_about_itself_is_read() -> None:
    found = read(_page(_article(), HEAD))
    assert found.title == HEADLINE
    assert (found.outlet, found.byline, found.language) == ("The Daily Example", "Ann Example", "en")
    assert found.url == "https://example.org/2022/09/22/border"
    assert found.published_on == date(2022, 9, 22)


def test_the_visible_headline_counts_more_than_the_one_for_search_engines() -> None:
    found = read(_page(_article(), "<meta property='og:title' content='Border open, minister says'>"))
    assert found.title == HEADLINE
    assert found.text.count("‘We stay open’") == 1
    assert "Border open" not in found.text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>evil()</script>",
        "<style>.evil{}</style>",
        "<div style='display: none'><p>evil</p></div>",
        "<p style='VISIBILITY:hidden'>evil</p>",
        "<p hidden>evil</p>",
        "<p aria-hidden='true'>evil</p>",
        "<span class='sr-only'>evil</span>",
        "<template><p>evil</p></template>",
        "<noscript><p>evil</p></noscript>",
        "<!-- evil -->",
        "<iframe srcdoc='<p>evil</p>'>evil</iframe>",
        "<svg><text>evil</text></svg>",
        "<button>evil</button>",
        "<p onclick='evil()' title='evil'></p>",
    ],
)
def test_what_a_reader_does_not_see_never_gets_through(hidden: str) -> None:
    for page in (_page(_article(hidden)), f"<p>One short paragraph.</p>{hidden}<p>Another.</p>"):
        assert "evil" not in read(page).text


def test_markup_shown_as_text_stays_text() -> None:
    assert read("<p>He wrote &lt;script&gt;alert(1)&lt;/script&gt; &amp; left.</p>").text == (
        "He wrote <script>alert(1)</script> & left."
    )


def test_a_page_that_is_hardly_an_article_is_reduced_plainly() -> None:
    found = read(
        "<h1>A small notice</h1><p>First line<br>second line<br><br>New paragraph</p><ul><li>One</li><li>Two</li></ul>"
    )
    assert found.text == "A small notice\n\nFirst line\nsecond line\n\nNew paragraph\n\nOne\n\nTwo"
    assert found.title == "A small notice"


def test_white_space_of_the_source_is_not_white_space_of_the_text() -> None:
    assert read("<p>one\n   two</p>\n<p>three<b>four</b> five</p>").text == "one two\n\nthreefour five"


def test_a_language_that_the_text_is_not_written_in_is_not_believed() -> None:
    assert read("<html lang='en'><p>Граница останется открытой, сказал министр.</p></html>").language == ""


def test_the_canonical_address_of_another_host_is_not_believed() -> None:
    found = read(_page(_article(), HEAD), url="https://mirror.example.net/a")
    assert found.url == "https://mirror.example.net/a"


@pytest.mark.parametrize("page", ["", "<html></html>", "<html><body><script>x()</script></body></html>", "<!-- -->"])
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(InvalidInput):
        read(page)


def test_deep_nesting_is_read_or_refused_without_harm() -> None:
    def nested(depth: int) -> str:
        return "<html><body>" + "<div>" * depth + "deep down" + "</div>" * depth + "</body></html>"

    assert read(nested(100)).text == "deep down"
    assert read(nested(230)).text == "deep down"
    with pytest.raises(InvalidInput):  # the parser stops at 256
        read(nested(20_000))


def test_a_page_too_large_to_search_is_read_without_its_menus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_tree, "MAX_ELEMENTS", 20)
    found = read(_page(_article(FIGURE), HEAD))
    assert PLAIN[-1] in found.text
    assert CAPTION in found.text
    assert "Home" not in found.text
    assert "rights reserved" not in found.text
    assert found.outlet == ""


@pytest.mark.parametrize("control", ["\x00", "\x01", "&#1;", "&#x0B;", "&#0", "\x1b"])
def test_control_characters_are_dropped(control: str) -> None:
    assert PLAIN[0] in read(_page(_article(f"<p>a{control}b</p>"), HEAD)).text
    assert read(f"<p>a{control}b &#10; &#1088;&#x1F600; &#128;</p>").text == "ab р😀 €"


def test_right_to_left_text_and_emoji_come_through_exactly() -> None:
    words = "قال: «سنبقى هنا» 👩‍👩‍👧 е\u0301"
    assert read(f"<p>{words}</p>").text == words
