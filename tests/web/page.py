"""A page as a browser without mercy would read it: every fault of its HTML that matters to a person, by name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = _HEADINGS | frozenset(
    {"address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figure", "footer"}
    | {"form", "header", "hr", "main", "nav", "ol", "p", "section", "table", "ul"}
)
ONLY_PHRASES = _HEADINGS | frozenset({"p", "span", "q", "label", "legend", "summary", "button"})
CONTROLS = frozenset({"input", "select", "textarea"})
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u05ff\u0600-\u06ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@dataclass
class Element:
    """An element with what it holds."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def ancestors(self) -> "Iterator[Element]":
        above = self.parent
        while above:
            yield above
            above = above.parent

    def within(self, *tags: str) -> bool:
        return any(above.tag in tags for above in self.ancestors)

    def all(self, *tags: str) -> "Iterator[Element]":
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)


class Page(HTMLParser):
    """A parsed page; `faults` says in words what is wrong with it."""

    def __init__(self, html: str, *, whole: bool = True) -> None:
        super().__init__()
        self.root = Element("", {})
        self.faults: list[str] = []
        self._open = self.root
        self.feed(html)
        self.close()
        if self._open is not self.root:
            self.faults.append(f"<{self._open.tag}> is never closed")
        self.elements = list(self.root.all())
        self.by_id = {element.get("id"): element for element in self.elements if element.get("id")}
        self._check(whole=whole)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        if tag in BLOCKS and (element.within(*ONLY_PHRASES - _holders(tag))):
            self.faults.append(f"<{tag}> stands inside words")
        if tag == "form" and element.within("form"):
            self.faults.append("a form stands inside a form")
        if tag in {"a", "button", "select", "textarea", "input"} and element.within("a", "button"):
            self.faults.append(f"<{tag}> stands inside a link or button")
        self._open.children.append(element)
        if tag not in VOID:
            self._open = element

    def handle_endtag(self, tag: str) -> None:
        if tag != self._open.tag:
            self.faults.append(f"</{tag}> closes <{self._open.tag}>")
        elif self._open.parent:
            self._open = self._open.parent

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)

    def controls(self) -> list[Element]:
        """Return what a person can fill in."""
        return [each for each in self.elements if each.tag in CONTROLS and each.get("type") != "hidden"]

    def form(self, action: str) -> Element:
        """Return the first form that posts to `action`."""
        return next(each for each in self.elements if each.tag == "form" and each.get("action") == action)

    def _check(self, *, whole: bool) -> None:
        for check in (self._check_ids, self._check_controls, self._check_inline, self._check_languages):
            check()
        if whole:
            self._check_whole()

    def _check_ids(self) -> None:
        seen = [element.get("id") for element in self.elements if "id" in element.attributes]
        self.faults += [f"the id “{name}” is there twice" for name in {n for n in seen if seen.count(n) > 1}]
        for element in self.elements:
            for name in ("for", "aria-labelledby", "aria-describedby"):
                self.faults += [f"{name}=“{ref}” names nothing" for ref in element.get(name).split() if ref not in seen]
            target = element.get("href")
            if target.startswith("#") and target[1:] not in seen:
                self.faults.append(f"the link {target} leads nowhere")
            if "for" in element.attributes and self.by_id[element.get("for")].tag not in CONTROLS:
                self.faults.append(f"the label for “{element.get('for')}” names no control")

    def _check_controls(self) -> None:
        labelled = {element.get("for") for element in self.elements if element.tag == "label"}
        for each in self.controls():
            named = each.get("aria-label") or each.get("aria-labelledby") or each.get("id") in labelled
            if not named and not each.within("label"):
                self.faults.append(f"<{each.tag} name=“{each.get('name')}”> has no label")
            if not each.get("name") and each.within("form"):
                self.faults.append(f"a <{each.tag}> in a form has no name")
            if each.get("type") == "radio" and not each.within("fieldset"):
                self.faults.append("a radio button stands outside a fieldset")
        for each in self.elements:
            if each.tag in {"a", "button"} and not (each.text.strip() or each.get("aria-label")):
                self.faults.append(f"a <{each.tag}> has no name")
            if each.tag == "form" and each.get("method") not in {"", "get", "post", "dialog"}:
                self.faults.append("a form has no known method")

    def _check_inline(self) -> None:
        for each in self.elements:
            if each.tag == "style" or (each.tag == "script" and not each.get("src")):
                self.faults.append(f"<{each.tag}> is inline")
            self.faults += [f"{name} is inline" for name in each.attributes if name == "style" or name.startswith("on")]
            fetched = each.get("src") or (each.get("href") if each.tag == "link" else "") or each.get("action")
            if fetched and not fetched.startswith("/"):
                self.faults.append(f"<{each.tag}> leads to {fetched}")
            if each.get("href").strip().lower().startswith(("javascript:", "data:")):
                self.faults.append(f"a link runs code: {each.get('href')}")
            if each.get("target") == "_blank" and "noreferrer" not in each.get("rel"):
                self.faults.append("a link to another site tells it where people come from")

    def _check_languages(self) -> None:
        for element in self.elements:
            held = "".join(child for child in element.children if isinstance(child, str)) + element.get("value")
            chain = [element, *element.ancestors]
            if element.tag in {"title", "option"} or not (_RIGHT_TO_LEFT.search(held) or _CYRILLIC.search(held)):
                continue
            if element.tag == "p" and element.parent and element.parent.get("id") == "problem":
                continue  # an English sentence that repeats what was entered
            nearest = next(each for each in chain if each.get("dir") or each.get("lang") or each.tag == "bdi")
            if nearest.tag == "html":
                self.faults.append(f"“{held.strip()[:40]}” is foreign and has neither language nor direction")

    def _check_whole(self) -> None:
        tags = [element.tag for element in self.elements]
        for tag in ("html", "head", "title", "body", "main", "h1"):
            if tags.count(tag) != 1:
                self.faults.append(f"there are {tags.count(tag)} <{tag}>")
        levels = [int(tag[1]) for tag in tags if tag in _HEADINGS]
        self.faults += [f"a heading jumps from {a} to {b}" for a, b in pairwise(levels) if b > a + 1]
        html = next(element for element in self.elements if element.tag == "html")
        if html.get("lang") != "en":
            self.faults.append("the page does not say its language")


def fields(form: Element) -> dict[str, str]:
    """Return what a browser would send if the form was submitted untouched, but for its buttons."""
    return {each.get("name"): _value(each) for each in form.all(*CONTROLS) if each.get("name") and _is_sent(each)}


def _is_sent(control: Element) -> bool:
    return control.get("type") not in {"radio", "checkbox"} or "checked" in control.attributes


def _value(control: Element) -> str:
    if control.tag == "textarea":
        return control.text
    if control.tag == "input":
        return control.get("value")
    options = list(control.all("option"))
    chosen = [option for option in options if "selected" in option.attributes] or options[:1]
    return chosen[0].get("value")


def _holders(tag: str) -> frozenset[str]:
    """Return what else may hold `tag`: a heading may be the name of a form's part or of a disclosure."""
    return frozenset({"legend", "summary"}) if tag in _HEADINGS else frozenset()
