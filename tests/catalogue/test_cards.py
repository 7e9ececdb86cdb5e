"""Cards of other products on a page: with a price they are left out, without one the page's amounts are to check."""

import pytest

from labelcheck.catalogue.cards import without_cards

_PAGE = (
    '<h1>Magnesium Plus</h1><p>1 tablett dagligen. <a href="/frakt">Frakt</a> 129 kr</p>'
    "<table><tr><td>Magnesium</td><td>300 mg</td></tr></table>{}"
)


@pytest.mark.parametrize(
    "card",
    [
        '<div><a href="/zink"><h3>Zink 25 mg</h3></a><span>99 kr</span></div>',
        '<a href="/zink"><h3>Zink 25 mg</h3> 9,90 €</a>',
    ],
)
def test_a_card_with_a_price_is_left_out(card: str) -> None:
    page = without_cards(_PAGE.format(card))
    assert "Zink" not in page.html
    assert "300 mg" in page.html
    assert not page.doubtful


@pytest.mark.parametrize(
    "card",
    [
        '<div class="rec"><h3><a href="/zink">Zink 25 mg</a></h3><p>Ett bra tillskott</p></div>',
        '<div class="rec"><h3><a href="/zink">Zink Forte</a></h3><p>Zink 25 mg per tablett</p></div>',
        '<p>Se även <a href="/zink">Zink 25 mg</a></p>',
        '<div><p>Bra.</p></div><div><a href="/zink"><b>Zink 25 mg</b></a></div>',
    ],
)
def test_one_card_without_a_price_is_a_doubt(card: str) -> None:
    assert without_cards(_PAGE.format(card)).doubtful


@pytest.mark.parametrize(
    "part",
    [
        "",
        '<p>Om <a href="/magnesium">magnesium</a>: bra.</p>',
        '<ol><li><a href="/m">Magnesium Plus</a></li></ol>',
        '<div class="rec"><h3><a href="/zink">Zink Forte</a></h3></div>',
        '<h2>Innehåll</h2><div>Zink 25 mg, <a href="#not">se noten</a></div>',
    ],
)
def test_links_of_the_page_itself_are_none(part: str) -> None:
    page = without_cards(_PAGE.format(part))
    assert page == (_PAGE.format(part), False)
