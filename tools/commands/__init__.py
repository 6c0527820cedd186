"""The commands of ./dev: each module has a docstring (the help text),
add_arguments(parser) and main(arguments) -> exit status."""
