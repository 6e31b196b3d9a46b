/* Checks files that a person drops here against the list that was written with the dossier. */
"use strict";
(function () {
  var facts = JSON.parse(document.getElementById("facts").textContent);
  var expected = facts.files, byName = Object.create(null), beside = Object.create(null);
  var states = expected.map(function () { return "waiting"; });
  var strange = [], working = Promise.resolve(), busy = 0;
  var PIECE = 4 * 1024 * 1024;
  var WORDS = {
    waiting: "chưa kiểm tra", checking: "đang kiểm tra…", right: "✓ đúng", wrong: "✗ SAI: tệp đã bị thay đổi",
    unreadable: "✗ không đọc được"
  };
  function key(name) { return name.normalize("NFC").toLowerCase(); }
  expected.forEach(function (file, at) { byName[key(file.name)] = at; });
  facts.beside.forEach(function (name) { beside[key(name)] = true; });

  function show(at, state) {
    states[at] = state;
    var cells = document.querySelectorAll('[data-file="' + at + '"]');
    for (var i = 0; i < cells.length; i++) {
      cells[i].textContent = WORDS[state];
      cells[i].className = "state " + state;
    }
    total();
  }
  function count(state) { return states.filter(function (one) { return one === state; }).length; }
  function total() {
    var right = count("right"), wrong = count("wrong") + count("unreadable");
    var words = "Đã kiểm tra " + (right + wrong) + "/" + expected.length + " tệp: ", kind = "some";
    if (right === expected.length) {
      words += "nguyên vẹn.";
      kind = "right";
    } else if (wrong) {
      words += wrong + " tệp SAI. Hãy đề nghị nơi gửi chép lại hồ sơ.";
      kind = "wrong";
    } else {
      words += right ? "các tệp này đúng; còn " + (expected.length - right) + " tệp chưa kiểm tra." : "chưa có tệp nào.";
    }
    var box = document.getElementById("total");
    box.textContent = words;
    box.className = kind;
    var list = document.getElementById("strange");
    list.textContent = strange.length ? "Tệp lạ, không thuộc hồ sơ này: " + strange.join("; ") : "";
  }
  function read(blob) {
    return new Promise(function (done, failed) {
      var reader = new FileReader();
      reader.onload = function () { done(new Uint8Array(reader.result)); };
      reader.onerror = function () { failed(reader.error); };
      reader.readAsArrayBuffer(blob);
    });
  }
  async function hash(file) {
    var sum = new Sha256();
    for (var at = 0; at < file.size; at += PIECE) {
      sum.update(await read(file.slice(at, at + PIECE)));
      document.getElementById("now").textContent =
        file.name + " – " + Math.floor(100 * Math.min(at + PIECE, file.size) / file.size) + " %";
    }
    return sum.hex();
  }
  async function checkOne(file) {
    var at = byName[key(file.name)];
    if (at === undefined) {
      if (!beside[key(file.name)] && strange.indexOf(file.name) < 0) { strange.push(file.name); }
      return total();
    }
    show(at, "checking");
    try {
      var same = file.size === expected[at].size && (await hash(file)) === expected[at].sha256;
      show(at, same ? "right" : "wrong");
    } catch (error) {
      show(at, "unreadable");
    }
  }
  function check(files) {
    busy += 1;
    working = working.then(async function () {
      for (var i = 0; i < files.length; i++) { await checkOne(files[i]); }
      busy -= 1;
      if (!busy) { document.getElementById("now").textContent = ""; }
    });
    return working;
  }
  function filesOf(entry) {
    return new Promise(function (done) {
      if (entry.isFile) { return entry.file(function (file) { done([file]); }, function () { done([]); }); }
      var reader = entry.createReader(), found = [];
      (function more() {
        reader.readEntries(function (entries) {
          if (!entries.length) { return done(found); }
          Promise.all(Array.prototype.map.call(entries, filesOf)).then(function (lists) {
            lists.forEach(function (list) { found = found.concat(list); });
            more();
          });
        }, function () { done(found); });
      })();
    });
  }
  function dropped(data) {
    var items = data.items || [], entries = [];
    for (var i = 0; i < items.length; i++) {
      var entry = items[i].webkitGetAsEntry && items[i].webkitGetAsEntry();
      if (entry) { entries.push(entry); }
    }
    if (!entries.length) { return check(Array.prototype.slice.call(data.files)); }
    return Promise.all(entries.map(filesOf)).then(function (lists) { return check([].concat.apply([], lists)); });
  }

  var zone = document.getElementById("zone");
  ["dragenter", "dragover"].forEach(function (name) {
    document.addEventListener(name, function (event) { event.preventDefault(); zone.classList.add("over"); });
  });
  document.addEventListener("dragleave", function (event) {
    if (!event.relatedTarget) { zone.classList.remove("over"); }
  });
  document.addEventListener("drop", function (event) {
    event.preventDefault();
    zone.classList.remove("over");
    dropped(event.dataTransfer);
  });
  ["pick-files", "pick-folder"].forEach(function (id) {
    var input = document.getElementById(id);
    input.addEventListener("change", function () {
      check(Array.prototype.slice.call(input.files));
      input.value = "";
    });
  });
  document.getElementById("checker").hidden = false;
  total();
  window.BanSang = { check: check };
})();
