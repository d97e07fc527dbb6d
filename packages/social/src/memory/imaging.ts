import type { Imaging, PictureWish } from "../media/imaging.ts";
import { ImagingError, pictureLimits } from "../media/imaging.ts";

/**
 * Makes nothing of pictures but their sizes: for tests of what is done with pictures. It reads PNG alone, and takes one for
 * broken that is cut short.
 */
export function memoryImaging(): Imaging {
  return {
    async make(bytes, wishes) {
      const size = sizeOf(bytes);
      if (size.width * size.height > pictureLimits.pixels)
        throw new ImagingError("too-many-pixels", `${size.width} by ${size.height} are too many.`);
      const pictures = wishes.map((wish) => {
        const made = sizeFor(size, wish);
        return { bytes: pngOf(made), type: "image/png" as const, ...made };
      });
      return { pictures, blurhash: "LEHV6nWB2yk8pyo0adR*.7kCMdnj", colour: "#ff8800", isAnimated: false };
    },
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const begin = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
const end = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

/** What `memoryImaging` takes for a picture of this size: the first and the last bytes of a PNG, and nothing between. */
export function pngOf({ width, height }: Size): Uint8Array<ArrayBuffer> {
  const size = new Uint8Array(8);
  const view = new DataView(size.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  return Uint8Array.from([...begin, ...size, ...end]);
}

function sizeOf(bytes: Uint8Array): Size {
  const isWhole =
    begin.every((byte, index) => bytes[index] === byte) &&
    end.every((byte, index) => bytes.at(index - end.length) === byte);
  if (!isWhole) throw new ImagingError("broken", "The picture is not whole.");
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { width: view.getUint32(begin.length), height: view.getUint32(begin.length + 4) };
}

function sizeFor({ width, height }: Size, { size }: PictureWish): Size {
  if ("frame" in size) return size.frame;
  const scale = Math.min(1, Math.sqrt(size.pixels / (width * height)));
  return { width: Math.floor(width * scale), height: Math.floor(height * scale) };
}
