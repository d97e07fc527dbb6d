import { asksForFilm } from "./film-upload.ts";
import type { PictureWish } from "./imaging.ts";
import type { MediaNeeds } from "./media-needs.ts";
import { makePictures, putPicture, uploadLimits } from "./pictures.ts";
import type { MadeMedia } from "./upload.ts";

/** The folder of what statuses show. */
const folder = "attachments";

/** The whole picture, and a small one for lists. */
const wishes: readonly PictureWish[] = [
  { size: { pixels: 8_294_400 } },
  { size: { pixels: 230_400 }, still: true },
];

/** `undefined` for one that moves, where it is to become a film. */
export async function makePicture(bytes: Uint8Array, needs: MediaNeeds): Promise<MadeMedia | undefined> {
  const { files, imaging } = needs;
  const made = await makePictures(bytes, wishes, { imaging, maxBytes: uploadLimits.image });
  if (asksForFilm(bytes, made, needs)) return undefined;
  const [whole, small] = made.pictures;
  if (whole === undefined || small === undefined)
    throw new Error("Two pictures were asked for, and not made.");
  return {
    file: await putPicture(files, whole, folder),
    preview: await putPicture(files, small, folder),
    blurhash: made.blurhash,
    colour: made.colour,
  };
}

/** The small picture that stands for a medium. */
export async function makeSmall(
  thumbnail: Uint8Array,
  { files, imaging }: MediaNeeds,
): Promise<Omit<MadeMedia, "file">> {
  const limits = { imaging, maxBytes: uploadLimits.image };
  const { pictures, blurhash, colour } = await makePictures(thumbnail, wishes.slice(1), limits);
  const [small] = pictures;
  if (small === undefined) throw new Error("A picture was asked for, and not made.");
  return { preview: await putPicture(files, small, folder), blurhash, colour };
}
