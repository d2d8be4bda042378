"""A provider of OpenID Connect of our own, on this machine: it signs, checks codes and PKCE."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any, Final
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT: Final = "zomerwijzer"
SECRET: Final = "a secret between two"  # noqa: S105  (of nobody)


@dataclass
class Provider:
    """What it tells of whoever comes, and how it may go wrong on purpose."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    signing: RSAKey | None = None
    refuses: bool = False
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def token(self, nonce: str) -> str:
        """The signed word about somebody."""
        at = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": at,
            "exp": at + 300,
            "nonce": nonce,
            **self.claims,
            **self.wrong,
        }
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.signing or self.key)


def provider_app(provider: Provider) -> Flask:
    """Its addresses."""
    app = Flask("provider")

    @app.get("/.well-known/openid-configuration")
    def metadata() -> Response:
        at = provider.issuer
        return jsonify(
            issuer=at,
            authorization_endpoint=f"{at}/authorize",
            token_endpoint=f"{at}/token",
            jwks_uri=f"{at}/keys",
            response_types_supported=["code"],
            subject_types_supported=["public"],
            id_token_signing_alg_values_supported=["RS256"],
            code_challenge_methods_supported=["S256"],
        )

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(keys=[provider.key.as_dict(private=False)])

    @app.get("/authorize")
    def authorize() -> Any:
        asked = request.args.to_dict()
        if asked["client_id"] != CLIENT or asked["response_type"] != "code":
            return "unknown client", 400
        if provider.refuses:
            answer = {"error": "access_denied", "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(16)
            provider.asked[code] = asked
            answer = {"code": code, "state": asked["state"]}
        return redirect(f"{asked['redirect_uri']}?{urlencode(answer)}")

    @app.post("/token")
    def token() -> Any:
        given = request.authorization
        asked = provider.asked.pop(request.form["code"], None)
        challenge = hashlib.sha256(request.form["code_verifier"].encode()).digest()
        if (
            asked is None
            or given is None
            or (given.username, given.password) != (CLIENT, SECRET)
            or asked["redirect_uri"] != request.form["redirect_uri"]
            or asked["code_challenge"] != base64.urlsafe_b64encode(challenge).decode().rstrip("=")
        ):
            return jsonify(error="invalid_grant"), 400
        return jsonify(
            access_token=secrets.token_urlsafe(16),
            token_type="Bearer",  # noqa: S106  (a kind of token)
            expires_in=300,
            id_token=provider.token(asked["nonce"]),
        )

    return app


@contextmanager
def running_provider() -> Iterator[Provider]:
    """The provider at work."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, provider_app(provider), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
