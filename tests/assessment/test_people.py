"""People and organisations by name: one record for one name, unless an id says otherwise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readiness.assessment import people
from readiness.assessment.model import Party, Person
from readiness.questionnaire.model import FactType
from tests.assessment.packs import answer, assessment, check, fact, pack, reading

EMPTY = assessment(people=[], parties=[])


def test_the_same_name_in_other_case_and_spacing_is_the_same_person() -> None:
    one, dana = people.with_person(EMPTY, Person(id="", name="Dana  Ruiz"))
    two, again = people.with_person(one, Person(id="", name=" dana ruiz ", role="practice manager"))
    assert (again.id, again.name, again.role) == (dana.id, "Dana Ruiz", "practice manager")
    assert len(two.people) == 1
    assert EMPTY.people == []
    assert one.people[0].role == ""


def test_an_id_makes_two_people_of_one_name() -> None:
    one, _ = people.with_person(EMPTY, Person(id="", name="Dana Ruiz"))
    two, other = people.with_person(one, Person(id="dana-2", name="Dana Ruiz"))
    assert [person.id for person in two.people] == ["person-1", "dana-2"]
    assert people.find_person(two, "DANA RUIZ") == two.people[0]
    three, _ = people.with_person(two, Person(id="dana-2", name="Dana Ruiz", left_on="2026-10-01"))
    assert [person.left_on for person in three.people] == ["", "2026-10-01"]
    assert other.left_on == ""


def test_a_role_that_is_known_is_not_overwritten_by_a_bare_name() -> None:
    one, _ = people.with_person(EMPTY, Person(id="", name="Dana Ruiz", role="owner"))
    two, dana = people.with_person(one, Person(id="", name="Dana Ruiz", role="manager"))
    assert dana.role == "owner"
    assert two == one


def test_parties_work_alike_and_ids_are_never_used_twice() -> None:
    one, first = people.with_party(EMPTY, Party(id="party-2", name="Northline IT"))
    two, second = people.with_party(one, Party(id="", name="Harbour"))
    three, same = people.with_party(two, Party(id="", name="NORTHLINE it", phone="+1 555 0100 200"))
    assert second.id not in {first.id, ""}
    assert (same.id, same.phone) == ("party-2", "+1 555 0100 200")
    assert people.names(three) == ("Northline IT", "Harbour")
    assert people.name_of(three, "party-2") == "Northline IT"
    assert people.name_of(three, "nobody") == ""


def test_a_typed_line_is_a_name_and_a_job() -> None:
    assert people.name_and_role("Dana  Ruiz, practice manager") == ("Dana Ruiz", "practice manager")
    assert people.name_and_role("Dana Ruiz") == ("Dana Ruiz", "")


def test_roles_are_those_of_visible_checks() -> None:
    index = pack(
        check("lead", facts=(fact("leader", FactType.PERSON), fact("signers", FactType.PEOPLE))),
        check("dep-uty", facts=(fact("deputy", FactType.PERSON),)),
        about=(fact("about.with", FactType.PEOPLE),),
    )
    given = {
        "lead": answer("yes", facts={"leader": "dana", "signers": ["dana", "sam"]}),
        "dep-uty": answer("no", facts={"deputy": "sam"}),
        "about.with": ["ines"],
    }
    held = people.roles(reading(index, given))
    assert {id: [role.fact for role in found] for id, found in held.items()} == {
        "dana": ["leader", "signers"],
        "sam": ["signers"],
    }


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=12))
def test_as_many_people_as_different_names_each_with_an_id_of_its_own(names: list[str]) -> None:
    grown = EMPTY
    for name in names:
        grown, person = people.with_person(grown, Person(id="", name=name))
        assert people.same_name(person.name, name)
    assert len(grown.people) == len({" ".join(name.split()).casefold() for name in names})
    assert len({person.id for person in grown.people}) == len(grown.people)
