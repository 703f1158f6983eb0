"""`report` for every document and format, `definitions`, `sign`."""

from __future__ import annotations

import io
import stat
from datetime import date

from pypdf import PdfReader

from readiness.resources import bundled
from readiness.session.clock import Clock
from readiness.session.place import Desk, open_workspace
from readiness.session.reassessment import begin
from tests.cli.command import DAY, NAME, Command


def test_documents_are_listed_one_a_line(command: Command) -> None:
    ran = command("report", "--list")
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert lines[0].startswith("management  Management gap report: ")
    names = [line.split()[0] for line in lines]
    assert {"contact-card", "first-72-hours", "letter-counsel", "paper-a-appointment"} <= set(names)
    titles = [line.split("  ", 1)[1].split(":")[0].casefold() for line in lines[1:]]
    assert titles == sorted(titles)
    assert [title[:5] for title in titles if title.startswith("kit")] == [f"kit {n}" for n in range(1, 10)]


def test_a_document_of_ones_own_is_found_and_a_broken_one_hides_no_other(judged: Command) -> None:
    own = judged.home / ".config" / "readiness" / "reports"
    own.mkdir(parents=True)
    text = (bundled("reports") / "paper-e-staff.yaml").read_text("utf-8")
    (own / "poster.yaml").write_text(text.replace("id: paper-e-staff", "id: poster"), "utf-8")
    (own / "broken.yaml").write_text("format: 1\n", "utf-8")
    listed = judged("report", "--list")
    assert listed.code == 3
    assert "poster  Paper E" in listed.out
    assert f"broken  can't be used; see: readiness definitions check {own / 'broken.yaml'}" in listed.err
    ran = judged("report", NAME, "--document", "poster", "-o", "x.txt", "--today", DAY)
    assert ran.code == 0, ran.said
    assert "If something looks odd" in (judged.home / "x.txt").read_text("utf-8")
    refused = judged("report", NAME, "--document", "postr", "--today", DAY)
    assert (refused.code, "there is no document 'postr'; there are: management, broken, " in refused.err) == (3, True)


def test_the_name_of_the_file_says_the_format(judged: Command) -> None:
    for name, first in (("x.html", b"<!doctype html>"), ("x.md", b"# "), ("x.json", b"{"), ("x.vcf", b"BEGIN:VCARD")):
        ran = judged("report", NAME, "--document", "contact-card", "-o", name, "--today", DAY)
        assert ran.code == 0, ran.said
        assert (judged.home / name).read_bytes().lower().startswith(first.lower()), name
    ran = judged("report", NAME, "--document", "contact-card", "--format", "txt", "--today", DAY)
    (path,) = judged.home.glob("*.txt")
    assert ran.out == f"Report: {path.name}\n"
    assert path.name == "harbor-dental-group-fictional-contact-card-2026-11-21.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = judged("report", NAME, "--document", "contact-card", "--format", "txt", "--today", DAY)
    assert (again.code, "already exists" in again.err) == (3, True)


def test_all_documents_go_into_one_folder(judged: Command) -> None:
    ran = judged("report", NAME, "--all", "-o", "out", "--format", "md", "--redact", "--today", DAY)
    assert ran.code == 0, ran.said
    made = sorted(path.name for path in (judged.home / "out").iterdir())
    cards = [name for name in made if name.endswith(".vcf")]
    assert cards
    assert len(made) == len(ran.out.splitlines()) == len(judged("report", "--list").out.splitlines()) + len(cards)
    assert all(name.startswith("redacted-") and name.endswith(("-2026-11-21.md", ".vcf")) for name in made)
    text = "".join(path.read_text("utf-8") for path in (judged.home / "out").iterdir())
    assert "Redacted: names" in text
    assert not any(name in text for name in ("Harbor", "Ruiz", "Okafor", "Northline", "555"))
    taken = judged("report", NAME, "--all", "-o", "out", "--format", "md", "--redact", "--today", DAY)
    assert taken.code == 3
    assert judged("report", NAME, "--all", "--document", "management").code == 2


def test_a_pdf_behind_a_passphrase(judged: Command) -> None:
    secret = judged.home / "secret"
    secret.write_text("four words to know\n")
    args = ("report", NAME, "--document", "letter-broker", "--today", DAY, "--protect-file", secret)
    ran = judged(*args, "-o", "p.pdf")
    assert ran.code == 0, ran.said
    reader = PdfReader(io.BytesIO((judged.home / "p.pdf").read_bytes()))
    assert reader.is_encrypted
    assert reader.decrypt("four words to know")
    refused = judged(*args, "-o", "p.txt")
    assert (refused.code, "Only a PDF can be protected" in refused.err) == (3, True)
    assert not (judged.home / "p.txt").exists()
    asked = judged("report", NAME, "--protect", "-o", "q.pdf")
    assert (asked.code, "READINESS_PROTECT_FILE" in asked.err) == (7, True)


def test_definitions_are_checked(command: Command) -> None:
    good = bundled("reports") / "contact-card.yaml"
    ran = command("definitions", "check", good)
    assert (ran.code, ran.out) == (0, f"{good}: contact-card, 1 part: no problems\n")
    bad = command.home / "bad.yaml"
    bad.write_text(good.read_text("utf-8").replace("order: [blocks]", "order: [bloks]"), "utf-8")
    ran = command("definitions", "check", bad, good)
    assert ran.code == 3
    assert f"{bad}:" in ran.out
    assert "did you mean 'blocks'" in ran.out
    assert ran.err == "1 problem\n"
    assert command("definitions", "check", command.home / "none.yaml").code == 3
    assert '"definition"' in command("definitions", "schema").out


def test_a_signed_paper_is_entered(judged: Command) -> None:
    args = ("sign", NAME, "paper-e-staff", "--on", "2026-11-20", "--today", DAY)
    refused = judged(*args)
    assert (refused.code, "is under way" in refused.err) == (3, True)
    desk = Desk(open_workspace(judged.workspace), Clock(day=date.fromisoformat(DAY)))
    with desk.session(desk.find(NAME).id) as session:
        begin(session)
    ran = judged(*args)
    assert ran.code == 0, ran.said
    assert ran.out.startswith("Proof of LEAD-07, PLN-11: Paper E: page for the staff, signed")
