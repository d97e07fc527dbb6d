import { ImagingError, type PictureWish } from "@trunkline/social";
import { isBlurhashValid } from "blurhash";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { createGate } from "./gate.ts";
import { sharpImaging } from "./imaging.ts";

const imaging = sharpImaging();
const whole: readonly PictureWish[] = [{ size: { pixels: 8_294_400 } }];

/** Red above, blue below. */
function drawing(width: number, height: number) {
  const half = { width, height: height / 2, channels: 3 as const };
  const blue = sharp({ create: { ...half, background: "#0000ff" } }).png();
  return blue.toBuffer().then((input) =>
    sharp({ create: { ...half, height, background: "#ff0000" } })
      .composite([{ input, gravity: "south" }])
      .removeAlpha(),
  );
}

async function faultOf(work: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ImagingError ? error.reason : undefined;
}

/** The colour of the pixel in the middle of the first row. */
async function topOf(bytes: Uint8Array): Promise<readonly number[]> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = Math.floor(info.width / 2) * info.channels;
  return [...data.subarray(at, at + 3)].map((value) => (value > 127 ? 1 : 0));
}

describe("a picture that is made of another one", () => {
  test("is upright, and has nothing of what cameras write into pictures (S-072)", async () => {
    const exif = {
      IFD0: { Make: "Spycam", Copyright: "Somebody" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1" },
    };
    const shot = await drawing(60, 40);
    const bytes = await shot
      .withExif(exif)
      .withXmp("<x/>")
      .withMetadata({ orientation: 3 })
      .jpeg()
      .toBuffer();
    expect(Buffer.from(bytes).includes("Exif")).toBe(true);
    const { pictures } = await imaging.make(bytes, whole);
    const [made] = pictures;
    expect(made).toMatchObject({ type: "image/jpeg", width: 60, height: 40 });
    const { exif: left, xmp, iptc, orientation } = await sharp(made?.bytes).metadata();
    expect([left, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined]);
    // It was upside down.
    expect(await topOf(made?.bytes ?? bytes)).toEqual([0, 0, 1]);
    const turned = await (await drawing(60, 40)).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect((await imaging.make(turned, whole)).pictures[0]).toMatchObject({ width: 40, height: 60 });
  });

  test("has bytes of its own: what was hidden behind the picture is gone (S-071)", async () => {
    const bytes = await (await drawing(20, 20)).png().toBuffer();
    const polyglot = Buffer.concat([bytes, Buffer.from("<script>alert(1)</script>")]);
    const { pictures } = await imaging.make(polyglot, whole);
    expect(Buffer.from(pictures[0]?.bytes ?? []).includes("<script>")).toBe(false);
  });

  test("has the size that was wished for, a blur and a main colour", async () => {
    const bytes = await (await drawing(3000, 1000)).png().toBuffer();
    const wishes = [
      { size: { pixels: 230_400 } },
      { size: { frame: { width: 400, height: 400 } } },
      { size: { pixels: 10_000_000 } },
    ];
    const { pictures, blurhash, colour, isAnimated } = await imaging.make(bytes, wishes);
    expect(pictures.map(({ type, width, height }) => [type, width, height])).toEqual([
      ["image/png", 831, 277],
      ["image/png", 400, 400],
      ["image/png", 3000, 1000],
    ]);
    for (const { bytes: made, width, height } of pictures)
      expect(await sharp(made).metadata()).toMatchObject({ width, height });
    expect(isBlurhashValid(blurhash).result).toBe(true);
    expect(["#f80808", "#0808f8"]).toContain(colour);
    expect(isAnimated).toBe(false);
  });

  test.each([
    ["jpeg", "image/jpeg"],
    ["png", "image/png"],
    ["webp", "image/webp"],
    ["gif", "image/gif"],
    ["avif", "image/jpeg"],
  ] as const)("of the form %s becomes one that browsers and servers know (S-070)", async (form, type) => {
    const bytes = await (await drawing(32, 32)).toFormat(form).toBuffer();
    const { pictures } = await imaging.make(bytes, whole);
    expect(pictures[0]).toMatchObject({ type, width: 32, height: 32 });
  });

  test("goes on moving, unless it is to stand still", async () => {
    const frames = await Promise.all(
      ["#ff0000", "#00ff00", "#0000ff"].map((background) =>
        sharp({ create: { width: 20, height: 10, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const bytes = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [100, 100, 100] })
      .toBuffer();
    const { pictures, isAnimated } = await imaging.make(bytes, [
      ...whole,
      { size: { pixels: 100 }, still: true },
    ]);
    expect(isAnimated).toBe(true);
    const [moving, still] = pictures;
    expect(moving).toMatchObject({ type: "image/gif", width: 20, height: 10 });
    expect((await sharp(moving?.bytes, { animated: true }).metadata()).pages).toBe(3);
    expect(still).toMatchObject({ type: "image/png", width: 14, height: 7 });
  });
});

describe("what is no picture", () => {
  test("is never handed to a decoder, in whatever form (S-074)", async () => {
    const tiff = await (await drawing(20, 20)).tiff().toBuffer();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const bytes of [tiff, svg, Buffer.from("%PDF-1.7"), Buffer.from("8BPS"), Buffer.alloc(0)]) {
      expect(await faultOf(imaging.make(bytes, whole))).toBe("broken");
      await expect((async () => sharp(bytes).metadata())()).rejects.toThrow(/unsupported|empty/i);
    }
  });

  test("is told from one that is broken or only half there", async () => {
    const bytes = await sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        noise: { type: "gaussian", mean: 128, sigma: 60 },
        background: "#000",
      },
    })
      .jpeg()
      .toBuffer();
    expect(await faultOf(imaging.make(bytes.subarray(0, bytes.length / 2), whole))).toBe("broken");
    const png = await (await drawing(20, 20)).png().toBuffer();
    expect(await faultOf(imaging.make(png.subarray(0, 40), whole))).toBe("broken");
  });

  test("is refused before it is decoded when it says that it has too many pixels (S-073)", async () => {
    const png = await (await drawing(20, 20)).png().toBuffer();
    const bomb = Buffer.from(png);
    bomb.writeUInt32BE(16_385, 16);
    bomb.writeUInt32BE(1, 20);
    // The size stands in a chunk with a checksum, which has to fit.
    const { crc32 } = await import("node:zlib");
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    expect(await faultOf(imaging.make(bomb, whole))).toBe("too-many-pixels");
    bomb.writeUInt32BE(8000, 16);
    bomb.writeUInt32BE(8000, 20);
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    expect(await faultOf(imaging.make(bomb, whole))).toBe("too-many-pixels");
  });
});

describe("pictures that are made at once", () => {
  test("wait for their turn, up to a number, and are made beside the process's other work (S-082)", async () => {
    const inTurn = createGate({ running: 1, waiting: 1 });
    const ends: (() => void)[] = [];
    const work = () => inTurn(() => new Promise<void>((resolve) => ends.push(resolve)));
    const [first, second] = [work(), work()];
    expect(await faultOf(work())).toBe("busy");
    ends[0]?.();
    await first;
    const third = work();
    expect(ends.length).toBe(2);
    ends[1]?.();
    await second;
    await new Promise((resolve) => setImmediate(resolve));
    ends[2]?.();
    await third;
    const bytes = await (await drawing(3000, 2000)).png().toBuffer();
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await imaging.make(bytes, whole);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });
});
