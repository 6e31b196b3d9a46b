"""What the one who works now may not do at all is grey on every page, and its tooltip says why.

The use cases refuse it anyway; this only saves the attempt. Buttons are known by their object names.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.account_words import closed_words
from app.domain.rights import AccountKind, Actor, Right, ever_may
from app.ui.forms import FormView

_WHY, _OWN_TIP = "closedWhy", "openTip"

_FORMS: dict[str, tuple[Right, ...]] = {
    "assessment": (Right.ASSESS, Right.APPRAISE, Right.CONCLUDE),
    "appraisal": (Right.APPRAISE, Right.CONCLUDE, Right.ASSESS),
    "assignments": (Right.PLAN,),
    "reports": (Right.ASSESS,),
    "evidence": (Right.ASSESS,),
    "catalogue": (Right.CATALOGUE,),
    "checks": (Right.PLAN, Right.CONCLUDE),
}
_NAMED_FORMS: dict[str, tuple[Right, ...]] = {
    "archiveForm": (Right.DOSSIER,),
    "opinionForm": (Right.APPRAISE,),
    "noteForm": (Right.APPRAISE,),
    "residentsForm": (Right.ASSESS,),
    "councilForm": (Right.CONCLUDE,),
    "memberForm": (Right.CONCLUDE,),
    "conclusionForm": (Right.CONCLUDE,),
    "periodDocument": (Right.PLAN,),
    "periodTexts": (Right.PLAN,),
}
_FIELDS: dict[str, dict[str, Right]] = {
    "sheetForm": {
        **dict.fromkeys(
            ("part", "whole", "share", "amount", "reference", "rating", "papers", "claimed"), Right.ASSESS
        ),
        **dict.fromkeys(("explanation", "remaining"), Right.ASSESS),
        **dict.fromkeys(("opinion", "opinion_note"), Right.APPRAISE),
        "concluded": Right.CONCLUDE,
    }
}
_BUTTONS: dict[Right, tuple[str, ...]] = {
    Right.CATALOGUE: (
        "addPersonButton",
        "removePersonButton",
        "holdButton",
        "changeTenureButton",
        "absenceButton",
        "removeTenureButton",
        "addRoleButton",
        "roleUpButton",
        "roleDownButton",
        "joinRoleButton",
        "removeRoleButton",
        "mergeButton",
        "splitButton",
        "renameButton",
        "transferButton",
        "communeButton",
        "addHamletButton",
        "pasteHamletsButton",
        "copyButton",
        "removeProfileButton",
        "addComponentButton",
        "addStepButton",
        "followCriterionButton",
    ),
    Right.PLAN: (
        "assignButton",
        "withdrawButton",
        "standingOwnersButton",
        "followOwnersButton",
        "planHamletsButton",
        "planPaperButton",
        "copyPlanButton",
        "exemptButton",
        "reportRuleButton",
        "printedButton",
    ),
    Right.CONCLUDE: (
        "waiveButton",
        "asProposedButton",
        "withdrawConclusionButton",
        "openCouncilButton",
        "removeCouncilButton",
        "addMemberButton",
        "memberUpButton",
        "memberDownButton",
        "removeMemberButton",
        "reopenRoundButton",
    ),
    Right.APPRAISE: ("agreeButton", "withdrawOpinionButton", "addNoteButton", "removeNoteButton"),
    Right.ASSESS: (
        "removeReportButton",
        "attachReportButton",
        "unlockReportButton",
        "fillProgressButton",
        "newRoundButton",
        "removeResidentsMeetingButton",
        "addProofButton",
        "addProofHereButton",
        "addProofFolderButton",
        "replaceProofButton",
        "removeProofButton",
        "linkProofButton",
        "unlinkProofButton",
        "maskProofButton",
        "restoreProofButton",
        "deleteProofButton",
        "emptyTrashButton",
    ),
    Right.DOSSIER: (
        "exportButton",
        "stickButton",
        "previewButton",
        "addEventButton",
        "changeEventButton",
        "removeEventButton",
        "addRemarkButton",
        "answerRemarkButton",
        "removeRemarkButton",
    ),
}
_RIGHT_OF = {name: right for right, names in _BUTTONS.items() for name in names}


class RightsGate(QObject):
    """Costs nothing while a cadastral account works: to him nothing is closed."""

    def show_rights(self, page_key: str, page: QWidget, actor: Actor) -> None:
        """After a page has shown what it read; widgets that a page opens later on are closed again."""
        if actor.kind is AccountKind.CADASTRAL:
            return
        for form in page.findChildren(FormView):
            rights = _NAMED_FORMS.get(form.objectName()) or _FORMS.get(page_key, ())
            self._judge(form, rights, actor)
            for field, right in _FIELDS.get(form.objectName(), {}).items():
                self._judge(form.field_widget(field), (right,), actor)
        for button in page.findChildren(QAbstractButton):
            needed = _RIGHT_OF.get(button.objectName())
            if needed is not None:
                self._judge(button, (needed,), actor)

    def open_all(self, pages: Iterable[QWidget]) -> None:
        """Before somebody else's rights are shown; pages are read again after it."""
        for page in pages:
            for widget in page.findChildren(QWidget):
                if widget.property(_WHY):
                    widget.setProperty(_WHY, None)
                    widget.setToolTip(widget.property(_OWN_TIP))
                    widget.setEnabled(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.EnabledChange:
            assert isinstance(watched, QWidget)
            if watched.property(_WHY) and watched.isEnabled():
                watched.setEnabled(False)
        return False

    def _judge(self, widget: QWidget, rights: tuple[Right, ...], actor: Actor) -> None:
        if not rights or any(ever_may(actor, right) for right in rights) or widget.property(_WHY):
            return
        why = closed_words(actor, rights[0])
        widget.setProperty(_OWN_TIP, widget.toolTip())
        widget.setProperty(_WHY, why)
        widget.setToolTip(why)
        widget.removeEventFilter(self)
        widget.installEventFilter(self)
        widget.setEnabled(False)
