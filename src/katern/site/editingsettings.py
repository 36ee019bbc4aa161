"""What mkdocs.yml says of the place where pages are changed: to which repository its changes go, and who lets people in."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from katern.items import Text

_APIS = {"github": "https://api.github.com", "gitlab": "https://gitlab.com"}


class Editing(BaseModel):
    """Where what is changed goes: a branch of a repository at GitHub or GitLab, or at a `server` of its own.

    `app_id` is that of an application at GitLab, `auth` the address of a service that lets people in; without these they
    sign in with a token of their own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    backend: Literal["github", "gitlab"]
    repository: Text
    branch: Text = "main"
    server: str = ""
    app_id: str = ""
    auth: str = ""

    @property
    def hosts(self) -> tuple[str, ...]:
        """What the place may ask, and nothing else."""
        asked = (self.server or _APIS[self.backend], self.auth)
        return tuple(dict.fromkeys(_origin(address) for address in asked if address))

    @property
    def told(self) -> dict[str, Any]:
        """What the program is told of it."""
        found: dict[str, Any] = {"name": self.backend, "repo": self.repository, "branch": self.branch}
        if self.server:
            found |= _API_OF[self.backend](self.server.rstrip("/"))
        if self.app_id:
            return found | {"auth_type": "pkce", "app_id": self.app_id}
        return found | ({"base_url": self.auth} if self.auth else {"auth_methods": ["token"]})


def _of_github(server: str) -> dict[str, str]:
    return {"api_root": f"{server}/api/v3", "graphql_api_root": f"{server}/api/graphql"}


def _of_gitlab(server: str) -> dict[str, str]:
    return {"base_url": server, "api_root": f"{server}/api/v4", "graphql_api_root": f"{server}/api/graphql"}


_API_OF = {"github": _of_github, "gitlab": _of_gitlab}


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
