/* SHA-256 (FIPS 180-4) in pieces: browsers refuse crypto.subtle to pages opened from a stick. */
"use strict";
var Sha256 = (function () {
  var K = new Uint32Array(64);
  (function () {
    var n = 0;
    function fraction(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
    for (var candidate = 2; n < 64; candidate++) {
      var prime = true;
      for (var d = 2; d * d <= candidate; d++) { if (candidate % d === 0) { prime = false; break; } }
      if (prime) { K[n++] = fraction(Math.pow(candidate, 1 / 3)); }
    }
  })();
  function Sha256() {
    this.h = new Int32Array([
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    ]);
    this.w = new Int32Array(64);
    this.rest = new Uint8Array(64);
    this.held = 0;
    this.length = 0;
  }
  Sha256.prototype.update = function (bytes) {
    var at = 0;
    this.length += bytes.length;
    if (this.held) {
      var taken = Math.min(64 - this.held, bytes.length);
      this.rest.set(bytes.subarray(0, taken), this.held);
      this.held += taken;
      at = taken;
      if (this.held < 64) { return this; }
      this.blocks(this.rest, 0, 64);
      this.held = 0;
    }
    var end = at + ((bytes.length - at) & ~63);
    this.blocks(bytes, at, end);
    this.rest.set(bytes.subarray(end), 0);
    this.held = bytes.length - end;
    return this;
  };
  Sha256.prototype.blocks = function (p, at, end) {
    var w = this.w, h = this.h, k = K;
    var h0 = h[0], h1 = h[1], h2 = h[2], h3 = h[3], h4 = h[4], h5 = h[5], h6 = h[6], h7 = h[7];
    for (; at < end; at += 64) {
      var i, x, y;
      for (i = 0; i < 16; i++) {
        x = at + (i << 2);
        w[i] = (p[x] << 24) | (p[x + 1] << 16) | (p[x + 2] << 8) | p[x + 3];
      }
      for (; i < 64; i++) {
        x = w[i - 15];
        y = w[i - 2];
        w[i] = (w[i - 16] + w[i - 7] +
          (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) +
          (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10))) | 0;
      }
      var a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, j = h7;
      for (i = 0; i < 64; i++) {
        x = (j + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
          (g ^ (e & (f ^ g))) + k[i] + w[i]) | 0;
        y = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
          ((a & b) | (c & (a | b)))) | 0;
        j = g; g = f; f = e; e = (d + x) | 0; d = c; c = b; b = a; a = (x + y) | 0;
      }
      h0 = (h0 + a) | 0; h1 = (h1 + b) | 0; h2 = (h2 + c) | 0; h3 = (h3 + d) | 0;
      h4 = (h4 + e) | 0; h5 = (h5 + f) | 0; h6 = (h6 + g) | 0; h7 = (h7 + j) | 0;
    }
    h[0] = h0; h[1] = h1; h[2] = h2; h[3] = h3; h[4] = h4; h[5] = h5; h[6] = h6; h[7] = h7;
  };
  Sha256.prototype.hex = function () {
    var tail = new Uint8Array(this.held < 56 ? 64 : 128);
    tail.set(this.rest.subarray(0, this.held), 0);
    tail[this.held] = 0x80;
    var high = Math.floor(this.length / 536870912), low = (this.length << 3) >>> 0;
    for (var i = 0; i < 4; i++) {
      tail[tail.length - 8 + i] = (high >>> (24 - 8 * i)) & 255;
      tail[tail.length - 4 + i] = (low >>> (24 - 8 * i)) & 255;
    }
    this.blocks(tail, 0, tail.length);
    var words = "";
    for (i = 0; i < 8; i++) { words += ("0000000" + (this.h[i] >>> 0).toString(16)).slice(-8); }
    return words;
  };
  return Sha256;
})();
