import { crc32, deflateSync } from "node:zlib";

/** A picture of two colours; `isInk` says where the darker one goes. */
interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly isInk: (x: number, y: number) => boolean;
}

const paper = [0xd9, 0xdf, 0xe8];
const ink = [0x9a, 0xa7, 0xba];

/** Head and shoulders, for whoever has no picture. */
const person: Drawing = {
  width: 240,
  height: 240,
  isInk: (x, y) => Math.hypot(x - 120, y - 92) < 42 || Math.hypot(x - 120, (y - 222) * 0.9) < 82,
};

/** Two hills. */
const hills: Drawing = {
  width: 750,
  height: 250,
  isInk: (x, y) => y > 170 + 38 * Math.cos(x / 110) || y > 205 + 26 * Math.sin(x / 62),
};

export const missingAvatar: Uint8Array<ArrayBuffer> = png(person);
export const missingHeader: Uint8Array<ArrayBuffer> = png(hills);

/** One bit a pixel, with a palette of two. */
function png({ width, height, isInk }: Drawing): Uint8Array<ArrayBuffer> {
  const rowBytes = Math.ceil(width / 8);
  const pixels = Buffer.alloc(height * (rowBytes + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (rowBytes + 1) + 1 + (x >> 3);
      if (isInk(x, y)) pixels[at] = (pixels[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 3, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from([...paper, ...ink])),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Uint8Array.from(Buffer.concat([signature, ...chunks]));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
