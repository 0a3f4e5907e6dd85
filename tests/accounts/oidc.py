"""An OpenID Connect provider on this machine: discovery, keys, authorization, token, userinfo."""

import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Issuer:
    """Starts a server; `claims` is what the next person who signs in there is said to be."""

    def __init__(self):
        self.claims, self.codes = {}, {}
        self.says_issuer = ""
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args):
                pass

            def do_GET(self):
                parts = urlsplit(self.path)
                if parts.path == "/authorize":
                    query = parse_qs(parts.query)
                    code = secrets.token_urlsafe(8)
                    issuer.codes[code] = query
                    back = urlencode({"code": code, "state": query["state"][0]})
                    self.send_response(302)
                    self.send_header("Location", f"{query['redirect_uri'][0]}?{back}")
                    self.end_headers()
                    return
                self.reply(
                    {
                        "/.well-known/openid-configuration": issuer.configuration,
                        "/jwks": lambda: {"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))]},
                        "/userinfo": lambda: issuer.claims,
                    }[parts.path]()
                )

            def do_POST(self):
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                asked = issuer.codes.pop(form["code"][0])
                assert asked["code_challenge_method"] == ["S256"], "PKCE"
                claims = {
                    "iss": issuer.says_issuer or issuer.url,
                    "aud": "fenceline",
                    "iat": int(time.time()),
                    "exp": int(time.time()) + 60,
                    **issuer.claims,
                }
                token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "one"})
                self.reply({"access_token": "token", "token_type": "Bearer", "expires_in": 60, "id_token": token})

            def reply(self, body):
                data = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def configuration(self):
        return {
            "issuer": self.says_issuer or self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
