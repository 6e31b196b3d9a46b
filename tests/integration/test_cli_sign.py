"""`bansang sign` and `bansang signatures`."""

import getpass
import io
import json

import pytest

from app.cli import main
from tests.exchange import signing_sample as sample


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("Bàn ký")
    sample.key_file(folder / "hac.p12")
    sample.letter(folder / "tờ trình.pdf")
    sample.signature_picture(folder / "ký.png")
    (folder / "mật khẩu.txt").write_text(sample.PASSPHRASE + "\n", "utf-8-sig")
    (folder / "sai.txt").write_text("sai\n", "utf-8")
    return folder


def run(capsys, *arguments):
    status = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_sign_and_look(desk, tmp_path, capsys):
    signed = tmp_path / "đã ký.pdf"
    status, out, err = run(
        capsys, "sign", desk / "tờ trình.pdf", "--p12", desk / "hac.p12", "--passphrase-file", desk / "mật khẩu.txt",
        "--out", signed, "--image", desk / "ký.png", "--reason", "Phê duyệt",
    )  # fmt: skip
    assert (status, err) == (0, "")
    assert f"Đã ký {signed}" in out
    assert "Nguyên vẹn, chưa rõ nguồn gốc: Lò Văn Hặc (UBND xã Chiềng Khoi), ký lúc" in out
    status, out, err = run(capsys, "signatures", signed)
    assert (status, err) == (0, "")
    assert "Lý do ký: Phê duyệt" in out
    assert "PAdES B-B, không có dấu thời gian (ngoại tuyến)" in out
    roots = sample.authority().lay_into(tmp_path / "gốc")
    status, out, _err = run(capsys, "signatures", signed, "--roots", roots, "--json")
    (one,) = json.loads(out)["signatures"]
    assert (status, one["signer"], one["trusted"], one["page"]) == (0, "Lò Văn Hặc", True, 1)


def test_sign_over_itself_with_json(desk, tmp_path, capsys):
    paper = sample.letter(tmp_path / "a.pdf")
    status, out, err = run(
        capsys, "sign", paper, "--p12", desk / "hac.p12", "--passphrase-file", desk / "mật khẩu.txt", "--page", "1",
        "--corner", "tren-phai", "--json",
    )  # fmt: skip
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert (found["file"], found["intact"], found["covers_whole_file"]) == (str(paper), True, True)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_refusal_is_one_sentence_and_status_1(desk, tmp_path, capsys):
    before = (desk / "tờ trình.pdf").read_bytes()
    status, out, err = run(
        capsys,
        "sign",
        desk / "tờ trình.pdf",
        "--p12",
        desk / "hac.p12",
        "--passphrase-file",
        desk / "sai.txt",
    )
    assert (status, out) == (1, "")
    assert err == "Mật khẩu của tệp chứng thư “hac.p12” không đúng: hãy gõ lại.\n"
    assert (desk / "tờ trình.pdf").read_bytes() == before
    status, _out, err = run(capsys, "signatures", tmp_path / "vắng.pdf")
    assert status == 1
    assert len(err.splitlines()) == 1


def test_no_key_is_wrong_use(desk, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["sign", str(desk / "tờ trình.pdf")])
    assert ended.value.code == 2


def test_the_passphrase_is_asked_for_on_a_terminal_and_nowhere_else(desk, tmp_path, capsys, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    order = ("sign", desk / "tờ trình.pdf", "--p12", desk / "hac.p12", "--out", tmp_path / "a.pdf")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    status, _out, err = run(capsys, *order)
    assert status == 1
    assert "--passphrase-file" in err
    monkeypatch.setattr("sys.stdin", Terminal())
    asked = []
    monkeypatch.setattr(getpass, "getpass", lambda words: asked.append(words) or sample.PASSPHRASE)
    status, _out, err = run(capsys, *order)
    assert (status, err) == (0, "")
    assert asked == ["Mật khẩu của hac.p12: "]


def test_a_paper_without_signatures_says_so(desk, capsys):
    assert run(capsys, "signatures", desk / "tờ trình.pdf") == (0, "Tệp không có chữ ký số nào.\n", "")


def test_without_the_optional_part_the_sentence_says_how_to_add_it(desk, capsys, monkeypatch):
    monkeypatch.setattr("app.exchange.pdf_signatures.find_spec", lambda _name: None)
    status, _out, err = run(
        capsys,
        "sign",
        desk / "tờ trình.pdf",
        "--p12",
        desk / "hac.p12",
        "--passphrase-file",
        desk / "mật khẩu.txt",
    )
    assert status == 1
    assert "python3 installer/bootstrap.py add kyso" in err
