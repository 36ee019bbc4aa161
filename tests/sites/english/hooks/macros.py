"""What pages of this site may ask for."""


def define_env(env):
    """The macros of the site."""

    @env.macro
    def greet(name):
        """A greeting."""
        return f"Hello, {name}."
