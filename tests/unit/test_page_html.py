"""The promise: lines of text become paragraphs and lists, and what an entry is about stands out."""

from hamstring.outputs.markup import tag
from hamstring.outputs.page_html import beside, lines_html, section_html

LINES = ["First,", "", "  - Roller: sit: 30 s.", "- No name", "Last 5 min  or so."]
FIRST = "<p>First,</p>"
LAST = "<p>Last 5\N{NO-BREAK SPACE}min or so.</p>"


def test_lines_become_paragraphs_and_lists() -> None:
    entries = "<ul><li>Roller: sit: 30\N{NO-BREAK SPACE}s.</li><li>No name</li></ul>"
    assert str(lines_html(LINES)) == FIRST + entries + LAST
    assert str(lines_html([])) == ""


def test_a_name_stands_out_where_entries_have_one() -> None:
    entries = "<ul><li><strong>Roller:</strong> sit: 30\N{NO-BREAK SPACE}s.</li><li>No name</li></ul>"
    assert str(lines_html(LINES, named=True)) == FIRST + entries + LAST


def test_a_part_without_a_body_has_no_heading() -> None:
    assert str(section_html("Title", lines_html([]))) == ""
    assert str(section_html("Title", lines_html(["One."]), "hs-panel")) == '<section class="hs-panel"><h2>Title</h2><p>One.</p>\n</section>'


def test_parts_stand_beside_each_other() -> None:
    assert str(beside("hs-two", tag("p", "one"), tag("p", "two"))) == '<div class="hs-two"><div><p>one</p></div><div><p>two</p></div></div>'
