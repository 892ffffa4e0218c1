"""The right to write: until there is a log-in, a token that the operator sets and hands out."""

import secrets
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.sessions import RequestSettings
from geodata.errors import AccessError, IdentificationError

_bearer = HTTPBearer(
    scheme_name="publicatietoken", description="De waarde van PUBLISH_TOKEN, van de beheerder.", auto_error=False
)


class PublishingOffError(AccessError):
    """No token is set, so that nobody can have it."""

    def __init__(self) -> None:
        super().__init__(
            "Publiceren en vastleggen over de API staat uit. De beheerder zet het aan met PUBLISH_TOKEN; op de server "
            "kan het ook met 'gebiedsmonitor indeling publiceer' en 'gebiedsmonitor wijkfoto bevries'."
        )


class TokenNeededError(IdentificationError):
    """The request has no token, or another one."""

    def __init__(self) -> None:
        super().__init__(
            "Hiervoor is het publicatietoken nodig: zet het in de kop 'Authorization: Bearer <token>'. De beheerder "
            "van de gebiedsmonitor kan het geven."
        )


def _require_publish_right(
    settings: RequestSettings, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> None:
    token = settings.publish_token.get_secret_value()
    if not token:
        raise PublishingOffError
    given = credentials.credentials if credentials else ""
    if not secrets.compare_digest(given.encode(), token.encode()):
        raise TokenNeededError


MayPublish = Depends(_require_publish_right)
