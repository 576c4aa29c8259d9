"""What our templates do without says the same as Jinja, and what is rendered once stays true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from connectdo.pages.catalogue import SAMPLES, Sample
from connectdo.theme import once
from connectdo.theme.environment import make_environment
from connectdo.theme.template_code import escaped


@dataclass(frozen=True)
class Thing:
    name: object
    links: tuple[object, ...] = ()


@pytest.fixture
def environment(root: Path) -> Environment:
    return make_environment(root / "theme")


@pytest.fixture(scope="module")
def jinjas_own(root: Path) -> Environment:
    """The same environment with the code that Jinja makes by itself."""

    class Plain(type(make_environment(root / "theme"))):  # type: ignore[misc]
        code_generator_class = CodeGenerator

    return Plain(
        loader=FileSystemLoader(root / "theme/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[once.Once],
        trim_blocks=True,
        lstrip_blocks=True,
    )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_page_is_the_one_that_jinjas_own_code_makes(
    environment: Environment, jinjas_own: Environment, sample: Sample
) -> None:
    ours = environment.get_template(sample.template).render(view=sample.view)
    assert ours == jinjas_own.get_template(sample.template).render(view=sample.view)


@pytest.mark.parametrize(
    "value",
    ["plain", "", "<b>", "b>", "a & b", "it's", '"so"', "ä – 🌱", 7, None, Markup("<b>&amp;</b>")],
)
def test_a_value_is_escaped_as_markupsafe_has_it(value: object) -> None:
    assert escaped(value) == escape(value)


def test_a_name_that_is_missing_is_said_with_its_template_and_line(
    environment: Environment, root: Path
) -> None:
    sample = next(each for each in SAMPLES if each.template == "venue.html")
    with pytest.raises(UndefinedError, match="has no attribute 'chrome'") as raised:
        environment.get_template("venue.html").render(view=Thing(sample))
    files = [Path(str(each.path)) for each in raised.traceback]
    assert any(each.is_relative_to(root / "theme/templates") for each in files)


def test_equal_templates_of_two_folders_are_compiled_once_and_an_error_names_its_own(
    tmp_path: Path,
) -> None:
    codes = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        (folder / "templates").mkdir(parents=True)
        file = folder / "templates" / "page.html"
        file.write_text("Words\n{{ view.nothing }}\n")
        template = make_environment(folder).get_template("page.html")
        codes.append(template.root_render_func.__code__)
        with pytest.raises(UndefinedError) as wrong:
            template.render(view=Thing("x"))
        assert (wrong.traceback[-1].path, wrong.traceback[-1].lineno + 1) == (file, 2)
    assert codes[0] is codes[1]


def test_whether_a_name_is_there_can_be_asked(environment: Environment) -> None:
    asked = environment.from_string(
        "{{ view.name is defined }} {{ view.nmae is defined }} {{ view.nmae is undefined }}"
    )
    assert asked.render(view=Thing("a")) == "True False True"


def test_a_macro_may_be_called_with_names_defaults_lists_and_a_body(
    environment: Environment,
) -> None:
    page = environment.from_string(
        "{% macro card(a, b=2) %}[{{ a }}{{ b }}{{ caller() if caller is defined }}]{% endmacro %}"
        "{{ card(1) }}{{ card(b=3, a='<') }}{{ card(*view.links) }}"
        "{% call card('x') %}<i>{% endcall %}"
    )
    assert page.render(view=Thing("", (7, 8))) == "[12][&lt;3][78][x2<i>]"


# ---- once ----


def counting() -> Iterator[int]:
    number = 0
    while True:
        yield (number := number + 1)


def test_what_stands_in_once_is_rendered_once_for_the_same_object(
    environment: Environment,
) -> None:
    one, other = Thing("<one>"), Thing("other")
    page = environment.from_string(
        "{% macro shown(thing, level, count) %}"
        "{% once thing, level %}<h{{ level }}>{{ thing.name }} {{ count() }}</h{{ level }}>"
        "{% endonce %}{% endmacro %}"
        "{{ shown(view.links[0], 2, view.name) }}{{ shown(view.links[1], 2, view.name) }}"
        "{{ shown(view.links[0], 2, view.name) }}{{ shown(view.links[0], 3, view.name) }}"
    )
    numbers = counting()
    html = page.render(view=Thing(lambda: next(numbers), (one, other)))
    first = "<h2>&lt;one&gt; 1</h2>"
    assert html == f"{first}<h2>other 2</h2>{first}<h3>&lt;one&gt; 3</h3>"


def test_an_equal_object_that_is_another_is_rendered_anew(environment: Environment) -> None:
    page = environment.from_string("{% once view.links[0] %}{{ view.name() }} {% endonce %}")
    numbers = counting()
    thing = Thing("same")
    view = Thing(lambda: next(numbers), (thing,))
    again = replace(view, links=(replace(thing),))
    assert [page.render(view=each) for each in (view, view, again)] == ["1 ", "1 ", "2 "]


def test_words_are_the_same_when_they_are_equal(environment: Environment) -> None:
    page = environment.from_string("{% once view.name %}{{ view.links[0]() }} {% endonce %}")
    numbers = counting()

    def count() -> int:
        return next(numbers)

    said = [page.render(view=Thing(name, (count,))) for name in ("ab", "".join("ab"), "b")]
    assert said == ["1 ", "1 ", "2 "]


def test_two_places_with_the_same_values_keep_their_own_texts(environment: Environment) -> None:
    page = environment.from_string("{% once view %}a{% endonce %}{% once view %}b{% endonce %}")
    assert page.render(view=Thing("")) == "ab"


def test_an_object_that_is_gone_never_lends_its_text_to_a_new_one(
    environment: Environment,
) -> None:
    page = environment.from_string("{% once view.links %}{{ view.name }}{% endonce %}")
    for number in range(200):
        assert page.render(view=Thing(number, (Thing(number),))) == str(number)


def test_a_long_build_does_not_keep_every_text(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "MOST", 10)
    page = environment.from_string("{% once view.name %}{{ view.name }}{% endonce %}")
    assert [page.render(view=Thing(number)) for number in range(50)] == [*map(str, range(50))]
    kept = environment.extensions[once.Once.identifier]
    assert isinstance(kept, once.Once)
    assert len(kept._kept) <= 10
