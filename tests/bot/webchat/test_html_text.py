"""The HTML parse mode: what comes out, and what is refused in which words."""

import pytest

from bot.webchat.html_tags import MarkupError
from bot.webchat.html_text import parse_html


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("xin chào", "xin chào", []),
        ("<b>hộ nghèo</b>", "hộ nghèo", [entity("bold", 0, 8)]),
        ("<strong>a</strong>", "a", [entity("bold", 0, 1)]),
        ("<i>a</i><em>b</em>", "ab", [entity("italic", 0, 1), entity("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
        (
            "<s>a</s><strike>b</strike><del>c</del>",
            "abc",
            [entity("strikethrough", 0, 1), entity("strikethrough", 1, 1), entity("strikethrough", 2, 1)],
        ),
        (
            '<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>',
            "ab",
            [entity("spoiler", 0, 1), entity("spoiler", 1, 1)],
        ),
        ("<B>a</B>", "a", [entity("bold", 0, 1)]),
        ("<code>x</code>", "x", [entity("code", 0, 1)]),
        ("<pre>x</pre>", "x", [entity("pre", 0, 1)]),
        (
            '<pre><code class="language-python">x = 1</code></pre>',
            "x = 1",
            [entity("pre", 0, 5, language="python")],
        ),
        (
            '<pre> <code class="language-python">x</code></pre>',
            " x",
            [entity("pre", 0, 2), entity("code", 1, 1)],
        ),
        ("<pre><code>x</code></pre>", "x", [entity("pre", 0, 1), entity("code", 0, 1)]),
        ("<blockquote>q</blockquote>", "q", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [entity("expandable_blockquote", 0, 1)]),
        (
            '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
            "👍",
            [entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")],
        ),
        (
            '<a href="https://chinhphu.vn">nguồn</a>',
            "nguồn",
            [entity("text_link", 0, 5, url="https://chinhphu.vn/")],
        ),
        (
            "<a href='https://a.vn/x?a=1&amp;b=2'>n</a>",
            "n",
            [entity("text_link", 0, 1, url="https://a.vn/x?a=1&b=2")],
        ),
        ("<a href=telegram.org>n</a>", "n", [entity("text_link", 0, 1, url="http://telegram.org/")]),
        ('<a href="tg://user?id=7">n</a>', "n", [entity("text_link", 0, 1, url="tg://user?id=7")]),
        ("&lt;b&gt; &amp; &quot; &#39; &#x1F600;", "<b> & \" ' 😀", []),
        ("<b></b>a", "a", []),
        # An emoji is two UTF-16 units, a Vietnamese letter one, a decomposed one two.
        ("🏠 <b>Nhà ở</b>", "🏠 Nhà ở", [entity("bold", 3, 5)]),
        ("<b>👨‍👩‍👧</b><i>x</i>", "👨‍👩‍👧x", [entity("bold", 0, 8), entity("italic", 8, 1)]),
        ("e\u0302\u0301<b>x</b>", "e\u0302\u0301x", [entity("bold", 3, 1)]),
        ("&#x1F3E0;<b>x</b>", "🏠x", [entity("bold", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("<b>a <code>b</code></b>", "a b", [entity("bold", 0, 3), entity("code", 2, 1)]),
        ("<blockquote><b>q</b></blockquote>", "q", [entity("blockquote", 0, 1), entity("bold", 0, 1)]),
    ],
)
def test_what_comes_out(markup: str, text: str, entities: list[object]) -> None:
    formatted = parse_html(markup)
    assert formatted.text == text
    assert formatted.entities == entities


@pytest.mark.parametrize(
    ("markup", "refusal"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>a</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("<i>a</>", 'Unmatched end tag at byte offset 4, expected "</i>", found "</>"'),
        ("<i>a</i", "Unclosed end tag at byte offset 4"),
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        ("<script>alert(1)</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("hộ <p>a</p>", 'Unsupported start tag "p" at byte offset 5'),
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("2 > 1", 'Unescaped ">" at byte offset 2'),
        ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
        ("a & b", 'Unescaped "&" or unsupported entity at byte offset 2'),
        ("a&nbsp;b", 'Unescaped "&" or unsupported entity at byte offset 1'),
        ("&lt", 'Unescaped "&" or unsupported entity at byte offset 0'),
        ("&#0;", "Unsupported entity at byte offset 0"),
        (
            "&#57311;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<b class="x">a</b>', 'Unsupported attribute "class" of the tag "b" at byte offset 0'),
        (
            '<a href="https://a.vn" target="_blank">n</a>',
            'Unsupported attribute "target" of the tag "a" at byte offset 0',
        ),
        ("<a>n</a>", "URL '' of the tag \"a\" is invalid: URL host is empty at byte offset 0"),
        (
            '<a href="tel:+84208">n</a>',
            "URL 'tel:+84208' of the tag \"a\" is invalid: Unsupported URL protocol at byte offset 0",
        ),
        (
            '<a href="https://nohost">n</a>',
            "URL 'https://nohost' of the tag \"a\" is invalid: Wrong HTTP URL at byte offset 0",
        ),
        ('<a href="https://a.vn/?a=1&b=2">n</a>', 'Unescaped "&" or unsupported entity at byte offset 17'),
        ('<a href="https://a.vn>n</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=https://a.vn>n</a>", "Unexpected end of name token at byte offset 8"),
        ("<i   =aba>x</i>", "Unexpected end of name token at byte offset 6"),
        ("<i   =>x</i>", "Unexpected end of name token at byte offset 6"),
        ('<tg-emoji emoji-id="x">👍</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<code class="python">x</code>', 'Tag "code" must have a class "language-…" at byte offset 0'),
        ("<code><b>x</b></code>", 'Tag "b" is not allowed inside the tag "code" at byte offset 6'),
        ("<pre>a<i>x</i></pre>", 'Tag "i" is not allowed inside the tag "pre" at byte offset 6'),
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            'Tag "blockquote" is not allowed inside the tag "blockquote" at byte offset 13',
        ),
        (
            '<a href="a.vn">x<a href="b.vn">y</a></a>',
            'Tag "a" is not allowed inside the tag "a" at byte offset 16',
        ),
    ],
)
def test_what_is_refused(markup: str, refusal: str) -> None:
    with pytest.raises(MarkupError) as refused:
        parse_html(markup)
    assert str(refused.value) == refusal


def test_many_tags_are_read_in_time() -> None:
    formatted = parse_html("<b>x</b>" * 20_000)
    assert len(formatted.entities) == 20_000
