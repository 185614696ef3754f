"""Parts of a page that are drawn once: never stale, never another's."""

import pytest
from django.template import Context, Template, TemplateSyntaxError, engines
from django.utils import translation

from interlab.core.templatetags import kept


def drawn(template, language="fr", **values):
    with translation.override(language):
        return template.render(Context(values))


def template_of(text):
    return Template(text, engine=engines["django"].engine)


def test_a_kept_part_is_drawn_again_for_other_values_and_other_languages():
    part = template_of('{% kept name=who.name %}{{ name }}: {% translate "Today" %}{% endkept %}')
    assert drawn(part, who={"name": "Amina"}) == "Amina: Aujourd’hui"
    assert drawn(part, who={"name": "Binta"}) == "Binta: Aujourd’hui"
    assert drawn(part, "en", who={"name": "Amina"}) == "Amina: Today"
    assert drawn(part, who={"name": "Amina"}) == "Amina: Aujourd’hui"


def test_a_kept_part_sees_nothing_but_its_values():
    part = template_of("{% kept name=name %}{{ name }}{{ other }}{% endkept %}")
    assert drawn(part, name="a", other="never") == "a"


def test_a_kept_part_is_drawn_once_for_the_same_values():
    part = template_of("{% kept name=name %}{{ name }}{% now 'u' %}{% endkept %}")
    assert drawn(part, name="a") == drawn(part, name="a")


def test_what_differs_each_time_is_live_within_a_kept_part():
    part = template_of("{% kept name=name %}<{{ name }} {% live %}{{ other }}{% endlive %}>{% endkept %}")
    assert [drawn(part, name="a", other=text) for text in ("1", "<2>")] == ["<a 1>", "<a &lt;2&gt;>"]


def test_live_alone_changes_nothing():
    assert drawn(template_of("{% live %}{{ other }}{% endlive %}"), other="<1>") == "&lt;1&gt;"


def test_what_is_typed_is_escaped_in_a_kept_part():
    assert drawn(template_of("{% kept name=name %}{{ name }}{% endkept %}"), name="<b>") == "&lt;b&gt;"


def test_a_value_that_holds_a_gap_stays_where_it_is():
    part = template_of("{% kept name=name %}{{ name }}{% live %}{{ other }}{% endlive %}{% endkept %}")
    assert drawn(part, name="a\x00b", other="1") == "a\ufffdb1"


def test_drawings_are_let_go_before_they_fill_the_memory(monkeypatch):
    monkeypatch.setattr(kept, "MOST", 2)
    part = template_of("{% kept name=name %}{{ name }}{% endkept %}")
    for name in "abcabc":
        assert drawn(part, name=name) == name
    (node,) = part.nodelist
    assert len(node.drawn) <= 2


@pytest.mark.parametrize("tag", ["{% kept name %}{% endkept %}", "{% kept name=a b %}{% endkept %}", "{% kept name=a %}"])
def test_a_kept_part_names_its_values(tag):
    with pytest.raises(TemplateSyntaxError):
        template_of(tag)
