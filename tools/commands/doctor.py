"""Say what is there, what is missing and what to do about it."""


def add_arguments(_parser):
    pass


def main(_arguments):
    return 0
