"""Asks Django and simplejwt themselves. Reads one JSON request from standard input, writes one JSON result."""

import base64
import hashlib
import json
import sys

import django
from django.conf import settings

DEFAULT_HASHERS = [
    "django.contrib.auth.hashers." + name
    for name in (
        "PBKDF2PasswordHasher",
        "PBKDF2SHA1PasswordHasher",
        "BCryptSHA256PasswordHasher",
        "BCryptPasswordHasher",
        "ScryptPasswordHasher",  # since Django 4.0
    )
]


def configure(jwt):
    from django.contrib.auth import hashers  # needs no settings to be imported

    known = [path for path in DEFAULT_HASHERS if hasattr(hashers, path.rsplit(".", 1)[1])]
    settings.configure(
        SECRET_KEY="not used by anything here",
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
        PASSWORD_HASHERS=known,
        SIMPLE_JWT=jwt,
        USE_TZ=True,
    )
    django.setup()
    # Django's 12 takes its time, and the format is the same.
    hashers.BCryptSHA256PasswordHasher.rounds = 6


def scrypt_by_hand(password):
    """Django's format since 4.0, by Python's own scrypt, where Django is older than that."""
    key = hashlib.scrypt(password.encode(), salt=b"seasalt", n=2**14, r=8, p=1, maxmem=2**26, dklen=64)
    return "scrypt$16384$seasalt$8$1$" + base64.b64encode(key).decode()


def hash_passwords(request):
    from django.contrib.auth.hashers import get_hashers, make_password

    def each_format(password):
        found = {h.algorithm: make_password(password, hasher=h.algorithm) for h in get_hashers()}
        found.setdefault("scrypt", scrypt_by_hand(password))
        found["unusable"] = make_password(None)
        return found

    return [each_format(password) for password in request["passwords"]]


def check_passwords(request):
    from django.contrib.auth.hashers import check_password

    return [check_password(password, encoded) for password, encoded in request["pairs"]]


def token_class(name):
    from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

    return {"access": AccessToken, "refresh": RefreshToken}[name]


def issue_tokens(request):
    class User:
        id = request["user"]

    return {name: str(token_class(name).for_user(User())) for name in ("access", "refresh")}


def read_tokens(request):
    from rest_framework_simplejwt.exceptions import TokenError

    def read(name, text):
        try:
            return token_class(name)(text).payload
        except TokenError:
            return None

    return [read(name, text) for name, text in request["tokens"]]


def main():
    request = json.load(sys.stdin)
    configure(request.get("jwt", {}))
    todo = {"hash": hash_passwords, "check": check_passwords, "issue": issue_tokens, "read": read_tokens}
    json.dump(todo[request["do"]](request), sys.stdout)


main()
