"""The archive: what is kept comes back, what was copied is found, whose and of which year is a filter."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drafter.core.document import Location
from drafter.reuse.archive import Archive, find_sources
from drafter.reuse.archive import segments as segments_module
from drafter.reuse.archive.archived_report import ArchivedReport, entry_of, packed, unpacked
from drafter.reuse.archive.integrity import faults
from drafter.reuse.archive.query import COMMON
from drafter.reuse.archive.segments import mergeable
from drafter.reuse.compare import compare
from drafter.reuse.normalise import encode
from drafter.reuse.passages import Given
from drafter.reuse.records import Passage, Profile
from tests.support.archive_samples import A, B, archive, asked, entry, kept, prose
from tests.support.laws import examples
from tests.support.reuse_samples import tools

LINE = st.text(st.characters(exclude_characters="\n"), min_size=1)
PLACE = st.integers(0, 10**6)
PASSAGE = st.builds(
    Passage,
    LINE,
    st.builds(Location, PLACE, PLACE, PLACE, st.none() | PLACE, st.none() | PLACE),
    st.text(max_size=8),
    st.sampled_from(["成效", "问题", "措施", "沿用", "其他"]),
)


@given(st.lists(PASSAGE, min_size=1, max_size=5), st.lists(st.text(max_size=5), max_size=3))
def test_a_report_is_unpacked_as_it_was_packed(passages: list[Passage], names: list[str]) -> None:
    report = Given("名", tuple(passages), Profile("单位", 2023, tuple(names)))
    assert unpacked(packed(report), "名", "单位", 2023) == report
    assert unpacked(packed(report), "名", "单位", 2023, [0]).passages == report.passages[:1]


@pytest.mark.parametrize("data", [b"", b"x", packed(kept("一二三四五六七八"))[:-3]])
def test_faulty_bytes_are_told(data: bytes) -> None:
    with pytest.raises(ValueError):
        unpacked(data, "", "", None)


# ---- finding


@examples(50)
@given(text=st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFFFF), min_size=8, max_size=60), first=st.booleans())
def test_a_verbatim_passage_of_eight_codes_is_found(text: str, first: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    codes = encode([text], cited=tools().settings.cited)
    assume(len(codes.of(0)) >= 8)
    assume(not tools().convention.covered(codes, 5).any())
    planted = entry(prose(1), text, unit=B, name="源")
    path = tmp_path_factory.mktemp("a") / "a.db"
    archive(path, *([planted, others()] if first else [others(), planted]))
    assert ("源", [text]) in asked(path, prose(99), text)


@lru_cache(maxsize=1)
def others() -> ArchivedReport:
    return entry(*map(prose, range(2, 20)), unit="丁局", name="别的")


def test_what_is_found_comes_with_its_place_and_whose_it_is(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.db", entry(prose(1), prose(2), prose(3), unit=B, year=2022, name="旧.txt"))
    (source,) = find_sources(path, kept(prose(8), prose(2)), tools())
    assert source.name == "旧.txt"
    assert source.profile == Profile(B, 2022, (B,))
    assert [(passage.text, passage.location.block, passage.section, passage.sort) for passage in source.passages] == [
        (prose(2), 1, "1、节", "成效")
    ]


def test_compare_tells_what_was_copied_from_which_report(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.db", entry(prose(1), prose(2), year=2022, name="二二.txt"), entry(prose(3), name="二三.txt"))
    current = kept(prose(4), prose(3), prose(2), year=2024)
    sources = find_sources(path, current, tools())
    report = compare(current, sources, tools())
    assert [(sources[match.document].name, match.kind) for match in report.matches] == [
        ("二三.txt", "verbatim"),
        ("二二.txt", "verbatim"),
    ]


def test_the_same_words_with_other_figures_are_found_although_units_differ(tmp_path: Path) -> None:
    now, then = f"{A}支出94.5万元，{prose(1)}共3次", f"{B}支出1,022万元，{prose(1)}共12次"
    path = archive(tmp_path / "a.db", entry(then, unit=B))
    assert asked(path, now) == [("报告.txt", [then])]


def test_nothing_in_common_is_no_source(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.db", entry(prose(1)))
    assert asked(path, prose(2)) == []
    assert asked(path) == []
    assert asked(path, "短") == []


def test_the_best_few_sources_of_a_passage_are_found(tmp_path: Path) -> None:
    whole = prose(1, 200)
    parts = [entry(prose(number) + whole[: 20 * number], unit=f"{number}局", name=f"{number}") for number in range(2, 9)]
    (path,) = [archive(tmp_path / "a.db", *parts)]
    assert sorted(name for name, _ in asked(path, whole)) == ["5", "6", "7", "8"]


@examples(25)
@given(order=st.permutations(range(6)), batch=st.integers(1, 6))
def test_the_order_of_adding_does_not_change_what_is_found(
    order: list[int], batch: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    entries = [entry(prose(1), prose(10 + n), year=2018 + n, unit=A if n % 2 else f"{n}局", name=f"{n}") for n in range(6)]
    folder = tmp_path_factory.mktemp("a")
    with Archive(folder / "b.db", write=True) as opened:
        for start in range(0, 6, batch):
            opened.add([entries[number] for number in order[start : start + batch]])
    expected = asked(archive(folder / "a.db", *entries), prose(13), prose(1), year=2024)
    assert [name for name, _ in expected] == ["5", "3", "1", "4"]
    assert asked(folder / "b.db", prose(13), prose(1), year=2024) == expected


# ---- whose, and of which year


@pytest.mark.parametrize(
    ("unit", "year", "units", "found"),
    [
        (A, 2023, "全部", True),
        (A, 2024, "全部", False),  # the same year's: another state of the same report
        (A, 2025, "全部", False),
        (A, None, "全部", True),
        (B, 2023, "全部", True),
        (B, 2024, "全部", True),
        (B, 2025, "全部", False),
        ("图书馆", 2024, "全部", False),  # the same unit, its place left out
        ("", 2023, "全部", True),
        (A, 2023, "本单位", True),
        (B, 2023, "本单位", False),
        ("", 2023, "本单位", True),
        (A, 2023, "其他单位", False),
        (B, 2024, "其他单位", True),
    ],
)
def test_filters(unit: str, year: int | None, units: str, found: bool, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.db", entry(prose(1), prose(2), unit=unit, year=year))
    assert bool(asked(path, prose(1), year=2024, units=units)) is found


def test_without_a_year_every_report_is_asked(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.db", entry(prose(1), prose(2), year=2030))
    assert asked(path, prose(1), year=None)


def test_the_very_same_text_is_never_a_source(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.db", entry(prose(1), prose(2), year=2023))
    assert asked(path, prose(1), prose(2), year=2024) == []


def test_what_many_other_units_write_is_convention(tmp_path: Path) -> None:
    learned = tools().settings.learned
    others = [entry(prose(1), prose(100 + n), unit=f"{chr(0x4E00 + n)}局", name=f"{n}") for n in range(learned)]
    few, many = archive(tmp_path / "few.db", *others[:-1]), archive(tmp_path / "many.db", *others)
    assert len(asked(few, prose(1))) == 4
    assert asked(many, prose(1)) == []
    assert asked(many, prose(1), unit="") == []
    assert asked(many, prose(100)) == [("0", [prose(100)])]


def test_what_a_unit_repeats_for_years_is_not_learned(tmp_path: Path) -> None:
    years = [entry(prose(1), prose(100 + n), year=1990 + n, name=f"{1990 + n}") for n in range(30)]
    assert [name for name, _ in asked(archive(tmp_path / "a.db", *years), prose(1))] == ["2019", "2018", "2017", "2016"]


def test_what_very_many_passages_hold_tells_nothing(tmp_path: Path) -> None:
    texts = [prose(1) + prose(1000 + n, 10) for n in range(COMMON + 1)]
    assert asked(archive(tmp_path / "a.db", entry(*texts)), prose(1)) == []


# ---- adding and removing


def test_the_same_text_is_kept_once_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive(path, write=True) as opened:
        first, again, other = opened.add([entry(prose(1)), entry(prose(1), name="另存.txt"), entry(prose(2))])
        assert first
        assert again is None
        assert other
        assert opened.add([entry(prose(2))]) == [None]
        assert [report.name for report in opened.kept()] == ["报告.txt", "报告.txt"]
    assert faults(path) == []


def test_removed_reports_are_found_no_more_and_numbers_are_not_given_again(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.db", *(entry(prose(n), prose(50 + n), year=2000 + n, name=f"{n}") for n in range(12)))
    with Archive(path, write=True) as opened:
        kept_ = {report.name: report for report in opened.kept()}
        opened.remove([kept_["11"], kept_["3"]])
    assert faults(path) == []
    assert asked(path, prose(3), prose(11), prose(4)) == [("4", [prose(4)])]
    archive(path, entry(prose(3), name="再"))
    assert faults(path) == []
    assert asked(path, prose(3), prose(90)) == [("再", [prose(3)])]
    with Archive(path) as opened:
        assert opened.kept()[-1].id == 13


def test_removal_leaves_no_text_in_the_file_and_makes_it_smaller(tmp_path: Path) -> None:
    entries = [entry(*(prose(1000 * n + m, 200) for m in range(100)), name=f"{n}") for n in range(3)]
    path = archive(tmp_path / "a.db", *entries)
    size = path.stat().st_size
    with Archive(path, write=True) as opened:
        opened.remove(opened.kept()[1:])
    assert path.stat().st_size < 0.6 * size
    data = path.read_bytes()
    assert entries[0].packed[100:160] in data
    assert entries[1].packed[100:160] not in data
    with Archive(path, write=True) as opened:
        opened.remove(opened.kept())
    assert faults(path) == []
    assert asked(path, prose(0, 200)) == []


def test_the_same_reports_make_the_same_file(tmp_path: Path) -> None:
    entries = [entry(prose(n), name=f"{n}") for n in range(20)]
    one, other = archive(tmp_path / "a.db", *entries), archive(tmp_path / "b.db", *entries)
    assert one.read_bytes() == other.read_bytes()


def test_segments_are_merged_as_they_become_many_and_large_ones_are_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "a.db", *(entry(prose(n), name=f"{n}") for n in range(40)))
    assert faults(path) == []
    with Archive(path) as opened:
        assert max(len(part) for part in opened.segments()) < 8
    assert all(asked(path, prose(n), prose(99)) == [(f"{n}", [prose(n)])] for n in range(40))
    assert mergeable([(n, 10) for n in range(7)]) == []
    assert mergeable([(1, 1 << 25), *((n, 10) for n in range(2, 9))]) == []
    monkeypatch.setattr(segments_module, "LARGEST", 1)
    archive(path, *(entry(prose(n), name=f"{n}") for n in range(40, 60)))
    assert faults(path) == []
    assert asked(path, prose(45), prose(3), prose(99)) == [("3", [prose(3)]), ("45", [prose(45)])]


def test_a_report_of_the_project_s_own_reader_is_kept_whole(tmp_path: Path) -> None:
    from tests.support.reuse_samples import report

    now = report(prose(1), f"支出94.5万元，{prose(2)}。", year=2023, unit=A)
    path = archive(tmp_path / "a.db", entry_of(now, tools()))
    with Archive(path) as opened:
        assert opened.given(opened.kept()[0]) == now


def test_a_file_name_of_another_encoding_is_kept_as_far_as_it_can_be_told(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.db", entry(prose(1), name=b"\xc4\xea2023.txt".decode("utf-8", "surrogateescape")))
    with Archive(path) as opened:
        assert opened.kept()[0].name == "??2023.txt"
