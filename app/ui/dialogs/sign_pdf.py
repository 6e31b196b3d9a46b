"""Signing a PDF: which key, how it is seen on the paper, and what signatures the file has then.

Object names: "signForm" (FormView), "signButton", "signatureList".
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.progress import Progress
from app.domain.signatures import SignatureReport
from app.domain.stamps import Corner
from app.errors import AppError, InputError
from app.exchange.pdf_signatures import need_signing
from app.exchange.signing_keys import KeyFile, KeySource, KeyToken
from app.i18n import _
from app.services.pdf_signing import Placing, SigningOrder, sign_pdf
from app.ui.context import Context
from app.ui.dialogs.help import SIGNING, show_help
from app.ui.dialogs.scrolling import scrolling
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.theme import characters, em, gap, make_primary
from app.ui.widgets import Heading, MutedLabel
from app.ui.widgets.signature_list import SignatureList

BY_NAME, UNSEEN = "name", "unseen"
_REMEMBERED = ("kind", "key", "module", "token", "place", "name", "image", "seal", "reason")
_FIELD_OF = {"passphrase": "secret", "image": "image", "seal": "seal", "page": "page", "place": "place"}


def signed_name(path: Path) -> Path:
    """Beside the paper, which may be kept by its hash; a second signer signs the signed one itself."""
    mark = _(" (đã ký)")
    return path if path.stem.endswith(mark) else path.with_name(f"{path.stem}{mark}{path.suffix}")


class SignDialog(QDialog):
    """`on_signed(target)` is called once the file stands; the dialog stays and shows its signatures."""

    def __init__(
        self,
        context: Context,
        path: Path,
        on_signed: Callable[[Path], object],
        *,
        target: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Ký số {name}").format(name=path.name))
        self._context, self._on_signed = context, on_signed
        self.path, self.target = path, target or signed_name(path)
        self.busy = False
        self.form = FormView(_fields())
        self.form.setObjectName("signForm")
        self.form.load(self._remembered())
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.where = MutedLabel(_("Tệp đã ký: {name}").format(name=self.target.name))
        self.list = SignatureList()
        self.list.setObjectName("signatureList")
        self._lay_out()
        self.form.committed.connect(lambda _name, _value: self._show_fields())
        self._show_fields()
        self.list.show_file(context, path)
        self._refuse_without_signing()

    @property
    def secret(self) -> QLineEdit:
        """Its text is taken as it stands: a passphrase may begin with a space."""
        line = self.form.editor("secret")
        assert isinstance(line, QLineEdit)
        return line

    def _lay_out(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.sign_button = self.buttons.addButton(_("Ký"), QDialogButtonBox.ButtonRole.ActionRole)
        self.sign_button.setObjectName("signButton")
        self.sign_button.setDefault(True)
        make_primary(self.sign_button)
        self.sign_button.clicked.connect(lambda: self.sign())
        help_button = self.buttons.addButton(_("Trợ giúp"), QDialogButtonBox.ButtonRole.HelpRole)
        help_button.setShortcut("F1")
        help_button.setAutoDefault(False)
        help_button.clicked.connect(lambda: show_help(self, SIGNING))
        self.buttons.rejected.connect(self.reject)
        content = QVBoxLayout()
        content.setSpacing(gap(self, 0.6))
        content.addWidget(self.form)
        content.addWidget(self.where)
        content.addWidget(Heading(_("Chữ ký trong tệp"), 2))
        content.addWidget(self.list)
        content.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(scrolling(content), 1)
        layout.addWidget(self.message)
        layout.addWidget(self.buttons)
        self.message.hide()
        room = self.screen().availableSize() * 0.92
        self.resize(QSize(characters(self, 84), em(self) * 34).boundedTo(room))

    def _refuse_without_signing(self) -> None:
        try:
            need_signing()
        except AppError as error:
            self._say(error.sentence)
            self.sign_button.setEnabled(False)

    def _remembered(self) -> dict[str, object]:
        values: dict[str, object] = {"kind": "file", "place": BY_NAME, "page": 1}
        kept = self._context.signing_choices()
        offered = {"kind": ("file", "token"), "place": [option.value for option in _places()]}
        for name in _REMEMBERED:
            if kept.get(name) and kept[name] in offered.get(name, [kept[name]]):
                values[name] = kept[name]
        return values

    def _show_fields(self) -> None:
        values = self.form.values()
        token = values["kind"] == "token"
        self.form.set_visible("key", not token)
        self.form.set_visible("module", token)
        self.form.set_visible("token", token)
        self.form.set_label("secret", _("Mã PIN") if token else _("Mật khẩu"))
        place = values["place"]
        self.form.set_visible("name", place == BY_NAME)
        self.form.set_visible("page", place not in (BY_NAME, UNSEEN))
        for name in ("image", "seal"):
            self.form.set_visible(name, place != UNSEEN)

    def sign(self) -> None:
        if self.busy or not self.form.check():
            return
        try:
            order = self.order()
        except InputError as error:
            self._blame(error)
            return
        self._set_busy(True)
        now = self._context.workspace.now()

        def job(progress: Progress) -> SignatureReport:
            return sign_pdf(order, now=now, progress=progress)

        self._context.tasks.start(
            job,
            title=_("Ký {name}").format(name=self.path.name),
            on_done=lambda _report: self._signed(),
            on_failed=self._failed,
            on_cancelled=lambda: self._set_busy(False),
        )

    def order(self) -> SigningOrder:
        """What the form asks for. Raises InputError with the name of the field."""
        values = self.form.values()
        seen = values["place"] != UNSEEN
        return SigningOrder(
            source=self.path,
            target=self.target,
            key=_key(values, self.secret.text()),
            placing=_placing(values),
            signature_picture=_file(values, "image") if seen else None,
            seal_picture=_file(values, "seal") if seen else None,
            reason=str(values["reason"] or ""),
        )

    def _signed(self) -> None:
        values = self.form.values()
        self._context.remember_signing({name: str(values[name] or "") for name in _REMEMBERED})
        self._set_busy(False)
        self.secret.clear()
        self.form.load(values | {"secret": ""})
        self.form.hide()
        self.sign_button.hide()
        self.where.setText(_("Đã ký và kiểm lại: {path}").format(path=self.target))
        self.list.show_file(self._context, self.target)
        self._on_signed(self.target)

    def _failed(self, error: BaseException) -> None:
        self._set_busy(False)
        if isinstance(error, InputError):
            self._blame(error)
        elif isinstance(error, AppError):
            self._say(error.sentence)
        else:
            raise error

    def _blame(self, error: InputError) -> None:
        name = _FIELD_OF.get(error.field or "", error.field or "")
        if name in self.form.values():
            self.form.show_error(name, error.sentence)
            self.form.focus_field(name)
        else:
            self._say(error.sentence)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.form.setEnabled(not busy)
        self.sign_button.setEnabled(not busy)
        self._say(_("Đang ký, xin chờ…") if busy else "")

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def reject(self) -> None:
        """While a key is at work the answer is waited for."""
        if not self.busy:
            super().reject()


def _places() -> list[Option]:
    return [
        Option(BY_NAME, _("Giữa chức vụ và tên người ký")),
        Option(Corner.TOP_RIGHT.value, _("Góc trên bên phải")),
        Option(Corner.TOP_LEFT.value, _("Góc trên bên trái")),
        Option(Corner.BOTTOM_RIGHT.value, _("Góc dưới bên phải")),
        Option(Corner.BOTTOM_LEFT.value, _("Góc dưới bên trái")),
        Option(UNSEEN, _("Không hiện hình")),
    ]


def _fields() -> list[Field]:
    kinds = [Option("file", _("Tệp chứng thư")), Option("token", _("Thiết bị ký USB"))]
    pictures = _("Ảnh (*.png *.jpg *.jpeg)")
    no_pictures = _("Không chọn ảnh nào thì ghi tên, cơ quan và thời gian ký.")
    name_hint = _("Văn bản không in tên thì gõ chức vụ bằng chữ in hoa, ví dụ TRƯỞNG BẢN.")
    module_hint = _("Tệp .dll hoặc .so do phần mềm của thiết bị cài vào máy.")
    return [
        Field("kind", _("Ký bằng"), Kind.RADIO, options=kinds),
        Field("key", _("Tệp .p12, .pfx"), Kind.FILE, file_kinds=_("Chứng thư (*.p12 *.pfx)")),
        Field(
            "module",
            _("Thư viện PKCS#11"),
            Kind.FILE,
            hint=module_hint,
            file_kinds="PKCS#11 (*.dll *.so *.dylib)",
        ),
        Field("token", _("Tên thiết bị"), placeholder=_("để trống nếu chỉ cắm một thiết bị")),
        Field("secret", _("Mật khẩu"), width=28),
        Field("place", _("Đặt ở"), Kind.CHOICE, options=_places(), width=22),
        Field("page", _("Trang"), Kind.INTEGER, width=6),
        Field("name", _("Tên in trên văn bản"), placeholder=_("như trong chứng thư"), hint=name_hint),
        Field("image", _("Ảnh chữ ký"), Kind.FILE, file_kinds=pictures, hint=no_pictures),
        Field("seal", _("Ảnh con dấu"), Kind.FILE, file_kinds=pictures),
        Field("reason", _("Lý do ký"), placeholder=_("Ví dụ: Phê duyệt")),
    ]


def _file(values: dict[str, object], name: str) -> Path | None:
    typed = values[name]
    if not typed:
        return None
    path = Path(str(typed))
    if not path.is_file():
        raise InputError(_("Không thấy tệp này: hãy chọn lại."), field=name)
    return path


def _key(values: dict[str, object], secret: str) -> KeySource:
    name = "module" if values["kind"] == "token" else "key"
    path = _file(values, name)
    if path is None:
        raise InputError(_("Cần điền mục này."), field=name)
    if name == "module":
        return KeyToken(path, secret, str(values["token"] or "") or None)
    return KeyFile(path, secret)


def _placing(values: dict[str, object]) -> Placing:
    place = values["place"]
    if place == UNSEEN:
        return Placing(visible=False)
    if place == BY_NAME:
        return Placing(name=str(values["name"] or ""))
    page = values["page"]
    return Placing(page=page if isinstance(page, int) else 1, corner=Corner(str(place)))


def open_sign_dialog(
    context: Context,
    path: Path,
    on_signed: Callable[[Path], object],
    *,
    target: Path | None = None,
    parent: QWidget | None = None,
) -> SignDialog:
    """Without `target` the signed file comes beside `path`, named "… (đã ký).pdf"."""
    dialog = SignDialog(context, path, on_signed, target=target, parent=parent)
    dialog.form.focus_field("secret" if dialog.form.values()["key"] else None)
    dialog.open()
    return dialog
