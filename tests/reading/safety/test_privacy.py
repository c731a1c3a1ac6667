"""Numbers of persons, and numbers that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks import sample
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.safety.privacy import Kind, Leak, is_id_number, masked, passes_luhn, read_privacy

# Of nobody: days of birth of the year 1900, made-up places in the queue.
ID = "110101190001010014"
CARD = "6222020000000000000"
PEOPLE = ("王甲", "李乙丙", "张丁", "欧阳戊")


def read(html: str) -> tuple[Leak, ...]:
    return read_privacy(Document(sample.page("article", "/a/1.html", html), sample.AS_OF))


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        (ID, True),
        ("11010119000101001X", False),
        (ID[:-1] + "5", False),
        ("990101190001010014", False),
        ("110101190002300014", False),
        ("110101190001010", False),
    ],
)
def test_identity_numbers(number: str, valid: bool) -> None:
    assert is_id_number(number) is valid


def test_luhn() -> None:
    assert passes_luhn(CARD)
    assert not passes_luhn(CARD[:-1] + "1")


@pytest.mark.parametrize(
    "text",
    [ID, f"张某（{ID}）", f"身份证号：{ID[:-1]}{ID[-1].lower()}，男", "１１０１０１１９０００１０１００１４"],
)
def test_an_identity_number_is_found(text: str) -> None:
    assert read(f"<p>{text}</p>") == (Leak(Kind.ID_CARD, "110*************14"),)


@pytest.mark.parametrize(
    "text",
    [
        "110101********0014",
        f"1{ID}",
        f"{ID}7",
        f"A{ID}",
        f"统一社会信用代码：{ID}",
        f"许可证编号：{ID}",
        "91110000000000000X",
        "京政办〔2018〕1号 20180910123456789",
    ],
)
def test_other_numbers(text: str) -> None:
    assert read(f"<p>{text}</p>") == ()


def test_in_scripts_and_comments_nothing_is_shown() -> None:
    assert read(f"<p>正文</p><script>var a='{ID}'</script><!-- {ID} -->") == ()


@pytest.mark.parametrize(
    "text", [f"卡号：{CARD}", f"<table><tr><td>银行卡号</td></tr><tr><td>{CARD}</td></tr></table>"]
)
def test_bank_cards(text: str) -> None:
    assert [leak.kind for leak in read(text)] == [Kind.BANK_CARD]


@pytest.mark.parametrize("text", [CARD, f"订单 {CARD}", f"卡号：{CARD[:-1]}1"])
def test_no_bank_cards(text: str) -> None:
    assert read(f"<p>{text}</p>") == ()


def rows(people: tuple[str, ...], more: str = "") -> str:
    cells = "".join(f"<tr><td>{name}</td><td>{more}1390000000{n}</td></tr>" for n, name in enumerate(people))
    return f"<p>补贴发放名单公示</p><table>{cells}</table>"


def test_mobile_numbers_in_a_list_of_persons() -> None:
    leaks = read(rows(PEOPLE))
    assert {leak.kind for leak in leaks} == {Kind.MOBILE}
    assert len({leak.masked for leak in leaks}) == len(leaks) == 4
    assert len(read(rows(PEOPLE[:3]))) == 3
    assert read(rows(PEOPLE[:2])) == ()


@pytest.mark.parametrize("more", ["联系人", "值班电话", "河长 ", "咨询 "])
def test_people_who_are_there_to_be_called(more: str) -> None:
    assert read(rows(PEOPLE, more)) == ()


def test_numbers_without_names() -> None:
    assert read(rows(("第一组", "第二组", "第三组", "第四组"))) == ()


@given(st.text(alphabet="0123456789X", min_size=0, max_size=30))
@settings(max_examples=50, deadline=None)
def test_what_is_masked_cannot_be_read_back(number: str) -> None:
    hidden = masked(number)
    assert len(hidden) >= len(number)
    assert sum(sign != "*" for sign in hidden) <= 5


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_never_raises(text: str) -> None:
    read(f"<p>{text}</p><p>{ID}</p>")
