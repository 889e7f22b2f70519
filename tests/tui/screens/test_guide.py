"""The guide in the console: found by any words from every screen, read and left."""

from dpo_console.cases.office.desk import Desk
from dpo_console.guide.pages import find_in_guide
from tests.tui.conftest import Opener


async def test_a_page_is_found_by_words_and_opens_at_them(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("colon")
        await c.type("guide")
        await c.press("enter")
        assert "Every key of the list and of a case" in c.shown
        await c.type("no page has zebras")
        await c.press("enter")
        assert "No page has all of these words. Try fewer." in c.shown
        await c.press(*["backspace"] * 18)
        await c.type("safety")
        await c.press("down", "up", "enter")
        assert c.lines[0].startswith("Guide: safety")
        await c.press("escape")
        assert c.lines[0].startswith("Cases")


async def test_find_offers_pages_beside_commands(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("colon")
        await c.type("guide office")
        assert "Nothing matches" not in c.shown
        await c.press(*["backspace"] * 12)
        await c.type("filters")
        await c.press("enter")
        assert c.lines[0].startswith("Guide: filters")
        assert c.lines[1].strip().startswith("Find cases")
        await c.press("G")
        assert "Find cases" not in c.shown
        await c.press("question_mark")
        assert "Help: Guide: filters" in c.lines[0]


async def test_help_leads_to_the_guide(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("question_mark", "G", "k", "k", "k")
        assert '"guide" under [keys]' in c.shown
        await c.press("enter")
        assert "Read the guide" in c.shown


async def test_find_looks_into_the_pages_where_nothing_is_called_so(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("colon")
        await c.type("switch to another user")
        assert "guide together" in c.shown
        await c.press("enter")
        assert c.lines[0].startswith("Guide: together")
        assert "dpo-console --as head" in c.shown


def test_a_page_with_the_words_in_their_order_is_found_first() -> None:
    assert find_in_guide("work as somebody else")[0].page.topic == "together"


async def test_find_leads_from_subject_access_to_the_page_on_requests(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("colon")
        await c.type("subject access")
        assert "guide requests Log, search, check and answer a subject acc" in c.shown
        await c.press("enter")
        assert c.lines[0].startswith("Guide: requests")


def test_an_excerpt_of_a_page_says_where_its_sentence_goes_on() -> None:
    begun = next(one for one in find_in_guide("subject access") if one.page.topic == "kinds")
    assert begun.words.startswith("… requests at once: a subject access request")
    assert begun.words.endswith("and …")
    whole = next(one for one in find_in_guide("next school") if one.page.topic == "digest")
    assert whole.words.startswith("A part with no case is left out.")
    assert whole.words.endswith("requester, pupil or school.")
    code = next(one for one in find_in_guide("identity check") if one.page.topic == "backup")
    assert code.words == "dpo-console backup check office.tar.gz.age --identity key.txt"
