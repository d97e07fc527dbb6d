import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";
import { test } from "vitest";
import { missingAvatar, missingHeader } from "./placeholders.ts";

test("the placeholders are whole PNG files, and small", () => {
  for (const picture of [missingAvatar, missingHeader]) {
    const bytes = Buffer.from(picture);
    assert.equal(bytes.subarray(1, 4).toString(), "PNG");
    const at = bytes.indexOf("IDAT");
    const pixels = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    assert.equal(pixels.length, height * (Math.ceil(width / 8) + 1));
    assert.ok(bytes.length < 4096);
  }
});
