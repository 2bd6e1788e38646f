"""Telegram's HTML parse mode: markup in, plain text and entities out.

At least as strict as Telegram. Where Telegram quietly drops what it cannot use (an unknown attribute, &nbsp;,
a bare & or >, a link to nowhere, a tag inside <code>), this refuses: what was dropped was a mistake.
"""

import re
from dataclasses import dataclass, field

from bot.webchat.entity_order import in_order
from bot.webchat.html_tags import TYPES, MarkupError, fault, read_end_tag, read_reference, read_start_tag
from bot.webchat.wire import Json, utf16_length

_SPECIAL = re.compile(r"[<>&]")
_NOT_IN_ITSELF = {"a", "blockquote", "tg-emoji"}


@dataclass(frozen=True)
class Formatted:
    """A text without markup, and what is bold, a link and so on in it, in UTF-16 units."""

    text: str
    entities: list[Json]


def parse_html(markup: str) -> Formatted:
    """Read a markup; raises MarkupError."""
    if _SPECIAL.search(markup) is None:
        return Formatted(markup, [])
    return _Parser(markup).run()


@dataclass(frozen=True)
class _Open:
    tag: str
    argument: str | None
    start: int


@dataclass
class _Parser:
    markup: str
    position: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0  # of the text so far, in UTF-16 units
    stack: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def run(self) -> Formatted:
        while (special := _SPECIAL.search(self.markup, self.position)) is not None:
            self.add(self.markup[self.position : special.start()])
            self.position = special.start()
            self.step(special[0])
        self.add(self.markup[self.position :])
        if self.stack:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return Formatted("".join(self.parts), in_order(self.entities))

    def add(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += utf16_length(text)

    def step(self, special: str) -> None:
        if special == ">":
            raise fault(self.markup, self.position, 'Unescaped ">"')
        if special == "&":
            character, self.position = read_reference(self.markup, self.position)
            self.add(character)
        elif self.markup.startswith("</", self.position):
            self.close()
        else:
            self.open()

    def open(self) -> None:
        tag = read_start_tag(self.markup, self.position)
        self.refuse_nesting(tag.name)
        self.stack.append(_Open(tag.name, tag.argument, self.length))
        self.position = tag.end

    def refuse_nesting(self, tag: str) -> None:
        """Nothing inside code and pre, but a code right in a pre; no link in a link, no quote in a quote."""
        around = [outer.tag for outer in self.stack]
        code_of_pre = tag == "code" and around[-1:] == ["pre"]
        closed = not code_of_pre and ("code" in around or "pre" in around)
        if closed or (tag in around and tag in _NOT_IN_ITSELF):
            text = f'Tag "{tag}" is not allowed inside the tag "{around[-1]}"'
            raise fault(self.markup, self.position, text)

    def close(self) -> None:
        if not self.stack:
            raise fault(self.markup, self.position, "Unexpected end tag")
        name, end = read_end_tag(self.markup, self.position)
        opened = self.stack.pop()
        if name != opened.tag:
            rest = f', expected "</{opened.tag}>", found "</{name}>"'
            raise fault(self.markup, self.position, "Unmatched end tag", rest)
        self.position = end
        if self.length > opened.start:
            self.entities.append(self.entity(opened))

    def entity(self, opened: _Open) -> Json:
        length = self.length - opened.start
        entity: Json = {"type": TYPES[opened.tag], "offset": opened.start, "length": length}
        if opened.tag == "a":
            entity["url"] = opened.argument
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument is not None:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "pre" and self.entities and "language" in self.entities[-1]:
            self.take_language(entity)
        elif opened.tag == "code" and opened.argument and self.stack and self.stack[-1].tag == "pre":
            entity["language"] = opened.argument.removeprefix("language-")
        return entity

    def take_language(self, pre: Json) -> None:
        """<pre><code class="language-x"> around the same text is one entity: a pre with a language."""
        inner = self.entities[-1]
        language = inner.pop("language", None)
        if language and (inner["offset"], inner["length"]) == (pre["offset"], pre["length"]):
            self.entities.pop()
            pre["language"] = language
