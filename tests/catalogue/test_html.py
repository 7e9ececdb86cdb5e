"""HTML to text: plain tags take a short way, which must end where the long one does."""

from hypothesis import given
from hypothesis import strategies as st

from labelcheck.catalogue.grids import spread
from labelcheck.catalogue.html import _Text, as_text

_PIECES = st.sampled_from(
    ["Zink", " 10 mg ", "\n", "\u00a0", "&micro;g", "&amp;lt;", "&#181;", "<p>", "</p>", "<BR/>", "<br>", "<br />", "<table>",
     "</table>", "<tr>", "</tr>", "<td>", "</td >", '<td class="a>b" colspan="2">', "<th>", "<ul>", "<li>", "</li>", "<b>",
     "</b>", '<img src="a.png"/>', "<td/>", "<h2>", "</h2>", "<", ">", "<!-- x -->", "<script>", "</script>", "<title>",
     "</title>", "<div id=x>", "< 5 mg", "<p", "&", '"']
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30))
def test_the_short_way_gives_what_the_parser_gives(pieces: list[str]) -> None:
    text = "<p>" + "".join(pieces)
    parser = _Text()
    parser.feed(spread(text))
    parser.close()
    assert as_text(text) == parser.text()


def test_tables_keep_rows_and_cells() -> None:
    html = (
        "<p>Per dagsdos</p><table><tr><td>Zink</td><td>10&nbsp;mg</td></tr><tr><td>Järn</td><td>14 mg</td></tr></table>"
    )
    assert as_text(html) == "Per dagsdos\nZink\t10 mg\nJärn\t14 mg"


def test_less_than_is_text() -> None:
    assert as_text("Fett < 0,5 g<br>Socker <1 g") == "Fett < 0,5 g\nSocker <1 g"


def test_the_caption_of_a_table_with_spanning_cells_is_kept() -> None:
    html = "<table><caption>Per dagsdos</caption><tr><th colspan=2>Mineraler</th></tr><tr><td>Zink</td><td>10 mg</td></tr></table>"
    assert as_text(html) == "Per dagsdos\nMineraler\nZink\t10 mg"
