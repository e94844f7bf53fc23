"""The slide, opened again as PowerPoint would."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu

from cards.briefs.slide.measure import fitted, height_of, lines_of, width_of
from cards.briefs.slide.page import brief_slide
from cards.view import LOCALES
from passeur.briefs.told_brief import ToldBrief
from tests.cards.brief_samples import APPROVED, EMPTY, SMALL, TOLD
from tests.cards.samples import ORGANISATION
from tests.cards.test_brief_cards import heaviest
from tests.cards.test_worst_cases import HEAVY, crowded

TOLDS = {"told": TOLD, "approved": APPROVED, "empty": EMPTY, "small": SMALL}
TOLDS |= {f"long {name}": heaviest(sign) for name, sign in HEAVY.items()}
TOLDS |= {"long words": heaviest("anticonstitutionnellement "), "wide words": heaviest("WWWW MMMM ")}


def opened(told: ToldBrief, locale: str = "fr") -> Any:
    deck = Presentation(BytesIO(brief_slide(told, crowded(locale).organisation, locale)))
    assert len(deck.slides) == 1
    return deck


def inches(length: int) -> float:
    return Emu(length).inches


def texts_of(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_text_frame]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", TOLDS)
def test_no_text_runs_out_of_its_box_and_no_box_out_of_the_page_or_into_another(name: str, locale: str) -> None:
    deck = opened(TOLDS[name], locale)
    slide = deck.slides[0]
    for shape in texts_of(slide):
        used = 0.0
        for paragraph in shape.text_frame.paragraphs:
            (run,) = paragraph.runs
            size = run.font.size.pt
            lines = lines_of(run.text, inches(shape.width), size, bold=bool(run.font.bold))
            used += height_of(lines, size) + (paragraph.space_before.pt if paragraph.space_before else 0) / 72
        assert used <= inches(shape.height) + 0.05, (shape.name, used, inches(shape.height))
    boxes = [shape for shape in slide.shapes if shape.height]
    for shape in boxes:
        assert shape.left >= 0.5 * 914_400
        assert shape.left + shape.width <= deck.slide_width - 0.5 * 914_400
        assert shape.top + shape.height <= deck.slide_height - 0.1 * 914_400
    for one in boxes:
        for other in boxes:
            apart = (
                one.left + one.width <= other.left + 9_144
                or other.left + other.width <= one.left + 9_144
                or one.top + one.height <= other.top + 45_720
                or other.top + other.height <= one.top + 45_720
            )
            assert one is other or apart, (one.name, other.name)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_charts_are_native_and_have_the_brief_s_numbers_and_words_for_who_cannot_see_them(locale: str) -> None:
    slide = opened(TOLD, locale).slides[0]
    tools, trend = (shape for shape in slide.shapes if shape.has_chart)
    assert tools.chart.plots[0].series[0].values == (13.0, 9.0, 6.0, None, None)
    fewer = {"fr": "moins de 5", "en": "fewer than 5"}[locale]
    assert list(tools.chart.plots[0].categories)[3] == f"DeepL\n({fewer})"
    assert [series.values for series in trend.chart.plots[0].series] == [(31.0, 40.0, 52.0), (45.0, 60.0, 85.0)]
    for shape, number in ((tools, "13"), (trend, "85")):
        alt = shape.element.xpath(".//p:cNvPr")[0].get("descr")
        assert number in alt
        assert len(alt) > 30


def test_a_number_that_may_not_be_shown_is_nowhere_in_the_file() -> None:
    slide = opened(SMALL).slides[0]
    assert not any(shape.has_chart for shape in slide.shapes)
    said = "\n".join(shape.text_frame.text for shape in texts_of(slide))
    assert "DeepL" in said
    assert "moins de 5" in said


def test_it_has_a_real_title_and_the_fonts_and_colours_of_its_theme() -> None:
    slide = opened(TOLD).slides[0]
    assert slide.shapes.title.text_frame.text.replace("\u00a0", " ") == "L’IA en pratique, novembre 2026"
    xml = slide.part.blob.decode()
    assert "<a:latin" not in xml
    assert "srgbClr" not in xml


def test_the_three_provenances_are_three_paragraphs() -> None:
    slide = opened(TOLD).slides[0]
    (box,) = [shape for shape in slide.shapes if shape.name == "Gain 1: provenance"]
    assert [each.text.replace("\u00a0", " ") for each in box.text_frame.paragraphs] == [
        "Selon l’auteur : 3 heures par semaine",
        "Reproduit par 16 collègues dans 5 métiers",
        "Vérifié par la personne qui pilote le programme",
    ]


def test_the_footer_tells_the_period_the_rules_and_who_made_it() -> None:
    (box,) = [shape for shape in opened(TOLD).slides[0].shapes if shape.name == "Footer"]
    said = box.text_frame.text.replace("\u00a0", " ")
    assert "Du 2 novembre au 29 novembre 2026 · Généré par Passeur le 30 novembre 2026" in said
    assert "aucun nombre" in said
    assert "…" not in said


def test_the_same_brief_makes_the_same_file() -> None:
    assert brief_slide(TOLD, ORGANISATION, "fr") == brief_slide(replace(TOLD), ORGANISATION, "fr")


@pytest.mark.parametrize("text", ["court", "anticonstitutionnellement " * 20, "x" * 300, "mot " * 100, "語" * 90])
def test_what_is_kept_of_a_text_fits_and_no_more_would(text: str) -> None:
    kept = fitted(text, 2.0, 10, most=3)
    assert lines_of(kept, 2.0, 10) <= 3
    assert kept == text or (kept.endswith("…") and len(kept) > 40)


def test_words_are_as_wide_as_arial_draws_them() -> None:
    # Measured with the metrics of Liberation Sans, whose widths are Arial's.
    assert width_of("L’IA en pratique", 26) == pytest.approx(2.49, abs=0.05)
    assert width_of("Vérifié", 10, bold=True) > width_of("Vérifié", 10)
