"""The key that signs: a PKCS#12 file with a passphrase, or a PKCS#11 token with a PIN.

Each refusal is one sentence. A key stays open only inside `opened_key`; passphrases and PINs are kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.dates import format_date
from app.errors import InputError, RefusedError
from app.exchange.pdf_signatures import need_signing, quiet_libraries
from app.files.storage_errors import storage_error
from app.i18n import _

if TYPE_CHECKING:
    from asn1crypto import x509  # type: ignore[import-untyped]
    from pyhanko.sign.signers.pdf_cms import Signer

_MOST_BYTES = 1_000_000  # of a key file; ordinary ones have a few thousand
_SIGNING_USES = frozenset({"digital_signature", "non_repudiation"})


@dataclass(frozen=True, slots=True)
class KeyFile:
    """PKCS#12, as authorities hand it out: .p12 or .pfx."""

    path: Path
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyToken:
    """A token through its maker's PKCS#11 module; `label` and `slot` choose among several."""

    module: Path
    pin: str = field(repr=False)
    label: str | None = None
    slot: int | None = None


KeySource = KeyFile | KeyToken


@dataclass(frozen=True, slots=True)
class SigningKey:
    """Ready to sign while its `opened_key` is open; the names are those of the certificate."""

    signer: Signer
    name: str
    organisation: str
    valid_until: datetime


@contextmanager
def opened_key(source: KeySource, *, now: datetime) -> Iterator[SigningKey]:
    """The key behind `source`, good at `now` (with time zone).

    Raises InputError with field "passphrase" for a wrong passphrase or PIN, RefusedError for a key that may not
    or cannot sign, StorageError for a file that cannot be read.
    """
    need_signing()
    opening = _opened_file(source) if isinstance(source, KeyFile) else _opened_token(source)
    with quiet_libraries(), opening as signer:
        certificate = signer.signing_cert
        assert certificate is not None
        _check_certificate(certificate, now)
        yield SigningKey(
            signer,
            name=_name_part(certificate, "common_name"),
            organisation=_name_part(certificate, "organization_name"),
            valid_until=certificate.not_valid_after,
        )


def _name_part(certificate: x509.Certificate, part: str) -> str:
    value = certificate.subject.native.get(part, "")
    return str(value[0] if isinstance(value, list) else value).strip()


def _check_certificate(certificate: x509.Certificate, now: datetime) -> None:
    who = _name_part(certificate, "common_name")
    if now > certificate.not_valid_after:
        raise RefusedError(
            _("Chứng thư của {who} đã hết hạn ngày {day}: hãy gia hạn chứng thư rồi ký lại.").format(
                who=who, day=format_date(certificate.not_valid_after.astimezone().date())
            )
        )
    if now < certificate.not_valid_before:
        raise RefusedError(
            _("Chứng thư của {who} đến ngày {day} mới có hiệu lực: hãy xem lại ngày giờ của máy.").format(
                who=who, day=format_date(certificate.not_valid_before.astimezone().date())
            )
        )
    usage = certificate.key_usage_value
    if usage is not None and not _SIGNING_USES & set(usage.native):
        raise RefusedError(
            _("Chứng thư của {who} không dùng để ký: hãy chọn chứng thư chữ ký số.").format(who=who)
        )


# A file.


@contextmanager
def _opened_file(source: KeyFile) -> Iterator[Signer]:
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key, own, others = _unlocked(source)
    if key is None:
        raise RefusedError(
            _("“{name}” không có khóa bí mật: hãy chọn tệp .p12 hoặc .pfx nơi cấp đã giao.").format(
                name=source.path.name
            )
        )
    if own is None:
        raise RefusedError(
            _("“{name}” có khóa nhưng không có chứng thư đi kèm: hãy xin nơi cấp tệp đủ cả hai.").format(
                name=source.path.name
            )
        )
    der = serialization.Encoding.DER
    plain = key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    registry.register_multiple(x509.Certificate.load(one.public_bytes(der)) for one in others)
    yield SimpleSigner(
        signing_cert=x509.Certificate.load(own.public_bytes(der)),
        signing_key=keys.PrivateKeyInfo.load(plain),
        cert_registry=registry,
    )


def _unlocked(source: KeyFile) -> tuple[Any, Any, Sequence[Any]]:
    from asn1crypto import pkcs12 as structure
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        data = source.path.read_bytes() if source.path.stat().st_size <= _MOST_BYTES else b""
    except OSError as error:
        raise storage_error(error, source.path) from error
    try:
        structure.Pfx.load(data, strict=True)["auth_safe"]["content_type"].native  # noqa: B018 - parsing is lazy
    except (ValueError, TypeError, KeyError) as error:
        raise RefusedError(
            _("“{name}” hỏng hoặc không phải tệp chứng thư .p12, .pfx: hãy chọn tệp khác.").format(
                name=source.path.name
            )
        ) from error
    try:
        return pkcs12.load_key_and_certificates(data, source.passphrase.encode() or None)
    except ValueError as error:
        raise InputError(
            _("Mật khẩu của tệp chứng thư “{name}” không đúng: hãy gõ lại.").format(name=source.path.name),
            field="passphrase",
        ) from error


# A token.


@contextmanager
def _opened_token(source: KeyToken) -> Iterator[Signer]:
    import pkcs11

    try:
        session = _session(source)
    except pkcs11.exceptions.PKCS11Error as error:
        raise _token_refusal(error) from error
    try:
        yield _token_signer(session)
    except pkcs11.exceptions.PKCS11Error as error:
        raise _token_refusal(error) from error
    finally:
        session.close()


def _session(source: KeyToken) -> Any:
    import pkcs11

    if not source.module.is_file():
        raise RefusedError(
            _("Không thấy thư viện của thiết bị ký “{name}”: hãy cài trình điều khiển của thiết bị.").format(
                name=source.module.name
            )
        )
    try:
        library = pkcs11.lib(str(source.module))
    except RuntimeError as error:  # PKCS11Error is one
        raise RefusedError(
            _("“{name}” không phải thư viện PKCS#11 của thiết bị ký: hãy chọn tệp khác.").format(
                name=source.module.name
            )
        ) from error
    library.reinitialize()  # else a token plugged in after the first look stays unseen
    return _token(library, source).open(user_pin=source.pin or None)


def _token(library: Any, source: KeyToken) -> Any:
    """The one token that fits; slots that hold none do not count."""
    found = []
    for number, slot in enumerate(library.get_slots(token_present=True)):
        token = slot.get_token()
        fits = source.label is None or token.label.strip() == source.label
        initialised = bool(token.flags.value & _TOKEN_INITIALISED)
        if fits and initialised and source.slot in (None, number):
            found.append(token)
    if not found:
        raise RefusedError(
            _("Không thấy thiết bị ký “{label}”: hãy cắm thiết bị rồi làm lại.").format(label=source.label)
            if source.label
            else _("Không thấy thiết bị ký nào: hãy cắm thiết bị rồi làm lại.")
        )
    if len(found) > 1:
        labels = ", ".join(token.label.strip() for token in found)
        raise RefusedError(
            _("Có nhiều thiết bị ký đang cắm ({labels}): hãy ghi rõ tên thiết bị.").format(labels=labels)
        )
    return found[0]


_TOKEN_INITIALISED = 0x400  # CKF_TOKEN_INITIALIZED


def _token_signer(session: Any) -> Signer:
    """With the certificate that has its private key on the token; of several the one that ends last."""
    from asn1crypto import x509
    from pkcs11 import Attribute, ObjectClass
    from pyhanko.sign.pkcs11 import PKCS11Signer

    keys = {
        bytes(one[Attribute.ID]) for one in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
    }
    held = [
        (bytes(one[Attribute.ID]), x509.Certificate.load(one[Attribute.VALUE]))
        for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    ]
    own = [(name, certificate) for name, certificate in held if name in keys]
    if not keys:
        raise RefusedError(_("Thiết bị ký không có khóa bí mật: hãy dùng thiết bị nơi cấp đã giao."))
    if not own:
        raise RefusedError(_("Thiết bị ký có khóa nhưng không có chứng thư: hãy nhờ nơi cấp nạp chứng thư."))
    name, certificate = max(own, key=lambda pair: pair[1].not_valid_after)
    others = [other for _name, other in held if other is not certificate]
    return PKCS11Signer(session, signing_cert=certificate, key_id=name, cert_id=name, ca_chain=others)


def _token_refusal(error: Exception) -> InputError | RefusedError:
    from pkcs11 import exceptions as token

    sentences: dict[type[Exception], Callable[[], str]] = {
        token.PinIncorrect: lambda: _("Mã PIN không đúng: hãy gõ lại; gõ sai nhiều lần thiết bị sẽ bị khóa."),
        token.PinLenRange: lambda: _("Mã PIN không đúng độ dài: hãy gõ lại."),
        token.PinInvalid: lambda: _("Mã PIN có ký tự thiết bị không nhận: hãy gõ lại."),
        token.PinLocked: lambda: _(
            "Thiết bị ký đã bị khóa vì gõ sai PIN nhiều lần: hãy nhờ nơi cấp mở khóa."
        ),
        token.PinExpired: lambda: _("Mã PIN đã hết hạn: hãy đổi PIN bằng phần mềm của thiết bị rồi ký lại."),
        token.UserPinNotInitialized: lambda: _(
            "Thiết bị ký chưa đặt PIN: hãy đặt PIN bằng phần mềm của thiết bị."
        ),
        token.TokenNotPresent: lambda: _("Thiết bị ký đã bị rút ra: hãy cắm lại rồi ký lại."),
        token.DeviceRemoved: lambda: _("Thiết bị ký đã bị rút ra: hãy cắm lại rồi ký lại."),
    }
    for kind, sentence in sentences.items():
        if isinstance(error, kind):
            wrong_pin = kind in (token.PinIncorrect, token.PinLenRange, token.PinInvalid)
            return InputError(sentence(), field="passphrase") if wrong_pin else RefusedError(sentence())
    return RefusedError(
        _("Thiết bị ký báo lỗi {code}: hãy rút ra cắm lại rồi ký lại.").format(code=type(error).__name__)
    )
