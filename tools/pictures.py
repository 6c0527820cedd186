"""The pictures of the documentation: which there are, and taking them.

python -m tools.pictures BROWSER URL FOLDER [NAME...]

Run by the Python of the virtual environment, which has Pillow and websocket-client.
"""

import io
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from .chromium import Chromium
from .demo import LOGINS

BRUNO, ANNA, AGENT, ADMIN = (
    "bruno.bianchi@acme.example",
    "anna.rossi@acme.example",
    "agent",
    "admin",
)
DESKTOP = (1440, 900)
PHONE = (390, 844, 2, True)
LIST = "/my/records/tickets"
FORM = ".o_form_view .o_field_widget"
# the browser itself would not let the form go
FILL_IN = """
document.querySelector("[name=name]").value = "Label printer stops after one page";
HTMLFormElement.prototype.submit.call(document.querySelector(".cp-form"))
"""


def _record(title):
    """JavaScript that opens a record from the portal's list."""
    return f"""
    location = [...document.querySelectorAll(".cp-table tbody tr")]
        .find((row) => row.textContent.includes("{title}"))
        .querySelector("a").href
    """


def _there(selector):
    """JavaScript: whether something is on the page."""
    return f"document.querySelector('{selector}')"


def _click(selector, text=""):
    """JavaScript that clicks on something with this text, if it is on the page."""
    found = f"""[...document.querySelectorAll("{selector}")]
        .find((element) => !"{text}" || element.textContent.trim() === "{text}")"""
    return f"((element) => {{ element?.click(); return element }})({found})"


def _row(text):
    """JavaScript that opens a record from a list in the backend."""
    return _click("td.o_data_cell", text)


@dataclass(frozen=True)
class Picture:
    """One picture.

    :param str name: of the file, without its ending
    :param str user: login, empty for nobody
    :param str path: address of the page
    :param tuple window: arguments of :meth:`Chromium.page`
    :param str first: JavaScript that leads to the page that is meant
    :param tuple steps: JavaScript; each is repeated until it is true
    :param str end: selector: the picture ends below it, else with the window
    :param int most: largest height, in CSS pixels
    """

    name: str
    user: str
    path: str
    window: tuple = DESKTOP
    first: str = ""
    steps: tuple = ()
    end: str = ""
    most: int = 1400


PICTURES = (
    # the form is hidden until a script has looked for the last login
    Picture(
        "login",
        "",
        "/web/login",
        steps=(_there(".oe_login_form:not(.d-none)"),),
        end="main",
    ),
    Picture("start", BRUNO, "/my", end="main"),
    Picture("list", BRUNO, LIST, most=900),
    Picture("detail", BRUNO, LIST, first=_record("VPN drops"), end="main"),
    Picture("new", BRUNO, f"{LIST}/new", first=FILL_IN, end="main"),
    Picture("phone-start", ANNA, "/my", PHONE),
    Picture("phone-list", ANNA, LIST, PHONE),
    Picture("phone-detail", ANNA, LIST, PHONE, first=_record("parcheggio")),
    Picture(
        "contact",
        AGENT,
        "/odoo/portal-contacts",
        steps=(
            _row("Globex S.r.l., Elena Blu"),
            _there(FORM),
            _click(".nav-link[name=customer_portal]"),
            _there("[name=customer_portal_start]"),
        ),
    ),
    Picture(
        "reach",
        AGENT,
        "/odoo/portal-contacts",
        steps=(
            _row("Acme S.p.A., Bruno Bianchi"),
            _there(FORM),
            _click(".nav-link[name=customer_portal]"),
            _click("button[name=action_customer_portal_reach]"),
            _there(".modal .o_field_widget"),
        ),
    ),
    Picture(
        "profile",
        ADMIN,
        "/odoo/portal-profiles",
        steps=(_row("Company user"), _there(FORM)),
    ),
    Picture(
        "mail",
        ADMIN,
        "/odoo/portal-profiles",
        steps=(
            _row("Company user"),
            _there(FORM),
            _click(".nav-link[name=mails]"),
            _click("tr:nth-child(4) button[name=action_preview]"),
            _there(".modal [name=body_html] table, .modal iframe"),
        ),
    ),
    Picture(
        "section",
        ADMIN,
        "/odoo/portal-sections",
        steps=(_row("Tickets"), _there(FORM)),
    ),
    Picture(
        "ticket",
        AGENT,
        "/odoo/helpdesk-tickets",
        steps=(
            _row("VPN drops every thirty minutes"),
            _there(FORM),
            _there(".o-mail-Message"),
        ),
    ),
)
#: The picture of README.md, and the two it is made of.
README = "home"
README_OF = ("detail", "phone-list")
INK = "#23262f"  # of the phone


class Photographer:
    """Takes pictures; one window for each user and size.

    :param Chromium browser: a running one
    :param str url: of Odoo
    """

    def __init__(self, browser, url):
        self.browser, self.url, self.pages = browser, url, {}

    def take(self, picture):
        """:return: the picture as a PIL image"""
        page = self._page(picture.user, picture.window)
        page.open(self.url + picture.path)
        if picture.first:
            page.leave(picture.first)
        for step in picture.steps:
            page.wait_until(step)
        page.run("document.activeElement.blur()")
        page.run("document.fonts.ready.then(() => true)")
        page.run("new Promise((done) => setTimeout(done, 500))")  # of transitions
        height = picture.window[1]
        if picture.end:
            bottom = f"document.querySelector({picture.end!r}).getBoundingClientRect()"
            height = round(page.run(f"{bottom}.bottom"))
        data = page.picture(min(height, picture.most))
        return Image.open(io.BytesIO(data)).convert("RGB")

    def _page(self, user, window):
        page = self.pages.get((user, window))
        if page is None:
            page = self.pages[user, window] = self.browser.page(*window)
            if user:
                self._log_in(page, user)
        return page

    def _log_in(self, page, user):
        password = next(word for login, word, _who in LOGINS if login == user)
        page.open(f"{self.url}/web/login")
        page.leave(
            f"""
            document.querySelector("[name=login]").value = "{user}";
            document.querySelector("[name=password]").value = "{password}";
            document.querySelector(".oe_login_form").submit()
            """
        )


def together(page, phone):
    """Lay a phone over the lower right corner of a page, its lower part cut off."""
    screen = phone.resize((330, 714), Image.Resampling.LANCZOS)
    device = Image.new("RGB", (screen.width + 20, screen.height + 20), INK)
    device.paste(screen, (10, 10), _rounded(screen.size, 28))
    body = _rounded(device.size, 38)
    corner = page.width - device.width - 40, page.height - 300
    shadow = Image.new("L", page.size)
    shadow.paste(body.point(lambda value: value // 3), (corner[0], corner[1] + 8))
    whole = page.copy()
    whole.paste(INK, mask=shadow.filter(ImageFilter.GaussianBlur(14)))
    whole.paste(device, corner, body)
    return whole


def _rounded(size, radius):
    """A mask with round corners, drawn larger and made smaller: smooth edges."""
    mask = Image.new("L", (size[0] * 4, size[1] * 4))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *mask.size), radius * 4, fill=255)
    return mask.resize(size, Image.Resampling.LANCZOS)


def save(image, path):
    """Write a PNG file with a palette: a third of the size, the same to the eye."""
    palette = image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette.save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1000} kB", flush=True)


def main(program, url, folder, *names):
    known = {picture.name for picture in PICTURES} | {README}
    if unknown := set(names) - known:
        print(f"no such picture: {', '.join(sorted(unknown))}. There are:", *known)
        return 2
    names, folder, taken = set(names) or known, Path(folder), {}
    with Chromium(program) as browser:
        photographer = Photographer(browser, url)
        for picture in PICTURES:
            if picture.name in names or README in names and picture.name in README_OF:
                taken[picture.name] = photographer.take(picture)
    if README in names:
        taken[README] = together(*map(taken.get, README_OF))
    for name in sorted(names):
        save(taken[name], folder / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
