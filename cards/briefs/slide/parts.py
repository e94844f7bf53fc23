"""What the slide is made of: boxes of text and native charts, at places in inches, in the colours of its theme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from pptx.chart.data import CategoryChartData, ChartData
from pptx.dml.color import ColorFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

ACCENT = MSO_THEME_COLOR.ACCENT_1
QUIET = MSO_THEME_COLOR.ACCENT_2
INK = MSO_THEME_COLOR.TEXT_1
SUBTLE = MSO_THEME_COLOR.TEXT_2
# What five digits have no room for is told in thousands.
_CROWDED = 10_000
_NUMBERS = '[>=10000]0,"\u202fk";0'


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    def below(self, offset: float, height: float) -> "Box":
        return Box(self.left, self.top + offset, self.width, height)


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph in one style; `size` and `before` in points."""

    text: str
    size: float = 10
    bold: bool = False
    italic: bool = False
    color: MSO_THEME_COLOR = INK
    before: float = 0
    to_the_right: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    values: Sequence[int | None]
    color: MSO_THEME_COLOR


def write(slide: Slide, name: str, box: Box, paragraphs: Iterable[Said]) -> None:
    """A box of text that neither grows nor shrinks: what goes in was measured."""
    shape = slide.shapes.add_textbox(Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height))
    shape.name = name
    fill(shape.text_frame, paragraphs)


def fill(frame: TextFrame, paragraphs: Iterable[Said]) -> None:
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(0)
    for number, said in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_before = Pt(said.before)
        paragraph.alignment = PP_ALIGN.RIGHT if said.to_the_right else PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = said.text
        run.font.size = Pt(said.size)
        run.font.bold = said.bold
        run.font.italic = said.italic
        _color(run.font.color, said.color)


def heading(slide: Slide, text: str, box: Box) -> None:
    """The name of a section above its line."""
    write(slide, f"Heading: {text}", box.below(0, 0.26), [Said(text, size=12, bold=True, color=ACCENT)])
    rule(slide, box.left, box.top + 0.29, box.width)


def rule(slide: Slide, left: float, top: float, width: float) -> None:
    """A thin line under a heading."""
    line = slide.shapes.add_connector(
        MSO_CONNECTOR.STRAIGHT, Inches(left), Inches(top), Inches(left + width), Inches(top)
    )
    line.name = "Rule"
    line.line.width = Pt(0.75)
    # The style of the theme would draw a shadow under it.
    for style in line.element.xpath("./p:style"):
        line.element.remove(style)
    _color(line.line.color, QUIET)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a chart shows, and the same in words for who cannot see it."""

    name: str
    alt: str
    categories: Sequence[str]
    series: Sequence[Series]


def bars(slide: Slide, box: Box, drawing: Drawing) -> None:
    """Horizontal bars, the first on top."""
    chart = _chart(slide, box, drawing, XL_CHART_TYPE.BAR_CLUSTERED)
    chart.category_axis.reverse_order = True
    chart.has_legend = False
    chart.plots[0].gap_width = 55


def columns(slide: Slide, box: Box, drawing: Drawing) -> None:
    """Columns side by side, with a legend of what they are."""
    chart = _chart(slide, box, drawing, XL_CHART_TYPE.COLUMN_CLUSTERED)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(9)
    chart.plots[0].gap_width = 60
    chart.plots[0].overlap = -5


def _chart(slide: Slide, box: Box, drawing: Drawing, kind: XL_CHART_TYPE) -> Any:
    data = CategoryChartData(number_format="0")
    data.categories = list(drawing.categories)
    for each in drawing.series:
        data.add_series(each.name, each.values)
    place = (Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height))
    # The stub asks for another name of the same data, and gives back the chart where the frame comes.
    graphic = cast("GraphicFrame", slide.shapes.add_chart(kind, *place, cast("ChartData", data)))
    graphic.name = drawing.name
    graphic.element.xpath(".//p:cNvPr")[0].set("descr", drawing.alt)
    chart = graphic.chart
    chart.has_title = False
    chart.font.size = Pt(9)
    _color(chart.font.color, INK)
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.has_major_gridlines = False
    _color(chart.category_axis.format.line.color, QUIET)
    plot = chart.plots[0]
    plot.has_data_labels = True
    plot.data_labels.show_value = True
    plot.data_labels.number_format = _NUMBERS
    plot.data_labels.number_format_is_linked = False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    crowded = len(drawing.series) > 1 and any(
        (value or 0) >= _CROWDED for each in drawing.series for value in each.values
    )
    plot.data_labels.font.size = Pt(7 if crowded else 9)
    for drawn, each in zip(plot.series, drawing.series, strict=True):
        drawn.format.fill.solid()
        _color(drawn.format.fill.fore_color, each.color)
    return chart


def _color(color: ColorFormat, theme_color: MSO_THEME_COLOR) -> None:
    color.theme_color = theme_color
