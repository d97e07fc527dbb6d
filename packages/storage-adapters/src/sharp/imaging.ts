import { encode } from "blurhash";
import type { Imaging, MadePicture, MadePictures, PictureWish } from "@trunkline/social";
import { ImagingError, pictureLimits, sniff } from "@trunkline/social";
import sharp from "sharp";
import type { Metadata, Sharp } from "sharp";
import { createGate } from "./gate.ts";

export interface SharpOptions {
  /** How many pictures are made at once; 2 by default. */
  readonly running?: number;
  /** How many more may wait for their turn; 32 by default. One more is refused as `busy`. */
  readonly waiting?: number;
}

// Nothing but these is ever handed to a decoder, whatever a file claims to be (S-074).
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpeg",
    "VipsForeignLoadPng",
    "VipsForeignLoadWebp",
    "VipsForeignLoadNsgif",
    "VipsForeignLoadHeif",
  ],
});
sharp.cache(false);

/** Makes pictures with libvips, in threads of its own: the process goes on with its requests meanwhile (S-082). */
export function sharpImaging({ running = 2, waiting = 32 }: SharpOptions = {}): Imaging {
  const inTurn = createGate({ running, waiting });
  return { make: (bytes, wishes) => inTurn(() => make(bytes, wishes)) };
}

async function make(bytes: Uint8Array, wishes: readonly PictureWish[]): Promise<MadePictures> {
  const source = await inspect(bytes);
  const pictures: MadePicture[] = [];
  for (const wish of wishes) pictures.push(await told(makeOne(source, wish)));
  return { pictures, ...(await told(impressionOf(source))), isAnimated: source.frames > 1 };
}

interface Source {
  readonly bytes: Uint8Array;
  readonly format: Metadata["format"];
  /** As it is seen, upright. */
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly hasAlpha: boolean;
}

/** Reads what a picture says of itself, and refuses what would be too much, before any of it is decoded (S-073). */
async function inspect(bytes: Uint8Array): Promise<Source> {
  if (sniff(bytes)?.family !== "image") throw new ImagingError("broken", "It is no picture that is taken.");
  const {
    autoOrient,
    pages: frames = 1,
    hasAlpha,
    format,
  } = await told(sharp(bytes, { limitInputPixels: false }).metadata());
  const { width, height } = autoOrient;
  const isTooMuch =
    width * height > pictureLimits.pixels ||
    Math.max(width, height) > pictureLimits.side ||
    frames > pictureLimits.frames ||
    frames * width * height > pictureLimits.framePixels;
  if (isTooMuch)
    throw new ImagingError(
      "too-many-pixels",
      `${width} by ${height} pixels in ${frames} frames are too many.`,
    );
  return { bytes, format, width, height, frames, hasAlpha };
}

function open({ bytes, frames }: Source, still: boolean): Sharp {
  const animated = frames > 1 && !still;
  return sharp(bytes, {
    animated,
    failOn: "error",
    limitInputPixels: animated ? pictureLimits.framePixels : pictureLimits.pixels,
  }).timeout({ seconds: 60 });
}

async function makeOne(source: Source, { size, still = false }: PictureWish): Promise<MadePicture> {
  const { width, height, fit } =
    "frame" in size
      ? { ...size.frame, fit: "cover" as const }
      : { ...within(source, size.pixels), fit: "fill" as const };
  const shaped = open(source, still).autoOrient().resize({ width, height, fit });
  const { pipeline, type } = written(shaped, source, still);
  const { data } = await pipeline.toBuffer({ resolveWithObject: true });
  return { bytes: data, type, width, height };
}

function within(
  { width, height }: Source,
  pixels: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, Math.sqrt(pixels / (width * height)));
  const scaled = (side: number): number => Math.max(1, Math.floor(side * scale));
  return { width: scaled(width), height: scaled(height) };
}

/** In its own form where browsers and other servers know it, and nothing in it but the picture (S-072). */
function written(
  shaped: Sharp,
  { format, hasAlpha }: Source,
  still: boolean,
): { readonly pipeline: Sharp; readonly type: MadePicture["type"] } {
  if (format === "png" || (format === "gif" && still)) return { pipeline: shaped.png(), type: "image/png" };
  if (format === "gif") return { pipeline: shaped.gif(), type: "image/gif" };
  if (format === "webp" || hasAlpha) return { pipeline: shaped.webp({ quality: 85 }), type: "image/webp" };
  return { pipeline: shaped.jpeg({ quality: 85, mozjpeg: true }), type: "image/jpeg" };
}

/** Pixels at each side of what the blur is made of, and its components. */
const blur = { side: 32, components: 4 } as const;

async function impressionOf(source: Source): Promise<Pick<MadePictures, "blurhash" | "colour">> {
  const { data, info } = await open(source, true)
    .autoOrient()
    .resize(blur.side, blur.side, { fit: "fill" })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { raw: { width: info.width, height: info.height, channels: info.channels } };
  const { dominant } = await sharp(data, raw).stats();
  const hex = [dominant.r, dominant.g, dominant.b].map((value) => value.toString(16).padStart(2, "0"));
  const { components } = blur;
  const pixels = new Uint8ClampedArray(data);
  return {
    blurhash: encode(pixels, info.width, info.height, components, components),
    colour: `#${hex.join("")}`,
  };
}

/** libvips says that a file is bad by errors without a kind. */
async function told<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    throw new ImagingError("broken", "The picture cannot be read.", { cause });
  }
}
