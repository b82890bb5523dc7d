"""Random documents, random spans: the text stays, the comments are on the words, the file is whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drafter.core.document import Document, Location
from drafter.formats.docx.annotate import annotate_docx
from drafter.formats.docx.ooxml import qn
from drafter.formats.docx.read import read_docx
from tests.support.laws import examples
from tests.support.word_samples import commented, on, root_of, word_file

words = st.text("支出万元94.4 ，　", min_size=1, max_size=6)


def run(*inner: str, properties: str = "") -> str:
    return f"<w:r>{properties}{''.join(inner)}</w:r>"


def text(content: str) -> str:
    return f'<w:t xml:space="preserve">{content}</w:t>'


plain_runs = st.builds(lambda content: run(text(content)), words)
bold_runs = st.builds(lambda content: run(text(content), properties="<w:rPr><w:b/></w:rPr>"), words)
hidden_runs = st.builds(lambda content: run(text(content), properties="<w:rPr><w:vanish/></w:rPr>"), words)
mixed_runs = st.lists(
    st.one_of(st.builds(text, words), st.sampled_from(["<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>"])), max_size=4
).map(lambda inner: run(*inner))
runs = st.one_of(plain_runs, bold_runs, mixed_runs, hidden_runs)
deleted = words.map(lambda content: run(f"<w:delText>{content}</w:delText>")).map(
    lambda inner: f"<w:del w:id='9'>{inner}</w:del>"
)
wrapped = st.builds(
    lambda inner, tag: f"<w:{tag}>{inner}</w:{tag.split()[0]}>",
    st.lists(runs, max_size=3).map("".join),
    st.sampled_from(["ins w:id='8' w:author='a'", "hyperlink w:anchor='x'", "smartTag", "fldSimple w:instr='PAGE'"]),
)


def field(result: str) -> str:
    begin, separate, end = (run(f"<w:fldChar w:fldCharType='{kind}'/>") for kind in ("begin", "separate", "end"))
    return f"{begin}{run('<w:instrText>PAGE</w:instrText>')}{separate}{result}{end}"


fields = st.builds(field, runs)
paragraphs = st.lists(st.one_of(runs, runs, deleted, wrapped, fields), max_size=6).map(
    lambda inner: f"<w:p>{''.join(inner)}</w:p>"
)
cells = st.lists(paragraphs, min_size=1, max_size=2).map(lambda inner: f"<w:tc>{''.join(inner)}</w:tc>")
tables = st.lists(
    st.lists(cells, min_size=1, max_size=3).map(lambda row: f"<w:tr>{''.join(row)}</w:tr>"), min_size=1, max_size=3
).map(lambda rows: f"<w:tbl>{''.join(rows)}</w:tbl>")
bodies = st.lists(st.one_of(paragraphs, paragraphs, tables), min_size=1, max_size=5).map("".join)


@st.composite
def spans(draw: st.DrawFn, document: Document) -> list[Location]:
    """Spans of some texts, each with at least a character that is no line end: between paragraphs there is nothing to mark."""
    texts = [place for place, content in document.texts() if content]
    chosen = draw(st.lists(st.sampled_from(texts), max_size=6)) if texts else []
    found = []
    for place in chosen:
        start = draw(st.integers(0, place.end - 1))
        found.append(Location(place.block, start, draw(st.integers(start + 1, place.end)), place.row, place.column))
    return [location for location in found if document.text_at(location).strip("\n")]


def key(location: Location) -> tuple[int, int, int, int, int]:
    return location.block, location.row or 0, location.column or 0, location.start, location.end


@examples(150)
@given(body=bodies, data=st.data())
def test_the_text_stays_and_the_comments_are_on_the_words(body: str, data: st.DataObject) -> None:
    file = word_file(body)
    document = read_docx(file).document
    locations = sorted(data.draw(spans(document)), key=key)
    copy = annotate_docx(file, [on(location) for location in locations])
    assert read_docx(copy).document == document
    found = list(commented(copy).values())
    words_found, words_meant = (
        [document.text_at(place).strip("\n") for place in places if place] for places in (found, locations)
    )
    assert words_found == words_meant
    assert [(p.block, p.row, p.column) for p in found if p] == [(p.block, p.row, p.column) for p in locations]
    assert_whole(copy, len(locations))


def assert_whole(copy: bytes, comments: int) -> None:
    """Each comment has one start, one end and one reference, in this order, and is in its part once."""
    if not comments:
        return
    places: dict[str, list[str]] = {}
    for node in root_of(copy).iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:commentReference")):
        places.setdefault(node.get(qn("w:id"), ""), []).append(node.tag.rpartition("}")[2])
    ids = [node.get(qn("w:id"), "") for node in root_of(copy, "word/comments.xml")]
    assert places == {number: ["commentRangeStart", "commentRangeEnd", "commentReference"] for number in ids}
    assert len(ids) == comments


@examples(60)
@given(body=bodies, data=st.data())
def test_any_location_is_survived(body: str, data: st.DataObject) -> None:
    number = st.integers(0, 9)
    places = st.builds(Location, st.integers(0, 6), number, number, st.none() | number, st.none() | number)
    file = word_file(body)
    copy = annotate_docx(file, [on(place) for place in data.draw(st.lists(places, max_size=5))])
    assert read_docx(copy).document == read_docx(file).document
