# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import io

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..models.res_partner import MANY
from . import common
from .smtp_sink import smtp_sink


@tagged("-at_install", "post_install", "without_website")
class TestEnableMany(common.PortalHttpCase):
    """An agent looks at many contacts before they are enabled."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.good = cls._person("Good", "good@acme.example")
        cls.other = cls._person("Other", "other@acme.example")

    @classmethod
    def _person(cls, name, email, **values):
        return cls.env["res.partner"].create(
            {"name": name, "email": email, "parent_id": cls.acme.id, **values}
        )

    def _open(self, action):
        """Return the wizard that an action shows, as the agent."""
        wizard = self.env[action["res_model"]].with_user(self.agent)
        return wizard.browse(action["res_id"])

    def _read(self, text, name="people.csv"):
        """Have a file read.

        :param text: text, or bytes
        """
        content = text if isinstance(text, bytes) else text.encode()
        wizard = self.env["customer.portal.enable"].with_user(self.agent)
        wizard = wizard.create({"file": base64.b64encode(content), "file_name": name})
        return self._open(wizard.action_read_file())

    def _problems(self, wizard):
        return {line.number: line.problem for line in wizard.line_ids if line.problem}

    def test_list(self):
        """Each contact that cannot be enabled says why; the others are."""
        problems = {
            self._person("Nomail", False): "no valid email address",
            self._person("Bad", "x"): "no valid email address",
            self._person("Twin", "Good@Acme.example"): "email address of Test Acme, Go",
            self._person("Same", "ann@acme.example"): "has the email address of",
            self.agent.partner_id: "is an internal user",
            self.bob.partner_id: "is enabled already",
        }
        contacts = (self.good | self.other).union(*problems).with_user(self.agent)
        wizard = self._open(contacts.action_customer_portal_preview())
        self.assertEqual((wizard.ready_count, wizard.problem_count), (2, 6))
        found = {line.partner_id: line.problem for line in wizard.line_ids}
        for contact, problem in problems.items():
            self.assertIn(problem, found[contact.with_user(self.agent)])
        wizard.profile_id = self.profile_company
        wizard.end = "2031-12-31"
        with smtp_sink(self.env) as sink:
            wizard.action_enable()
        self.assertEqual(
            sorted(mail.recipients[0] for mail in sink.mails),
            ["good@acme.example", "other@acme.example"],
        )
        self.assertEqual(self.good.customer_portal_profile_id, self.profile_company)
        self.assertEqual(str(self.good.customer_portal_end), "2031-12-31")
        self.assertEqual(self.good.user_ids.login, "good@acme.example")
        twin, *_others = problems
        self.assertFalse(any(contact.user_ids for contact in list(problems)[:4]))
        self.assertFalse(twin.customer_portal_active)
        self.assertFalse(self.bob.partner_id.customer_portal_end)
        with self.assertRaisesRegex(UserError, "nobody"):
            wizard.action_enable()

    def test_mended_meanwhile(self):
        contact = self._person("Nomail", False)
        wizard = self._open(
            contact.with_user(self.agent).action_customer_portal_preview()
        )
        self.assertEqual(wizard.ready_count, 0)
        contact.email = "now@acme.example"
        wizard.action_check()
        self.assertEqual(wizard.ready_count, 1)

    def test_company(self):
        """A company offers its people; not its addresses, nor its subsidiary's."""
        self._person("Warehouse", "w@acme.example", type="delivery")
        self._person("Gone", "gone@acme.example", active=False)
        self._person("Sub", "sub@acme.example", parent_id=self.branch.id)
        company = self.acme.with_user(self.agent)
        wizard = self._open(company.action_customer_portal_enable_people())
        self.assertEqual(wizard.line_ids.partner_id, self.good | self.other)
        wizard.action_enable()
        with self.assertRaisesRegex(UserError, "no contacts"):
            company.action_customer_portal_enable_people()

    def test_file(self):
        today = self.ann._customer_portal_today()
        wizard = self._read(
            "mail;profile;start;end\n"
            f"GOOD@acme.example;company USER;{today};2031-12-31\n"
            "other@acme.example;;;\n"
        )
        self.assertFalse(self._problems(wizard))
        self.assertFalse(wizard.file)
        wizard.action_enable()
        self.assertEqual(self.good.customer_portal_profile_id, self.profile_company)
        self.assertEqual(self.good.customer_portal_start, today)
        self.assertEqual(str(self.good.customer_portal_end), "2031-12-31")
        self.assertEqual(self.other.customer_portal_profile_id, self.profile_default)
        self.assertFalse(self.other.customer_portal_end)
        self.assertTrue(self.other.customer_portal_active)

    def test_problems_of_a_file(self):
        """Each line says what is wrong with it: number, field and mend."""
        self._person("Twin", "twin@acme.example")
        self._person("Twin 2", "twin@acme.example")
        self.other.customer_portal_start = "2030-06-01"
        rows = (
            ("good@acme.example,,,", None),
            ("good@acme.example,,,", "in the file twice"),
            (",,,", 'Email: "" is no email address'),
            ("good,,,", 'Email: "good" is no email address'),
            ("nobody@acme.example,,,", "Email: no contact has this address"),
            ("twin@acme.example,,,", "Test Acme, Twin, Test Acme, Twin 2"),
            ("ann@acme.example,,,", "enabled already"),
            ("marta@support.example,,,", "is an internal user"),
            ("other@acme.example,Gold,,", 'Profile: there is no "Gold". Choose one of'),
            ("other@acme.example,,31.31.2026,", 'Support start: "31.31.2026" is no d'),
            ("other@acme.example,,,0001-01-01", 'Support end: "0001-01-01" is no d'),
            ("other@acme.example,,2026-02-01,2026-01-01", "Support end: choose"),
            ("other@acme.example,,,2030-05-31", "Support end: choose"),
        )
        # an empty line would not be counted: Odoo leaves it out
        rows = [row for row in rows if row[0] != ",,,"]
        text = "Email,profile,start,end\n" + "\n".join(row for row, _told in rows)
        problems = self._problems(self._read(text))
        for number, (row, told) in enumerate(rows, start=2):
            with self.subTest(row):
                self.assertIn(told or "None", str(problems.get(number)))

    def test_kinds_of_files(self):
        book = openpyxl.Workbook()
        book.active.append(["mail", "name", "end"])
        book.active.append(["good@acme.example", "Perù", "2031-12-31"])
        spreadsheet = io.BytesIO()
        book.save(spreadsheet)
        text = "mail{0}name{0}end\r\ngood@acme.example{0}Perù{0}2031-12-31\r\n"
        for name, content in (
            ("a.csv", text.format(",").encode()),
            ("a.csv", text.format(";").encode("utf-8-sig")),
            ("a.csv", text.format(";").encode("latin-1")),
            ("a.txt", text.format("\t").encode()),
            ("a.xlsx", spreadsheet.getvalue()),
        ):
            with self.subTest(name, content=content[:40]):
                wizard = self._read(content, name)
                self.assertEqual(wizard.line_ids.partner_id, self.good)
                self.assertEqual(str(wizard.line_ids.end), "2031-12-31")
                self.assertEqual(wizard.ready_count, 1)

    def test_files_that_are_none(self):
        for content, told in (
            (b"", "Choose a file"),
            (b"profile,start\n", "no column is called mail"),
            (b"mail,proflie\n", "unknown columns: proflie"),
            (b"\x00\x01\x02", "Line 1|cannot be read"),
            (b"mail\n" + b"x\n" * 20_001, "more than 20000 lines"),
            (b"mail\n" + b"x" * 5_000_000, "larger than 5 MB"),
        ):
            with self.subTest(content[:20]), self.assertRaisesRegex(UserError, told):
                self._read(content)

    def test_words_of_the_language(self):
        self.env["res.lang"]._activate_lang("it_IT")
        self.agent.lang = "it_IT"
        agent = self.env["customer.portal.enable"].with_user(self.agent)
        wizard = agent.with_context(lang="it_IT").create(
            {
                "file": base64.b64encode(
                    b"E-mail;Fine assistenza\ngood@acme.example;31/12/2031"
                ),
                "file_name": "a.csv",
            }
        )
        wizard.action_read_file()
        self.assertEqual(str(wizard.line_ids.end), "2031-12-31")

    def test_very_many_go_to_the_job(self):
        people = self.env["res.partner"].create(
            [{"name": f"M {n}", "email": f"m{n}@acme.example"} for n in range(MANY + 1)]
        )
        wizard = self._open(
            people.with_user(self.agent).action_customer_portal_preview()
        )
        action = wizard.action_enable()
        following = action["params"]["next"]
        shown = {"search_default_customer_portal_queued": 1}
        self.assertEqual(following["context"], shown)
        self.assertEqual(people.customer_portal_queued_by_id, self.agent)
        self.assertFalse(people.user_ids)
        wizard.action_check()
        self.assertIn("is being enabled", wizard.line_ids[0].problem)
        self.env.invalidate_all()
        self.assertEqual(wizard.waiting_count, MANY + 1)
        # who is disabled meanwhile is not enabled after that
        people[0].with_user(self.agent).action_customer_portal_disable()
        people = people[1:]
        self.env.ref("customer_portal.cron_enable_contacts").method_direct_trigger()
        self.env.invalidate_all()
        self.assertFalse(wizard.line_ids.partner_id[0].user_ids)
        self.assertEqual(len(people.user_ids), MANY)
        waiting = [("customer_portal_pending", "=", True)]
        pending = self.env["res.partner"].with_user(self.agent).search(waiting)
        self.assertEqual(people & pending, people)

    def test_queries_do_not_grow(self):
        def queries(number):
            people = self.env["res.partner"].create(
                [
                    {"name": f"Q {n}", "email": f"q{n}.{number}@acme.example"}
                    for n in range(number)
                ]
            )
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            people.with_user(self.agent).action_customer_portal_preview()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        queries(3)
        self.assertGreaterEqual(queries(3), queries(30))

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.models")
    def test_agents_only(self):
        clerk = new_test_user(
            self.env, "clerk", "base.group_user,base.group_partner_manager"
        )
        for method in ("preview", "enable_people"):
            with self.assertRaises(UserError):
                company = self.acme.with_user(clerk)
                getattr(company, f"action_customer_portal_{method}")()
        for model in ("customer.portal.enable", "customer.portal.enable.line"):
            for user in (clerk, self.ann):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])
