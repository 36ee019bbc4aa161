"""Git hosts that answer as the APIs of GitHub and GitLab do, as far as the editing place asks: branches, files, commits and proposals in memory."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import unquote

from playwright.sync_api import BrowserContext, Route

_ANYBODY = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "*",
    "access-control-allow-methods": "*",
}
_AUTHOR = {"id": 1, "login": "auteur", "name": "Auteur", "email": "auteur@example.org", "avatar_url": ""}
_DAY = "2026-01-01T00:00:00Z"


@dataclass
class Host:
    """A repository: the files of each branch, and the proposals; `asked` is all that it was asked and does not know."""

    api: ClassVar[str]
    graphql: ClassVar[str]
    branches: dict[str, dict[str, str]]
    proposals: list[dict[str, Any]] = field(default_factory=list)
    commits: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)

    def answer_in(self, context: BrowserContext) -> None:
        """Answer in the place of the real one."""
        context.route(f"{self.api}/**", self._answer)

    def _answer(self, route: Route) -> None:
        request = route.request
        if request.method == "OPTIONS":
            return route.fulfill(status=204, headers=_ANYBODY)
        self.tokens.add(request.headers.get("authorization", ""))
        path = request.url.removeprefix(self.api).partition("?")[0]
        sent = json.loads(request.post_data or "null")
        found = self._query(**sent) if path == self.graphql else self._rest(request.method, path, sent)
        if found is None:
            self.asked.append(f"{request.method} {request.url} {request.post_data or ''}")
            found = {"data": {}} if path == self.graphql else {}
        content = {**_ANYBODY, "content-type": "application/json"}
        return route.fulfill(status=200, headers=content, body=json.dumps(found))

    def _rest(self, method: str, path: str, sent: Any) -> Any:
        raise NotImplementedError

    def _query(self, query: str, variables: dict[str, Any]) -> Any:
        raise NotImplementedError


class GitHub(Host):
    """A repository at GitHub."""

    api = "https://api.github.com"
    graphql = "/graphql"

    def _rest(self, method: str, path: str, sent: Any) -> Any:
        if path == "/user":
            return _AUTHOR
        if "/collaborators/" in path:
            return {}
        if "/git/trees/" in path:
            files = self.branches[path.rpartition("/")[2].removeprefix("commit-")]
            tree = [
                {"path": name, "type": "blob", "mode": "100644", "size": len(text.encode()), "sha": f"blob-{name}"}
                for name, text in files.items()
            ]
            return {"sha": "tree", "truncated": False, "tree": tree}
        if method == "POST" and path.endswith("/pulls"):
            self.proposals.append(sent)
            return {"number": len(self.proposals), "node_id": f"pull-{len(self.proposals)}", "html_url": "", **sent}
        if "/labels" in path:
            return [{"name": "sveltia-cms/draft"}]
        return None

    def _query(self, query: str, variables: dict[str, Any]) -> Any:
        branch = str(variables.get("branch", "main")).removeprefix("refs/heads/")
        if "createCommitOnBranch" in query:
            return self._commit(variables["input"])
        if "createRef" in query:
            given = variables.get("input", variables)
            name = (given.get("name") or given.get("ref")).removeprefix("refs/heads/")
            self.branches[name] = dict(self.branches["main"])
            return _data(createRef={"ref": {"id": f"ref-{name}", "name": name}})
        if "pullRequests(" in query:
            return _data(repository={"pullRequests": {"nodes": []}})
        if "fork: repository" in query:
            return _data(fork={"id": "repository"}, base=_ref(branch))
        if "... on Blob" in query:
            texts = {
                f"content_{n}": {"text": text, "isTruncated": False}
                for n, text in enumerate(self.branches["main"].values())
            }
            return _data(repository=texts)
        if "commit_0:" in query:
            made = {"author": {"name": "A", "email": "a", "user": None}, "committedDate": _DAY}
            commits = {
                f"commit_{n}": {"target": {"history": {"nodes": [made]}}} for n in range(len(self.branches["main"]))
            }
            return _data(repository=commits)
        return _data(repository=_ref(branch)) if "ref(qualifiedName: $branch)" in query else None

    def _commit(self, sent: dict[str, Any]) -> Any:
        name = sent["branch"]["branchName"]
        for change in sent["fileChanges"].get("additions", ()):
            self.branches[name][change["path"]] = base64.b64decode(change["contents"]).decode()
        self.commits.append({"branch": name, "message": sent["message"]["headline"]})
        return _data(createCommitOnBranch={"commit": {"oid": f"commit-{name}", "committedDate": _DAY}})


class GitLab(Host):
    """A project at GitLab: a branch begins with the first commit to it."""

    api = "https://gitlab.com/api"
    graphql = "/graphql"

    def _rest(self, method: str, path: str, sent: Any) -> Any:
        path = unquote(path.removeprefix("/v4"))
        if path == "/user":
            return {**_AUTHOR, "username": _AUTHOR["login"], "web_url": ""}
        project = "/projects/eigenaar/naam"
        if path == f"{project}/users":
            return [{"id": _AUTHOR["id"]}]
        if path == f"{project}/merge_requests":
            return self._propose(sent) if method == "POST" else []
        if method == "POST" and path == f"{project}/repository/commits":
            return self._commit(sent)
        if path == f"{project}/repository/branches/main":
            return {"name": "main", "commit": {"id": "commit-main"}}
        # what was published, and what the checks of a commit say
        published = f"{project}/deployments", f"{project}/repository/commits/commit-main/statuses"
        return [] if method == "GET" and path in published else None

    def _propose(self, sent: dict[str, Any]) -> Any:
        told = {"head": sent["source_branch"], "base": sent["target_branch"], "title": sent["title"]}
        self.proposals.append(told)
        number = len(self.proposals)
        return {"id": number, "iid": number, "web_url": "", "created_at": _DAY, "updated_at": _DAY}

    def _commit(self, sent: dict[str, Any]) -> Any:
        name = sent["branch"]
        if "start_branch" in sent:
            self.branches[name] = dict(self.branches[sent["start_branch"]])
        for action in sent["actions"]:
            coded = action["encoding"] == "base64"
            text = base64.b64decode(action["content"]).decode() if coded else action["content"]
            self.branches[name][action["file_path"]] = text
        self.commits.append({"branch": name, "message": sent["commit_message"]})
        return {"id": f"commit-{name}", "committed_date": _DAY}

    def _query(self, query: str, variables: dict[str, Any]) -> Any:
        files = self.branches[variables.get("branch", "main")]
        if "rawTextBlob" in query:
            found: Any = {"blobs": {"nodes": [{"rawTextBlob": files[path]} for path in variables["paths"]]}}
        elif "tree_0:" in query:
            made = {"author": None, "authorName": "A", "authorEmail": "a", "committedDate": _DAY}
            found = {f"tree_{number}": {"lastCommit": made} for number in range(len(files))}
        elif "blobs(after:" in query:
            nodes = [{"type": "blob", "path": path, "sha": f"blob-{path}"} for path in files]
            found = {"tree": {"blobs": {"nodes": nodes, "pageInfo": {"endCursor": "", "hasNextPage": False}}}}
        elif "lastCommit" in query:
            found = {"tree": {"lastCommit": {"sha": "commit-main", "message": "x"}}}
        else:
            return None
        return _data(project={"repository": found})


def _ref(branch: str) -> dict[str, Any]:
    commit = {"oid": f"commit-{branch}", "message": "x"}
    return {"ref": {"id": f"ref-{branch}", "target": {**commit, "history": {"nodes": [commit]}}}}


def _data(**found: Any) -> dict[str, Any]:
    return {"data": found}
