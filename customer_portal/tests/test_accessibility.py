# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common
from .axe_case import AxeCase
from .browser import open_browser

LIST = "/my/records/tickets"
#: Sends the page's form as a browser does that asks for no required field.
SEND = 'HTMLFormElement.prototype.submit.call(document.querySelector("%s"))'


@tagged("-at_install", "post_install", "without_website")
class TestAccessibility(AxeCase, common.PortalHttpCase):
    """axe-core finds nothing on any page, on screens of all sizes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("it_IT")
        cls.env.company.customer_portal_registration = "agent"
        cls.env.ref("customer_portal.profile_company_tickets").write(
            {"write_scope": "company", "delete_scope": "company", "on_home": True}
        )
        cls.profile_company.write(
            {
                "welcome": "<p>Welcome to <a href='/my'>support</a>.</p>",
                "announcement": "Closed on Sunday",
                "menu_colour": "#ffe9a8",
                "accent_colour": "#7a1f5c",
            }
        )
        cls.ticket = cls._ticket(cls.bob, "Printer stops")
        cls.closed = cls._ticket(cls.ann, "Scanner")
        cls.closed._customer_portal_move("closed")
        for number in range(30):
            cls._ticket(cls.ann, f"Badge {number}", priority=str(number % 4))
        for author in (cls.bob, cls.agent):
            message = cls.ticket.message_post(
                author_id=author.partner_id.id,
                body="It stops again.",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
            cls._file(cls.ticket, "log.txt", author, message)
        cls.record = f"{LIST}/{cls.ticket.id}"
        cls.bob.password = cls.bob.login

    def _look_at(self, browser, pages):
        for name, path in pages.items():
            browser.open(path)
            self._look(browser, name)

    def test_pages(self):
        pages = {
            "home": "/my",
            "list": LIST,
            "list, searched": f"{LIST}?c.name=badge&c.write_date.from=2020-01-01",
            "nothing found": f"{LIST}?q=nothing+like+it",
            "detail": f"{self.record}?size=50",
            "closed": f"{LIST}/{self.closed.id}",
            "not there": f"{LIST}/2147483000",
        }
        with open_browser(self, self.bob.login) as browser:
            self._look_at(browser, pages)
            browser.open(LIST)
            browser.click(".cp-languages summary")
            self._look(browser, "languages")
            browser.open(LIST)
            browser.click(".cp-export summary")
            self._look(browser, "export")
            browser.open(LIST)
            browser.run("document.querySelector('.cp-list-tools').click()")
            browser.run("document.querySelector('.cp-range').open = true")
            self._look(browser, "searches of the columns")
            browser.resize(390, 844)
            browser.run("document.querySelector('[aria-controls=cp_menu]').click()")
            browser.wait_until("document.querySelector('#cp_menu.show:not(.showing)')")
            self._look(browser, "menu of a phone")
            browser.settle()
            self.profile_company.list_style = "1"
            self.cr.flush()
            browser.open(LIST)
            self._look(browser, "list, version 1")
            browser.settle()
            self.env["helpdesk.ticket"].search([]).unlink()
            self.cr.flush()
            self._look_at(browser, {"empty list": LIST, "empty home": "/my"})
        self.assertEqual(len(self.looked), len(pages) + 7)

    def test_forms(self):
        pages = {
            "form": f"{LIST}/new",
            "form that goes on with another": f"{LIST}/new?follows={self.closed.id}",
            "edit": f"{self.record}/edit",
            "delete": f"{self.record}/delete",
        }
        with open_browser(self, self.bob.login) as browser:
            self._look_at(browser, pages)
            browser.open(f"{LIST}/new")
            browser.leave(SEND % ".cp-form")
            browser.wait_until("document.querySelector('.is-invalid')")
            self._look(browser, "form with errors")
            browser.open(f"{self.record}/edit")
            browser.settle()
            self.ticket.name = "Printer of the reception"
            self.cr.flush()
            browser.fill("[name=name]", "My printer")
            browser.click(".cp-form button[type=submit]", leaves=True)
            browser.wait_until("document.querySelector('.cp-theirs')")
            self._look(browser, "edit, changed meanwhile")
            browser.open(self.record)
            browser.leave(SEND % ".cp-compose")
            browser.wait_until("document.querySelector('.invalid-feedback')")
            self._look(browser, "comment without words")

    def test_account(self):
        pages = {
            "account": "/my/account",
            "mail": "/my/mail",
            "mail asked for": "/my/mail/sent",
            "void link": "/my/mail/confirm?token=none",
            "mails": "/my/notifications?saved=1",
            "security": "/my/security",
            "addresses": "/my/addresses",
        }
        with open_browser(self, self.bob.login) as browser:
            self._look_at(browser, pages)
            browser.open("/my/mail")
            browser.leave(SEND % ".cp-mail form")
            browser.wait_until("document.querySelector('.is-invalid')")
            self._look(browser, "mail with errors")
            browser.settle()
            self.bob._customer_portal_account(make=True).must_change = True
            self.cr.flush()
            browser.open("/my")
            browser.wait_until("document.querySelector('.cp-password')")
            self._look(browser, "first password")
            browser.fill("[name=password]", "password12345")
            browser.fill("[name=confirm_password]", "password12345")
            browser.leave(SEND % "form.cp-password, .cp-password form")
            browser.wait_until("document.querySelector('[role=alert]')")
            self._look(browser, "first password, refused")

    def test_doors(self):
        subscriptions = self.env["customer.portal.subscription"]
        token = subscriptions._sign(self.bob.partner_id, ["digest", "", 0])
        self.env["ir.config_parameter"].set_param("auth_signup.reset_password", "True")
        pages = {
            "login": "/web/login",
            "reset": "/web/reset_password",
            "register": "/my/register",
            "registered": "/my/register/sent",
            "void link of a registration": "/my/register/confirm?token=none",
            "link of a mail": f"/my/notifications/leave?to={token}",
        }
        with open_browser(self) as browser:
            self._look_at(browser, pages)
            browser.open("/web/login")
            browser.fill("[name=login]", self.bob.login)
            browser.fill("[name=password]", "wrong")
            browser.click(".oe_login_form button[type=submit]", leaves=True)
            browser.wait_until("document.querySelector('[role=alert], .alert-danger')")
            self._look(browser, "login, refused")
