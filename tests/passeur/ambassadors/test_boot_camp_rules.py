from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passeur.ambassadors.boot_camp import BootCamp
from passeur.ambassadors.boot_camp_file import our_boot_camp, parse_boot_camp
from passeur.ambassadors.progress import Progress
from passeur.ambassadors.refusals import Declined, Why
from tests.scenarios.house import FRIDAY

CAMP = our_boot_camp()
A_CAMP = """
[[steps]]
id = "first"
minutes = 5
fr = { title = "Un", text = "Faites ceci." }
en = { title = "One", text = "Do this." }
[[steps]]
id = "second"
minutes = 10
needs = ["first"]
fr = { title = "Deux", text = "Puis cela." }
en = { title = "Two", text = "Then that." }
[[steps.resources]]
kind = "link"
url = "https://intranet.example.com/guide"
fr = { title = "Le guide" }
en = { title = "The guide" }
[[tools]]
id = "slides"
kind = "file"
url = "https://intranet.example.com/slides.pptx"
fr = { title = "Les diapositives" }
en = { title = "The slides" }
"""


def walked(camp: BootCamp, *steps: str) -> Progress:
    progress = Progress()
    for step_id in steps:
        step = camp.step(step_id)
        assert step is not None
        progress = camp.with_done(progress, step, FRIDAY)
    return progress


def test_ours_can_be_walked_from_its_first_step_to_its_last() -> None:
    progress = Progress()
    for _ in CAMP.steps:
        step = CAMP.next_step(progress)
        assert step is not None
        progress = CAMP.with_done(progress, step, FRIDAY)
    assert CAMP.next_step(progress) is None
    assert progress.finished_at == FRIDAY


@given(st.lists(st.sampled_from([step.id for step in CAMP.steps]), max_size=40))
def test_whatever_is_clicked_no_step_is_done_before_those_that_it_needs(clicks: list[str]) -> None:
    progress = Progress()
    for step_id in clicks:
        step = CAMP.step(step_id)
        assert step is not None
        locked = bool(CAMP.missing(step, progress)) and step_id not in progress.done
        try:
            progress = CAMP.with_done(progress, step, FRIDAY)
        except Declined as declined:
            assert declined.why is Why.STEP_LOCKED  # noqa: PT017  # every other outcome is checked beside it
            assert locked
        else:
            assert not locked
        for done in progress.done:
            step_done = CAMP.step(done)
            assert step_done is not None
            assert set(step_done.needs) <= set(progress.done)
    assert (progress.finished_at is not None) == (len(progress.done) == len(CAMP.steps))


def test_a_path_that_gains_a_step_takes_nothing_back_from_who_had_finished() -> None:
    before = parse_boot_camp(A_CAMP)
    progress = walked(before, "first", "second")
    extra = A_CAMP.replace("[[tools]]", '[[steps]]\nid = "third"\nminutes = 1\n' + _WORDS + "[[tools]]")
    after = parse_boot_camp(extra)
    following = after.next_step(progress)
    assert following is not None
    assert following.id == "third"
    assert after.with_done(progress, following, FRIDAY + timedelta(days=9)).finished_at == FRIDAY


_WORDS = 'fr = { title = "Trois", text = "Enfin." }\nen = { title = "Three", text = "At last." }\n'


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('needs = ["first"]', 'needs = ["second"]', "come before"),
        ('needs = ["first"]', 'needs = ["nothing"]', "come before"),
        ('needs = ["first"]', "needs = 3", "list"),
        ("minutes = 5", "minutes = 0", "minutes"),
        ("minutes = 5", "minutes = true", "minutes"),
        ("minutes = 5", "", "minutes"),
        ('id = "second"', 'id = "first"', "same id|come before"),
        ('id = "first"', 'id = "first|x"', "id"),
        ('text = "Do this."', 'text = ""', "text"),
        ('title = "One"', f'title = "{"x" * 121}"', "title"),
        ('text = "Do this."', f'text = "{"x" * 2_001}"', "text"),
        ('kind = "link"', 'kind = "video"', "kind"),
        ('kind = "link"', 'kind = "text"', "https"),
        ("https://intranet.example.com/guide", "http://intranet.example.com/guide", "https"),
        ("https://intranet.example.com/guide", "javascript:alert(1)", "https"),
        ("https://intranet.example.com/guide", "https://u:p@intranet.example.com", "https"),
        ("[[tools]]", "[tools]", "tools"),
    ],
)
def test_a_file_that_cannot_be_walked_is_refused_with_what_is_wrong(before: str, after: str, said: str) -> None:
    parse_boot_camp(A_CAMP)
    with pytest.raises(ValueError, match=said):
        parse_boot_camp(A_CAMP.replace(before, after, 1))
