# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.misc import hash_sign

from ..models import customer_portal_subscription
from . import common

PAGE = "/my/notifications"
LEAVE = f"{PAGE}/leave"
CLICK = {"List-Unsubscribe": "One-Click"}


@tagged("-at_install", "post_install", "without_website")
class TestPreferencesPage(common.PortalHttpCase):
    """The page where contacts choose, the button of a record, the link of a mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket(cls.ann, "Secret title")
        cls.foreign = cls._ticket(cls.dan, "Foreign")
        cls.subscriptions = cls.env["customer.portal.subscription"]

    def _chosen(self):
        page = self.page(PAGE)
        return [
            node.get("name") + "=" + node.get("value")
            for node in page.xpath("//form[@action='/my/notifications']//input")
            if node.get("checked")
        ]

    def test_page(self):
        self.login(self.bob)
        default = ["mails.opened=now", "mails.comments=now", "mails.states=now"]
        self.assertEqual(self._chosen(), default)
        answer = self.post(
            PAGE,
            {
                "mails.comments": "digest",
                "mails.states": "never",
                "mails.opened": "sometimes",
                "all.tickets": "1",
                "all.nothing": "1",
                "customer_portal_profile_id": "1",
                "customer_portal_no_mails": "1",
            },
        )
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(
            self._chosen(),
            ["mails.opened=now", "mails.comments=digest", "mails.states=never"]
            + ["all.tickets=1"],
        )
        self.assertTrue(self.page(f"{PAGE}?saved=1").xpath("//p[@role='status']"))
        contact = self.bob.partner_id
        self.env.invalidate_all()
        self.assertFalse(contact.customer_portal_no_mails)
        self.assertEqual(contact.customer_portal_profile_id, self.profile_company)
        # what is not sent stays, but a box that is not ticked
        self.assertEqual(self.post(PAGE, {}).status_code, 303)
        self.assertEqual(
            self._chosen(),
            ["mails.opened=now", "mails.comments=digest", "mails.states=never"],
        )
        files = {"mails.opened": ("x.txt", b"digest", "text/plain")}
        self.assertEqual(self.post(PAGE, {}, files).status_code, 303)
        self.assertIn("mails.opened=now", self._chosen())

    def test_who_may(self):
        """Only whose profile shows the company's may follow them; no one else comes."""
        self.login(self.ann)
        self.assertFalse(self.page(PAGE).xpath("//input[@type='checkbox']"))
        self.post(PAGE, {"all.tickets": "1"})
        self.assertFalse(self.subscriptions.search([]))
        with mute_logger("odoo.http"):
            self.assertEqual(self.post(PAGE, {}, csrf=False).status_code, 400)
        self.ann.partner_id.customer_portal_no_mails = True
        self.cr.flush()
        self.assertIn("Support has turned off", self.get(PAGE).text)
        self.ann._customer_portal_account(make=True).must_change = True
        self.cr.flush()
        self.assertEqual(self.get(PAGE).status_code, 303)
        self.assertTrue(self.get(PAGE).headers["Location"].endswith("/my/password"))
        self.login(self.agent)
        self.assertEqual(self.get(PAGE).status_code, 404)
        self.assertEqual(self.post(PAGE, {}).status_code, 404)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.get(PAGE).headers["Location"])

    def test_cost(self):
        """The page of the choices is cheap, a record's button costs little."""
        self.login(self.bob)
        for user in (self.ann, self.bob):
            self.subscriptions._leave(user.partner_id, self.ticket)
        self.assertLess(self.count_queries(PAGE), 25)

    def test_button(self):
        """Any reader may follow a record or leave it, again without harm."""
        self.login(self.bob)
        url = f"/my/records/tickets/{self.ticket.id}"
        self.assertTrue(self.page(url).xpath("//button[@name='follow']"))
        for _time in range(2):
            self.assertEqual(self.post(f"{url}/follow").status_code, 303)
        self.assertTrue(self.page(url).xpath("//button[@name='unfollow']"))
        self.assertIn(self.bob.partner_id, self.ticket.message_partner_ids)
        for _time in range(2):
            self.assertEqual(self.post(f"{url}/unfollow").status_code, 303)
        self.env.invalidate_all()
        self.assertTrue(self.page(url).xpath("//button[@name='follow']"))
        self.assertNotIn(self.bob.partner_id, self.ticket.message_partner_ids)
        with mute_logger("odoo.http"):
            self.assertEqual(self.post(f"{url}/follow", csrf=False).status_code, 400)
        missing = "/my/records/tickets/2147483000"
        foreign = f"/my/records/tickets/{self.foreign.id}"
        for step in ("follow", "unfollow"):
            answers = [self.post(f"{one}/{step}") for one in (foreign, missing)]
            self.assertEqual([a.status_code for a in answers], [404, 404])
            texts = {
                common.comparable(a.text.replace(one, ""))
                for a, one in zip(answers, (foreign, missing), strict=True)
            }
            self.assertEqual(len(texts), 1)
            self.assertEqual(self.get(f"{url}/{step}").status_code, 303)
        self.assertNotIn(self.bob.partner_id, self.foreign.message_partner_ids)

    # ------------------------------------------------------------------
    # The link of a mail
    # ------------------------------------------------------------------

    def _link(self, *target, user=None):
        contact = (user or self.bob).partner_id
        return f"{LEAVE}?to={self.subscriptions._sign(contact, list(target))}"

    def test_one_click(self):
        """A mail program presses the button: no session, no token of ours."""
        about = ("record", "helpdesk.ticket", self.ticket.id)
        self.ticket.message_subscribe((self.ann | self.bob).partner_id.ids)
        self.cr.flush()
        link = self._link(*about)
        answer = self.get(link)
        self.assertEqual(answer.status_code, 200)
        self.assertFalse(self.subscriptions.search([]), "looking presses nothing")
        for word in ("Secret title", self.ticket.number, "Bob", self.bob.email):
            self.assertNotIn(word, answer.text)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(answer.headers["Referrer-Policy"], "same-origin")
        for _time in range(3):
            answer = self.post(link, CLICK, csrf=False)
            self.assertEqual(answer.status_code, 200)
        self.env.invalidate_all()
        row = self.subscriptions.search([])
        self.assertEqual(row.contact_id, self.bob.partner_id)
        self.assertEqual(row.res_id, self.ticket.id)
        self.assertEqual(
            self.ticket.message_partner_ids & (self.ann | self.bob).partner_id,
            self.ann.partner_id,
        )
        # the form of the page, without scripts
        page = self.page(self._link(*about, user=self.ann))
        token = page.xpath("//input[@name='to']/@value")[0]
        self.assertEqual(self.post(LEAVE, {"to": token}, csrf=False).status_code, 200)
        self.assertEqual(self.subscriptions.search_count([]), 2)

    def test_other_links(self):
        self.subscriptions._follow_all(self.bob.partner_id, self.section, True)
        self.bob.partner_id.customer_portal_mails_comments = "digest"
        self.cr.flush()
        link = self._link("section", "tickets", 0)
        self.assertEqual(self.post(link, CLICK, csrf=False).status_code, 200)
        self.assertFalse(self.subscriptions.search([]))
        link = self._link("digest", "", 0)
        self.assertEqual(self.post(link, CLICK, csrf=False).status_code, 200)
        self.env.invalidate_all()
        contact = self.bob.partner_id
        self.assertEqual(contact.customer_portal_mails_comments, "never")
        self.assertFalse(contact.customer_portal_mails_states)

    def test_forged(self):
        """Whatever is not our own link, whole and young, is a missing page."""
        contact = self.bob.partner_id
        about = [contact.id, "record", "helpdesk.ticket", self.ticket.id]
        good = self.subscriptions._sign(contact, about[1:])
        raw = base64.urlsafe_b64decode(good + "===")
        other = raw.replace(b"[%d," % contact.id, b"[%d," % self.ann.partner_id.id)
        later = raw[:1] + (2**40).to_bytes(8, "little") + raw[9:]
        with patch.object(customer_portal_subscription, "WORKS", timedelta(hours=-1)):
            old = self.subscriptions._sign(contact, about[1:])
        sudo = self.env
        bad = {
            "none": "",
            "rubbish": "x",
            "no base64": "é\x00%",
            "long": good + "A" * 100_000,
            "cut": good[:-3],
            "another contact": base64.urlsafe_b64encode(other).decode(),
            "a later end": base64.urlsafe_b64encode(later).decode(),
            "old": old,
            "of another scope": hash_sign(sudo, "other", about),
            "of nobody": hash_sign(
                sudo, "customer_portal.leave", [2**31 - 1, *about[1:]]
            ),
            "of no record": self.subscriptions._sign(
                contact, ["record", "helpdesk.ticket", 2**31 - 1]
            ),
            "of a model that is not shown": self.subscriptions._sign(
                contact, ["record", "res.users", 2]
            ),
            "of no section": self.subscriptions._sign(contact, ["section", "no", 0]),
        }
        for name, token in bad.items():
            with self.subTest(name):
                # what is too long for an address comes in a form
                if len(token) < 2000:
                    url = f"{LEAVE}?to={token.replace('%', '%25')}"
                    self.assertEqual(self.get(url.replace("\x00", "")).status_code, 404)
                answer = self.post(LEAVE, {"to": token, **CLICK}, csrf=False)
                self.assertIn(answer.status_code, (404, 413))
        files = {"to": ("x.txt", good.encode(), "text/plain")}
        self.assertEqual(self.post(LEAVE, {}, files, csrf=False).status_code, 404)
        self.assertFalse(self.subscriptions.search([]))
        self.env.invalidate_all()
        self.assertFalse(contact.customer_portal_mails_comments)

    def test_it_opens_nothing(self):
        """A link logs nobody in, and is no key to anything else."""
        token = self.subscriptions._sign(
            self.bob.partner_id, ["record", "helpdesk.ticket", self.ticket.id]
        )
        self.post(f"{LEAVE}?to={token}", CLICK, csrf=False)
        url = f"/my/records/tickets/{self.ticket.id}"
        for page in (url, PAGE, "/my"):
            for name in ("to", "token", "access_token"):
                answer = self.get(f"{page}?{name}={token}")
                self.assertIn("/web/login", answer.headers["Location"])
