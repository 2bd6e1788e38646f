"""One call of the bot: its parameters as read from the request and checked against the table of methods."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.webchat.methods import METHODS
from bot.webchat.refusals import RefusedError, bad_request
from bot.webchat.wire import Json, decode

# Telegram's own words for what is missing, where it has them; there an empty value is a missing one.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "file_id": "file_id not specified",
    "action": "wrong parameter action in request",
}
_TRUE = {"true", "1", "yes"}
_FALSE = {"false", "0", "no", ""}


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    filename: str
    content_type: str
    body: bytes

    def described(self) -> Json:
        """What a recording keeps of it."""
        return {"bytes": len(self.body), "filename": self.filename}


@dataclass(frozen=True)
class Call:
    """A method, its parameters in their types, and the files that came along."""

    method: str
    parameters: Json = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        """A parameter, or the default."""
        return self.parameters.get(name, default)

    def __getitem__(self, name: str) -> Any:
        return self.parameters[name]

    def file(self, reference: Any) -> Any:
        """What an `attach://name` stands for; anything else as it is."""
        if isinstance(reference, str) and reference.startswith("attach://"):
            upload = self.uploads.get(reference.removeprefix("attach://"))
            if upload is None:
                raise bad_request("wrong file identifier/HTTP URL specified")
            return upload
        return reference

    def recorded(self) -> Json:
        """Parameters without the bytes of files."""
        plain = {k: v.described() if isinstance(v, Upload) else v for k, v in self.parameters.items()}
        return {name: upload.described() for name, upload in self.uploads.items()} | plain


def checked_call(method: str, raw: Json, uploads: dict[str, Upload]) -> Call:
    """Give every parameter its type; raises on unknown, missing and ill-typed ones."""
    table = METHODS[method]
    kinds = table.parameters
    for name in raw:
        if name not in kinds:
            raise bad_request(f'unknown parameter "{name}" of {method}')
    call = Call(method, {}, uploads)
    for name, value in raw.items():
        if value is not None:
            call.parameters[name] = _READERS[kinds[name]](name, value)
    _take_uploads(call, kinds, raw)
    for name in table.required:
        if name not in call.parameters or (name in _MISSING and call.parameters[name] == ""):
            raise _missing(name)
    return call


def _take_uploads(call: Call, kinds: dict[str, str], raw: Json) -> None:
    """A file part is the parameter of its name, or is named by an attach:// somewhere; strays are refused."""
    if not call.uploads:
        return
    mentioned = " ".join(str(value) for value in raw.values())
    for name, upload in call.uploads.items():
        if kinds.get(name) == "file":
            call.parameters[name] = upload
        elif f"attach://{name}" not in mentioned:
            raise bad_request(f'unknown parameter "{name}" of {call.method}')


def _missing(name: str) -> RefusedError:
    return bad_request(_MISSING.get(name) or f'parameter "{name}" is required')


def _int(name: str, value: Any) -> int:
    try:
        if isinstance(value, int | str) and not isinstance(value, bool):
            return int(value)
    except ValueError:
        pass
    raise bad_request(f"invalid {name} specified")


def _float(name: str, value: Any) -> float:
    try:
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            return float(value)
    except ValueError:
        pass
    raise bad_request(f"invalid {name} specified")


def _bool(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise bad_request(f'field "{name}" must be of type Boolean')


def _str(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise bad_request(f'parameter "{name}" must be of type String')


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return decode(value)
    except ValueError:
        what = "reply keyboard markup" if name == "reply_markup" else name.replace("_", " ")
        raise bad_request(f"can't parse {what} JSON object") from None


def _chat(name: str, value: Any) -> int | str:
    text = _str(name, value)
    return int(text) if text.removeprefix("-").isdecimal() and text.isascii() else text


def _file(name: str, value: Any) -> str:
    return _str(name, value)


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "int": _int,
    "float": _float,
    "bool": _bool,
    "str": _str,
    "json": _json,
    "chat": _chat,
    "file": _file,
}
