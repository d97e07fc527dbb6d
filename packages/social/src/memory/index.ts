export { type FixedClock, fixedClock, memoryIds } from "./clock.ts";
export type { MemoryInbox } from "./inbox.ts";
export { memoryMediaFiles } from "./media-files.ts";
export { type MemoryStorage, memoryStorage } from "./storage.ts";
export { memoryImaging, pngOf } from "./imaging.ts";
export { memoryFilming } from "./filming.ts";
