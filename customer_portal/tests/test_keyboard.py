# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo.tests import tagged

from . import common
from .browser import open_browser

LIST = "/my/records/tickets"
FOCUSED = "document.activeElement"
ROWS = "document.querySelectorAll('tbody tr').length"
MENU_OPEN = "document.querySelector('#cp_menu.show:not(.showing)')"
#: Notes what the Tab key should reach, and how it looks without the focus: the element,
#: its labels, and what is around it, where the ring of some is drawn.
PREPARE = """
(() => {
    const stops = "a[href], button, input, select, textarea, summary, [tabindex], "
        + "[contenteditable]";
    const all = [...document.querySelectorAll(stops)].filter((e) =>
        e.tabIndex >= 0 && !e.disabled && e.type !== "hidden"
        && e.checkVisibility({visibilityProperty: true})
        && !e.matches(".o_skip_to_content") && e.closest(WHERE)
    );
    const ring = (e) => {
        const {outlineStyle, outlineColor, outlineWidth, boxShadow} =
            getComputedStyle(e);
        const isOff = outlineStyle === "none" || outlineColor.endsWith(", 0)");
        return boxShadow + (isOff ? "" : outlineStyle + outlineColor + outlineWidth);
    };
    const look = (e) =>
        [e, ...(e.labels || []), e.parentElement, e.closest(".cp-drop, form")]
            .filter(Boolean).map(ring).join();
    const name = (e) => e.outerHTML.replace(/\\s+/g, " ").slice(0, 120);
    // one of its corners or its middle lies on top
    const isSeen = (e) => {
        const {left, right, top, bottom, width} = e.getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        return [[left + 3, top + 3], [right - 3, bottom - 3], [left + 3, bottom - 3],
            [right - 3, top + 3], [x, y]].some((point) => {
            const found = document.elementFromPoint(...point);
            const isDrop = found?.closest(".cp-drop")?.contains(e);
            return isDrop || (found && e.contains(found));
        }) || width < 2; // its label is what is seen
    };
    const before = new Map(all.map((e) => [e, look(e)]));
    const missing = new Set(all);
    window.cpWalk = {
        names: () => [...missing].map(name),
        step: () => {
            const e = document.activeElement;
            // past the last one, or at the first again
            if (!missing.size && (!before.has(e) || e === all[0])) return "end";
            if (!before.has(e)) return "";
            missing.delete(e);
            if (before.get(e) === look(e)) return "no ring: " + name(e);
            return isSeen(e) ? "" : "covered: " + name(e);
        },
    };
    return all.length;
})()
"""


@tagged("-at_install", "post_install", "without_website")
class TestKeyboard(common.PortalHttpCase):
    """Everything works with the keyboard alone, and one sees where one is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.ticket"].search([]).unlink()
        cls.env["res.lang"]._activate_lang("it_IT")
        cls.env.ref("customer_portal.profile_company_tickets").write(
            {"write_scope": "company", "delete_scope": "company", "on_home": True}
        )
        cls.profile_company.announcement = "Closed on Sunday"
        cls.env["helpdesk.ticket.category"].create(
            [{"name": f"Drawer {number:02}"} for number in range(60)]
        )
        cls.ticket = cls._ticket(cls.bob, "Printer")
        cls._file(cls.ticket, "log.txt", cls.bob)
        for number in range(12):
            cls._ticket(cls.bob, f"Badge {number}")
        cls.bob.password = cls.bob.login

    def _walk(self, page):
        """Press Tab until the page ends: all was reached, and could be seen."""
        # header and footer of a website are its own
        where = ".cp" if "website" in self.env else "body"
        number = self.browser.run(PREPARE.replace("WHERE", json.dumps(where)))
        self.assertGreater(number, 5, page)
        faults = set()
        # the parts of a date are stops of their own
        for _time in range(2 * number + 60):
            self.browser.press("Tab")
            told = self.browser.run("cpWalk.step()")
            if told == "end":
                break
            faults.add(told)
        with self.subTest(page=page):
            self.assertEqual(told, "end", "the focus is caught")
            self.assertFalse(faults - {""})
            self.assertFalse(self.browser.run("cpWalk.names()"), "never reached")

    def _tab_to(self, selector):
        """Press Tab until something has the focus."""
        for _time in range(150):
            self.browser.press("Tab")
            if self.browser.run(f"{FOCUSED}.matches({json.dumps(selector)})"):
                return
        self.fail(f"{self.browser.run('location.href')}: {selector} is not reached")

    def _press_on(self, selector, key="Enter", leaves=False):
        self._tab_to(selector)
        if leaves:
            with self.browser.leaving():
                self.browser.press(key)
        else:
            self.browser.press(key)

    def _has_focus(self, selector):
        self.browser.wait_until(f"{FOCUSED}.matches({json.dumps(selector)})")

    def test_pages(self):
        with open_browser(self, self.bob.login) as self.browser:
            self.browser.ask(
                "Emulation.setEmulatedMedia",
                features=[{"name": "prefers-reduced-motion", "value": "reduce"}],
            )
            pages = {
                "home": "/my",
                "list": f"{LIST}?size=10&c.name=badge",
                "detail": f"{LIST}/{self.ticket.id}",
                "form": f"{LIST}/new",
                "account": "/my/account",
            }
            for page, address in pages.items():
                self.browser.open(address)
                self._walk(page)
            self.browser.resize(390, 844)
            for page in ("home", "list", "detail"):
                self.browser.open(pages[page])
                self._walk(f"{page} on a phone")

    def test_journey(self):
        """From home to a new record, a closed one, and out again."""
        with open_browser(self, self.bob.login) as self.browser:
            self.browser.open("/my")
            # what stands on every page is skipped
            self._press_on(".o_skip_to_content")
            self.browser.press("Tab")
            inside = f"{self.browser.there('#wrap')}.contains({FOCUSED})"
            self.assertTrue(self.browser.run(inside))
            self.browser.open("/my")
            self._press_on("#cp_menu a[href$='/my/records/tickets']", leaves=True)

            self.browser.run("document.body.dataset.same = '1'")
            self._press_on("th[name=th_name] a")
            self.browser.wait_until("location.search.includes('sort=name')")
            self.browser.wait_until("!document.querySelector('[aria-busy]')")
            self._has_focus("th[name=th_name] a")
            self._press_on(".cp-range summary", " ")
            self.browser.wait_until(self.browser.there(".cp-range[open]"))
            self.browser.press("Tab")
            self._has_focus(".cp-range[open] input")
            self.browser.press("Escape")
            self._has_focus(".cp-range:not([open]) summary")
            self._press_on(".cp-sizes a")
            self.browser.wait_until(
                "document.querySelectorAll('tbody tr').length == 10"
            )
            self._has_focus(".cp-sizes a")
            self._press_on("a[rel=next]")
            self.browser.wait_until(f"{ROWS} === 3")
            self.assertEqual(self.browser.run("document.body.dataset.same"), "1")

            self.browser.open(LIST)
            self._press_on(".cp-export summary", " ")
            self._tab_to(".cp-export[open] a[href*='format=xlsx']")
            self.browser.press("Escape")
            self._has_focus(".cp-export:not([open]) summary")
            self.browser.open(LIST)
            self._press_on("a[name=new_record]", leaves=True)

            self._tab_to("input[name=name]")
            self.browser.type("Drawers stuck")
            self._tab_to("select[name=priority]")
            self.browser.press("ArrowDown")
            self.browser.press("ArrowDown")
            chosen = self.browser.run(f"{FOCUSED}.selectedOptions[0].innerText")
            self._tab_to("#cp_category_id[role=combobox]")
            self.browser.type("drawer 4")
            self._has_focus("[aria-expanded=true]")
            self.browser.press("ArrowDown")
            self.browser.press("Enter")
            self._has_focus("[aria-expanded=false]")
            self._tab_to("[data-command=bold]")
            self.browser.press("ArrowRight")
            self._has_focus("[data-command=italic]")
            self.browser.press(" ")
            self._has_focus("#cp_description")
            self.browser.type("They open no more.")
            # and back again
            self.browser.press("Tab", shift=True)
            self._has_focus("[data-command=italic][aria-pressed=true]")
            self._press_on(".cp-form button[type=submit]", leaves=True)
            title = self.browser.run("document.querySelector('h1').innerText")
            self.assertEqual(title, "Drawers stuck")
            for text in (chosen, "Drawer 40"):
                self.assertIn(text, self.browser.run("document.body.innerText"))
            italic = self.browser.run(
                "document.querySelector('[name=field_description] i, "
                "[name=field_description] em').innerText"
            )
            self.assertEqual(italic, "They open no more.")

            self._tab_to("textarea[name=body]")
            self.browser.type("Please hurry.")
            self._press_on("button[name=send]", " ", leaves=True)
            self.browser.wait_until(self.browser.there(".cp-message"))
            self.browser.open(self.browser.run("location.pathname"))
            self._press_on("button[name=close]", leaves=True)
            self.browser.wait_until(self.browser.there(".cp-state-closed"))
            self._press_on(".cp-languages summary")
            self._press_on(".cp-languages[open] a[hreflang=it-IT]", leaves=True)
            self.assertEqual(self.browser.run("document.documentElement.lang"), "it-IT")
            self._press_on("a[name=exit]", leaves=True)
            self.assertFalse(self.browser.run(self.browser.there(".cp-frame")))

    def test_menu_of_a_phone(self):
        """It opens by both keys, keeps the focus, and gives it back."""
        menu = "document.querySelector('#cp_menu')"
        with open_browser(self, self.bob.login) as self.browser:
            self.browser.resize(390, 844)
            self.browser.open(LIST)
            button = "[aria-controls=cp_menu]"
            for key in ("Enter", " "):
                self._press_on(button, key)
                self.browser.wait_until(
                    self.browser.there("#cp_menu.show:not(.showing)")
                )
                self.browser.wait_until(f"{menu}.contains({FOCUSED})")
                links = self.browser.run(
                    f"{menu}.querySelectorAll('a[href]:not(.d-none)').length"
                )
                for _time in range(links + 3):
                    self.browser.press("Tab")
                    inside = f"{menu}.contains({FOCUSED})"
                    self.assertTrue(self.browser.run(inside), "the page is behind it")
                self.browser.press("Escape")
                self.browser.wait_until(f"!{menu}.matches('.show, .hiding')")
                self._has_focus(button)
            self._press_on(button)
            self.browser.wait_until(self.browser.there("#cp_menu.show:not(.showing)"))
            self._press_on(".cp-menu-close", " ")
            self.browser.wait_until(f"!{menu}.matches('.show, .hiding')")
            self._has_focus(button)
