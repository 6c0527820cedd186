# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase, tagged

from ..passwords import ALPHABET, find_problem, generate

PERSONAL = ("anna.rossi@acme.example", "Anna Rossi", "Acme S.p.A.", "Nordica Systems")


@tagged("-at_install", "post_install")
class TestPasswords(BaseCase):
    def test_generated(self):
        made = {generate() for _number in range(200)}
        self.assertEqual(len(made), 200)
        for password in made:
            self.assertGreaterEqual(len(password), 14)
            self.assertLessEqual(set(password), set(ALPHABET + "-"))
            self.assertIsNone(find_problem(password, PERSONAL))
        for length in (0, 19, 20, 40, 99):
            self.assertGreaterEqual(len(generate(length)), length)

    def test_refused(self):
        for password, problem in (
            ("", "short"),
            ("x7#Kq2!vLp9", "short"),
            ("x" + "kd84jfTq" * 512, "long"),
            ("password1234", "common"),
            ("P@ssw0rd2026!", "common"),
            ("Welcome-2026-!", "common"),
            ("qwertyuiop12", "common"),
            ("123456789012", "common"),
            ("abcabcabcabc", "common"),
            ("aaaaaaaaaaaaaaaa", "common"),
            ("abababababab", "common"),
            ("1qaz2wsx3edc", "common"),
            ("Juventus-1897", "common"),
            ("iloveyou iloveyou", "common"),
            ("annarossi1985", "personal"),
            ("Rossi-nordica!", "personal"),
            ("acme.example1", "personal"),
        ):
            with self.subTest(password=password):
                self.assertEqual(find_problem(password, PERSONAL), problem)

    def test_accepted(self):
        for password in (
            "unusual lantern over Trieste",
            "vento-mela-7-ponte",
            "Rossi's green bicycle falls",
            "kX8#vPq2-Lm4z",
            "il gatto dorme sul tetto",
            "kd84jfTq" * 512,
        ):
            with self.subTest(password=password[:40]):
                self.assertIsNone(find_problem(password, PERSONAL))

    def test_length_of_the_database(self):
        self.assertEqual(find_problem("kX8#vPq2-Lm4z", (), 20), "short")
