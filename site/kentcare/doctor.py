"""`kentcare doctor`: what is wrong with a deployment, in words."""

import click


@click.command()
def doctor() -> None:
    """Say what is wrong with this deployment."""
