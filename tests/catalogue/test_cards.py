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


@pytest.mark.parametrize(
    "cards",
    [
        # neither a link nor a heading: a name and what it holds, in words
        '<div class="c"><p>Zink Forte</p><p>25 mg zink per tablett</p></div><div class="c"><p>Järn Mild</p><p>14 mg järn per tablett</p></div>',
        '<li class="c"><span>Zink Forte</span><br>Zink 25 mg per tablett</li><li class="c"><span>Sova Gott</span><br>För natten</li>',
        # a picture, or a price
        '<div class="c"><img src="z.jpg"><span>Zink 25 mg</span></div><div class="c"><img src="j.jpg"><span>Järn 14 mg</span></div>',
        '<div class="c"><span>Zink 25 mg</span><b>99 kr</b></div><div class="c"><span>Omega Hav</span><b>149 kr</b></div>',
        "<figure><picture></picture>Zinc 25 mg</figure><figure><picture></picture>Magnesium 300 mg</figure>",
        # the same nutrient in another strength
        '<div class="c"><p>Magnesium Mild</p><p>Magnesium 150 mg per tablett</p></div><div class="c"><p>Vila</p><p>Ro</p></div>',
    ],
)
def test_cards_without_a_link_or_a_heading_are_a_doubt(cards: str) -> None:
    assert without_cards(_PAGE.format(f'<div class="grid">{cards}</div>')).doubtful


@pytest.mark.parametrize(
    "parts",
    [
        # rows of a panel, with and without words before the amount
        '<div class="r"><div>Zink</div><div>10 mg</div></div><div class="r"><div>Järn</div><div>14 mg</div></div>',
        '<div class="r"><div>Rosenrot extrakt</div><div>200 mg</div></div><div class="r"><div>Ginseng</div><div>100 mg</div></div>',
        "<ul><li>Zink 10 mg</li><li>Järn 14 mg</li></ul>",
        # what the page itself tells
        '<div class="b"><p>För musklerna</p><p>Med 300 mg magnesium om dagen.</p></div><div class="b"><p>För natten</p><p>Utan socker</p></div>',
        '<div class="b"><img src="a.svg"><p>300 mg magnesium</p></div><div class="b"><img src="b.svg"><p>Vegansk</p></div>',
        # its own parts
        '<div class="t"><p>Innehåll per tablett</p><p>Zink 10 mg</p></div><div class="t"><p>Dosering</p><p>1 tablett dagligen</p></div>',
        # packs
        '<div class="o"><span>60 tabletter</span><b>99 kr</b></div><div class="o"><span>120 tabletter</span><b>149 kr</b></div>',
    ],
)
def test_repeated_parts_of_the_page_itself_are_none(parts: str) -> None:
    html = _PAGE.format(f'<div class="grid">{parts}</div>')
    assert without_cards(html) == (html, False)


def test_the_only_amounts_of_a_page_are_its_own() -> None:
    rows = (
        '<div class="c"><img src="z.svg"><p>Zink 25 mg</p></div><div class="c"><img src="j.svg"><p>Järn 14 mg</p></div>'
    )
    assert not without_cards(f"<h1>Zink och järn</h1><p>1 tablett dagligen</p>{rows}").doubtful


@pytest.mark.parametrize(
    "card",
    [
        '<div class="rec"><div class="card"><span>Zink Forte</span><p>Zink 25 mg</p><b>99 kr</b></div></div>',
        '<div class="card"><img src="z.jpg"><p>Zink Forte</p><p>25 mg zink per tablett</p></div>',
        '<div class="card"><img src="z.jpg"><p>Zink 25 mg</p></div>',
        '<section class="tip"><p>Zink Forte</p><p>Zink 25 mg per tablett</p></section>',
        '<div class="card"><p>Magnesium Mild</p><p>Magnesium 150 mg</p><b>99 kr</b></div>',
    ],
)
def test_a_card_alone_without_a_link_or_a_heading_is_a_doubt(card: str) -> None:
    assert without_cards(_PAGE.format(card)).doubtful


@pytest.mark.parametrize(
    "part",
    [
        '<div class="buy"><img src="m.jpg"><p>Magnesium 300 mg, 100 tabletter</p><b>129 kr</b></div>',
        '<div class="hero"><img src="m.jpg"><p>0,3 g magnesium per tablett</p></div>',
        '<div class="facts"><p>Innehåll</p><p>Zink 25 mg per tablett</p></div>',
        '<div class="facts"><p>Mineraler</p><p>Zink 25 mg</p></div>',
        '<div class="row"><span>Zink</span><p>25 mg</p></div>',
        '<div class="c"><img src="a.svg"><p>Zink 10 mg</p><p>Jod 150 µg</p><p>Selen 55 µg</p></div>',
    ],
)
def test_a_part_of_the_page_itself_that_stands_alone_is_no_card(part: str) -> None:
    assert not without_cards(_PAGE.format(part)).doubtful
