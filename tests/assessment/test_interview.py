"""The interview without a screen: order, next and previous, progress, time left, what a change hides."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.assessment.agenda import GroupKind
from readiness.assessment.answering import with_answer, with_fact, with_flag, with_position
from readiness.assessment.interview import Filter, Interview, Progress, VisibilityChange, Walk, hidden_by
from readiness.assessment.pace import minutes_for, seconds_for
from readiness.assessment.reading import Reading
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import FactType, Mode, ModeBlock, OpeningLine, OwnChoice, Respondent, Section
from readiness.questionnaire.vocabulary import State
from tests.assessment.packs import SIZE, TODAY, answer, assessment, check, fact, pack, reading, shipped

STAFF = fact("about.staff", FactType.CHOICE, choices={"tiny": "Under ten", "small": "More"}, screen="first")
POLICY = fact("about.policy", FactType.CHOICE, choices={"own": "Own", "none": "None"}, screen="first")
LATER = fact("about.since", FactType.DATE, screen="before-insurer", ask_if={"about.policy": "own"})
ENDS = fact("insurer.ends", FactType.DATE, ask_if={"about.policy": "own"})
ABOUT = Section(
    section="about",
    code="ABO",
    title="About you",
    scored=False,
    facts=(STAFF, POLICY, LATER),
    opening_screen=(OpeningLine(facts=("about.staff",)), OpeningLine(facts=("about.policy", "insurer.ends"))),
)
LEADER = Section(
    section="leader",
    code="L",
    title="The leader",
    short="Leader",
    checks=(
        check("leader.named", facts=(fact("leader.person", required_for=(State.YES,)),)),
        check("leader.shifts", left_out_below=20, respondent=Respondent.IT),
    ),
)
INSURER = Section(
    section="insurer",
    code="I",
    title="The insurer",
    checks=(
        check("insurer.policy", facts=(ENDS,)),
        check("insurer.accepted", ask_if={"about.policy": "own"}, implied_no_if={"leader.named": "no"}),
    ),
)
BLOCK = ModeBlock(
    id="memory",
    title="From memory",
    in_hand="nothing",
    ends_with="card",
    checks=("insurer.accepted", "leader.named"),
    wording={"leader.named": "Is one in charge?"},
)
INDEX = pack(
    sections=(ABOUT, LEADER, INSURER),
    firm_size=SIZE,
    modes=(Mode(id="first-hour", title="First hour", intro="", blocks=(BLOCK,), asks_proof=False),),
)
ORDER = [
    "about.staff",
    "about.policy",
    "leader.named",
    "leader.shifts",
    "about.since",
    "insurer.policy",
    "insurer.accepted",
]


def interview(answers: dict[str, Any] | None = None, index: Index = INDEX, **more: Any) -> Interview:
    return Interview(reading(index, answers, sealed=False, **more))


def test_items_are_asked_screen_by_screen_and_section_by_section() -> None:
    asked = interview()
    assert [(group.id, group.kind, group.title) for group in asked.groups] == [
        ("about", GroupKind.SCREEN, "About you"),
        ("leader", GroupKind.SECTION, "The leader"),
        ("about:before-insurer", GroupKind.SCREEN, "About you"),
        ("insurer", GroupKind.SECTION, "The insurer"),
    ]
    assert list(asked.items) == ORDER
    assert asked.group_of("about.since").id == "about:before-insurer"
    with pytest.raises(KeyError):
        asked.group_of("nobody")


def test_a_shorter_pass_is_asked_block_by_block_in_its_own_words() -> None:
    short = interview(scope="first-hour")
    assert list(short.items) == ["about.staff", "about.policy", "insurer.accepted", "leader.named"]
    block = short.group_of("leader.named")
    assert (block.kind, block.title, block.in_hand, block.ends_with) == (
        GroupKind.BLOCK,
        "From memory",
        "nothing",
        "card",
    )
    assert short.question(INDEX.checks["leader.named"]) == "Is one in charge?"
    assert interview().question(INDEX.checks["leader.named"]) == "Is leader.named so?"
    assert short.facts(INDEX.checks["leader.named"], State.YES) == ()
    assert [one.id for one in interview().facts(INDEX.checks["leader.named"], State.YES)] == ["leader.person"]


def test_a_block_ends_with_its_last_item_that_is_asked() -> None:
    short = interview(scope="first-hour")
    (block,) = short.blocks
    assert short.block_ended_after("leader.named") == block
    assert short.block_ended_after("insurer.accepted") is None
    assert short.block_ended_after("about.policy") is None
    assert (short.block_after(block), short.minutes_in(block)) == (None, 1)
    assert interview(answers={"leader.named": "no"}, scope="first-hour").minutes_in(block) == 1
    assert (interview().blocks, interview().block_ended_after("insurer.accepted")) == ((), None)


def test_a_walk_through_a_part_goes_on_to_what_fits_and_back_to_what_did() -> None:
    before = interview({"leader.named": "no", "insurer.accepted": "unknown"})
    assert before.offered_parts()[Filter.UNKNOWN] == 1
    assert Filter.FLAGGED not in before.offered_parts()
    assert list(before.fitting(Respondent.OWNER)) == [
        id for id in before.items if id in INDEX.checks and id != "leader.shifts"
    ]
    walk = Walk.through(before, Filter.OPEN)
    assert "leader.named" not in walk.items(before)
    assert walk.first(before, "leader.named") == walk.after(before, "leader.named") == "leader.shifts"
    after = interview({"leader.named": "no", "insurer.accepted": "unknown", "leader.shifts": "yes"})
    assert walk.after(after, "about.policy") == "about.since"
    assert walk.before(after, "about.since") == "leader.shifts"
    assert walk.items(after) == walk.items(before)
    assert walk.after(after, "insurer.accepted") is None
    assert Walk.through(after, Filter.FLAGGED).first(after, "leader.named") is None


def test_hidden_items_are_stepped_over() -> None:
    small = interview({"about.staff": "tiny", "about.policy": "none"})
    assert list(small.items) == ["about.staff", "about.policy", "leader.named", "insurer.policy"]
    assert small.next_item("leader.named") == "insurer.policy"
    assert small.previous_item("insurer.policy") == "leader.named"
    assert small.next_item("leader.shifts") == "insurer.policy"
    assert (small.next_item("insurer.policy"), small.previous_item("about.staff")) == (None, None)


def test_the_lines_of_the_first_screen_show_a_fact_of_a_check_where_it_fits() -> None:
    asked = interview({"about.policy": "own"})
    assert [[one.id for one in line] for line in asked.screen_lines(asked.groups[0])] == [
        ["about.staff"],
        ["about.policy", "insurer.ends"],
    ]
    without = interview({"about.policy": "none"})
    assert [one.id for line in without.screen_lines(without.groups[0]) for one in line] == [
        "about.staff",
        "about.policy",
    ]
    screen = without.groups[2]
    assert without.screen_lines(screen) == ()


def test_what_is_unanswered_comes_next_and_after_the_end_from_the_start() -> None:
    given = {"about.policy": "own", "leader.named": "yes", "insurer.accepted": "no"}
    asked = interview(given)
    assert asked.next_unanswered() == "about.staff"
    assert asked.next_unanswered("about.staff") == "leader.shifts"
    assert asked.next_unanswered("insurer.accepted") == "about.staff"
    done = interview({**given, "about.staff": "tiny", "about.since": "2026-01-01", "insurer.policy": "unknown"})
    assert done.next_unanswered() is None
    assert done.progress().is_complete


def test_a_session_goes_on_where_it_was() -> None:
    assert interview().resume_at() == "about.staff"
    assert interview(position="leader.named").resume_at() == "leader.named"
    hidden = {"about.staff": "tiny"}
    assert interview(hidden, position="leader.shifts").resume_at() == "about.since"
    assert interview(hidden, position="gone").resume_at() == "about.policy"


def test_progress_counts_checks_and_a_group_counts_its_items() -> None:
    asked = interview(
        {
            "about.staff": "small",
            "about.policy": "own",
            "leader.named": "unknown",
            "insurer.policy": answer(None, facts={"insurer.ends": "2027-01-01"}),
        }
    )
    assert asked.progress() == Progress(1, 4)
    assert [asked.group_progress(group) for group in asked.groups] == [
        Progress(2, 2),
        Progress(1, 2),
        Progress(0, 1),
        Progress(0, 2),
    ]


def test_an_opening_fact_that_was_passed_by_is_not_asked_again() -> None:
    assert interview({"about.staff": answer(None)}).next_unanswered() == "about.policy"


def test_the_time_left_is_worked_out() -> None:
    index = pack(
        check("a", question="One two three four.", facts=(fact("must", required_for=(State.YES,)), fact("may"))),
        check("own", question="One two.", choices=(OwnChoice(id="y", label="Yes, all", state=State.YES, score=1),)),
        about=(fact("about.kind", FactType.CHOICE, label="Kind of", choices={"a": "One", "b": "Two three"}),),
    )
    asked = reading(index, {}, sealed=False)
    # yes, partly, no, don't know, doesn't apply are 7 words; a word takes a quarter of a second
    assert seconds_for(asked, "a") == (4 + 7) * 0.25 + 2 * 1 + 8 + 15
    assert seconds_for(asked, "own") == (2 + 2 + 4) * 0.25 + 2 + 15
    assert seconds_for(asked, "about.kind") == (2 + 3) * 0.25 + 8
    given = reading(index, {"a": answer(None, facts={"must": "x"})}, sealed=False)
    assert seconds_for(given, "a") == (4 + 7) * 0.25 + 2 + 15
    assert minutes_for(asked, []) == 0
    assert Interview(asked).minutes_left() == 1


def test_the_shipped_passes_promise_a_time_that_is_worked_out() -> None:
    full = Interview(reading(shipped(), {}, sealed=False))
    assert full.progress().asked == len(shipped().checks)
    assert 20 < full.minutes_left() < 90
    answered = dict.fromkeys(shipped().checks, "no")
    assert Interview(reading(shipped(), answered, sealed=False)).minutes_left() < 5


def test_an_answer_that_hides_others_says_so_and_keeps_them() -> None:
    given = assessment(
        {
            "about.policy": "own",
            "insurer.accepted": "yes",
            "insurer.policy": answer("yes", facts={"insurer.ends": "2027-01-01"}),
        },
        sealed=False,
    )
    changed = with_fact(INDEX, given, "about.policy", "none")
    before, after = Reading(INDEX, given, TODAY), Reading(INDEX, changed, TODAY)
    assert hidden_by(before, after) == VisibilityChange(hidden=("insurer.accepted",), hidden_facts=("insurer.ends",))
    assert hidden_by(after, before) == VisibilityChange(
        revealed=("insurer.accepted",), revealed_facts=("insurer.ends",)
    )
    assert not hidden_by(before, before)
    assert changed.answers["insurer.accepted"] == given.answers["insurer.accepted"]
    denied = Reading(
        INDEX, with_answer(given, "insurer.policy", answer("no", facts={"insurer.ends": "2027-01-01"})), TODAY
    )
    assert hidden_by(before, denied).hidden_facts == ("insurer.ends",)


def test_a_no_that_follows_from_another_answer_is_offered_and_never_set() -> None:
    given = {"about.policy": "own", "leader.named": "no"}
    assert interview(given).implied_no() == ("insurer.accepted",)
    assert interview({**given, "insurer.accepted": "yes"}).implied_no() == ()
    assert interview({"about.policy": "own"}).implied_no() == ()
    assert interview({**given, "about.policy": "none"}).implied_no() == ()


def test_filters() -> None:
    given = {
        "about.staff": "small",
        "leader.named": answer("yes"),
        "leader.shifts": "unknown",
        "insurer.policy": answer("yes", "2026-11-01"),
        "insurer.accepted": "unknown",
        "about.policy": "none",
    }
    asked = interview(given, flags=["leader.shifts", "about.staff", "insurer.accepted"])
    assert {by: asked.filtered(by) for by in Filter} == {
        Filter.OPEN: (),
        Filter.FLAGGED: ("about.staff", "leader.shifts"),
        Filter.UNKNOWN: ("leader.shifts",),
        Filter.UNPROVEN: ("leader.named",),
        Filter.INCOMPLETE: ("leader.named",),
    }
    assert asked.of_respondent(Respondent.IT) == ("leader.shifts",)
    assert interview().filtered(Filter.OPEN) == tuple(ORDER)


def test_only_the_trades_of_ticked_places_are_offered() -> None:
    places = fact("about.places", FactType.CHOICES, choices={"us-tx": "Texas", "eu": "EU", "euro": "Not a place"})
    trades = fact(
        "about.trades",
        FactType.CHOICES,
        choices={"clinic": "US clinic", "nis2": "EU service", "none": "None"},
        choice_group={"clinic": "us", "nis2": "eu"},
    )
    index = pack(about=(places, trades))
    offered = {
        place: list(Interview(reading(index, {"about.places": [place]} if place else {})).offered_choices(trades))
        for place in ("us-tx", "eu", "euro", "")
    }
    assert offered == {
        "us-tx": ["clinic", "none"],
        "eu": ["nis2", "none"],
        "euro": ["none"],
        "": ["clinic", "nis2", "none"],
    }
    assert interview(index=index).offered_choices(places) == places.choices


def test_flags_and_position_make_a_new_assessment() -> None:
    given = assessment({})
    flagged = with_flag(with_flag(given, "leader.named", True), "leader.named", True)
    assert (flagged.flags, given.flags) == (["leader.named"], [])
    assert with_flag(flagged, "leader.named", False).flags == []
    assert (with_position(given, "leader.named").position, given.position) == ("leader.named", "")


@given(
    st.dictionaries(st.sampled_from(ORDER[2:4] + ORDER[5:]), st.sampled_from(list(State))),
    st.sampled_from(["tiny", "small", ""]),
)
def test_going_forward_and_back_visits_every_visible_item_once(states: dict[str, State], staff: str) -> None:
    asked = interview({**states, **({"about.staff": staff} if staff else {})})
    forward = [asked.items[0]]
    while (following := asked.next_item(forward[-1])) is not None:
        forward.append(following)
    backward = [forward[-1]]
    while (before := asked.previous_item(backward[-1])) is not None:
        backward.append(before)
    assert forward == backward[::-1] == list(asked.items)
    answered = sum(asked.is_answered(id) for id in asked.items if id in INDEX.checks)
    assert asked.progress() == Progress(answered, sum(id in INDEX.checks for id in asked.items))
