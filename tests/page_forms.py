"""The forms of a page, filled as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin


@dataclass
class PageForm:
    """One form: where it leads, and what it holds as the page shows it. A choice without a default holds its first answer."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    button: tuple[str, str] | None = None
    # Whether there is a button without a name: the one that a browser presses for Enter.
    plain_button: bool = False
    # Inputs a person would still have to fill in.
    empty: list[str] = field(default_factory=list)

    def add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address, self.forms = address, list[PageForm]()
        self.form: PageForm | None = None
        self.radios: dict[str, list[tuple[str, bool]]] = {}
        self.select = self.textarea = ""
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.address, given.get("action") or self.address)
            self.form, self.radios = PageForm(action, given.get("method", "get").lower()), {}
            self.forms.append(self.form)
        elif self.form is None or "disabled" in given:
            return
        elif tag == "input" and given.get("name"):
            self._input(self.form, given)
        elif tag == "button" and given.get("name") and self.form.button is None and "formnovalidate" not in given:
            self.form.button = (given["name"], given.get("value", ""))
        elif tag == "button" and not given.get("name") and given.get("type", "submit") == "submit":
            self.form.plain_button = True
        elif tag == "select":
            self.select, self.options = given.get("name", ""), []
        elif tag == "option" and self.select:
            self.options.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self.textarea = given.get("name", "")
            self.form.values[self.textarea] = [""]

    def _input(self, form: PageForm, given: dict[str, str]) -> None:
        kind, name, value = given.get("type", "text"), given["name"], given.get("value", "")
        if kind == "radio":
            self.radios.setdefault(name, []).append((value, "checked" in given))
        elif kind == "checkbox":
            if "checked" in given:
                form.add(name, value or "on")
        elif kind != "file":
            form.add(name, value)
            if not value and "required" in given:
                form.empty.append(name)

    def handle_data(self, data: str) -> None:
        if self.form is not None and self.textarea:
            # A browser leaves out the line break that opens a text area.
            self.form.values[self.textarea][0] += data.lstrip("\n") if not self.form.values[self.textarea][0] else data

    def handle_endtag(self, tag: str) -> None:
        if self.form is None:
            return
        if tag == "textarea":
            self.textarea = ""
        elif tag == "select" and self.select:
            self._choose(self.form, self.select, self.options)
            self.select = ""
        elif tag == "form":
            for name, answers in self.radios.items():
                self._choose(self.form, name, answers)
            if self.form.button and not self.form.plain_button:
                self.form.add(*self.form.button)
            self.form = None

    @staticmethod
    def _choose(form: PageForm, name: str, answers: list[tuple[str, bool]]) -> None:
        chosen = [value for value, marked in answers if marked] or [value for value, _marked in answers[:1]]
        for value in chosen:
            form.add(name, value)


def forms_in(html: str, address: str) -> list[PageForm]:
    """Return the forms of a page that was found at `address`."""
    reader = _Reader(address)
    reader.feed(html)
    return reader.forms
