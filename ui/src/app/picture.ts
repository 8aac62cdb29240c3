// A page as a picture: grey bytes in base64 become the pixels of a canvas.
import type { SheetPicture } from "../bindings/SheetPicture";

/** Returns the pixels (red, green, blue, opaque) of a page; missing bytes stay white. */
export function pixelsOf(picture: SheetPicture): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(picture.width * picture.height * 4).fill(255);
  const grey = atob(picture.grey);
  const count = Math.min(grey.length, picture.width * picture.height);
  for (let at = 0; at < count; at += 1) {
    const value = grey.charCodeAt(at);
    pixels[at * 4] = value;
    pixels[at * 4 + 1] = value;
    pixels[at * 4 + 2] = value;
  }
  return pixels;
}

/** Draws a page onto a canvas of its own size. */
export function drawPage(canvas: HTMLCanvasElement, picture: SheetPicture): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  const context = canvas.getContext("2d");
  if (context !== null && picture.width > 0 && picture.height > 0) {
    context.putImageData(new ImageData(pixelsOf(picture), picture.width, picture.height), 0, 0);
  }
}
