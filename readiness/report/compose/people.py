"""The people and organisations of an assessment, without what would tell a counsel-only matter."""

from __future__ import annotations

from readiness.assessment.model import Channel, Party, Person
from readiness.assessment.people import Role, roles
from readiness.report import wording
from readiness.report.compose.answers import named_in
from readiness.report.compose.material import Material
from readiness.report.document import Block, Column, DataTable, Heading, Paragraph, Row, Run


def named_only_for_counsel(material: Material) -> set[str]:
    """Ids of people and organisations that no answer names but those for counsel only."""
    elsewhere: set[str] = set()
    counsel: set[str] = set()
    for item, answers in material.assessment.answers.items():
        place = elsewhere if material.check_is_seen(item) else counsel
        for answer in answers:
            place |= named_in(material, answer)
    counsel |= _employers(material, counsel)
    return counsel - elsewhere - _employers(material, elsewhere)


def _employers(material: Material, people: set[str]) -> set[str]:
    return {person.employer for id, person in material.reading.people.items() if id in people and person.employer}


def people_blocks(material: Material) -> list[Block]:
    """Everybody named, and every organisation, but those only counsel should see."""
    words = material.words_of(wording.Appendix)
    kept = named_only_for_counsel(material)
    people = [person for person in material.assessment.people if person.id not in kept]
    parties = [party for party in material.assessment.parties if party.id not in kept]
    blocks: list[Block] = [Heading(2, material.say(words.people_title))]
    if people:
        blocks.append(people_table(material, people, counsel=False))
    else:
        blocks.append(Paragraph((Run(material.say(words.no_people)),)))
    if parties:
        blocks += [Heading(2, material.say(words.parties_title)), parties_table(material, parties)]
    if material.organisation.contacts:
        blocks += [Heading(2, material.say(words.contacts_title)), _contacts_table(material)]
    return blocks


def people_table(material: Material, people: list[Person], *, counsel: bool) -> DataTable:
    """People with employer, roles and ways to reach them. Roles known to counsel only show with `counsel`."""
    words = material.words_of(wording.Appendix)
    held = roles(material.reading)
    columns = (
        Column(material.say(words.person), 2.2),
        Column(material.say(words.employer), 1.8),
        Column(material.say(words.roles), 3.0),
        Column(material.say(words.reach), 3.2),
    )
    rows = tuple(_person(material, person, held.get(person.id, ()), words, counsel) for person in people)
    return DataTable(columns, rows)


def _person(material: Material, person: Person, held: tuple[Role, ...], words: wording.Appendix, counsel: bool) -> Row:
    labels = [role.label for role in held if counsel or material.check_is_seen(role.check)]
    party = material.reading.parties.get(person.employer)
    employer = (party.name if party else person.employer) or material.definition.words.own_business
    about = [person.role] if person.role else []
    if person.left_on:
        about.append(material.say(words.left_on, day=material.day(person.left_on)))
    name = (Run(person.name, strong=True), *((Run("\n" + "\n".join(about), muted=True),) if about else ()))
    reach = "\n".join(_channel(material, channel, words) for channel in person.channels)
    return (name, (Run(employer),), (Run("\n".join(dict.fromkeys(labels))),), (Run(reach),))


def _channel(material: Material, channel: Channel, words: wording.Appendix) -> str:
    shared = material.definition.words
    value = shared.kept if channel.private else channel.value
    about = []
    if channel.needs_company_systems is not None:
        about.append(words.needs_company_systems if channel.needs_company_systems else words.without_company_systems)
    hours = {"always": words.always, "office": words.office}.get(channel.hours, channel.hours)
    texts = [value, *(material.say(text) for text in about), hours]
    return f"{shared.channels[channel.kind]}: " + ", ".join(text for text in texts if text)


def parties_table(material: Material, parties: list[Party]) -> DataTable:
    """Organisations with the ways to reach them."""
    words = material.words_of(wording.Appendix)
    columns = (Column(material.say(words.party), 4.0), Column(material.say(words.reach), 6.2))
    hours = {"always": words.always, "office": words.office}
    rows = []
    for party in parties:
        reach = [party.phone, hours.get(party.phone_hours, party.phone_hours), party.second_way]
        rows.append(((Run(party.name, strong=True),), (Run(", ".join(text for text in reach if text)),)))
    return DataTable(columns, tuple(rows))


def _contacts_table(material: Material) -> DataTable:
    """The contacts of the organisation's profile."""
    words = material.words_of(wording.Appendix)
    columns = (Column(material.say(words.person), 4.0), Column(material.say(words.reach), 6.2))
    rows = []
    for one in material.organisation.contacts:
        role = (Run("\n" + one.role, muted=True),) if one.role else ()
        reach = ", ".join(text for text in (one.email, one.phone) if text)
        rows.append(((Run(one.name, strong=True), *role), (Run(reach),)))
    return DataTable(columns, tuple(rows))
