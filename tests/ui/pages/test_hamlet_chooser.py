from PySide6.QtCore import Qt

from app.services.places import HamletRow
from app.ui.widgets.hamlet_chooser import HamletChooser

PUT, TUM = HamletRow("p", "Bản Pút"), HamletRow("t", "Bản Tủm")


def test_it_keeps_the_choice_when_the_list_is_read_again(qtbot, themed_app):
    box = HamletChooser()
    qtbot.addWidget(box)
    assert (box.current_uid(), box.isEnabled()) == (None, False)
    box.set_hamlets([PUT, TUM])
    assert box.current_uid() == "p"
    assert box.select("t")
    box.set_hamlets([HamletRow("a", "Bản Áng"), PUT, TUM])
    assert box.current_uid() == "t"
    box.set_hamlets([PUT])
    assert box.current_uid() == "p"
    assert not box.select("t")


def test_only_the_person_makes_it_speak(qtbot, themed_app):
    box = HamletChooser(all_text="Tất cả các bản")
    qtbot.addWidget(box)
    told = []
    box.chosen.connect(told.append)
    box.set_hamlets([PUT, TUM])
    assert box.current_uid() == ""
    box.select("t")
    assert told == []
    box.setFocus()
    box.show()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert told == ["p"]
