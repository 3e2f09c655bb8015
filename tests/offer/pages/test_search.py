"""Search: in the reader's own language, in whatever way they write it."""

import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentcare.offer.pages.search import Entry, Found, Index

# What somebody could type that FTS5 reads as more than words.
OPERATORS = (
    '"',
    "'",
    "*",
    "^",
    "-",
    "+",
    ":",
    "(",
    ")",
    "{",
    "}",
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    "title:",
    "\\",
    "\0",
)


def entry(address: str, title: str, words: str = "", *, keywords: str = "", heading: str = "") -> Entry:
    return Entry(address, "coins", title, keywords, heading, words)


ENGLISH = Index(
    "en",
    [
        entry("/en/money", "Money", "What Kent pays each week.", keywords="cash, clothes"),
        entry("/en/money#clothes", "Money", "You get money for shoes and a coat.", heading="What you wear"),
        entry("/en/home", "A place to live", "Living in a flat of your own.", heading="Living alone"),
        entry("/en/law", "The law", f"{'Many words. ' * 30}Clothes are a part of it."),
    ],
)
ARABIC = Index(
    "ar", [entry("/ar/money", "أموال", "المال للملابس"), entry("/ar/home", "مكان للسكن", "بيتك الأول")]
)
TIGRINYA = Index("ti", [entry("/ti/money", "ገንዘብ", "ገንዘብ ንኽዳን"), entry("/ti/home", "መንበሪ", "ናይ መጀመርታ ገዛኻ")])


def addresses(found: Found) -> list[str]:
    return [one.address for one in found.pages]


def test_a_page_is_found_once_at_the_part_that_says_it() -> None:
    assert addresses(ENGLISH.find("shoes")) == ["/en/money#clothes"]
    assert addresses(ENGLISH.find("money shoes")) == ["/en/money#clothes"]


def test_a_word_is_worth_most_in_the_title_then_where_people_look_for_it() -> None:
    assert addresses(ENGLISH.find("clothes")) == ["/en/money", "/en/law"]
    assert addresses(ENGLISH.find("money"))[0] == "/en/money"


def test_pages_to_read_first_go_before_all_but_one_whose_heading_was_typed() -> None:
    def read_first(meant: str) -> tuple[str, ...]:
        return ("home", "money#clothes", "no-such-page")

    assert addresses(ENGLISH.find("clothes", read_first=read_first)) == [
        "/en/home",
        "/en/money#clothes",
        "/en/law",
    ]
    assert addresses(ENGLISH.find("the law", read_first=read_first))[:2] == ["/en/law", "/en/home"]


def test_the_words_as_they_were_meant_say_what_to_read_first() -> None:
    asked: list[str] = []

    def read_first(meant: str) -> list[str]:
        asked.append(meant)
        return []

    ENGLISH.find("clohtes pls", read_first=read_first)
    assert asked == ["clothes pls"]


def test_the_text_of_a_page_about_this_site_finds_nothing_and_its_names_do() -> None:
    about = Entry("/en/cookies", "info", "Cookies", "tracking", "", "Without internet.", only_by_name=True)
    index = Index("en", [about])
    assert not addresses(index.find("internet"))
    assert addresses(index.find("tracking")) == ["/en/cookies"]


@pytest.mark.parametrize("before", range(136, 162))
def test_no_part_of_a_number_stands_at_the_end_of_what_a_page_says(before: int) -> None:
    """Somebody would ring it."""
    words = "a" * (before - 1) + " 0808 800 5792 and so on"
    (found,) = Index("en", [entry("/en/a", "Ring", words)]).find("ring").pages
    assert "0808 800 5792" in found.words or not re.search(r"\d", found.words)


def test_more_of_the_words_is_better_than_one_in_a_better_place() -> None:
    index = Index("en", [entry("/en/a", "Money"), entry("/en/b", "Work", "Your first money and clothes.")])
    assert addresses(index.find("money clothes")) == ["/en/b", "/en/a"]


@pytest.mark.parametrize("looked_for", ["lives", "living", "LIVE", "  live  ", "live?", "“live”"])
def test_a_word_is_found_in_its_other_forms(looked_for: str) -> None:
    assert addresses(ENGLISH.find(looked_for)) == ["/en/home"]


def test_the_beginning_of_a_word_finds_it_while_somebody_types() -> None:
    assert addresses(ENGLISH.find("clo")) == addresses(ENGLISH.find("clothes"))


def test_small_words_are_passed_over_unless_there_are_no_others() -> None:
    assert addresses(ENGLISH.find("what do I get for shoes")) == ["/en/money#clothes"]
    assert "/en/home" in addresses(ENGLISH.find("a of your"))


@pytest.mark.parametrize(
    "looked_for",
    ["أموال", "اموال", "إموال", "آموال", "ٱموال", "أمـــوال", "أَمْوَال", "اموالٌ"],
    ids=["as it is", "alef", "hamza below", "madda", "wasla", "drawn out", "with vowels", "with an ending"],
)
def test_arabic_is_found_with_any_alef_and_with_or_without_vowels(looked_for: str) -> None:
    assert addresses(ARABIC.find(looked_for)) == ["/ar/money"]


@pytest.mark.parametrize("looked_for", ["16", "١٦", "۱۶"])
def test_a_number_is_found_in_any_figures(looked_for: str) -> None:
    index = Index("ar", [entry("/ar/a", "عمر 16"), entry("/ar/b", "عمر 17")])
    assert addresses(index.find(looked_for)) == ["/ar/a"]


@pytest.mark.parametrize("looked_for", ["ملابس", "الملابس", "للملابس"])
def test_arabic_is_found_with_or_without_what_is_joined_to_the_word(looked_for: str) -> None:
    assert addresses(ARABIC.find(looked_for)) == ["/ar/money"]


def test_the_vowels_may_be_on_the_page_and_not_in_the_question() -> None:
    index = Index("ar", [entry("/ar/money", "أَمْوَالٌ")])
    assert addresses(index.find("اموال")) == ["/ar/money"]


def test_tigrinya_is_found_by_the_beginning_of_a_word() -> None:
    assert addresses(TIGRINYA.find("ገንዘ")) == ["/ti/money"]
    assert addresses(TIGRINYA.find("ገዛ")) == ["/ti/home"]


@pytest.mark.parametrize(
    ("looked_for", "page"),
    [
        ("ንኽዳን", "/ti/money"),
        ("ክዳን", "/ti/money"),
        ("ገንዘበይ", "/ti/money"),
        ("ሓገዝ", "/ti/help"),
        ("ሐገዝ", "/ti/help"),
        ("ሀገዝ", "/ti/help"),
        ("ዐይኒ", "/ti/help"),
        ("ፀሓፊ", "/ti/help"),
        ("ሠራሕተኛ", "/ti/help"),
    ],
)
def test_tigrinya_is_found_however_its_letters_are_written(looked_for: str, page: str) -> None:
    index = Index("ti", [entry("/ti/money", "ገንዘብ", "ገንዘብ ንኽዳን"), entry("/ti/help", "ሓገዝ", "ኣይኒ ጸሓፊ ሰራሕተኛ")])
    assert addresses(index.find(looked_for)) == [page]


@pytest.mark.parametrize("looked_for", ["", "   ", "?!", "—", *OPERATORS[:11]])
def test_nothing_is_found_for_nothing(looked_for: str) -> None:
    for index in (ENGLISH, ARABIC, TIGRINYA):
        assert index.find(looked_for).pages == []


def test_nothing_is_found_for_what_is_not_there() -> None:
    assert ENGLISH.find("dragon").pages == []


@given(
    st.lists(st.sampled_from((*OPERATORS, "money", "ملابس", "ገንዘብ", " ")) | st.text(max_size=8), max_size=20)
)
def test_no_sign_that_means_more_to_the_index_does_harm(pieces: list[str]) -> None:
    for index in (ENGLISH, ARABIC, TIGRINYA):
        assert len(index.find("".join(pieces)).pages) <= 3


@given(st.sampled_from(OPERATORS[:11]), st.sampled_from(OPERATORS[:11]))
def test_signs_around_a_word_change_nothing(before: str, after: str) -> None:
    assert ENGLISH.find(f"{before}shoes{after}") == ENGLISH.find("shoes")


def test_operators_are_words_like_any_other() -> None:
    assert addresses(ENGLISH.find("shoes NOT coat")) == ["/en/money#clothes"]
    assert addresses(ENGLISH.find("title:shoes")) == ["/en/money#clothes"]


@given(st.text(ascii_lowercase + " ", min_size=2000, max_size=3000))
def test_a_long_question_is_cut_and_answered(looked_for: str) -> None:
    assert len(ENGLISH.find(looked_for).pages) <= 3


def test_what_is_shown_of_a_page_ends_with_a_word() -> None:
    (found,) = [one for one in ENGLISH.find("clothes law").pages if one.address == "/en/law"]
    assert len(found.words) <= 162
    assert found.words.endswith(("words. …", "Many …"))
    (short,) = ENGLISH.find("shoes").pages
    assert short.words == "You get money for shoes and a coat."


@pytest.mark.parametrize(
    ("looked_for", "page"), [("clohtes", "/en/money#clothes"), ("livng", "/en/home"), ("moneey", "/en/money")]
)
def test_a_word_that_is_spelt_wrong_is_found_all_the_same(looked_for: str, page: str) -> None:
    assert addresses(ENGLISH.find(looked_for))[0].partition("#")[0] == page.partition("#")[0]


@pytest.mark.parametrize("looked_for", ["xyzzyq", "flt", "clothesmoneyflat"])
def test_a_word_like_no_other_is_not_found(looked_for: str) -> None:
    assert ENGLISH.find(looked_for).pages == []


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns all the time, so that what they share is met half way."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
def test_many_can_search_at_once() -> None:
    """The stemmer is not made for threads: without a lock it breaks."""
    texts = [f"clothes housing education number{number}" for number in range(40)]
    index = Index("en", [entry(f"/en/{text}", text, text) for text in texts])
    wanted = [
        "money for clothes and housing",
        "organisational relationships",
        "education accommodation living",
    ]
    alone = {words: index.find(words) for words in wanted}
    with ThreadPoolExecutor(8) as readers:
        found = list(readers.map(index.find, wanted * 300))
    assert found == [alone[words] for words in wanted * 300]


@pytest.mark.parametrize("word", ["would", "mould", "coast", "clones", "monkey", "Mariana"])
def test_a_word_that_is_spelt_right_is_never_taken_for_another(word: str) -> None:
    index = Index("en", [entry("/en/money", "Mould, coat, Mariam", keywords="clothes, money")])
    found = index.find(word)
    assert found.mended == []
    assert [one.address for one in found.pages] == (["/en/money"] if word == "mould" else [])


def test_a_word_is_taken_only_for_one_that_names_a_page() -> None:
    index = Index("en", [entry("/en/law", "The law", "You receive guidance.", heading="Who decides")])
    assert index.find("recieve").pages == []
    assert index.find("decidess").pages


def test_what_a_word_was_taken_for_is_said_as_it_was_typed_and_as_it_is_written() -> None:
    assert ENGLISH.find("Clohtes, pls").mended == [("Clohtes", "clothes")]
    assert ENGLISH.find("clothes").mended == []


def test_a_word_is_mended_where_it_stands_alone_and_not_inside_another() -> None:
    meant: list[str] = []

    def keep(words: str) -> tuple[str, ...]:
        meant.append(words)
        return ()

    ENGLISH.find("Clohtes unclohtesed", read_first=keep)
    assert meant == ["clothes unclohtesed"]


def test_a_word_is_taken_for_another_only_where_it_may_be() -> None:
    found = ENGLISH.find("Clohtes", lambda typed, meant: (typed, meant) != ("Clohtes", "clothes"))
    assert (found.pages, found.mended) == ([], [])


@pytest.mark.parametrize("looked_for", ["don't pay", "don’t pay", "dont pay"])
def test_an_apostrophe_parts_no_word(looked_for: str) -> None:
    index = Index("en", [entry("/en/a", "T", "Letters"), entry("/en/b", "Pay")])
    assert addresses(index.find(looked_for)) == ["/en/b"]


def test_a_short_word_that_stands_somewhere_is_not_the_beginning_of_others() -> None:
    index = Index("en", [entry("/en/money", "Paid", "Pay and papers"), entry("/en/who", "Who", "Your PA.")])
    assert addresses(index.find("pa")) == ["/en/who"]
    assert addresses(index.find("pap")) == ["/en/money"]


def test_a_rare_word_is_worth_more_than_a_common_one() -> None:
    many = [entry(f"/en/{number}", "Home", "Ask in writing about work.") for number in range(9)]
    index = Index("en", [*many, entry("/en/visa", "Papers", "eVisa")])
    assert addresses(index.find("writing about my evisa"))[0] == "/en/visa"


NAMED = Index(
    "en",
    [
        entry("/en/rent", "Rent", "Money for rent, and money. " * 9, keywords="housing"),
        entry(
            "/en/rent#late",
            "Rent",
            "Tell the landlord.",
            keywords="cannot pay my rent",
            heading="You cannot pay",
        ),
        entry("/en/pay", "Pay and rent", "What an employer pays.", keywords="pay, wages"),
        entry("/en/money", "Money", "What you get.", keywords="I am 26, leaving care grant"),
        entry("/en/money#ask", "Money", "Money, money.", heading="How to ask"),
        Entry(
            "/en/age", "coins", "Your age", "they say I am not 16", "", "Sixteen.", ("Nobody believes it",)
        ),
        entry("/en/age#ask", "Your age", "At 16 or 26.", heading="How to ask"),
    ],
)


@pytest.mark.parametrize(
    ("looked_for", "first"),
    [
        ("money", "/en/money"),
        ("MONEY?", "/en/money"),
        ("how much money do i get", "/en/money"),
        ("rent", "/en/rent"),
        ("You cannot pay", "/en/rent#late"),
        ("cant pay my rent", "/en/rent#late"),
        ("can’t pay the rent", "/en/rent#late"),
        ("im 26", "/en/money"),
        ("i’m 26 do i get help", "/en/money"),
        ("they say im not 16", "/en/age"),
        ("nobody believes it", "/en/age"),
    ],
)
def test_the_page_whose_name_was_typed_is_the_first(looked_for: str, first: str) -> None:
    assert addresses(NAMED.find(looked_for))[0] == first


@pytest.mark.parametrize("looked_for", ["I am 16", "im 16", "I’m 16"])
def test_a_name_is_the_same_in_full_and_for_short(looked_for: str) -> None:
    index = Index("en", [entry("/en/a", "16"), entry("/en/b", "B", keywords="I am 16")])
    assert addresses(index.find(looked_for)) == ["/en/b", "/en/a"]


def test_a_heading_of_small_words_alone_is_found_by_it() -> None:
    assert {one.heading for one in NAMED.find("How to ask").pages[:2]} == {"How to ask"}


def test_the_beginning_of_a_page_stands_for_it_unless_a_part_has_more_of_the_words() -> None:
    assert addresses(NAMED.find("money"))[0] == "/en/money"
    assert addresses(NAMED.find("landlord rent"))[0] == "/en/rent#late"
    parts = [entry("/en/a", "A", "A bus, a train, and more."), entry("/en/a#b", "A", "A bus.", heading="B")]
    assert addresses(Index("en", parts).find("bus please")) == ["/en/a"]


def test_what_a_part_alone_is_called_is_more_exact_than_the_keywords_of_its_page() -> None:
    parts = [entry("/en/a", "A", keywords="sad"), entry("/en/a#mind", "A", keywords="sad", heading="Mind")]
    assert addresses(Index("en", parts).find("sad")) == ["/en/a#mind"]


def test_a_word_that_says_little_decides_little() -> None:
    index = Index("en", [entry("/en/a", "Help", keywords="help, need"), entry("/en/b", "B", "Laptop.")])
    assert addresses(index.find("need help laptop"))[0] == "/en/b"


def test_words_that_no_page_has_are_told_where_they_are_half_or_more() -> None:
    assert ENGLISH.find("Dragon, shoes").nowhere == ["Dragon"]
    assert ENGLISH.find("dragon money for shoes").nowhere == []
    assert ENGLISH.find("shoes").nowhere == []
